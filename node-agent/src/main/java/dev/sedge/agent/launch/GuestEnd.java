package dev.sedge.agent.launch;

/**
 * How a guest ended.
 *
 * @param exitCode its own, 134 after a trap, 137 if it was stopped or ran out of memory
 * @param reason {@code Completed}, {@code Error} or {@code OOMKilled}, as kubelet shows it
 * @param message what a person needs to know: a trap with its Wasm trace, a limit that was reached; mostly empty
 */
public record GuestEnd(int exitCode, String reason, String message) {}
