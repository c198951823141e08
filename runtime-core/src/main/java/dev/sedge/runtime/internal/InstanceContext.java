package dev.sedge.runtime.internal;

import dev.sedge.runtime.InstanceControl;
import dev.sedge.runtime.LimitExceededException;
import dev.sedge.runtime.LimitExceededException.Limit;
import dev.sedge.runtime.ResourceLimits;
import org.jspecify.annotations.Nullable;

/**
 * What a tier must know of the instance it runs. For the thread of the instance only, but for {@link #memory()} and
 * {@link #fuel()}.
 */
public final class InstanceContext {

    private final ResourceLimits limits;
    private final InstanceControl control;
    private final Budget memory;
    private final Budget tables;
    private final Fuel fuel;
    private @Nullable Throwable failure;

    /** The context of an instance with these limits. */
    public InstanceContext(ResourceLimits limits, InstanceControl control) {
        this.limits = limits;
        this.control = control;
        this.memory = new Budget(limits.memoryBytes(), limits.memoryPool().orElse(null), control::poll);
        this.tables = new Budget(limits.tableEntries());
        this.fuel = new Fuel(limits.fuel().orElse(Long.MAX_VALUE));
    }

    public ResourceLimits limits() {
        return limits;
    }

    public InstanceControl control() {
        return control;
    }

    /** The bytes of all linear memories. */
    public Budget memory() {
        return memory;
    }

    /** The entries of all tables. */
    public Budget tables() {
        return tables;
    }

    /** What it pays with for instructions; only modules that are metered do. */
    public Fuel fuel() {
        return fuel;
    }

    /**
     * Takes the entries of a table from its budget, before it is made.
     *
     * @throws LimitExceededException when there are not so many
     */
    public void takeInitialEntries(long entries) {
        if (!tables.take(entries)) {
            throw new LimitExceededException(
                    Limit.TABLE,
                    "allocate table: the module starts with " + entries + " entries, " + tables.available()
                            + " are allowed");
        }
    }

    /** Remembers what ended the instance; the first one counts. */
    public void fail(Throwable t) {
        if (failure == null) {
            failure = t;
        }
    }

    /** Forgets it, when the last frame of the guest is gone. */
    public void forgetFailure() {
        failure = null;
    }

    /**
     * Throws again what ended the instance. A tier asks after each host function: one that called back into the guest
     * and swallowed the guest's end must not let the outer frames go on.
     */
    public void rethrowFailure() {
        if (failure != null) {
            throw new HostThrow(failure);
        }
    }
}
