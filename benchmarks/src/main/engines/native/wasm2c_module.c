// A real module by way of wasm2c: WARM-UP MEASURED CALLS FILE. Each call is a new instance and its whole run. The part of WASI that commands in C
// need is below; it believes all that the guest says: a measure, no sandbox.
#include "measure.h"
#include "module.h"
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { OK = 0, BADF = 8, INVAL = 28, NOENT = 44, PREOPEN = 3, MOST_ARGS = 3, OUTPUT = 4096 };

typedef struct Z_wasi_snapshot_preview1_instance_t {
    wasm_rt_memory_t *memory;
    const char *directory, *args[MOST_ARGS];
    char output[OUTPUT];
    size_t written;
    jmp_buf exit;
} Wasi;

static void *at(Wasi *wasi, u32 address) { return wasi->memory->data + address; }

static void put(Wasi *wasi, u32 address, u32 value) { memcpy(at(wasi, address), &value, sizeof value); }

static u32 get(Wasi *wasi, u32 address) {
    u32 value;
    memcpy(&value, at(wasi, address), sizeof value);
    return value;
}

u32 Z_wasi_snapshot_preview1Z_args_sizes_get(Wasi *wasi, u32 count, u32 size) {
    u32 total = 0;
    for (u32 i = 0; i < MOST_ARGS; i++) total += (u32)strlen(wasi->args[i]) + 1;
    put(wasi, count, MOST_ARGS);
    put(wasi, size, total);
    return OK;
}

u32 Z_wasi_snapshot_preview1Z_args_get(Wasi *wasi, u32 pointers, u32 bytes) {
    for (u32 i = 0; i < MOST_ARGS; i++) {
        put(wasi, pointers + 4 * i, bytes);
        strcpy(at(wasi, bytes), wasi->args[i]);
        bytes += (u32)strlen(wasi->args[i]) + 1;
    }
    return OK;
}

u32 Z_wasi_snapshot_preview1Z_environ_sizes_get(Wasi *wasi, u32 count, u32 size) {
    put(wasi, count, 0);
    put(wasi, size, 0);
    return OK;
}

u32 Z_wasi_snapshot_preview1Z_environ_get(Wasi *wasi, u32 pointers, u32 bytes) {
    (void)wasi, (void)pointers, (void)bytes;
    return OK;
}

u32 Z_wasi_snapshot_preview1Z_clock_time_get(Wasi *wasi, u32 clock, u64 precision, u32 time) {
    (void)clock, (void)precision;
    memset(at(wasi, time), 0, 8);
    return OK;
}

u32 Z_wasi_snapshot_preview1Z_fd_prestat_get(Wasi *wasi, u32 fd, u32 result) {
    if (fd != PREOPEN) return BADF;
    put(wasi, result, 0);
    put(wasi, result + 4, 1);
    return OK;
}

u32 Z_wasi_snapshot_preview1Z_fd_prestat_dir_name(Wasi *wasi, u32 fd, u32 path, u32 size) {
    (void)fd, (void)size;
    *(char *)at(wasi, path) = '/';
    return OK;
}

u32 Z_wasi_snapshot_preview1Z_fd_fdstat_get(Wasi *wasi, u32 fd, u32 result) {
    unsigned char *stat = at(wasi, result);
    memset(stat, 0, 24);
    stat[0] = fd == PREOPEN ? 3 : fd < PREOPEN ? 2 : 4;
    memset(stat + 8, 0xFF, 16);
    return OK;
}

u32 Z_wasi_snapshot_preview1Z_fd_fdstat_set_flags(Wasi *wasi, u32 fd, u32 flags) {
    (void)wasi, (void)fd, (void)flags;
    return OK;
}

u32 Z_wasi_snapshot_preview1Z_fd_filestat_get(Wasi *wasi, u32 fd, u32 result) {
    struct stat stat;
    if (fstat((int)fd, &stat)) return BADF;
    unsigned char *out = at(wasi, result);
    u64 size = (u64)stat.st_size;
    memset(out, 0, 64);
    out[16] = 4;
    memcpy(out + 32, &size, sizeof size);
    return OK;
}

