@NullMarked
package dev.sedge.bench.engines;

import org.jspecify.annotations.NullMarked;
