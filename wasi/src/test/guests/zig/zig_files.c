// One ordinary C program for the C compiler that comes with Zig: a newer clang and a newer wasi-libc than Debian's.
//
//   zig_files ROOT   files below ROOT, sorting, formatting, environment, time; standard input is counted
//   zig_files        the same without the files
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

struct word {
    char text[32];
    int count;
};

static int by_count_then_text(const void *a, const void *b) {
    const struct word *x = a;
    const struct word *y = b;
    return x->count != y->count ? y->count - x->count : strcmp(x->text, y->text);
}

static void count_input(void) {
    static struct word words[256];
    int distinct = 0;
    int total = 0;
    char text[32];
    while (scanf("%31s", text) == 1) {
        for (char *c = text; *c != '\0'; c++) {
            *c = (char)tolower((unsigned char)*c);
        }
        int i = 0;
        while (i < distinct && strcmp(words[i].text, text) != 0) {
            i++;
        }
        if (i == distinct && distinct < 256) {
            strcpy(words[distinct++].text, text);
        }
        words[i].count++;
        total++;
    }
    qsort(words, (size_t)distinct, sizeof *words, by_count_then_text);
    for (int i = 0; i < distinct; i++) {
        printf("%4d %-8s %5.1f%%\n", words[i].count, words[i].text, 100.0 * words[i].count / total);
    }
    printf("%d distinct words\n", distinct);
}

static int failed(const char *what) {
    printf("%s: %s\n", what, strerror(errno));
    return 1;
}

static int write_log(const char *path) {
    FILE *file = fopen(path, "w");
    if (file == NULL) {
        return failed("fopen");
    }
    for (int i = 1; i <= 1000; i++) {
        fprintf(file, "%04d %08x\n", i, i * 2654435761u);
    }
    return fclose(file) == 0 ? 0 : failed("fclose");
}

static int read_log(const char *path) {
    FILE *file = fopen(path, "r");
    int number;
    unsigned value;
    char line[64];
    if (file == NULL || fseek(file, 14 * 499, SEEK_SET) != 0 || fscanf(file, "%d %x", &number, &value) != 2) {
        return failed("read");
    }
    printf("line %d is %08x, at %ld\n", number, value, ftell(file));
    rewind(file);
    int lines = 0;
    while (fgets(line, sizeof line, file) != NULL) {
        lines++;
    }
    printf("%d lines, end of file: %s\n", lines, feof(file) ? "yes" : "no");
    fclose(file);
    return 0;
}

static int by_name(const struct dirent **a, const struct dirent **b) {
    return strcmp((*a)->d_name, (*b)->d_name);
}

static void list(const char *name) {
    struct dirent **entries;
    int count = scandir(name, &entries, NULL, by_name);
    printf("%d entries:", count);
    for (int i = 0; i < count; i++) {
        printf(" %s", entries[i]->d_name);
        free(entries[i]);
    }
    free(entries);
    putchar('\n');
}

static int files(const char *root) {
    struct stat s;
    char text[64];
    if (chdir(root) != 0 || mkdir("dir", 0777) != 0 || chdir("dir") != 0) {
        return failed("chdir");
    }
    if (write_log("log.txt") != 0 || read_log("log.txt") != 0) {
        return 1;
    }
    if (link("log.txt", "hard") != 0 || symlink("log.txt", "soft") != 0 || rename("log.txt", "old.txt") != 0) {
        return failed("link");
    }
    printf("through the dead link: %s\n", stat("soft", &s) == 0 ? "found" : strerror(errno));
    ssize_t length = readlink("soft", text, sizeof text);
    printf("it says %.*s\n", (int)length, text);
    list(".");
    struct timespec times[2] = {{.tv_nsec = UTIME_OMIT}, {.tv_sec = 1000000000, .tv_nsec = 5000}};
    if (truncate("hard", 100) != 0 || utimensat(AT_FDCWD, "hard", times, 0) != 0 || stat("old.txt", &s) != 0) {
        return failed("truncate");
    }
    printf("size %lld, modified long ago: %s\n", (long long)s.st_size, s.st_mtim.tv_sec == 1000000000 ? "yes" : "no");
    unlink("hard");
    unlink("soft");
    unlink("old.txt");
    if (chdir("..") != 0 || rmdir("dir") != 0) {
        return failed("rmdir");
    }
    puts("all deleted");
    return 0;
}

int main(int argc, char **argv) {
    count_input();
    printf("HOME=%s\n", getenv("HOME") == NULL ? "" : getenv("HOME"));
    printf("[%+08.3f] [%-8s] [%#o] [%lld] [%.12g] [%a]\n", 3.14159, "left", 8, (long long)INT64_MIN, 1.0 / 3.0, 0.5);
    time_t leap = 1709164800;
    char day[64];
    strftime(day, sizeof day, "%A %d %B %Y, day %j", gmtime(&leap));
    puts(day);
    unsigned char random[64] = {0};
    int zeros = 0;
    if (getentropy(random, sizeof random) != 0) {
        return failed("getentropy");
    }
    for (size_t i = 0; i < sizeof random; i++) {
        zeros += random[i] == 0;
    }
    printf("random: %s\n", zeros < 32 ? "yes" : "no");
    return argc > 1 ? files(argv[1]) : 0;
}