u32 Z_wasi_snapshot_preview1Z_random_get(Wasi *wasi, u32 bytes, u32 size) {
    memset(at(wasi, bytes), 7, size);
    return OK;
}

u32 Z_wasi_snapshot_preview1Z_fd_renumber(Wasi *wasi, u32 from, u32 to) {
    (void)wasi, (void)from, (void)to;
    return BADF;
}

u32 Z_wasi_snapshot_preview1Z_path_open(
        Wasi *wasi, u32 dir, u32 lookup, u32 path, u32 size, u32 how, u64 rights, u64 inheriting, u32 flags, u32 result) {
    (void)dir, (void)lookup, (void)how, (void)rights, (void)inheriting, (void)flags;
    char name[4096];
    snprintf(name, sizeof name, "%s/%.*s", wasi->directory, (int)size, (char *)at(wasi, path));
    int fd = open(name, O_RDONLY);
    if (fd < 0) return NOENT;
    // The numbers of the host serve the guest; those up to the preopen's are taken.
    put(wasi, result, (u32)(fd > PREOPEN ? fd : fcntl(fd, F_DUPFD, PREOPEN + 1)));
    return OK;
}

u32 Z_wasi_snapshot_preview1Z_fd_close(Wasi *wasi, u32 fd) {
    (void)wasi;
    return fd > PREOPEN && close((int)fd) ? BADF : OK;
}

u32 Z_wasi_snapshot_preview1Z_fd_seek(Wasi *wasi, u32 fd, u64 offset, u32 whence, u32 result) {
    off_t place = lseek((int)fd, (off_t)offset, whence == 0 ? SEEK_SET : whence == 1 ? SEEK_CUR : SEEK_END);
    if (place < 0) return INVAL;
    memcpy(at(wasi, result), &place, 8);
    return OK;
}

u32 Z_wasi_snapshot_preview1Z_fd_read(Wasi *wasi, u32 fd, u32 vectors, u32 count, u32 result) {
    u32 total = 0;
    for (u32 i = 0; i < count; i++) {
        u32 size = get(wasi, vectors + 8 * i + 4);
        ssize_t got = read((int)fd, at(wasi, get(wasi, vectors + 8 * i)), size);
        if (got < 0) return INVAL;
        total += (u32)got;
        if ((u32)got < size) break;
    }
    put(wasi, result, total);
    return OK;
}

u32 Z_wasi_snapshot_preview1Z_fd_write(Wasi *wasi, u32 fd, u32 vectors, u32 count, u32 result) {
    u32 total = 0;
    for (u32 i = 0; i < count; i++) {
        u32 size = get(wasi, vectors + 8 * i + 4);
        const char *bytes = at(wasi, get(wasi, vectors + 8 * i));
        if (fd == 2) fwrite(bytes, 1, size, stderr);
        for (u32 j = 0; fd == 1 && j < size && wasi->written < OUTPUT - 1; j++) wasi->output[wasi->written++] = bytes[j];
        total += size;
    }
    put(wasi, result, total);
    return OK;
}

void Z_wasi_snapshot_preview1Z_proc_exit(Wasi *wasi, u32 status) {
    if (status) exit((int)status);
    longjmp(wasi->exit, 1);
}

static Wasi wasi;

static uint32_t call(void *unused) {
    (void)unused;
    Z_module_instance_t instance;
    wasi.written = 0;
    Z_module_instantiate(&instance, &wasi);
    wasi.memory = Z_moduleZ_memory(&instance);
    if (!setjmp(wasi.exit)) Z_moduleZ__start(&instance);
    Z_module_free(&instance);
    wasi.output[wasi.written] = 0;
    return (uint32_t)strtoul(wasi.output, NULL, 10);
}

int main(int argc, char **argv) {
    char *name = argc == 5 ? strrchr(argv[4], '/') : NULL;
    if (!name) {
        fprintf(stderr, "usage: WARM-UP MEASURED CALLS DIRECTORY/FILE\n");
        return 2;
    }
    wasi.args[0] = "module";
    wasi.args[1] = strdup(name);
    wasi.args[2] = "1";
    *name = 0;
    wasi.directory = argv[4];
    wasm_rt_init();
    Z_module_init_module();
    return measure(argv + 1, call, NULL);
}
