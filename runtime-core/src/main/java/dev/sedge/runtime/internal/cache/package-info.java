/** Compiled code on disk, shared by processes. Knows neither the compiler that made it nor any other tier. */
package dev.sedge.runtime.internal.cache;
