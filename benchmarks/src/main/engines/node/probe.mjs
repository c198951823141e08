// What Probe.java is to the engines of the JVM, for V8: WARM-UP MEASURED CALLS FILE kernel NAME WORK, or … FILE command DIRECTORY ARGUMENTS….
// CPU time is that of the process, V8's compiler threads included, because Node 20 tells no other; the fastest call has none of that.
import { closeSync, openSync, readFileSync, rmSync, mkdtempSync, ftruncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { argv, cpuUsage } from "node:process";
import { WASI } from "node:wasi";

const [warmUp, measured, least] = argv.slice(2, 5).map(Number);
const [file, kind, ...rest] = argv.slice(5);
const module = await WebAssembly.compile(readFileSync(file));

function kernel([name, work]) {
    const { exports } = new WebAssembly.Instance(module, {});
    return () => exports[name](Number(work)) >>> 0;
}

function command([directory, ...args], output, stdout) {
    return () => {
        ftruncateSync(stdout);
        const wasi = new WASI({ version: "preview1", args, preopens: { "/": directory }, stdout, returnOnExit: true });
        const status = wasi.start(new WebAssembly.Instance(module, wasi.getImportObject()));
        if (status !== 0) throw new Error(`the command ended with ${status}`);
        return Number(readFileSync(output, "utf8").trim());
    };
}

function milliseconds() {
    const { user, system } = cpuUsage();
    return (user + system) / 1000;
}

function measure(call) {
    let start = milliseconds();
    const checksum = call();
    while (milliseconds() - start < warmUp) call();
    const times = [];
    start = milliseconds();
    while (times.length < 100000 && (times.length < least || milliseconds() - start < measured)) {
        const before = milliseconds();
        const sum = call();
        times.push(milliseconds() - before);
        if (sum !== checksum) throw new Error(`checksum ${checksum}, and ${sum} another time`);
    }
    times.sort((a, b) => a - b);
    const nanos = (time) => Math.round(time * 1e6);
    console.log(`checksum ${checksum}\nmin ${nanos(times[0])}\nmedian ${nanos(times[times.length >> 1])}\ncalls ${times.length}`);
}

if (kind === "kernel") {
    measure(kernel(rest));
} else {
    const scratch = mkdtempSync(join(tmpdir(), "sedge-bench-"));
    const output = join(scratch, "stdout");
    const stdout = openSync(output, "a");
    try {
        measure(command(rest, output, stdout));
    } finally {
        closeSync(stdout);
        rmSync(scratch, { recursive: true });
    }
}
