/**
 * The grammar in which a person grants a guest something: sizes, durations, directories, variables, randomness, clocks.
 *
 * <p>It is the same on the command line and wherever else grants are written down.
 */
@NullMarked
package dev.sedge.agent.grant;

import org.jspecify.annotations.NullMarked;
