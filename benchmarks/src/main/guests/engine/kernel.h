// What the kernels of benchmarks/engines share. Each takes the amount of work and returns a checksum, imports nothing, and returns the same
// when it is called again. They are built for Wasm by ../rebuild.sh, and for the machine by benchmarks/src/main/engines/prepare.
#pragma once

typedef unsigned char u8;
typedef unsigned short u16;
typedef short i16;
typedef unsigned int u32;
typedef int i32;
typedef unsigned long long u64;

#ifdef __wasm__
#define KERNEL(name) __attribute__((export_name(#name))) u32 kernel_##name(u32 work)
#else
#define KERNEL(name) u32 kernel_##name(u32 work)
#endif

static inline u32 next_random(u32 *seed) { return *seed = *seed * 1664525u + 1013904223u; }
