/** The words of a command line: which options a command knows, what was given of them, and the help text. */
@NullMarked
package dev.sedge.agent.args;

import org.jspecify.annotations.NullMarked;
