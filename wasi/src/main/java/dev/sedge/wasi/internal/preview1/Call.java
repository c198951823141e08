package dev.sedge.wasi.internal.preview1;

import dev.sedge.runtime.FunctionType;
import dev.sedge.runtime.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The 46 functions of {@code wasi_snapshot_preview1} with the names of their parameters. A parameter is an i32 unless its
 * name ends in {@code :i64}; {@code result.} marks pointers to results.
 *
 * @see <a href="https://github.com/WebAssembly/WASI/blob/wasi-0.1/preview1/docs.md">WASI preview 1</a>
 */
enum Call {
    ARGS_GET("argv", "argv_buf"),
    ARGS_SIZES_GET("result.argc", "result.argv_len"),
    ENVIRON_GET("environ", "environ_buf"),
    ENVIRON_SIZES_GET("result.environc", "result.environv_len"),
    CLOCK_RES_GET("id", "result.resolution"),
    CLOCK_TIME_GET("id", "precision:i64", "result.timestamp"),
    FD_ADVISE("fd", "offset:i64", "len:i64", "advice"),
    FD_ALLOCATE("fd", "offset:i64", "len:i64"),
    FD_CLOSE("fd"),
    FD_DATASYNC("fd"),
    FD_FDSTAT_GET("fd", "result.stat"),
    FD_FDSTAT_SET_FLAGS("fd", "flags"),
    FD_FDSTAT_SET_RIGHTS("fd", "fs_rights_base:i64", "fs_rights_inheriting:i64"),
    FD_FILESTAT_GET("fd", "result.filestat"),
    FD_FILESTAT_SET_SIZE("fd", "size:i64"),
    FD_FILESTAT_SET_TIMES("fd", "atim:i64", "mtim:i64", "fst_flags"),
    FD_PREAD("fd", "iovs", "iovs_len", "offset:i64", "result.nread"),
    FD_PRESTAT_GET("fd", "result.prestat"),
    FD_PRESTAT_DIR_NAME("fd", "path", "path_len"),
    FD_PWRITE("fd", "iovs", "iovs_len", "offset:i64", "result.nwritten"),
    FD_READ("fd", "iovs", "iovs_len", "result.nread"),
    FD_READDIR("fd", "buf", "buf_len", "cookie:i64", "result.bufused"),
    FD_RENUMBER("fd", "to"),
    FD_SEEK("fd", "offset:i64", "whence", "result.newoffset"),
    FD_SYNC("fd"),
    FD_TELL("fd", "result.offset"),
    FD_WRITE("fd", "iovs", "iovs_len", "result.nwritten"),
    PATH_CREATE_DIRECTORY("fd", "path", "path_len"),
    PATH_FILESTAT_GET("fd", "flags", "path", "path_len", "result.filestat"),
    PATH_FILESTAT_SET_TIMES("fd", "flags", "path", "path_len", "atim:i64", "mtim:i64", "fst_flags"),
    PATH_LINK("old_fd", "old_flags", "old_path", "old_path_len", "new_fd", "new_path", "new_path_len"),
    PATH_OPEN(
            "fd",
            "dirflags",
            "path",
            "path_len",
            "oflags",
            "fs_rights_base:i64",
            "fs_rights_inheriting:i64",
            "fdflags",
            "result.opened_fd"),
    PATH_READLINK("fd", "path", "path_len", "buf", "buf_len", "result.bufused"),
    PATH_REMOVE_DIRECTORY("fd", "path", "path_len"),
    PATH_RENAME("fd", "old_path", "old_path_len", "new_fd", "new_path", "new_path_len"),
    PATH_SYMLINK("old_path", "old_path_len", "fd", "new_path", "new_path_len"),
    PATH_UNLINK_FILE("fd", "path", "path_len"),
    POLL_ONEOFF("in", "out", "nsubscriptions", "result.nevents"),
    PROC_EXIT("rval"),
    PROC_RAISE("sig"),
    RANDOM_GET("buf", "buf_len"),
    SCHED_YIELD(),
    SOCK_ACCEPT("fd", "flags", "result.fd"),
    SOCK_RECV("fd", "ri_data", "ri_data_len", "ri_flags", "result.ro_datalen", "result.ro_flags"),
    SOCK_SEND("fd", "si_data", "si_data_len", "si_flags", "result.so_datalen"),
    SOCK_SHUTDOWN("fd", "how");

    private static final String LONG = ":i64";

    private final String functionName = name().toLowerCase(Locale.ROOT);

    @SuppressWarnings("ImmutableEnumChecker") // an immutable copy
    private final List<String> parameters;

    @SuppressWarnings("ImmutableEnumChecker") // immutable, without the annotation
    private final FunctionType type;

    Call(String... parameters) {
        List<String> names = new ArrayList<>();
        List<ValueType> types = new ArrayList<>();
        for (String parameter : parameters) {
            boolean isLong = parameter.endsWith(LONG);
            names.add(isLong ? parameter.substring(0, parameter.length() - LONG.length()) : parameter);
            types.add(isLong ? ValueType.I64 : ValueType.I32);
        }
        this.parameters = List.copyOf(names);
        this.type = new FunctionType(types, name().equals("PROC_EXIT") ? List.of() : List.of(ValueType.I32));
    }

    /** The name in the module, such as {@code fd_read}. */
    String functionName() {
        return functionName;
    }

    /** The first word of the name, such as {@code fd}. */
    String family() {
        return functionName.substring(0, functionName.indexOf('_'));
    }

    /** The names of the parameters in order. */
    List<String> parameters() {
        return parameters;
    }

    FunctionType type() {
        return type;
    }

    /** Says whether the parameter is a 64-bit number. */
    boolean isLong(int parameter) {
        return type.parameters().get(parameter) == ValueType.I64;
    }
}
