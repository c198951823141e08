package dev.sedge.agent.cli;

import dev.sedge.agent.args.Syntax;
import dev.sedge.agent.args.Words;
import java.util.function.Function;

/**
 * A command before its words have been read.
 *
 * @param syntax what it understands
 * @param maker makes it of its words; an {@link IllegalArgumentException} says what is wrong with them
 */
record CommandKind(Syntax syntax, Function<Words, SedgeCommand> maker) {}
