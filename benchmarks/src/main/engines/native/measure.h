// The measure of benchmarks/engines for code that was compiled for the machine: what Measure.java is to the engines of the JVM.
#pragma once
#include <stdint.h>

typedef uint32_t Call(void *context);

// Calls until WARM-UP ms of CPU time are spent, then until MEASURED ms are and there were CALLS calls; prints the protocol's lines. `budget` has
// the three numbers.
int measure(char **budget, Call *call, void *context);
