/** One small program for each engine: it runs one workload again and again in a process of its own and prints what a call costs. */
@NullMarked
package dev.sedge.bench.engines.probe;

import org.jspecify.annotations.NullMarked;
