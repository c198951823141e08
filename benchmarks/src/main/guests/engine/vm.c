// A machine of 16 instructions with four registers runs a program of 64 bytes `work` times.
#include "kernel.h"

static u8 program[64];

static void load(void) {
    u32 seed = 2463534242u;
    for (u32 i = 0; i < 63; i++) {
        u32 random = next_random(&seed) >> 16;
        // Any instruction but the last, and any two registers.
        program[i] = (u8)(random % 15 << 4 | (random >> 8 & 15));
    }
    program[63] = 15 << 4;
}

__attribute__((noinline)) static u32 run(u32 start, u32 *memory) {
    u32 r[4] = {start, 1, 0x9E3779B9u, ~start}, flag = 0, at = 0;
    for (;;) {
        u8 code = program[at++];
        u32 x = code >> 2 & 3, y = code & 3;
        switch (code >> 4) {
        case 0: r[x] += r[y]; break;
        case 1: r[x] -= r[y]; break;
        case 2: r[x] ^= r[y]; break;
        case 3: r[x] &= r[y] | 0x10101; break;
        case 4: r[x] |= r[y] & 0xFF; break;
        case 5: r[x] *= r[y] | 1; break;
        case 6: r[x] = r[y] << 3 | r[y] >> 29; break;
        case 7: r[x] >>= r[y] & 3; break;
        case 8: r[x] = memory[r[y] & 15]; break;
        case 9: memory[r[y] & 15] = r[x]; break;
        case 10: flag = r[x] < r[y]; break;
        case 11: flag = (i32)r[x] < (i32)r[y]; break;
        case 12: at += flag & (at < 60); break;
        case 13: r[x]++; break;
        case 14: r[x] = flag ? r[y] : ~r[y]; break;
        default: return r[0] ^ r[1] ^ r[2] ^ r[3];
        }
    }
}

KERNEL(vm) {
    u32 memory[16] = {0}, sum = 0;
    load();
    for (u32 i = 0; i < work; i++) sum = sum * 3 + run(i, memory);
    return sum;
}
