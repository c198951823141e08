@NullMarked
package dev.sedge.bench;

import org.jspecify.annotations.NullMarked;
