/** The calls of the CRI, one class for each group: a request comes in, a response goes out, or a {@link CriException}. */
@NullMarked
package dev.sedge.agent.cri;

import org.jspecify.annotations.NullMarked;
