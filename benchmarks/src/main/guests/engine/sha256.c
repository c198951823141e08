// SHA-256 (FIPS 180-4) of `work` KiB, at most 1,024, twice; the first word of the second digest.
#include "kernel.h"

enum { LIMIT = 1024 * 1024 };

static const u32 ROUND[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be,
    0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa,
    0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85,
    0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3,
    0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f,
    0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static const u32 START[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};

static u8 message[LIMIT];
static u32 state[8];

static u32 rotate(u32 x, int by) { return x >> by | x << (32 - by); }

__attribute__((noinline)) static void block(const u8 *bytes) {
    u32 w[64], s[8];
    for (u32 i = 0; i < 16; i++) w[i] = (u32)bytes[4 * i] << 24 | (u32)bytes[4 * i + 1] << 16 | (u32)bytes[4 * i + 2] << 8 | bytes[4 * i + 3];
    for (u32 i = 16; i < 64; i++) {
        u32 low = rotate(w[i - 15], 7) ^ rotate(w[i - 15], 18) ^ w[i - 15] >> 3;
        u32 high = rotate(w[i - 2], 17) ^ rotate(w[i - 2], 19) ^ w[i - 2] >> 10;
        w[i] = w[i - 16] + low + w[i - 7] + high;
    }
    for (u32 i = 0; i < 8; i++) s[i] = state[i];
    for (u32 i = 0; i < 64; i++) {
        u32 choice = (s[4] & s[5]) ^ (~s[4] & s[6]), majority = (s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]);
        u32 one = s[7] + (rotate(s[4], 6) ^ rotate(s[4], 11) ^ rotate(s[4], 25)) + choice + ROUND[i] + w[i];
        u32 two = (rotate(s[0], 2) ^ rotate(s[0], 13) ^ rotate(s[0], 22)) + majority;
        s[7] = s[6], s[6] = s[5], s[5] = s[4], s[4] = s[3] + one;
        s[3] = s[2], s[2] = s[1], s[1] = s[0], s[0] = one + two;
    }
    for (u32 i = 0; i < 8; i++) state[i] += s[i];
}

static u32 digest(u32 size) {
    for (u32 i = 0; i < 8; i++) state[i] = START[i];
    for (u32 i = 0; i < size; i += 64) block(message + i);
    u8 last[64] = {0x80};
    u64 bits = (u64)size * 8;
    for (u32 i = 0; i < 8; i++) last[63 - i] = (u8)(bits >> 8 * i);
    block(last);
    return state[0];
}

KERNEL(sha256) {
    u32 size = work * 1024 < LIMIT ? work * 1024 : LIMIT;
    for (u32 i = 0; i < size; i++) message[i] = (u8)(i * 7 + (i >> 8));
    u32 first = digest(size);
    for (u32 i = 0; i < 64 && i < size; i++) message[i] ^= (u8)(first >> i % 4 * 8);
    return digest(size);
}
