// One loop for each WASI call that is measured. Each export makes the call `count` times and returns the errnos added up:
// 0 when every call succeeded. The first preopen is descriptor 3 and holds the file "file"; the second export argument, where
// there is one, is the length or the descriptor.

#define EXPORT(name) __attribute__((export_name(#name)))
#define WASI(name) __attribute__((import_module("wasi_snapshot_preview1"), import_name(#name)))

typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long long u64;

struct iovec {
    void *base;
    u32 length;
};

WASI(random_get) int random_get(void *buffer, u32 length);
WASI(clock_time_get) int clock_time_get(u32 clock, u64 precision, u64 *time);
WASI(sched_yield) int sched_yield(void);
WASI(fd_write) int fd_write(u32 fd, const struct iovec *parts, u32 count, u32 *written);
WASI(fd_pread) int fd_pread(u32 fd, const struct iovec *parts, u32 count, u64 offset, u32 *read);
WASI(fd_pwrite) int fd_pwrite(u32 fd, const struct iovec *parts, u32 count, u64 offset, u32 *written);
WASI(fd_seek) int fd_seek(u32 fd, long long offset, u32 whence, u64 *position);
WASI(fd_close) int fd_close(u32 fd);
WASI(path_open)
int path_open(u32 fd, u32 lookup, const char *path, u32 length, u32 flags, u64 rights, u64 inheriting, u32 fdflags, u32 *opened);
WASI(path_filestat_get) int path_filestat_get(u32 fd, u32 lookup, const char *path, u32 length, void *stat);

enum { PREOPEN = 3, FD_READ = 1 << 1, FD_SEEK = 1 << 2, FD_WRITE = 1 << 6, SIZE = 65536 };

static u8 buffer[SIZE];
static u64 stat[8];
static u64 position;
static u32 done;

EXPORT(yield) u32 yield(u32 count) {
    u32 errors = 0;
    for (u32 i = 0; i < count; i++) errors += sched_yield();
    return errors;
}

EXPORT(clock) u32 clock(u32 count) {
    u32 errors = 0;
    for (u32 i = 0; i < count; i++) errors += clock_time_get(1, 1, &position);
    return errors;
}

EXPORT(random) u32 random(u32 count, u32 length) {
    u32 errors = 0;
    for (u32 i = 0; i < count; i++) errors += random_get(buffer, length);
    return errors;
}

// Standard output.
EXPORT(print) u32 print(u32 count, u32 length) {
    struct iovec part = {buffer, length};
    u32 errors = 0;
    for (u32 i = 0; i < count; i++) errors += fd_write(1, &part, 1, &done);
    return errors;
}

EXPORT(open_close) u32 open_close(u32 count) {
    u32 errors = 0;
    for (u32 i = 0; i < count; i++) {
        u32 fd = 0;
        errors += path_open(PREOPEN, 0, "file", 4, 0, FD_READ | FD_SEEK, 0, 0, &fd);
        errors += fd_close(fd);
    }
    return errors;
}

EXPORT(stat_path) u32 stat_path(u32 count) {
    u32 errors = 0;
    for (u32 i = 0; i < count; i++) errors += path_filestat_get(PREOPEN, 0, "file", 4, stat);
    return errors;
}

// Opens "file" for reading and writing and returns its descriptor, to be given to the calls below.
EXPORT(open) u32 open(void) {
    u32 fd = 0;
    int error = path_open(PREOPEN, 0, "file", 4, 0, FD_READ | FD_SEEK | FD_WRITE, 0, 0, &fd);
    return error ? 0 : fd;
}

EXPORT(seek) u32 seek(u32 count, u32 fd) {
    u32 errors = 0;
    for (u32 i = 0; i < count; i++) errors += fd_seek(fd, i & 1023, 0, &position);
    return errors;
}

EXPORT(read) u32 read(u32 count, u32 fd, u32 length) {
    struct iovec part = {buffer, length};
    u32 errors = 0;
    for (u32 i = 0; i < count; i++) errors += fd_pread(fd, &part, 1, 0, &done);
    return errors;
}

EXPORT(write) u32 write(u32 count, u32 fd, u32 length) {
    struct iovec part = {buffer, length};
    u32 errors = 0;
    for (u32 i = 0; i < count; i++) errors += fd_pwrite(fd, &part, 1, 0, &done);
    return errors;
}
