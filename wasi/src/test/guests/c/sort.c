// Sorting, searching, and the formatting and parsing of numbers and text: what the C library does without the host.
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT 10000

static uint32_t state = 20240229;

static uint32_t next(void) {
    state = state * 1664525 + 1013904223;
    return state >> 8;
}

static int by_value(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a;
    uint32_t y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static int by_length_then_text(const void *a, const void *b) {
    const char *x = *(const char *const *)a;
    const char *y = *(const char *const *)b;
    size_t m = strlen(x);
    size_t n = strlen(y);
    return m != n ? (m > n) - (m < n) : strcmp(x, y);
}

static void sort_numbers(void) {
    uint32_t *numbers = malloc(COUNT * sizeof *numbers);
    uint64_t sum = 0;
    for (int i = 0; i < COUNT; i++) {
        numbers[i] = next();
        sum += numbers[i];
    }
    qsort(numbers, COUNT, sizeof *numbers, by_value);
    int ordered = 1;
    for (int i = 1; i < COUNT; i++) {
        ordered &= numbers[i - 1] <= numbers[i];
    }
    uint32_t *found = bsearch(&numbers[COUNT / 3], numbers, COUNT, sizeof *numbers, by_value);
    printf("sorted %d numbers: %s, sum %" PRIu64 ", least %" PRIu32 ", greatest %" PRIu32 ", found at %td\n", COUNT,
           ordered ? "in order" : "NOT in order", sum, numbers[0], numbers[COUNT - 1], found - numbers);
    free(numbers);
}

static void sort_words(void) {
    char text[] = "the quick brown fox jumps over the lazy dog while seven wizards box";
    const char *words[20];
    int count = 0;
    for (char *word = strtok(text, " "); word != NULL; word = strtok(NULL, " ")) {
        words[count++] = word;
    }
    qsort(words, (size_t)count, sizeof *words, by_length_then_text);
    for (int i = 0; i < count; i++) {
        printf("%s%s", i == 0 ? "" : " ", words[i]);
    }
    putchar('\n');
}

static void format(void) {
    printf("[%d] [%5d] [%-5d] [%05d] [%+d] [% d]\n", 42, 42, 42, 42, 42, 42);
    printf("[%x] [%#X] [%o] [%c] [%%] [%.3s] [%10s] [%-10s]\n", 48879, 48879, 511, 'A', "truncate", "right", "left");
    printf("[%lld] [%llu] [%" PRId64 "]\n", -9223372036854775807LL - 1, 18446744073709551615ULL, INT64_MAX);
    printf("[%f] [%.3f] [%10.2f] [%e] [%g] [%g] [%a]\n", 3.14159265358979, 2.0 / 3.0, -1234.5678, 6.02214076e23, 1e-5,
           123456789.0, 1.0);
    printf("[%.17g] [%.17g] [%g] [%g] [%g]\n", 0.1, 1.0 / 3.0, INFINITY, -INFINITY, fabs(NAN));
    printf("[%.10f] [%.10f] [%.10f] [%.10f]\n", sqrt(2.0), sin(1.0), pow(2.0, 0.5), exp(1.0));
    printf("[%*d] [%.*f]\n", 8, 123, 2, 2.71828);
}

static void parse(void) {
    char *end;
    int day;
    int year;
    char month[16];
    double value;
    printf("[%ld] [%lu] [%lld]\n", strtol("-0x1f", NULL, 16), strtoul("0777", NULL, 0), strtoll("123abc", &end, 10));
    printf("[%s] [%.6g] [%.17g]\n", end, strtod("1e308", NULL) * 1e-300, strtod("2.2250738585072014e-308", NULL));
    int fields = sscanf("29 February 2024, 0.125 left", "%d %15s %d, %lf", &day, month, &year, &value);
    printf("%d fields: %d-%s-%d %g\n", fields, day, month, year, value);
}

int main(void) {
    sort_numbers();
    sort_words();
    format();
    parse();
    return 0;
}
