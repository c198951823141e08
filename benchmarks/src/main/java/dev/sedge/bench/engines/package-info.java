/** The harness that compares engines on work that keeps a processor busy, and draws the chart of the ratios. */
@NullMarked
package dev.sedge.bench.engines;

import org.jspecify.annotations.NullMarked;
