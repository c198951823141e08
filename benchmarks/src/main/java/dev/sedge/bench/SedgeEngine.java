package dev.sedge.bench;

import dev.sedge.runtime.Engine;
import dev.sedge.runtime.FunctionType;
import dev.sedge.runtime.HostModule;
import dev.sedge.runtime.Imports;
import dev.sedge.runtime.InstanceControl;
import dev.sedge.runtime.Memory;
import dev.sedge.runtime.ResourceLimits;
import dev.sedge.runtime.ValueType;
import dev.sedge.runtime.WasmInstance;
import dev.sedge.runtime.WasmModule;
import dev.sedge.wasi.Access;
import dev.sedge.wasi.MonotonicClock;
import dev.sedge.wasi.Preopen;
import dev.sedge.wasi.Randomness;
import dev.sedge.wasi.WallClock;
import dev.sedge.wasi.WasiConfig;
import dev.sedge.wasi.WasiContext;
import java.util.List;

/** Sedge with its defaults. */
final class SedgeEngine implements GuestEngine {
    private final Engine engine = Engine.create();

    @Override
    public GuestModule compile(byte[] wasm) {
        return new Module(engine.compile(wasm));
    }

    @Override
    public void close() {
        engine.close();
    }

    private record Module(WasmModule module) implements GuestModule {
        private static final FunctionType NEXT = FunctionType.of(List.of(ValueType.I32), List.of(ValueType.I32));

        @Override
        public GuestInstance instantiate() {
            var bench = HostModule.builder("bench")
                    .function("next", NEXT, (caller, stack) -> stack[0]++)
                    .build();
            return new Running(module.instantiate(Imports.of(bench), ResourceLimits.defaults()), () -> {});
        }

        @Override
        public GuestInstance instantiate(Grants grants) {
            var config = WasiConfig.builder()
                    .args(grants.args())
                    .stdout(grants.stdout())
                    .randomness(Randomness.secure())
                    .wallClock(WallClock.system())
                    .monotonicClock(MonotonicClock.system())
                    .preopen(Preopen.directory(grants.directory(), "/", Access.READ_WRITE))
                    .build();
            var control = InstanceControl.create();
            var context = WasiContext.open(config, control);
            var imports = Imports.of(context.hostModule());
            return new Running(module.instantiate(imports, ResourceLimits.defaults(), control), context::close);
        }
    }

    private record Running(WasmInstance instance, Runnable release) implements GuestInstance {
        @Override
        public GuestFunction function(String export) {
            return arguments -> GuestFunction.first(instance.call(export, arguments));
        }

        @Override
        public GuestMemory memory() {
            return new Bytes(instance.memory());
        }

        @Override
        public void close() {
            instance.close();
            release.run();
        }
    }

    private record Bytes(Memory memory) implements GuestMemory {
        @Override
        public int readInt(int address) {
            return memory.readInt(Integer.toUnsignedLong(address));
        }

        @Override
        public void writeInt(int address, int value) {
            memory.writeInt(Integer.toUnsignedLong(address), value);
        }

        @Override
        public byte[] read(int address, int length) {
            var bytes = new byte[length];
            memory.read(Integer.toUnsignedLong(address), bytes, 0, length);
            return bytes;
        }

        @Override
        public void write(int address, byte[] bytes) {
            memory.write(Integer.toUnsignedLong(address), bytes, 0, bytes.length);
        }
    }
}
