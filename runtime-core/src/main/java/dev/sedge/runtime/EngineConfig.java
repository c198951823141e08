package dev.sedge.runtime;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How an {@link Engine} works. Immutable; making one never fails and opens nothing. */
public final class EngineConfig {

    private static final EngineConfig DEFAULTS = new EngineConfig(ModuleLimits.defaults(), Tier.COMPILER, null);

    private final ModuleLimits moduleLimits;
    private final Tier tier;
    private final @Nullable CodeCache codeCache;

    private EngineConfig(ModuleLimits moduleLimits, Tier tier, @Nullable CodeCache codeCache) {
        this.moduleLimits = moduleLimits;
        this.tier = tier;
        this.codeCache = codeCache;
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
        return new EngineConfig(limits, tier, codeCache);
    }

    /** How modules are run. Default: {@link Tier#COMPILER}. */
    public Tier tier() {
        return tier;
    }

    /** This configuration with another {@link #tier()}. */
    public EngineConfig withTier(Tier other) {
        return new EngineConfig(moduleLimits, other, codeCache);
    }

    /** Where compiled code is kept for the next start. Default: empty, nowhere; each process compiles for itself. */
    public Optional<CodeCache> codeCache() {
        return Optional.ofNullable(codeCache);
    }

    /** This configuration with a {@link #codeCache()}. */
    public EngineConfig withCodeCache(CodeCache cache) {
        return new EngineConfig(moduleLimits, tier, cache);
    }
}
