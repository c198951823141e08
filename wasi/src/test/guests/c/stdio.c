// Copies standard input to standard output in one of the ways programs do that, then says how much it was.
//
//   stdio chars      getchar and putchar, buffered
//   stdio lines      fgets and fputs, each line with its number, buffered
//   stdio blocks     fread and fwrite, buffered
//   stdio unbuffered the same with setvbuf(_IONBF): one call of the host per block
//   stdio raw        read and write, without stdio
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static long lines;
static long bytes;

static void count(const char *data, size_t length) {
    bytes += (long)length;
    for (size_t i = 0; i < length; i++) {
        lines += data[i] == '\n';
    }
}

static void copy_chars(void) {
    for (int c = getchar(); c != EOF; c = getchar()) {
        char byte = (char)c;
        count(&byte, 1);
        putchar(c);
    }
}

static void copy_lines(void) {
    char line[4096];
    long number = 0;
    while (fgets(line, sizeof line, stdin) != NULL) {
        count(line, strlen(line));
        printf("%3ld  %s", ++number, line);
    }
}

static void copy_blocks(void) {
    char block[1000];
    size_t length;
    while ((length = fread(block, 1, sizeof block, stdin)) > 0) {
        count(block, length);
        fwrite(block, 1, length, stdout);
    }
}

static int copy_raw(void) {
    char block[1000];
    ssize_t length;
    while ((length = read(STDIN_FILENO, block, sizeof block)) > 0) {
        count(block, (size_t)length);
        for (ssize_t done = 0; done < length;) {
            ssize_t written = write(STDOUT_FILENO, block + done, (size_t)(length - done));
            if (written < 0) {
                return -1;
            }
            done += written;
        }
    }
    return (int)length;
}

int main(int argc, char **argv) {
    const char *mode = argc > 1 ? argv[1] : "lines";
    int failed = 0;
    if (strcmp(mode, "chars") == 0) {
        copy_chars();
    } else if (strcmp(mode, "lines") == 0) {
        copy_lines();
    } else if (strcmp(mode, "blocks") == 0) {
        copy_blocks();
    } else if (strcmp(mode, "unbuffered") == 0) {
        setvbuf(stdin, NULL, _IONBF, 0);
        setvbuf(stdout, NULL, _IONBF, 0);
        copy_blocks();
    } else if (strcmp(mode, "raw") == 0) {
        failed = copy_raw();
    } else {
        fprintf(stderr, "stdio: no such mode: %s\n", mode);
        return 2;
    }
    if (failed || ferror(stdin) || fflush(stdout) != 0) {
        perror("stdio");
        return 1;
    }
    fprintf(stderr, "%ld lines, %ld bytes\n", lines, bytes);
    return 0;
}
