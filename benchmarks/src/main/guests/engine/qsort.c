// Sorts `work` random numbers (at most 200,000) by recursive quicksort with Hoare's partition.
#include "kernel.h"

enum { LIMIT = 200000 };

static i32 values[LIMIT];

static void sort(i32 *array, i32 low, i32 high) {
    while (low < high) {
        i32 pivot = array[low + (high - low) / 2], i = low - 1, j = high + 1;
        for (;;) {
            while (array[++i] < pivot) {}
            while (array[--j] > pivot) {}
            if (i >= j) break;
            i32 swap = array[i];
            array[i] = array[j];
            array[j] = swap;
        }
        sort(array, low, j);
        low = j + 1;
    }
}

KERNEL(qsort) {
    u32 size = work < LIMIT ? work : LIMIT, seed = 12345, sum = 0;
    for (u32 i = 0; i < size; i++) values[i] = (i32)next_random(&seed);
    sort(values, 0, (i32)size - 1);
    for (u32 i = 0; i < size; i += 97) sum = sum * 31 + (u32)values[i];
    return sum;
}
