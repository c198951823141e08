// The kernels for the machine: WARM-UP MEASURED CALLS KERNEL WORK.
#include "kernels.h"
#include "measure.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DECLARE(name) uint32_t kernel_##name(uint32_t work);
KERNELS(DECLARE)

typedef struct {
    const char *name;
    uint32_t (*function)(uint32_t);
    uint32_t work;
} Kernel;

static uint32_t call(void *kernel) { return ((Kernel *)kernel)->function(((Kernel *)kernel)->work); }

#define ENTRY(name) {#name, kernel_##name, 0},
static Kernel kernels[] = {KERNELS(ENTRY)};

int main(int argc, char **argv) {
    for (size_t i = 0; argc == 6 && i < sizeof kernels / sizeof *kernels; i++)
        if (!strcmp(kernels[i].name, argv[4])) {
            kernels[i].work = (uint32_t)atoll(argv[5]);
            return measure(argv + 1, call, &kernels[i]);
        }
    fprintf(stderr, "usage: WARM-UP MEASURED CALLS KERNEL WORK\n");
    return 2;
}
