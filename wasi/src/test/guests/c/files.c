// Files, directories and links. Prints one line per step, the same on every correct host, and leaves nothing behind.
//
//   files ROOT         works below the directory ROOT
//   files ROOT strict  what some hosts get wrong
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MANY 100

static const char *root;

/** The path of a name below the root; four results are valid at a time. */
static const char *at(const char *format, ...) {
    static char paths[4][256];
    static int turn;
    char *path = paths[turn++ % 4];
    int length = snprintf(path, sizeof paths[0], "%s/", root);
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(path + length, sizeof paths[0] - (size_t)length, format, arguments);
    va_end(arguments);
    return path;
}

static void step(const char *what, long result) {
    printf("%s: %s\n", what, result < 0 ? strerror(errno) : "ok");
}

static void write_text(const char *path, const char *mode, const char *text) {
    FILE *file = fopen(path, mode);
    if (file == NULL || fputs(text, file) < 0 || fclose(file) != 0) {
        printf("cannot write: %s\n", strerror(errno));
        exit(1);
    }
}

static void show_text(const char *what, const char *path) {
    char text[256];
    FILE *file = fopen(path, "r");
    if (file == NULL) {
        step(what, -1);
        return;
    }
    size_t length = fread(text, 1, sizeof text - 1, file);
    text[length] = '\0';
    fclose(file);
    for (char *c = text; *c != '\0'; c++) {
        *c = *c == '\n' ? '|' : *c;
    }
    printf("%s: \"%s\"\n", what, text);
}

static const char *kind(mode_t mode) {
    return S_ISREG(mode) ? "file" : S_ISDIR(mode) ? "directory" : S_ISLNK(mode) ? "link" : "other";
}

static void show_stat(const char *what, int result, const struct stat *s) {
    if (result < 0) {
        step(what, -1);
    } else if (S_ISREG(s->st_mode)) {
        printf("%s: file of %lld bytes\n", what, (long long)s->st_size);
    } else {
        printf("%s: %s\n", what, kind(s->st_mode));
    }
}

static int dots_aside(const struct dirent *entry) {
    return strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
}

static int by_name(const struct dirent **a, const struct dirent **b) {
    return strcmp((*a)->d_name, (*b)->d_name);
}

static void list(const char *path, const char *name) {
    struct dirent **entries;
    int count = scandir(path, &entries, dots_aside, by_name);
    if (count < 0) {
        step("list", -1);
        return;
    }
    printf("%s holds %d:", name, count);
    for (int i = 0; i < count; i++) {
        int type = entries[i]->d_type;
        printf(" %s%s", entries[i]->d_name, type == DT_DIR ? "/" : type == DT_LNK ? "@" : type == DT_REG ? "" : "?");
        free(entries[i]);
    }
    free(entries);
    putchar('\n');
}

static void directories(void) {
    struct stat s;
    step("mkdir a", mkdir(at("a"), 0777));
    step("mkdir a again", mkdir(at("a"), 0777));
    step("mkdir a/b/c before a/b", mkdir(at("a/b/c"), 0777));
    step("mkdir a/b/", mkdir(at("a/b/"), 0777));
    show_stat("stat a/b", stat(at("a/b"), &s), &s);
    show_stat("stat a/./b/../b", stat(at("a/./b/../b"), &s), &s);
    show_stat("stat missing", stat(at("missing"), &s), &s);
    step("access a", access(at("a"), R_OK | W_OK));
    step("open a for writing", open(at("a"), O_WRONLY));
    step("open a/../../outside", open(at("a/../../outside"), O_RDONLY));
}

