package dev.sedge.agent.launch;

import dev.sedge.agent.grant.DirectoryGrant;
import dev.sedge.oci.OciException;
import dev.sedge.oci.pull.PulledImage;
import dev.sedge.runtime.Engine;
import dev.sedge.runtime.InvalidModuleException;
import dev.sedge.runtime.LinkException;
import dev.sedge.runtime.WasmModule;
import dev.sedge.wasi.Access;
import dev.sedge.wasi.Environment;
import dev.sedge.wasi.Listener;
import dev.sedge.wasi.Preopen;
import dev.sedge.wasi.Wasi;
import dev.sedge.wasi.WasiConfig;
import dev.sedge.wasi.fs.GuestFileSystem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes guests of files and images: compiles, links and grants, and starts nothing. May be used by many threads. */
public final class Launcher {
    private final Engine engine;

    /** A launcher that compiles with the given engine. */
    public Launcher(Engine engine) {
        this.engine = engine;
    }

    /**
     * The guest of a module in a file. Each granted directory is one preopen with exactly the name given.
     *
     * @param name the module's file as the person wrote it, which is the guest's first argument
     * @param args the arguments after it
     * @throws LaunchException if the file cannot be read, is no module, or needs what we do not have
     */
    public Guest ofFile(String name, List<String> args, Grants grants) {
        WasmModule module = moduleOfFile(name).module();
        List<String> words = new ArrayList<>(List.of(name));
        words.addAll(args);
        WasiConfig.Builder config = configure(grants).args(words);
        for (DirectoryGrant grant : grants.directories()) {
            Access access = grant.readOnly() ? Access.READ_ONLY : Access.READ_WRITE;
            config.preopen(Preopen.directory(grant.host(), grant.guest(), access));
        }
        grants.environment().forEach(variable -> config.env(variable.name(), variable.value()));
        return new Guest(module, config.build(), grants.limits());
    }

    /**
     * The guest of an image: one preopen {@code /} with the image's files below, a throw-away writable layer above, and
     * the granted directories and files mounted into it.
     *
     * @throws OciException if the image does not hold the module that is to be run, or was damaged on the disk
     * @throws LaunchException if it is no module, needs what we do not have, or something cannot be mounted
     */
    public Guest ofImage(PulledImage image, ImageCommand command, Grants grants) throws OciException {
        List<String> words = words(image, command);
        WasmModule module = moduleOfImage(image, words).module();
        WasiConfig.Builder config = configure(grants).args(words).environment(environment(image, grants));
        GuestFileSystem files = ImageFiles.open(image, grants);
        config.preopen(Preopen.of(files, "/", Access.READ_WRITE));
        return new Guest(module, config.build(), grants.limits(), files::close, image.lease()::close);
    }

    /**
     * The module of a file alone.
     *
     * @throws LaunchException if the file cannot be read, is no module, or needs what we do not have
     */
    public NamedModule moduleOfFile(String name) {
        return compile(name, ModuleFile.read(Path.of(name)));
    }

    /**
     * The module alone that an image runs with this command.
     *
     * @throws OciException if the image does not hold it, or was damaged on the disk
     * @throws LaunchException if it is no module, or needs what we do not have
     */
    public NamedModule moduleOfImage(PulledImage image, ImageCommand command) throws OciException {
        return moduleOfImage(image, words(image, command));
    }

    private NamedModule moduleOfImage(PulledImage image, List<String> words) throws OciException {
        return compile("image " + image.reference().name(), image.readModule(words.get(0)));
    }

    private static List<String> words(PulledImage image, ImageCommand command) throws OciException {
        List<String> words =
                command.resolve(image.config().entrypoint(), image.config().cmd());
        return words.isEmpty() ? image.argv(Optional.empty(), List.of()) : words;
    }

    // A variable that is granted replaces the image's of the same name.
    private static Environment environment(PulledImage image, Grants grants) {
        Map<String, String> variables = ImageVariables.of(image.config());
        grants.environment().forEach(variable -> variables.put(variable.name(), variable.value()));
        return Environment.of(variables);
    }

    private NamedModule compile(String name, byte[] bytes) {
        try {
            WasmModule module = engine.compile(bytes);
            Wasi.checkLinks(module);
            return new NamedModule(name, module, bytes.length);
        } catch (InvalidModuleException | LinkException e) {
            throw new LaunchException("cannot run " + name + ": " + e.getMessage(), e);
        }
    }

    private static WasiConfig.Builder configure(Grants grants) {
        WasiConfig.Builder config = WasiConfig.builder()
                .stdio(grants.stdio())
                .randomness(grants.randomness())
                .wallClock(grants.clock().wall())
                .monotonicClock(grants.clock().monotonic());
        grants.listeners().forEach(listen -> config.listener(Listener.tcp(listen.socketAddress())));
        grants.trace().ifPresent(config::callListener);
        return config;
    }
}
