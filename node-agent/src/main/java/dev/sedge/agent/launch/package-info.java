/** The junction of images and guests: what an image or file, a request and its grants make together is run here. */
@NullMarked
package dev.sedge.agent.launch;

import org.jspecify.annotations.NullMarked;
