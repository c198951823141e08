// `work` calls through a table of eight functions; a random number chooses which.
#include "kernel.h"

typedef u32 Operation(u32 value, u32 operand);

static u32 add(u32 x, u32 y) { return x + y; }
static u32 subtract(u32 x, u32 y) { return x - y; }
static u32 exclusive(u32 x, u32 y) { return x ^ y; }
static u32 multiply(u32 x, u32 y) { return x * (y | 1); }
static u32 left(u32 x, u32 y) { return x << (y & 7) | x >> (32 - (y & 7)) % 32; }
static u32 right(u32 x, u32 y) { return x >> (y & 7) ^ y; }
static u32 either(u32 x, u32 y) { return (x | y) + (x >> 3); }
static u32 both(u32 x, u32 y) { return (x & y) - (y << 2); }

static Operation *volatile table[8] = {add, subtract, exclusive, multiply, left, right, either, both};

KERNEL(indirect) {
    u32 seed = 42, value = 1;
    for (u32 i = 0; i < work; i++) {
        u32 random = next_random(&seed);
        value = table[random >> 29](value, random);
    }
    return value;
}
