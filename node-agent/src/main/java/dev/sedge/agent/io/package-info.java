/** The streams of a container: its log in the form of the CRI, its standard input, and the clients that are attached. */
@NullMarked
package dev.sedge.agent.io;

import org.jspecify.annotations.NullMarked;
