// Does what its arguments say, one step after the other; the word "and" stands between two steps. A step that fails says
// why on standard error and ends the guest with 1.
//
//   say WORD…          prints the words          complain WORD…   the same on standard error
//   cat FILE…          prints files              write FILE TEXT  replaces a file by the text
//   env                prints the variables      copy             standard input to standard output
//   follow FILE        prints a file whenever it changes, for ever
//   lines COUNT WIDTH  prints COUNT numbered lines of WIDTH characters
//   tick               prints "tick N" ten times a second, for ever
//   sleep SECONDS      sleeps                    spin             computes for ever
//   grow MIB           takes memory until it has so much; a refusal ends in a trap
//   work MS            computes for as long      fail             traps, two calls deep
//   recurse            calls itself for ever      open               opens a file until it is refused
//   exit CODE          ends
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static void refuse(const char *what, const char *name) {
    fflush(stdout);
    fprintf(stderr, "%s: %s: %s\n", what, name, strerror(errno));
    exit(1);
}

static void print_words(FILE *to, int count, char **word) {
    for (int i = 0; i < count; i++) {
        fprintf(to, "%s%s", i > 0 ? " " : "", word[i]);
    }
    fputc('\n', to);
}

static void copy(int from, const char *name) {
    char buffer[16384];
    ssize_t size;
    fflush(stdout);
    while ((size = read(from, buffer, sizeof buffer)) > 0) {
        if (fwrite(buffer, 1, (size_t)size, stdout) != (size_t)size || fflush(stdout) != 0) {
            refuse("copy", name);
        }
    }
    if (size < 0) {
        refuse("copy", name);
    }
}

static void cat(const char *name) {
    int file = open(name, O_RDONLY);
    if (file < 0) {
        refuse("cat", name);
    }
    copy(file, name);
    close(file);
}

static void write_file(const char *name, const char *text) {
    int file = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (file < 0 || write(file, text, strlen(text)) != (ssize_t)strlen(text) || close(file) != 0) {
        refuse("write", name);
    }
}

static void pause_ms(long ms) {
    struct timespec time = {ms / 1000, ms % 1000 * 1000000};
    nanosleep(&time, NULL);
}

static void follow(const char *name) {
    char before[4096] = "", now[4096];
    for (;; pause_ms(100)) {
        int file = open(name, O_RDONLY);
        if (file < 0) {
            refuse("follow", name);
        }
        ssize_t size = read(file, now, sizeof now - 1);
        close(file);
        now[size > 0 ? size : 0] = 0;
        if (strcmp(before, now) != 0) {
            puts(now);
            fflush(stdout);
            strcpy(before, now);
        }
    }
}

static void lines(long count, long width) {
    for (long i = 1; i <= count; i++) {
        for (int used = printf("%ld ", i); used < width; used++) {
            putchar('a' + used % 26);
        }
        putchar('\n');
    }
}

static void tick(void) {
    for (long i = 1;; i++) {
        printf("tick %ld\n", i);
        fflush(stdout);
        pause_ms(100);
    }
}

static void work(long ms) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    long long end = now.tv_sec * 1000LL + now.tv_nsec / 1000000 + ms;
    do {
        for (volatile int i = 0; i < 100000; i++) {
        }
        clock_gettime(CLOCK_MONOTONIC, &now);
    } while (now.tv_sec * 1000LL + now.tv_nsec / 1000000 < end);
}

static void grow(size_t mib) {
    while (__builtin_wasm_memory_size(0) < mib * 16) {
        size_t before = __builtin_wasm_memory_grow(0, 16);
        if (before == (size_t)-1) {
            __builtin_trap();
        }
        memset((char *)(before * 65536), 1, 1048576);
    }
}

static __attribute__((noinline)) void deepest(void) { __builtin_trap(); }

static __attribute__((noinline)) void fail(void) {
    deepest();
    puts("not reached");
}

static __attribute__((noinline)) int recurse(volatile int *depth) {
    volatile int here = *depth + 1;
    return recurse(&here) + here;
}

static void open_all(void) {
    long count = 0;
    while (open("/steps.wasm", O_RDONLY) >= 0) {
        count++;
    }
    printf("%ld opened: %s\n", count, strerror(errno));
}

static void step(int count, char **word) {
    const char *name = word[0];
    if (strcmp(name, "say") == 0) {
        print_words(stdout, count - 1, word + 1);
    } else if (strcmp(name, "complain") == 0) {
        print_words(stderr, count - 1, word + 1);
    } else if (strcmp(name, "cat") == 0) {
        for (int i = 1; i < count; i++) {
            cat(word[i]);
        }
    } else if (strcmp(name, "write") == 0 && count == 3) {
        write_file(word[1], word[2]);
    } else if (strcmp(name, "env") == 0) {
        for (char **variable = environ; *variable != NULL; variable++) {
            puts(*variable);
        }
    } else if (strcmp(name, "copy") == 0) {
        copy(0, "standard input");
    } else if (strcmp(name, "follow") == 0 && count == 2) {
        follow(word[1]);
    } else if (strcmp(name, "lines") == 0 && count == 3) {
        lines(atol(word[1]), atol(word[2]));
    } else if (strcmp(name, "tick") == 0) {
        tick();
    } else if (strcmp(name, "sleep") == 0 && count == 2) {
        pause_ms(atol(word[1]) * 1000);
    } else if (strcmp(name, "spin") == 0) {
        for (volatile int i = 0;; i++) {
        }
    } else if (strcmp(name, "work") == 0 && count == 2) {
        work(atol(word[1]));
    } else if (strcmp(name, "grow") == 0 && count == 2) {
        grow((size_t)atol(word[1]));
    } else if (strcmp(name, "recurse") == 0) {
        int depth = 0;
        recurse(&depth);
    } else if (strcmp(name, "open") == 0) {
        open_all();
    } else if (strcmp(name, "fail") == 0) {
        fail();
    } else if (strcmp(name, "exit") == 0 && count == 2) {
        exit(atoi(word[1]));
    } else {
        fprintf(stderr, "no step: ");
        print_words(stderr, count, word);
        exit(2);
    }
    fflush(stdout);
}

int main(int argc, char **argv) {
    int first = 1;
    for (int i = 1; i <= argc; i++) {
        if (i == argc || strcmp(argv[i], "and") == 0) {
            if (i > first) {
                step(i - first, argv + first);
            }
            first = i + 1;
        }
    }
    return 0;
}
