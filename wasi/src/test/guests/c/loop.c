// Never ends. Prints one line first, so that a test knows when to begin waiting.
//
//   loop empty    a loop without anything in it
//   loop calls    a loop that calls a function
//   loop memory   a loop that writes to memory
//   loop host     a loop that calls the host (sched_yield)
//   loop random   a loop that fills 64 KiB with random bytes
//   loop sleep    sleeps for a day, again and again
//   loop poll     waits for standard input for ever, with poll
//   loop read     reads standard input for ever; at its end begins again
//   loop write    writes to standard output for ever
//   loop fill     writes to the file ./endless for ever, ends with status 1 at the first error
#include <errno.h>
#include <poll.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static volatile unsigned counter;
static char block[65536];

__attribute__((noinline)) static void called(void) {
    counter++;
}

static void empty(void) {
    for (;;) {
        __asm__ volatile("");
    }
}

static void calls(void) {
    for (;;) {
        called();
    }
}

static void memory(void) {
    for (;;) {
        memset(block, (int)counter++, sizeof block);
    }
}

static void host(void) {
    for (;;) {
        sched_yield();
    }
}

static void random_bytes(void) {
    for (;;) {
        for (size_t done = 0; done < sizeof block; done += 256) {
            getentropy(block + done, 256);
        }
    }
}

static void sleeps(void) {
    for (;;) {
        struct timespec day = {86400, 0};
        nanosleep(&day, NULL);
    }
}

static void polls(void) {
    for (;;) {
        struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
        poll(&input, 1, -1);
    }
}

static void reads(void) {
    for (;;) {
        if (read(STDIN_FILENO, block, sizeof block) < 0) {
            counter++;
        }
    }
}

static void writes(FILE *file) {
    memset(block, 'x', sizeof block);
    block[79] = '\n';
    while (fwrite(block, 1, 80, file) == 80) {
        counter++;
    }
    fprintf(stderr, "after %u lines: %s\n", counter, strerror(errno));
    exit(1);
}

int main(int argc, char **argv) {
    const char *mode = argc > 1 ? argv[1] : "empty";
    puts("looping");
    fflush(stdout);
    if (strcmp(mode, "empty") == 0) {
        empty();
    } else if (strcmp(mode, "calls") == 0) {
        calls();
    } else if (strcmp(mode, "memory") == 0) {
        memory();
    } else if (strcmp(mode, "host") == 0) {
        host();
    } else if (strcmp(mode, "random") == 0) {
        random_bytes();
    } else if (strcmp(mode, "sleep") == 0) {
        sleeps();
    } else if (strcmp(mode, "poll") == 0) {
        polls();
    } else if (strcmp(mode, "read") == 0) {
        reads();
    } else if (strcmp(mode, "write") == 0) {
        writes(stdout);
    } else if (strcmp(mode, "fill") == 0) {
        FILE *file = fopen("endless", "w");
        if (file == NULL) {
            perror("endless");
            return 1;
        }
        writes(file);
    }
    fprintf(stderr, "loop: no such mode: %s\n", mode);
    return 2;
}
