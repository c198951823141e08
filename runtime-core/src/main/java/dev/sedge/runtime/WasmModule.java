package dev.sedge.runtime;

import dev.sedge.runtime.internal.ExecutableModule;
import dev.sedge.runtime.internal.scan.ModuleOutline;
import java.util.List;

/** A compiled module. Immutable; shared by threads and instances. */
public final class WasmModule {

    private final String digest;
    private final ModuleOutline outline;
    private final ExecutableModule code;
    private final boolean metersFuel;

    WasmModule(String digest, ModuleOutline outline, ExecutableModule code, boolean metersFuel) {
        this.digest = digest;
        this.outline = outline;
        this.code = code;
        this.metersFuel = metersFuel;
    }

    /** The digest of all bytes of the module in the form {@code sha256:<hex>}. */
    public String digest() {
        return digest;
    }

    /** What the module imports, in its order. */
    public List<ImportType> imports() {
        return outline.imports();
    }

    /** What the module exports, in its order. */
    public List<ExportType> exports() {
        return outline.exports();
    }

    /**
     * Checks that every import is offered with the right type. Runs nothing.
     *
     * @throws LinkException with all that are not
     */
    public void checkLinks(Imports imports) {
        Linker.link(this, imports);
    }

    /** Makes an instance with a control of its own; see {@link #instantiate(Imports, ResourceLimits, InstanceControl)}. */
    public WasmInstance instantiate(Imports imports, ResourceLimits limits) {
        return instantiate(imports, limits, InstanceControl.create());
    }

    /**
     * Makes an instance: links the imports, makes memories and tables within the limits, and runs the module's start
     * function, if it has one, on the calling thread. An exported {@code _start} is not run.
     *
     * @param control stops, pauses and accounts this instance; used for one instance only
     * @throws IllegalArgumentException when the limits have fuel, and the engine of this module does not meter it
     * @throws LinkException when an import is missing or of another type, or a segment does not fit
     * @throws LimitExceededException when the initial memories or tables are above the limits
     * @throws TrapException when the start function traps
     * @throws GuestInterruptedException when it is stopped
     */
    public WasmInstance instantiate(Imports imports, ResourceLimits limits, InstanceControl control) {
        if (limits.fuel().isPresent() && !metersFuel) {
            throw new IllegalArgumentException(
                    "instantiate: the limits have fuel, which the engine does not meter; see EngineConfig.withFuelMeter");
        }
        List<HostFunction> functions = Linker.link(this, imports);
        WasmInstance instance = new WasmInstance(this, limits, control);
        instance.start(functions);
        return instance;
    }

    /**
     * Compiles now what would else be compiled while the module runs, and keeps it where
     * {@link EngineConfig#codeCache()} says, in steps: what is kept stays if this does not come to its end. Returns when
     * all of that is done, at once if nothing is left to do, and early if the thread is interrupted, with its flag still
     * set, or if code cannot be kept there, which a warning of {@link System.Logger} says. The module can be used all the
     * while, and works the same without.
     *
     * @return whether all of it is done
     */
    public boolean precompile() {
        return precompile(1);
    }

    /**
     * The same without haste, for what others should not feel: this thread compiles for a share of the time only, and
     * waits meanwhile.
     *
     * @param share more than 0 and at most 1, which is without waiting
     * @return whether all of it is done
     * @throws IllegalArgumentException if the share is not in that range
     */
    public boolean precompile(double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("precompile: " + share + " is no share of the time");
        }
        return code.precompile(share);
    }

    /**
     * Keeps what has been compiled until now where {@link EngineConfig#codeCache()} says, so that the next process need
     * not compile it. While a module runs that is done now and then by itself; a process that is about to end calls it
     * when its guest is done. Returns at once if there is nothing new. Never fails.
     */
    public void keepCode() {
        code.keepCode();
    }

    ModuleOutline outline() {
        return outline;
    }

    ExecutableModule code() {
        return code;
    }
}
