// Small kernels for the engine: calls, branches, loads and stores, bulk memory, calls of the host. Each export takes the
// amount of work and returns a checksum, so that nothing can be left out and every engine can be checked.

#define EXPORT(name) __attribute__((export_name(#name)))

typedef unsigned char u8;
typedef unsigned int u32;
typedef unsigned long long u64;

__attribute__((import_module("bench"), import_name("next"))) u32 next(u32 value);

enum { SIZE = 65536 };

static u8 bytes[SIZE];
static u32 words[SIZE / 4];

EXPORT(nothing) void nothing(void) {}

EXPORT(add) u32 add(u32 a, u32 b) { return a + b; }

EXPORT(fib) u32 fib(u32 n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }

// The number of primes below `limit` (at most 65,536).
EXPORT(sieve) u32 sieve(u32 limit) {
    u32 count = 0;
    for (u32 i = 2; i < limit; i++) bytes[i] = 1;
    for (u32 i = 2; i < limit; i++) {
        if (!bytes[i]) continue;
        count++;
        for (u32 j = i + i; j < limit; j += i) bytes[j] = 0;
    }
    return count;
}

// `rounds` times 16,384 stores of 4 bytes, in order.
EXPORT(store) u32 store(u32 rounds) {
    volatile u32 *target = words;
    for (u32 round = 0; round < rounds; round++)
        for (u32 i = 0; i < SIZE / 4; i++) target[i] = i + round;
    return target[1];
}

// `rounds` times 16,384 loads of 4 bytes, in order, and their sum.
EXPORT(load) u32 load(u32 rounds) {
    volatile u32 *source = words;
    u32 sum = 0;
    for (u32 round = 0; round < rounds; round++)
        for (u32 i = 0; i < SIZE / 4; i++) sum += source[i];
    return sum;
}

// `rounds` copies of 32 KiB by memory.copy.
EXPORT(copy) u32 copy(u32 rounds) {
    for (u32 round = 0; round < rounds; round++) {
        bytes[0] = (u8)round;
        __builtin_memcpy(bytes + SIZE / 2, bytes, SIZE / 2);
    }
    return bytes[SIZE / 2];
}

// `count` calls of the host's next(value).
EXPORT(host) u32 host(u32 count) {
    u32 value = 0;
    for (u32 i = 0; i < count; i++) value = next(value);
    return value;
}
