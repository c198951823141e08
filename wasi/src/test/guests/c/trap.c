// Traps below a few functions whose names the module keeps, so that a test can compare the trace: main calls outer, outer
// calls middle, and middle calls one of the functions below.
//
//   trap unreachable | divide | overflow | convert | memory | signature | null | table
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define NAMED __attribute__((noinline))

typedef int (*unary)(int);
typedef int (*binary)(int, int);

// Values that the compiler cannot know.
static volatile int zero = 0;
static volatile int one = 1;
static volatile int minus_one = -1;
static volatile double huge = 1e300;
static volatile uintptr_t beyond_memory = 0xfffffff0u;
static volatile uintptr_t beyond_table = 1000000;

NAMED int successor(int value) {
    return value + 1 + zero;
}

static volatile unary stored = successor;

NAMED int trap_unreachable(void) {
    __builtin_trap();
}

NAMED int trap_divide(void) {
    return one / zero;
}

NAMED int trap_overflow(void) {
    return (INT32_MIN + zero) / minus_one;
}

// What the plain cast (int) would trap at if the compiler did not guard it: the bare instruction.
NAMED int trap_convert(void) {
    int result;
    double value = huge;
    __asm__ volatile("local.get %1\n"
                     "i32.trunc_f64_s\n"
                     "local.set %0"
                     : "=r"(result)
                     : "r"(value));
    return result;
}

NAMED int trap_memory(void) {
    return *(volatile int *)beyond_memory;
}

NAMED int trap_signature(void) {
    return ((binary)(uintptr_t)stored)(1, 2);
}

NAMED int trap_null(void) {
    return ((unary)(uintptr_t)zero)(one);
}

NAMED int trap_table(void) {
    return ((unary)beyond_table)(1);
}

NAMED int middle(const char *kind) {
    int result = -1;
    if (strcmp(kind, "unreachable") == 0) {
        result = trap_unreachable();
    } else if (strcmp(kind, "divide") == 0) {
        result = trap_divide();
    } else if (strcmp(kind, "overflow") == 0) {
        result = trap_overflow();
    } else if (strcmp(kind, "convert") == 0) {
        result = trap_convert();
    } else if (strcmp(kind, "memory") == 0) {
        result = trap_memory();
    } else if (strcmp(kind, "signature") == 0) {
        result = trap_signature();
    } else if (strcmp(kind, "null") == 0) {
        result = trap_null();
    } else if (strcmp(kind, "table") == 0) {
        result = trap_table();
    }
    return result + zero;
}

NAMED int outer(const char *kind) {
    return middle(kind) + zero;
}

int main(int argc, char **argv) {
    puts("before the trap");
    fflush(stdout);
    int result = outer(argc > 1 ? argv[1] : "unreachable");
    printf("no trap: %d\n", result);
    return 2;
}
