/** Benchmarks of Sedge beside its peers: JMH for what happens inside a JVM, {@link dev.sedge.bench.ColdStart} for whole processes. */
@NullMarked
package dev.sedge.bench;

import org.jspecify.annotations.NullMarked;
