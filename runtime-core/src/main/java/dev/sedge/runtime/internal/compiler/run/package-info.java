/** What generated code calls and where it keeps its state. Public because generated classes are in another package. */
package dev.sedge.runtime.internal.compiler.run;