static void contents(void) {
    struct stat s;
    char three[4] = "";
    write_text(at("a/b/text.txt"), "w", "one\ntwo\nthree\n");
    write_text(at("a/b/text.txt"), "a", "four\n");
    show_text("read text.txt", at("a/b/text.txt"));

    FILE *file = fopen(at("a/b/text.txt"), "r+");
    fseek(file, 4, SEEK_SET);
    fread(three, 1, 3, file);
    printf("at 4: \"%s\", then at %ld\n", three, ftell(file));
    fseek(file, -5, SEEK_END);
    printf("5 before the end: at %ld\n", ftell(file));
    fputs("FOUR", file);
    step("seek before the start", fseek(file, -1, SEEK_SET));
    fclose(file);
    show_text("read text.txt", at("a/b/text.txt"));

    int fd = open(at("a/b/text.txt"), O_RDWR);
    step("pwrite", pwrite(fd, "TWO", 3, 4));
    step("pread", pread(fd, three, 3, 4));
    printf("pread at 4: \"%s\", still at %lld\n", three, (long long)lseek(fd, 0, SEEK_CUR));
    step("ftruncate to 7", ftruncate(fd, 7));
    show_stat("fstat", fstat(fd, &s), &s);
    step("ftruncate to 10", ftruncate(fd, 10));
    show_stat("fstat", fstat(fd, &s), &s);
    step("fsync", fsync(fd));
    step("fdatasync", fdatasync(fd));
    printf("lseek past the end: %lld\n", (long long)lseek(fd, 20, SEEK_SET));
    step("write there", write(fd, "end", 3));
    show_stat("fstat", fstat(fd, &s), &s);
    step("close", close(fd));
    step("close again", close(fd));

    fd = open(at("a/b/text.txt"), O_RDONLY);
    step("write to a file opened for reading", write(fd, "x", 1));
    close(fd);
    step("create a file that exists, exclusively", open(at("a/b/text.txt"), O_CREAT | O_EXCL | O_WRONLY, 0666));
    step("open a file with a slash behind its name", open(at("a/b/text.txt/"), O_RDONLY));
    fd = open(at("a/b/text.txt"), O_WRONLY | O_TRUNC);
    show_stat("opened with O_TRUNC", fstat(fd, &s), &s);
    step("write", write(fd, "one\ntwo\n", 8));
    close(fd);

    fd = open(at("a/b/log.txt"), O_CREAT | O_WRONLY | O_APPEND, 0666);
    write(fd, "first ", 6);
    lseek(fd, 0, SEEK_SET);
    write(fd, "second", 6);
    close(fd);
    show_text("appended", at("a/b/log.txt"));
}

static void times(void) {
    struct stat s;
    struct timespec both[2] = {{.tv_sec = 1000000000, .tv_nsec = 250000000}, {.tv_sec = 1234567890, .tv_nsec = 987654000}};
    step("utimensat", utimensat(AT_FDCWD, at("a/b/text.txt"), both, 0));
    stat(at("a/b/text.txt"), &s);
    printf("accessed %lld.%09ld, modified %lld.%09ld\n", (long long)s.st_atim.tv_sec, s.st_atim.tv_nsec,
           (long long)s.st_mtim.tv_sec, s.st_mtim.tv_nsec);
    int fd = open(at("a/b/text.txt"), O_RDWR);
    step("futimens", futimens(fd, NULL));
    fstat(fd, &s);
    printf("both are now: %s\n", s.st_atim.tv_sec > 1577836800 && s.st_mtim.tv_sec > 1577836800 ? "yes" : "no");
    close(fd);
}

