/** The commands of {@code sedge}, one class each, and what they share: options, errors, progress. */
@NullMarked
package dev.sedge.agent.cli;

import org.jspecify.annotations.NullMarked;
