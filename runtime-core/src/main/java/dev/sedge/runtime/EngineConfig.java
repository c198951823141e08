package dev.sedge.runtime;

/** How an {@link Engine} works. Immutable; making one never fails and opens nothing. */
public final class EngineConfig {

    private static final EngineConfig DEFAULTS = new EngineConfig(ModuleLimits.defaults());

    private final ModuleLimits moduleLimits;

    private EngineConfig(ModuleLimits moduleLimits) {
        this.moduleLimits = moduleLimits;
    }

    /** The default of every setting. */
    public static EngineConfig defaults() {
        return DEFAULTS;
    }

    /** What a module may contain at most. Default: {@link ModuleLimits#defaults()}. */
    public ModuleLimits moduleLimits() {
        return moduleLimits;
    }

    /** This configuration with other {@link #moduleLimits()}. */
    public EngineConfig withModuleLimits(ModuleLimits limits) {
        return new EngineConfig(limits);
    }
}
