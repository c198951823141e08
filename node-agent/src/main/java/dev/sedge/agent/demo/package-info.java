/** The demonstration: the whole way of an image, from publishing to its guest's last line, inside one process. */
@NullMarked
package dev.sedge.agent.demo;

import org.jspecify.annotations.NullMarked;
