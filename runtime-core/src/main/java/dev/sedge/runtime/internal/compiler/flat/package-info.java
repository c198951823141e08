/** Functions as lists of statements without lists in them, for those that no method can hold. */
@NullMarked
package dev.sedge.runtime.internal.compiler.flat;

import org.jspecify.annotations.NullMarked;
