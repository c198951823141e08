/** The log of the process: everything that is said by {@link System.Logger} or java.util.logging, one line each. */
@NullMarked
package dev.sedge.agent.log;

import org.jspecify.annotations.NullMarked;
