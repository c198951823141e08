// Runs a WASI command in Node: wasi.mjs DIRECTORY FILE ARGUMENTS…; the directory is its "/".
import { readFile } from "node:fs/promises";
import { argv, exit } from "node:process";
import { WASI } from "node:wasi";

const [directory, file] = argv.slice(2);
const wasi = new WASI({ version: "preview1", args: argv.slice(3), preopens: { "/": directory }, returnOnExit: true });
const { instance } = await WebAssembly.instantiate(await readFile(file), wasi.getImportObject());
exit(wasi.start(instance));
