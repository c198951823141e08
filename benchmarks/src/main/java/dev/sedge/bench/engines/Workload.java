package dev.sedge.bench.engines;

import java.util.List;

/**
 * Work that every contender does.
 *
 * @param name its name in the tables; of a kernel the name of its export, of a module the name of its file
 * @param kernel whether it is an export that imports nothing, and not a WASI command
 * @param parameter the amount of work of a kernel, the input file of a module
 */
record Workload(String name, boolean kernel, String parameter) {
    /** The small programs of {@code src/main/guests/engine/}. */
    static final List<Workload> KERNELS = List.of(
            kernel("coremark_like", 600),
            kernel("matmul", 200),
            kernel("nbody", 100_000),
            kernel("sieve", 2_000_000),
            kernel("qsort", 200_000),
            kernel("sha256", 1024),
            kernel("fib", 30),
            kernel("indirect", 3_000_000),
            kernel("vm", 100_000));

    /** The real modules, built by {@code src/main/engines/prepare}. */
    static final List<Workload> MODULES = List.of(
            module("zlib", "text.md"),
            module("xxhash", "text.md"),
            module("cmark", "text.md"),
            module("cjson", "data.json"),
            module("pcre2", "access.log"),
            module("lua", "script.lua"),
            module("sqlite", "access.log"),
            module("rust-markdown", "text.md"),
            module("rust-json", "data.json"),
            module("rust-regex", "access.log"),
            module("go", "data.json"));

    private static Workload kernel(String name, int work) {
        return new Workload(name, true, Integer.toString(work));
    }

    private static Workload module(String name, String input) {
        return new Workload(name, false, input);
    }
}
