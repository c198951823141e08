/** Divides functions that HotSpot would never compile, because their methods were too large, into parts. */
package dev.sedge.runtime.internal.compiler.split;
