@NullMarked
package dev.sedge.bench.engines.probe;

import org.jspecify.annotations.NullMarked;
