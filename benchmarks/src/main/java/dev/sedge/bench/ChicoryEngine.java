package dev.sedge.bench;

import com.dylibso.chicory.compiler.MachineFactoryCompiler;
import com.dylibso.chicory.runtime.ByteArrayMemory;
import com.dylibso.chicory.runtime.ExportFunction;
import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.wasi.WasiOptions;
import com.dylibso.chicory.wasi.WasiPreview1;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.ValType;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Chicory, interpreted or compiled at run time, with the faster one of its memories. */
final class ChicoryEngine implements GuestEngine {
    private final boolean compiled;

    ChicoryEngine(boolean compiled) {
        this.compiled = compiled;
    }

    @Override
    public GuestModule compile(byte[] wasm) {
        var module = Parser.parse(wasm);
        return compiled
                ? new Module(module, Optional.of(MachineFactoryCompiler.compile(module)))
                : new Module(module, Optional.empty());
    }

    @Override
    public void close() {}

    private record Module(WasmModule module, Optional<Function<Instance, Machine>> machines) implements GuestModule {
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
            var builder = Instance.builder(module)
                    .withImportValues(
                            ImportValues.builder().addFunction(functions).build())
                    .withMemoryFactory(ByteArrayMemory::new)
                    .withStart(false);
            machines.ifPresent(builder::withMachineFactory);
            return builder.build();
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

    private record Bytes(com.dylibso.chicory.runtime.Memory memory) implements GuestMemory {
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
