/** The agent as a whole: everything it is made of, wired, started and ended. */
@NullMarked
package dev.sedge.agent.serve;

import org.jspecify.annotations.NullMarked;
