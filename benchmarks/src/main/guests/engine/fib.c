// The `work`th Fibonacci number by recursion: nothing but calls.
#include "kernel.h"

__attribute__((noinline)) static u32 number(u32 n) { return n < 2 ? n : number(n - 1) + number(n - 2); }

KERNEL(fib) { return number(work); }
