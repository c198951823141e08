// Recursion, without end or to a given depth. The module keeps its names.
//
//   recurse plain       a function that calls itself and keeps nothing in memory
//   recurse mutual      two functions that call each other
//   recurse indirect    through a pointer to a function
//   recurse frames      with 4 KiB in memory per call: the stack in memory ends first, in a trap
//   recurse deep DEPTH  to this depth and back
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NAMED __attribute__((noinline))

static volatile long depth;
static volatile long limit = -1;

NAMED long plain(long value) {
    depth++;
    if (depth == limit) {
        return value;
    }
    return plain(value + 1) + depth;
}

NAMED long even(long value);

NAMED long odd(long value) {
    depth++;
    return even(value + 1) + depth;
}

NAMED long even(long value) {
    depth++;
    return odd(value + 1) + depth;
}

NAMED long indirect(long value);

static long (*volatile next)(long) = indirect;

NAMED long indirect(long value) {
    depth++;
    return next(value + 1) + depth;
}

NAMED long frames(long value) {
    volatile char frame[4096];
    frame[value & 4095] = (char)value;
    depth++;
    return frames(value + 1) + frame[depth & 4095];
}

int main(int argc, char **argv) {
    const char *mode = argc > 1 ? argv[1] : "plain";
    puts("going down");
    fflush(stdout);
    long result = 0;
    if (strcmp(mode, "plain") == 0) {
        result = plain(0);
    } else if (strcmp(mode, "mutual") == 0) {
        result = odd(0);
    } else if (strcmp(mode, "indirect") == 0) {
        result = indirect(0);
    } else if (strcmp(mode, "frames") == 0) {
        result = frames(0);
    } else if (strcmp(mode, "deep") == 0 && argc > 2) {
        limit = atol(argv[2]);
        result = plain(0);
    }
    printf("came back from depth %ld with %ld\n", depth, result);
    return 0;
}
