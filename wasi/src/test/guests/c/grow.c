// Takes memory until the host refuses, then says how far it came and ends normally.
//
//   grow pages [MIB]    memory.grow, to each full MiB, touching each page, at most to MIB in all
//   grow big            one memory.grow by 65,535 pages, which no host can grant a module that has memory already
//   grow malloc [MIB]   malloc, one MiB at a time, at most MIB
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MIB ((size_t)1048576)
#define PAGE ((size_t)65536)

static void pages(long most) {
    int refused = 0;
    while (__builtin_wasm_memory_size(0) * PAGE / MIB < (size_t)most) {
        size_t more = MIB / PAGE - __builtin_wasm_memory_size(0) % (MIB / PAGE);
        size_t before = __builtin_wasm_memory_grow(0, more);
        if (before == (size_t)-1) {
            refused = 1;
            break;
        }
        char *first = (char *)(before * PAGE);
        for (size_t i = 0; i < more * PAGE; i += PAGE) {
            if (first[i] != 0) {
                puts("new memory is not zero");
                exit(1);
            }
            first[i] = 1;
        }
    }
    size_t size = __builtin_wasm_memory_size(0);
    if (refused && __builtin_wasm_memory_grow(0, MIB / PAGE) != (size_t)-1) {
        puts("refused, then granted");
        exit(1);
    }
    printf("%s at %zu MiB\n", refused ? "refused" : "granted, stopped", size * PAGE / MIB);
}

static void big(void) {
    size_t before = __builtin_wasm_memory_size(0);
    size_t answer = __builtin_wasm_memory_grow(0, 65535);
    printf("%s, size %s\n", answer == (size_t)-1 ? "refused" : "granted",
           before == __builtin_wasm_memory_size(0) ? "unchanged" : "changed");
}

static void allocate(long most) {
    long blocks = 0;
    while (blocks < most) {
        char *block = malloc(MIB);
        if (block == NULL) {
            break;
        }
        memset(block, (int)blocks, MIB);
        __asm__ volatile("" : : "r"(block) : "memory");
        blocks++;
    }
    if (blocks < most) {
        printf("out of memory after %ld MiB\n", blocks);
    } else {
        printf("allocated %ld MiB\n", blocks);
    }
}

int main(int argc, char **argv) {
    const char *mode = argc > 1 ? argv[1] : "pages";
    long most = argc > 2 ? atol(argv[2]) : 4095;
    if (strcmp(mode, "big") == 0) {
        big();
    } else if (strcmp(mode, "malloc") == 0) {
        allocate(most);
    } else {
        pages(most);
    }
    return 0;
}
