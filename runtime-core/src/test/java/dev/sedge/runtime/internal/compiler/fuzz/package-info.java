/** Random valid modules, and what the tiers make of them. */
@NullMarked
package dev.sedge.runtime.internal.compiler.fuzz;

import org.jspecify.annotations.NullMarked;
