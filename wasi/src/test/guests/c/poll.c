// Waits for standard input with poll(), then reads what is there, until the end.
//
//   poll MILLIS   gives up with status 3 when nothing comes for so long; -1 waits for ever
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char **argv) {
    int timeout = argc > 1 ? atoi(argv[1]) : -1;
    long total = 0;
    puts("waiting");
    fflush(stdout);
    for (;;) {
        struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
        int ready = poll(&input, 1, timeout);
        if (ready < 0) {
            printf("poll: %s\n", strerror(errno));
            return 1;
        }
        if (ready == 0) {
            puts("nothing came");
            return 3;
        }
        char block[256];
        ssize_t length = read(STDIN_FILENO, block, sizeof block);
        if (length < 0) {
            printf("read: %s\n", strerror(errno));
            return 1;
        }
        if (length == 0) {
            printf("end after %ld bytes\n", total);
            return 0;
        }
        total += length;
        fwrite(block, 1, (size_t)length, stdout);
        fflush(stdout);
    }
}
