package dev.sedge.agent.cli;

import picocli.CommandLine.Option;

/** The option {@code --verbose} of every command. */
final class VerboseOption {
    static final String NAME = "--verbose";

    @Option(names = NAME, description = "Say more: causes of failures, the Wasm trace of a trap.")
    boolean verbose;
}