static void links(void) {
    struct stat s;
    struct stat t;
    char text[64];
    step("link", link(at("a/b/text.txt"), at("a/hard")));
    step("link again", link(at("a/b/text.txt"), at("a/hard")));
    step("link to a directory", link(at("a/b"), at("a/hard-b")));
    stat(at("a/b/text.txt"), &s);
    stat(at("a/hard"), &t);
    printf("same file: %s\n", s.st_ino == t.st_ino && s.st_dev == t.st_dev ? "yes" : "no");
    write_text(at("a/hard"), "a", "three\n");
    show_text("read through the other name", at("a/b/text.txt"));

    step("symlink", symlink("b/text.txt", at("a/soft")));
    step("symlink again", symlink("b/text.txt", at("a/soft")));
    step("symlink to a directory", symlink("a/b", at("soft-b")));
    step("symlink upwards", symlink("../hard", at("a/b/up")));
    step("symlink to nothing", symlink("nothing", at("a/dangling")));
    step("symlink to an absolute path", symlink("/etc/passwd", at("a/absolute")));
    ssize_t length = readlink(at("a/soft"), text, sizeof text);
    printf("readlink: \"%.*s\"\n", (int)length, text);
    length = readlink(at("a/soft"), text, 3);
    printf("readlink into 3 bytes: \"%.*s\"\n", (int)length, text);
    step("readlink of a file", readlink(at("a/hard"), text, sizeof text));
    show_stat("lstat soft", lstat(at("a/soft"), &s), &s);
    show_stat("stat soft", stat(at("a/soft"), &s), &s);
    show_text("read soft", at("a/soft"));
    show_text("read soft-b/text.txt", at("soft-b/text.txt"));
    show_text("read soft-b/up", at("soft-b/up"));
    show_stat("lstat dangling", lstat(at("a/dangling"), &s), &s);
    show_stat("stat dangling", stat(at("a/dangling"), &s), &s);
    step("open soft without following", open(at("a/soft"), O_RDONLY | O_NOFOLLOW));
    step("symlink to itself", symlink("loop", at("a/loop")));
    step("open it", open(at("a/loop"), O_RDONLY));
    step("symlink out", symlink("../../outside", at("a/out")));
    step("open it", open(at("a/out"), O_RDONLY));
    list(at("a"), "a");
    list(at("soft-b"), "soft-b");
}

static void names(void) {
    step("rename a file", rename(at("a/b/log.txt"), at("a/moved.txt")));
    show_text("read moved.txt", at("a/moved.txt"));
    step("rename onto a file", rename(at("a/moved.txt"), at("a/hard")));
    show_text("read hard", at("a/hard"));
    show_text("read text.txt", at("a/b/text.txt"));
    step("rename a link", rename(at("a/soft"), at("a/softer")));
    show_text("read softer", at("a/softer"));
    step("mkdir d", mkdir(at("d"), 0777));
    step("mkdir e", mkdir(at("e"), 0777));
    step("rename a directory onto an empty one", rename(at("d"), at("e")));
    step("rename a directory onto a full one", rename(at("e"), at("a")));
    step("rename a directory onto a file", rename(at("e"), at("a/hard")));
    step("rename a file onto a directory", rename(at("a/hard"), at("e")));
    step("rename a directory", rename(at("a/b"), at("e/b")));
    step("rename what is missing", rename(at("missing"), at("e/missing")));
    list(at("e/b"), "e/b");
    list(at("a"), "a");
    list(root, "root");
}

static void descriptors(void) {
    int directory = open(at("e"), O_RDONLY | O_DIRECTORY);
    step("open a directory", directory);
    int fd = openat(directory, "b/text.txt", O_RDONLY);
    step("openat", fd);
    close(fd);
    step("openat above it", openat(directory, "../a/hard", O_RDONLY));
    step("mkdirat", mkdirat(directory, "f", 0777));
    DIR *open_directory = fdopendir(directory);
    int count = 0;
    while (readdir(open_directory) != NULL) {
        count++;
    }
    rewinddir(open_directory);
    int again = 0;
    while (readdir(open_directory) != NULL) {
        again++;
    }
    printf("entries with . and ..: %d, again: %d\n", count, again);
    step("closedir", closedir(open_directory));
    step("rmdir", rmdir(at("e/f")));
}

static void fill(const char *name) {
    mkdir(at("%s", name), 0777);
    for (int i = 0; i < MANY; i++) {
        write_text(at("%s/%03d-a-name-of-some-length-so-that-they-do-not-fit-one-buffer", name, i), "w", "x");
    }
}

