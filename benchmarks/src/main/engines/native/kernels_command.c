// The kernels as a WASI command, for programs that only run commands: NAME KERNEL WORK REPEAT prints the checksum.
#include "kernels.h"
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DECLARE(name) uint32_t kernel_##name(uint32_t work);
KERNELS(DECLARE)

int main(int argc, char **argv) {
    uint32_t (*function)(uint32_t) = 0;
#define CHOOSE(name) \
    if (argc == 4 && !strcmp(argv[1], #name)) function = kernel_##name;
    KERNELS(CHOOSE)
    if (!function) return 2;
    uint32_t sum = 0;
    for (long left = atol(argv[3]); left > 0; left--) sum = function((uint32_t)atoll(argv[2]));
    printf("%u\n", sum);
    return 0;
}
