// Clocks and sleep.
//
//   clock check         prints answers that are the same on every correct host
//   clock now           prints the time of day to the nanosecond, for hosts with a fixed clock
//   clock sleep MILLIS  sleeps, then prints a line
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>

#define NANOS 1000000000LL

static long long nanos(clockid_t clock) {
    struct timespec t;
    if (clock_gettime(clock, &t) != 0) {
        printf("clock_gettime: %s\n", strerror(errno));
        exit(1);
    }
    return t.tv_sec * NANOS + t.tv_nsec;
}

static void sleep_millis(long millis) {
    struct timespec t = {millis / 1000, millis % 1000 * 1000000};
    if (nanosleep(&t, NULL) != 0) {
        printf("nanosleep: %s\n", strerror(errno));
        exit(1);
    }
}

static const char *yes(int condition) {
    return condition ? "yes" : "no";
}

static void check(void) {
    struct timespec resolution;
    struct timeval day;
    int known = clock_getres(CLOCK_MONOTONIC, &resolution);
    printf("monotonic resolution is positive: %s\n", yes(known == 0 && (resolution.tv_sec > 0 || resolution.tv_nsec > 0)));
    known = clock_getres(CLOCK_REALTIME, &resolution);
    printf("realtime resolution is positive: %s\n", yes(known == 0 && (resolution.tv_sec > 0 || resolution.tv_nsec > 0)));

    long long before = nanos(CLOCK_MONOTONIC);
    int ordered = before >= 0;
    for (int i = 0; i < 1000; i++) {
        long long now = nanos(CLOCK_MONOTONIC);
        ordered &= now >= before;
        before = now;
    }
    printf("monotonic clock never goes back: %s\n", yes(ordered));

    sleep_millis(20);
    printf("sleeping 20 ms takes at least 20 ms: %s\n", yes(nanos(CLOCK_MONOTONIC) - before >= 20 * NANOS / 1000));

    struct timespec until = {0, 0};
    long long wanted = nanos(CLOCK_MONOTONIC) + 10 * NANOS / 1000;
    until.tv_sec = wanted / NANOS;
    until.tv_nsec = wanted % NANOS;
    int slept = clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL);
    printf("absolute sleep ends at its time: %s\n", yes(slept == 0 && nanos(CLOCK_MONOTONIC) >= wanted));

    gettimeofday(&day, NULL);
    printf("gettimeofday, time and clock_gettime agree: %s\n",
           yes(llabs(day.tv_sec - nanos(CLOCK_REALTIME) / NANOS) <= 5 && llabs(day.tv_sec - time(NULL)) <= 5));
}

static void now(void) {
    long long t = nanos(CLOCK_REALTIME);
    time_t seconds = (time_t)(t / NANOS);
    struct tm *utc = gmtime(&seconds);
    char text[64];
    strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", utc);
    printf("%s.%09lldZ %lld\n", text, t % NANOS, t);
}

int main(int argc, char **argv) {
    const char *mode = argc > 1 ? argv[1] : "check";
    if (strcmp(mode, "now") == 0) {
        now();
    } else if (strcmp(mode, "sleep") == 0 && argc > 2) {
        puts("sleeping");
        fflush(stdout);
        sleep_millis(atol(argv[2]));
        puts("slept");
    } else {
        check();
    }
    return 0;
}