static void many(void) {
    fill("many");
    struct dirent **entries;
    int count = scandir(at("many"), &entries, dots_aside, by_name);
    printf("many holds %d, from %.3s to %.3s\n", count, entries[0]->d_name, entries[count - 1]->d_name);
    for (int i = 0; i < count; i++) {
        unlink(at("many/%s", entries[i]->d_name));
        free(entries[i]);
    }
    free(entries);
    step("rmdir many", rmdir(at("many")));
}

/** Every name must come once, however small the blocks are in which the host hands them out. */
static void delete_while_reading(void) {
    fill("strict");
    DIR *directory = opendir(at("strict"));
    struct dirent *entry;
    int deleted = 0;
    while ((entry = readdir(directory)) != NULL) {
        if (dots_aside(entry) && unlink(at("strict/%s", entry->d_name)) == 0) {
            deleted++;
        }
    }
    closedir(directory);
    printf("deleted while reading: %d of %d\n", deleted, MANY);
    step("rmdir with a slash", rmdir(at("strict/")));
}

static void nanoseconds(void) {
    struct stat s;
    struct timespec both[2] = {{.tv_sec = 1000000000, .tv_nsec = 123456789}, {.tv_sec = 1, .tv_nsec = 1}};
    write_text(at("time.txt"), "w", "");
    step("utimensat", utimensat(AT_FDCWD, at("time.txt"), both, 0));
    stat(at("time.txt"), &s);
    printf("accessed %lld.%09ld, modified %lld.%09ld\n", (long long)s.st_atim.tv_sec, s.st_atim.tv_nsec,
           (long long)s.st_mtim.tv_sec, s.st_mtim.tv_nsec);
    symlink("time.txt", at("time-link"));
    both[0].tv_sec = 2000000000;
    both[1].tv_sec = 2000000001;
    step("utimensat of a link", utimensat(AT_FDCWD, at("time-link"), both, AT_SYMLINK_NOFOLLOW));
    stat(at("time-link"), &s);
    printf("behind it %lld, ", (long long)s.st_atim.tv_sec);
    lstat(at("time-link"), &s);
    printf("itself %lld\n", (long long)s.st_mtim.tv_sec);
    unlink(at("time.txt"));
    unlink(at("time-link"));
}

static void link_counts(void) {
    struct stat s;
    write_text(at("one"), "w", "");
    link(at("one"), at("two"));
    stat(at("one"), &s);
    printf("link count is at least 1: %s\n", s.st_nlink >= 1 ? "yes" : "no");
    int fd = open(at("one"), O_RDWR);
    unlink(at("one"));
    unlink(at("two"));
    step("write to a deleted file", write(fd, "x", 1));
    step("fstat of it", fstat(fd, &s));
    printf("its size is %lld\n", (long long)s.st_size);
    close(fd);
}

static void delete(void) {
    step("unlink what is missing", unlink(at("missing")));
    step("unlink a directory", unlink(at("a")));
    step("rmdir a full directory", rmdir(at("a")));
    step("rmdir a file", rmdir(at("a/hard")));
    step("rmdir a link to a directory", rmdir(at("soft-b")));
    const char *entries[] = {"a/hard", "a/softer", "a/dangling", "a/loop", "a/out", "soft-b", "e/b/text.txt", "e/b/up"};
    int left = 0;
    for (size_t i = 0; i < sizeof entries / sizeof *entries; i++) {
        left += unlink(at("%s", entries[i])) != 0;
    }
    printf("not deleted: %d\n", left);
    step("rmdir e/b", rmdir(at("e/b")));
    step("rmdir e", rmdir(at("e")));
    step("rmdir a", rmdir(at("a")));
    list(root, "root");
}

int main(int argc, char **argv) {
    root = argc > 1 ? argv[1] : ".";
    if (argc > 2 && strcmp(argv[2], "strict") == 0) {
        delete_while_reading();
        nanoseconds();
        link_counts();
        return 0;
    }
    directories();
    contents();
    times();
    links();
    names();
    descriptors();
    many();
    delete();
    return 0;
}
