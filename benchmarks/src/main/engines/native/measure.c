#include "measure.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { MOST = 100000 };

static int64_t cpu(void) {
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static int ascending(const void *a, const void *b) {
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

int measure(char **budget, Call *call, void *context) {
    static int64_t times[MOST];
    int64_t warm = atoll(budget[0]) * 1000000, measured = atoll(budget[1]) * 1000000, least = atoll(budget[2]);
    uint32_t checksum;
    int64_t start = cpu();
    do checksum = call(context);
    while (cpu() - start < warm);
    int calls = 0;
    for (start = cpu(); calls < MOST && (calls < least || cpu() - start < measured); calls++) {
        int64_t before = cpu();
        uint32_t sum = call(context);
        times[calls] = cpu() - before;
        if (sum != checksum) {
            fprintf(stderr, "checksum %" PRIu32 ", and %" PRIu32 " another time\n", checksum, sum);
            return 1;
        }
    }
    qsort(times, (size_t)calls, sizeof *times, ascending);
    printf("checksum %" PRIu32 "\nmin %" PRId64 "\nmedian %" PRId64 "\ncalls %d\n", checksum, times[0], times[calls / 2], calls);
    return 0;
}
