package dev.sedge.wasi.internal.preview1;

import dev.sedge.runtime.InstanceControl;
import dev.sedge.wasi.WasiConfig;

/** What all families of calls of one guest share. Confined to the guest's thread, but for {@link Waits}. */
record Guest(
        WasiConfig config,
        GuestMemory memory,
        IoVectors vectors,
        Waits waits,
        SocketWaits sockets,
        StreamCalls streamCalls,
        GuestTime time,
        DescriptorTable descriptors) {
    static Guest of(WasiConfig config, InstanceControl control) {
        GuestMemory memory = new GuestMemory();
        IoVectors vectors = new IoVectors(memory, config.limits().bytesPerCall());
        Waits waits = new Waits(control, config.sleeper(), new Holdings(memory, vectors));
        return new Guest(
                config,
                memory,
                vectors,
                waits,
                new SocketWaits(waits),
                new StreamCalls(),
                new GuestTime(config, control),
                new DescriptorTable(config.limits().openDescriptors()));
    }
}
