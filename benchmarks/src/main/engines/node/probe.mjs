// What Probe.java is to the engines of the JVM, for V8: WARM-UP MEASURED CALLS FILE kernel NAME WORK, or … FILE command DIRECTORY ARGUMENTS….
// Needs --no-turbo-fast-api-calls: node:wasi of Node 20 collects garbage inside such calls, and aborts when it makes many instances.
// CPU time is that of the process, V8's compiler threads included, because Node 20 tells no other; the fastest call has none of that.
import { readFileSync } from "node:fs";
import { argv, cpuUsage } from "node:process";
import { WASI } from "node:wasi";

const [warmUp, measured, least] = argv.slice(2, 5).map(Number);
const [file, kind, ...rest] = argv.slice(5);
const module = await WebAssembly.compile(readFileSync(file));

function kernel([name, work]) {
    const { exports } = new WebAssembly.Instance(module, {});
    return () => exports[name](Number(work)) >>> 0;
}

function command([directory, ...args]) {
    return () => {
        const wasi = new WASI({ version: "preview1", args, preopens: { "/": directory }, returnOnExit: true });
        const calls = wasi.getImportObject().wasi_snapshot_preview1;
        let memory;
        let text = "";
        // Standard output is taken here.
        const write = (fd, vectors, count, written) => {
            if (fd !== 1) return calls.fd_write(fd, vectors, count, written);
            const view = new DataView(memory.buffer);
            let total = 0;
            for (let i = 0; i < count; i++) {
                const size = view.getUint32(vectors + 8 * i + 4, true);
                text += Buffer.from(memory.buffer, view.getUint32(vectors + 8 * i, true), size).toString();
                total += size;
            }
            view.setUint32(written, total, true);
            return 0;
        };
        const own = { ...calls, fd_write: write };
        const instance = new WebAssembly.Instance(module, { wasi_snapshot_preview1: own });
        memory = instance.exports.memory;
        const status = wasi.start(instance);
        if (status !== 0) throw new Error(`the command ended with ${status}`);
        return Number(text.trim());
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

measure(kind === "kernel" ? kernel(rest) : command(rest));
