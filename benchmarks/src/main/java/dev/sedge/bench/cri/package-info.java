/** Measures container runtimes from outside, as kubelet sees them: through the CRI on their sockets. */
@NullMarked
package dev.sedge.bench.cri;

import org.jspecify.annotations.NullMarked;
