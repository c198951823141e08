/** The programs that Sedge lends a container that has none: just enough to look inside. */
@NullMarked
package dev.sedge.agent.tools;

import org.jspecify.annotations.NullMarked;
