package dev.sedge.wasi.internal.preview1;

import dev.sedge.runtime.Engine;
import dev.sedge.runtime.Imports;
import dev.sedge.runtime.InstanceControl;
import dev.sedge.runtime.Memory;
import dev.sedge.runtime.ResourceLimits;
import dev.sedge.runtime.WasmInstance;
import dev.sedge.runtime.WasmModule;
import dev.sedge.wasi.WasiConfig;
import dev.sedge.wasi.WasiContext;
import dev.sedge.wasi.fs.Errno;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A guest that makes any call with any arguments: {@code raw.wasm}, which exports all functions again. Its memory is 128
 * KiB of zeros. By habit of the tests, results are at {@link #RESULT}, vectors at {@link #VECTORS}, paths at {@link #PATH}
 * and {@link #OTHER_PATH}, data from {@link #DATA}.
 */
final class RawGuest implements AutoCloseable {
    static final int SIZE = 2 * Memory.PAGE_BYTES;
    static final int RESULT = 64;
    static final int VECTORS = 1024;
    static final int PATH = 16 << 10;
    static final int OTHER_PATH = 24 << 10;
    static final int DATA = 32 << 10;

    private static final WasmModule MODULE = compile(Path.of("src/test/guests/wat/raw.wasm"));

    private final List<String> log = new ArrayList<>();
    private final InstanceControl control = InstanceControl.create();
    private final WasiContext context;
    private final WasmInstance instance;

    RawGuest(WasiConfig.Builder config) {
        this(MODULE, config);
    }

    private RawGuest(WasmModule module, WasiConfig.Builder config) {
        context = WasiContext.open(config.callListener(log::add).build(), control);
        Imports imports = Imports.of(context.hostModule(), context.unstableHostModule());
        instance = module.instantiate(imports, ResourceLimits.defaults(), control);
    }

    /** A guest that makes the calls of snapshot 0. */
    static RawGuest unstable(WasiConfig.Builder config) {
        return new RawGuest(compile(Path.of("src/test/guests/wat/raw_unstable.wasm")), config);
    }

    /** A guest that was granted nothing. */
    static RawGuest withNothing() {
        return new RawGuest(WasiConfig.builder());
    }

    static WasmModule compile(Path file) {
        try {
            return Engine.create().compile(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Errno call(String function, long... arguments) {
        long code = instance.call(function, arguments)[0];
        return Arrays.stream(Errno.values())
                .filter(errno -> errno.code() == code)
                .findFirst()
                .orElseThrow();
    }

    /** Opens a path below a directory for reading and writing, following links, and returns the descriptor. */
    int open(long directory, String path, int openFlags, int flags) {
        long rights = Layouts.RIGHT_FD_READ | Layouts.RIGHT_FD_WRITE;
        return opened(tryOpen(directory, path, openFlags, rights, flags));
    }

    /** Opens a path below a directory for reading, following links, and returns the descriptor. */
    int openToRead(long directory, String path, int openFlags) {
        return opened(tryOpen(directory, path, openFlags, Layouts.RIGHT_FD_READ, 0));
    }

    Errno tryOpen(long directory, String path, int openFlags, long rights, int flags) {
        int length = text(PATH, path);
        return call("path_open", directory, 1, PATH, length, openFlags, rights, rights, flags, RESULT);
    }

    private int opened(Errno errno) {
        if (errno != Errno.SUCCESS) {
            throw new AssertionError("path_open answers " + errno + " after " + log);
        }
        return readInt(RESULT);
    }

    /** Makes a call with one path. */
    Errno callWithPath(String function, long directory, String path) {
        return call(function, directory, PATH, text(PATH, path));
    }

    /** Makes a call with two paths: both below the same directory, in the order of {@code path_rename}. */
    Errno rename(long directory, String from, long toDirectory, String to) {
        return call("path_rename", directory, PATH, text(PATH, from), toDirectory, OTHER_PATH, text(OTHER_PATH, to));
    }

    Errno symlink(String target, long directory, String path) {
        return call("path_symlink", PATH, text(PATH, target), directory, OTHER_PATH, text(OTHER_PATH, path));
    }

    Errno write(long fd, String text) {
        int length = text(DATA, text);
        vector(0, DATA, length);
        return call("fd_write", fd, VECTORS, 1, RESULT);
    }

    /** Reads with one vector and returns what came. */
    String read(long fd, int length) {
        vector(0, DATA, length);
        Errno errno = call("fd_read", fd, VECTORS, 1, RESULT);
        if (errno != Errno.SUCCESS) {
            throw new AssertionError("fd_read answers " + errno);
        }
        return textAt(DATA, readInt(RESULT));
    }

    /** Sets one of the vectors. */
    void vector(int index, long address, long length) {
        memory().writeInt(VECTORS + 8L * index, (int) address);
        memory().writeInt(VECTORS + 8L * index + 4, (int) length);
    }

    /** Puts a text somewhere and returns its length in bytes. */
    int text(long address, String text) {
        return bytes(address, text.getBytes(StandardCharsets.UTF_8));
    }

    int bytes(long address, byte... bytes) {
        memory().write(address, bytes, 0, bytes.length);
        return bytes.length;
    }

    byte[] bytesAt(long address, int length) {
        byte[] bytes = new byte[length];
        memory().read(address, bytes, 0, length);
        return bytes;
    }

    String textAt(long address, int length) {
        return new String(bytesAt(address, length), StandardCharsets.UTF_8);
    }

    int readByte(long address) {
        return Byte.toUnsignedInt(memory().readByte(address));
    }

    int readShort(long address) {
        return Short.toUnsignedInt(memory().readShort(address));
    }

    int readInt(long address) {
        return memory().readInt(address);
    }

    long readLong(long address) {
        return memory().readLong(address);
    }

    Memory memory() {
        return instance.memory();
    }

    InstanceControl control() {
        return control;
    }

    /** The lines that the call listener has heard. */
    List<String> log() {
        return log;
    }

    @Override
    public void close() {
        instance.close();
        context.close();
    }
}
