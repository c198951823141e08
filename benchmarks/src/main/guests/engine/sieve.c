// The primes below `work` (at most 2,000,000).
#include "kernel.h"

enum { LIMIT = 2000000 };

static u8 composite[LIMIT];

KERNEL(sieve) {
    u32 limit = work < LIMIT ? work : LIMIT;
    __builtin_memset(composite, 0, limit);
    for (u32 i = 2; i * i < limit; i++)
        if (!composite[i])
            for (u32 j = i * i; j < limit; j += i) composite[j] = 1;
    u32 count = 0;
    for (u32 i = 2; i < limit; i++) count += !composite[i];
    return count;
}
