// The kernels by name; KERNELS(X) is X(name) for each.
#pragma once

#define KERNELS(X) X(coremark_like) X(matmul) X(nbody) X(sieve) X(qsort) X(sha256) X(fib) X(indirect) X(vm)
