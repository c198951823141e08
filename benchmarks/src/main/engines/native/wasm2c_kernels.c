// The kernels by way of wasm2c: WARM-UP MEASURED CALLS KERNEL WORK.
#include "kernels.h"
#include "measure.h"
#include "module.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const char *name;
    u32 (*function)(Z_module_instance_t *, u32);
} Kernel;

#define ENTRY(name) {#name, Z_moduleZ_##name},
static const Kernel kernels[] = {KERNELS(ENTRY)};

static Z_module_instance_t instance;
static u32 work;

static uint32_t call(void *kernel) { return ((const Kernel *)kernel)->function(&instance, work); }

int main(int argc, char **argv) {
    wasm_rt_init();
    Z_module_init_module();
    Z_module_instantiate(&instance);
    for (size_t i = 0; argc == 6 && i < sizeof kernels / sizeof *kernels; i++)
        if (!strcmp(kernels[i].name, argv[4])) {
            work = (u32)atoll(argv[5]);
            return measure(argv + 1, call, (void *)&kernels[i]);
        }
    fprintf(stderr, "usage: WARM-UP MEASURED CALLS KERNEL WORK\n");
    return 2;
}
