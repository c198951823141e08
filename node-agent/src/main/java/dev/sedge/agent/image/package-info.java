/** Images for commands: the store and the registries behind one question, "the image of this name, please". */
@NullMarked
package dev.sedge.agent.image;

import org.jspecify.annotations.NullMarked;
