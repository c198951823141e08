// XXH3 (64 bits), XXH64 and XXH32, in their portable forms, again and again over the input.
#define XXH_VECTOR 0
#define XXH_INLINE_ALL
#include <xxhash.h>
#include "module.h"

enum { ROUNDS = 60 };

uint32_t work(const unsigned char *input, size_t size) {
    uint64_t sum = 0;
    for (int i = 0; i < ROUNDS; i++) {
        sum ^= XXH3_64bits_withSeed(input, size, sum);
        sum += XXH64(input, size, sum);
        sum ^= XXH32(input, size, (uint32_t)sum);
    }
    return (uint32_t)(sum ^ sum >> 32);
}
