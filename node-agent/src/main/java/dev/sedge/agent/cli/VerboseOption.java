package dev.sedge.agent.cli;

import dev.sedge.agent.args.Option;

/** The option {@code --verbose} of every command. */
final class VerboseOption {
    static final Option OPTION = Option.flag("Say more: causes of failures, the Wasm trace of a trap.", "--verbose");

    private VerboseOption() {}
}
