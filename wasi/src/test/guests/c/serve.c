// Serves on the first preopened listener, as a program of the C library does it.
//
//   serve lines N   accepts N connections, one after the other, and answers each line with its length; waits in accept
//   serve echo      one loop of poll() over the listener, standard input and all connections, none of which ever blocks;
//                   sends back what comes; ends when standard input ends, and tells how many connections there were
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST = 256, BLOCK = 16384 };

static int fail(const char *what) {
    printf("%s: %s\n", what, strerror(errno));
    return 1;
}

// The first descriptor that is a socket: they come after the preopened directories.
static int find_listener(void) {
    struct stat status;
    for (int fd = 3; fstat(fd, &status) == 0; fd++) {
        if (S_ISSOCK(status.st_mode)) {
            return fd;
        }
    }
    return -1;
}

static int lines(int listener, int connections) {
    while (connections-- > 0) {
        int fd = accept(listener, NULL, NULL);
        if (fd < 0) {
            return fail("accept");
        }
        FILE *stream = fdopen(fd, "r");
        char line[256];
        while (fgets(line, sizeof line, stream) != NULL) {
            char answer[16];
            int length = snprintf(answer, sizeof answer, "%zu\n", strcspn(line, "\n"));
            if (send(fd, answer, (size_t)length, 0) != length) {
                return fail("send");
            }
        }
        fclose(stream);
    }
    puts("served");
    return 0;
}

struct peer {
    int fd;
    size_t size; // what waits to be sent
    size_t sent;
    char *block;
};

static struct peer peers[MOST];
static struct pollfd waits[MOST + 2];
static int count;
static int served;

static int welcome(int listener) {
    int fd = accept(listener, NULL, NULL);
    if (fd < 0) {
        return errno == EAGAIN ? 0 : fail("accept");
    }
    if (fcntl(fd, F_SETFL, O_NONBLOCK) < 0 || count == MOST) {
        return fail("connection");
    }
    peers[count++] = (struct peer){.fd = fd, .block = malloc(BLOCK)};
    served++;
    return 0;
}

// Moves what can be moved; says whether the connection goes on.
static int serve(struct peer *peer, short events) {
    if (peer->size == 0 && (events & (POLLIN | POLLHUP)) != 0) {
        ssize_t length = recv(peer->fd, peer->block, BLOCK, 0);
        if (length == 0 || (length < 0 && errno != EAGAIN)) {
            return 0;
        }
        peer->size = length < 0 ? 0 : (size_t)length;
        peer->sent = 0;
    }
    if (peer->size > 0) {
        ssize_t length = send(peer->fd, peer->block + peer->sent, peer->size - peer->sent, 0);
        if (length < 0 && errno != EAGAIN) {
            return 0;
        }
        peer->sent += length < 0 ? 0 : (size_t)length;
        if (peer->sent == peer->size) {
            peer->size = 0;
        }
    }
    return 1;
}

static int echo(int listener) {
    if (fcntl(listener, F_SETFL, O_NONBLOCK) < 0) {
        return fail("listener");
    }
    for (;;) {
        waits[0] = (struct pollfd){.fd = STDIN_FILENO, .events = POLLIN};
        waits[1] = (struct pollfd){.fd = listener, .events = POLLIN};
        for (int i = 0; i < count; i++) {
            waits[i + 2] = (struct pollfd){.fd = peers[i].fd, .events = peers[i].size == 0 ? POLLIN : POLLOUT};
        }
        if (poll(waits, (nfds_t)count + 2, -1) < 0) {
            return fail("poll");
        }
        for (int i = count - 1; i >= 0; i--) {
            if (waits[i + 2].revents != 0 && !serve(&peers[i], waits[i + 2].revents)) {
                shutdown(peers[i].fd, SHUT_RDWR);
                close(peers[i].fd);
                free(peers[i].block);
                peers[i] = peers[--count];
            }
        }
        if (waits[1].revents != 0 && welcome(listener) != 0) {
            return 1;
        }
        char rest[64];
        if (waits[0].revents != 0 && read(STDIN_FILENO, rest, sizeof rest) == 0) {
            printf("served %d\n", served);
            return 0;
        }
    }
}

int main(int argc, char **argv) {
    int listener = find_listener();
    if (listener < 0) {
        puts("no listener");
        return 1;
    }
    puts("listening");
    fflush(stdout);
    if (argc > 2 && strcmp(argv[1], "lines") == 0) {
        return lines(listener, atoi(argv[2]));
    }
    return argc > 1 && strcmp(argv[1], "echo") == 0 ? echo(listener) : 2;
}
