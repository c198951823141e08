// A database in memory: the lines of the input become rows, then come an index, joins, groups, updates, text searches and deletes.
#include "module.h"
#include <sqlite3.h>
#include <string.h>

static void check(sqlite3 *db, int code, int expected) {
    if (code != expected) fail(sqlite3_errmsg(db));
}

static sqlite3_stmt *prepare(sqlite3 *db, const char *sql) {
    sqlite3_stmt *statement;
    check(db, sqlite3_prepare_v2(db, sql, -1, &statement, NULL), SQLITE_OK);
    return statement;
}

// Runs a query to its end; all that it answers goes into the checksum.
static uint32_t query(sqlite3 *db, const char *sql, uint32_t sum) {
    sqlite3_stmt *statement = prepare(db, sql);
    int code;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW)
        for (int i = 0; i < sqlite3_column_count(statement); i++) {
            const unsigned char *text = sqlite3_column_text(statement, i);
            sum = mix(sum, text, text ? (size_t)sqlite3_column_bytes(statement, i) : 0);
        }
    check(db, code, SQLITE_DONE);
    sqlite3_finalize(statement);
    return sum;
}

static void load(sqlite3 *db, const char *input, size_t size) {
    sqlite3_stmt *insert = prepare(db, "INSERT INTO line (size, kind, text) VALUES (?, ?, ?)");
    const char *end = input + size;
    for (int i = 0; input < end; i++) {
        const char *stop = memchr(input, '\n', (size_t)(end - input));
        if (!stop) stop = end;
        sqlite3_bind_int(insert, 1, (int)(stop - input));
        sqlite3_bind_int(insert, 2, i * 7919 % 31);
        sqlite3_bind_text(insert, 3, input, (int)(stop - input), SQLITE_STATIC);
        check(db, sqlite3_step(insert), SQLITE_DONE);
        sqlite3_reset(insert);
        input = stop + 1;
    }
    sqlite3_finalize(insert);
}

uint32_t work(const unsigned char *input, size_t size) {
    sqlite3 *db;
    if (sqlite3_open(":memory:", &db) != SQLITE_OK) fail("cannot open a database");
    uint32_t sum = query(db, "CREATE TABLE line (id INTEGER PRIMARY KEY, size INTEGER, kind INTEGER, text TEXT)", 2166136261u);
    sum = query(db, "BEGIN", sum);
    load(db, (const char *)input, size);
    sum = query(db, "COMMIT", sum);
    sum = query(db, "CREATE INDEX by_kind ON line (kind, size)", sum);
    sum = query(db, "SELECT kind, count(*), sum(size), max(text) FROM line GROUP BY kind ORDER BY 3 DESC", sum);
    sum = query(db, "SELECT count(*), sum(a.id - b.id) FROM line a JOIN line b ON a.kind = b.kind AND a.size = b.size + 1 WHERE a.id < 800", sum);
    sum = query(db, "SELECT id, upper(substr(text, 3, 12)) FROM line WHERE text LIKE '%an%e%' ORDER BY text DESC, id LIMIT 200", sum);
    sum = query(db, "UPDATE line SET size = size * 3 % 101, text = text || '/' || kind WHERE id % 3 = 0", sum);
    sum = query(db, "DELETE FROM line WHERE kind IN (SELECT kind FROM line GROUP BY kind HAVING sum(size) % 2 = 0)", sum);
    sum = query(db, "SELECT count(*), sum(length(text)), avg(size) > 10 FROM line", sum);
    sqlite3_close(db);
    return sum;
}

// SQLite asks for a file system and a clock even where everything is in memory: one without either.
static int no_file(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out) {
    (void)vfs, (void)name, (void)flags, (void)out;
    file->pMethods = NULL;
    return SQLITE_CANTOPEN;
}

static int full_name(sqlite3_vfs *vfs, const char *name, int room, char *out) {
    (void)vfs;
    sqlite3_snprintf(room, out, "%s", name);
    return SQLITE_OK;
}

static int no_randomness(sqlite3_vfs *vfs, int size, char *out) {
    (void)vfs;
    memset(out, 7, (size_t)size);
    return size;
}

static int no_time(sqlite3_vfs *vfs, double *day) {
    (void)vfs;
    *day = 2461000.5;
    return SQLITE_OK;
}

int sqlite3_os_init(void) {
    static sqlite3_vfs memory_only = {.iVersion = 1, .szOsFile = sizeof(sqlite3_file), .mxPathname = 64, .zName = "none", .xOpen = no_file,
                                      .xFullPathname = full_name, .xRandomness = no_randomness, .xCurrentTime = no_time};
    return sqlite3_vfs_register(&memory_only, 1);
}

int sqlite3_os_end(void) { return SQLITE_OK; }
