/** The smallest programs that run one WASI command, one for each peer, and the harness that starts them as processes. */
@NullMarked
package dev.sedge.bench.cold;

import org.jspecify.annotations.NullMarked;
