/** The entry point of the command {@code sedge}. */
@NullMarked
package dev.sedge.agent;

import org.jspecify.annotations.NullMarked;
