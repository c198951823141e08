package dev.sedge.bench;

import java.security.SecureRandom;
import java.util.List;
import run.endive.runtime.ByteArrayMemory;
import run.endive.runtime.ExportFunction;
import run.endive.runtime.HostFunction;
import run.endive.runtime.ImportValues;
import run.endive.runtime.Instance;
import run.endive.wasi.WasiOptions;
import run.endive.wasi.WasiPreview1;
import run.endive.wasm.Parser;
import run.endive.wasm.WasmModule;
import run.endive.wasm.types.FunctionType;
import run.endive.wasm.types.ValType;

/** Endive's interpreter as Endive offers it, with the faster one of its memories. */
final class EndiveEngine implements GuestEngine {
    @Override
    public GuestModule compile(byte[] wasm) {
        return new Module(Parser.parse(wasm));
    }

    @Override
    public void close() {}

    private record Module(WasmModule module) implements GuestModule {
        private static final FunctionType NEXT = FunctionType.of(List.of(ValType.I32), List.of(ValType.I32));

        @Override
        public GuestInstance instantiate() {
            var next = new HostFunction("bench", "next", NEXT, (instance, args) -> new long[] {args[0] + 1});
            return new Running(build(next), () -> {});
        }

        @Override
        public GuestInstance instantiate(Grants grants) {
            var options = WasiOptions.builder()
                    .withRandom(new SecureRandom())
                    .withArguments(grants.args())
                    .withStdout(grants.stdout())
                    .withDirectory("/", grants.directory())
                    .build();
            var wasi = WasiPreview1.builder().withOptions(options).build();
            return new Running(build(wasi.toHostFunctions()), wasi::close);
        }

        private Instance build(HostFunction... functions) {
            return Instance.builder(module)
                    .withImportValues(
                            ImportValues.builder().addFunction(functions).build())
                    .withMemoryFactory(ByteArrayMemory::new)
                    .withStart(false)
                    .build();
        }
    }

    private record Running(Instance instance, Runnable release) implements GuestInstance {
        @Override
        public GuestFunction function(String export) {
            ExportFunction function = instance.export(export);
            return arguments -> GuestFunction.first(function.apply(arguments));
        }

        @Override
        public GuestMemory memory() {
            return new Bytes(instance.memory());
        }

        @Override
        public void close() {
            release.run();
        }
    }

    private record Bytes(run.endive.runtime.Memory memory) implements GuestMemory {
        @Override
        public int readInt(int address) {
            return memory.readInt(address);
        }

        @Override
        public void writeInt(int address, int value) {
            memory.writeI32(address, value);
        }

        @Override
        public byte[] read(int address, int length) {
            return memory.readBytes(address, length);
        }

        @Override
        public void write(int address, byte[] bytes) {
            memory.write(address, bytes);
        }
    }
}
