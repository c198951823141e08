package dev.sedge.wasi.internal.preview1;

import dev.sedge.runtime.HostFunction;
import dev.sedge.runtime.HostModule;
import dev.sedge.runtime.Imports;
import dev.sedge.runtime.InstanceControl;
import dev.sedge.wasi.Listener;
import dev.sedge.wasi.Preopen;
import dev.sedge.wasi.Stdio;
import dev.sedge.wasi.WasiConfig;
import dev.sedge.wasi.WasiException;
import dev.sedge.wasi.fs.GuestDirectory;
import dev.sedge.wasi.fs.GuestFileSystem;
import dev.sedge.wasi.fs.HostDirectory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The system calls of one guest and what they hold of the host until they are closed. */
public final class Preview1 implements AutoCloseable {
    private static final int BACKLOG = 256;

    /** Made once: every start of a program checks its links. */
    private static final List<HostModule> SIGNATURES =
            Stream.of(Snapshot.values()).map(Preview1::signatures).toList();

    private final Guest guest;
    private final StandardInput input;
    private final Function<Snapshot, HostModule> modules;
    private final List<GuestFileSystem> fileSystems = new ArrayList<>();

    private Preview1(WasiConfig config, InstanceControl control) {
        this.guest = Guest.of(config, control);
        Stdio stdio = config.stdio();
        this.input = StandardInput.of(stdio.input(), guest.waits(), guest.streamCalls());
        this.modules = modules(guest);
        var budget = new StandardOutput.Budget(config.limits().outputBytes());
        var output = new StandardOutput(stdio.output(), guest.waits(), guest.streamCalls(), budget);
        var error = new StandardOutput(stdio.error(), guest.waits(), guest.streamCalls(), budget);
        guest.descriptors().add(new InputDescriptor(input, stdio.isTerminal(Stdio.Stream.INPUT)));
        guest.descriptors().add(new OutputDescriptor(output, stdio.isTerminal(Stdio.Stream.OUTPUT)));
        guest.descriptors().add(new OutputDescriptor(error, stdio.isTerminal(Stdio.Stream.ERROR)));
    }

    /**
     * Opens what a guest is granted.
     *
     * @param config what that is
     * @param control stops the guest's waits
     * @return the calls, to be closed when the guest has ended
     * @throws WasiException if a preopen or a listener cannot be opened; then nothing stays open
     */
    public static Preview1 open(WasiConfig config, InstanceControl control) {
        Preview1 calls = new Preview1(config, control);
        try {
            config.preopens().forEach(calls::open);
            config.listeners().forEach(calls::listen);
            return calls;
        } catch (RuntimeException e) {
            calls.close();
            throw e;
        }
    }

    /**
     * The functions, for one instance.
     *
     * @return the host module {@code wasi_snapshot_preview1}
     */
    public HostModule module() {
        return modules.apply(Snapshot.PREVIEW1);
    }

    /**
     * The same functions in the older form, for the same instance.
     *
     * @return the host module {@code wasi_unstable}
     */
    public HostModule unstableModule() {
        return modules.apply(Snapshot.UNSTABLE);
    }

    /**
     * Tells whether the guest's thread is inside a stream of the embedder.
     *
     * @return the marker
     */
    public StreamCalls streamCalls() {
        return guest.streamCalls();
    }

    /**
     * The functions with their types, of which none can be called: for checking links.
     *
     * @param others further host modules
     * @return those and the host modules {@code wasi_snapshot_preview1} and {@code wasi_unstable}
     */
    public static Imports signatures(Imports others) {
        Imports all = others;
        for (HostModule signatures : SIGNATURES) {
            all = all.with(signatures);
        }
        return all;
    }

    /** Closes all descriptors and whatever was opened for the guest. Idempotent. */
    @Override
    public void close() {
        guest.waits().close();
        input.close();
        guest.sockets().close();
        try {
            guest.descriptors().closeAll();
        } finally {
            fileSystems.forEach(GuestFileSystem::close);
            fileSystems.clear();
        }
    }

    private void open(Preopen preopen) {
        try {
            GuestDirectory root = fileSystem(preopen).root();
            guest.descriptors()
                    .add(new DirectoryDescriptor(
                            root, preopen.access().isWritable(), Optional.of(preopen.guestPath()), 0));
        } catch (IOException e) {
            throw new WasiException(
                    "open " + preopen.describe() + " for the guest: " + e.getMessage()
                            + "; it must be a directory that this process may read",
                    e);
        }
    }

    private void listen(Listener listener) {
        List<ServerSocketChannel> channels = new ArrayList<>();
        try {
            for (InetSocketAddress address : listener.addresses()) {
                ServerSocketChannel channel = ServerSocketChannel.open();
                channels.add(channel);
                channel.bind(address, BACKLOG);
                channel.configureBlocking(false);
            }
            if (listener.channel().isPresent()) {
                listener.channel().get().configureBlocking(false);
            }
        } catch (IOException | IllegalBlockingModeException | UnsupportedAddressTypeException e) {
            channels.forEach(SocketWaits::closeQuietly);
            throw new WasiException(
                    "open " + listener.describe() + " for the guest: " + e.getMessage()
                            + "; the address must be one of this host, the port free, and ports below 1024 need a privilege",
                    e);
        }
        boolean owned = listener.channel().isEmpty();
        listener.channel().ifPresent(channels::add);
        guest.descriptors().add(new ListenerDescriptor(guest.sockets(), channels, owned));
    }

    private GuestFileSystem fileSystem(Preopen preopen) throws IOException {
        Optional<GuestFileSystem> given = preopen.fileSystem();
        if (given.isPresent()) {
            return given.get();
        }
        GuestFileSystem opened = HostDirectory.open(preopen.hostPath().orElseThrow());
        fileSystems.add(opened);
        return opened;
    }

    private static Function<Snapshot, HostModule> modules(Guest guest) {
        CallFamily args = new ArgsCalls(guest);
        CallFamily environ = new EnvironCalls(guest);
        CallFamily clock = new ClockCalls(guest);
        CallFamily fd = new FdCalls(guest);
        CallFamily path = new PathCalls(guest);
        CallFamily poll = new PollCalls(guest);
        CallFamily proc = new ProcCalls();
        CallFamily random = new RandomCalls(guest);
        CallFamily sched = new SchedCalls();
        CallFamily sock = new SockCalls(guest);
        @Nullable Trace trace = guest.config()
                .callListener()
                .map(listener -> new Trace(listener, guest.memory()))
                .orElse(null);
        return snapshot -> module(snapshot, call -> {
            CallFamily family = switch (call.family()) {
                case "args" -> args;
                case "environ" -> environ;
                case "clock" -> clock;
                case "fd" -> fd;
                case "path" -> path;
                case "poll" -> poll;
                case "proc" -> proc;
                case "random" -> random;
                case "sched" -> sched;
                case "sock" -> sock;
                default -> throw CallFamily.foreign(call);
            };
            return new Dispatch(snapshot, call, family, guest.memory(), trace);
        });
    }

    private static HostModule signatures(Snapshot snapshot) {
        return module(snapshot, call -> (caller, stack) -> {
            throw new IllegalStateException("call " + call.functionName() + ": this module only checks links");
        });
    }

    private static HostModule module(Snapshot snapshot, Function<Call, HostFunction.Body> bodies) {
        HostModule.Builder builder = HostModule.builder(snapshot.module());
        for (Call call : Call.values()) {
            if (snapshot.has(call)) {
                builder.function(call.functionName(), call.type(), bodies.apply(call));
            }
        }
        return builder.build();
    }
}
