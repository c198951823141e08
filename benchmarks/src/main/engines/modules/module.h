// A real module as a command: NAME FILE REPEAT reads the file and does its work on it REPEAT times, from the start each time, and prints the
// checksum of the last one. command.c is its main function; ../native/module.c measures the same for the machine.
#pragma once
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

// The work, and a checksum of what came out of it. The byte after the last one is 0.
uint32_t work(const unsigned char *input, size_t size);

// FNV-1a over some bytes, begun with any value.
static inline uint32_t mix(uint32_t sum, const void *bytes, size_t size) {
    const unsigned char *byte = bytes;
    for (size_t i = 0; i < size; i++) sum = (sum ^ byte[i]) * 16777619u;
    return sum;
}

// Ends the process: no checksum without the whole work.
static inline void fail(const char *what) {
    fprintf(stderr, "%s\n", what);
    exit(1);
}

// The work on a file, reading included.
static inline uint32_t work_on(const char *name) {
    FILE *file = fopen(name, "rb");
    if (!file) fail("cannot open the input");
    size_t size = 0, room = 1 << 16, got;
    unsigned char *input = malloc(room + 1);
    while (input && (got = fread(input + size, 1, room - size, file)) > 0)
        if ((size += got) == room) input = realloc(input, (room *= 2) + 1);
    fclose(file);
    if (!input) fail("no memory for the input");
    input[size] = 0;
    uint32_t sum = work(input, size);
    free(input);
    return sum;
}
