package dev.sedge.runtime;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How an {@link Engine} works. Immutable; making one never fails and opens nothing. */
public final class EngineConfig {

    private static final EngineConfig DEFAULTS =
            new EngineConfig(ModuleLimits.defaults(), Tier.COMPILER, 256L << 20, false, null);

    private final ModuleLimits moduleLimits;
    private final Tier tier;
    private final long codeBytes;
    private final boolean metersFuel;
    private final @Nullable CodeCache codeCache;

    private EngineConfig(
            ModuleLimits moduleLimits, Tier tier, long codeBytes, boolean metersFuel, @Nullable CodeCache codeCache) {
        this.moduleLimits = moduleLimits;
        this.tier = tier;
        this.codeBytes = codeBytes;
        this.metersFuel = metersFuel;
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
        return new EngineConfig(limits, tier, codeBytes, metersFuel, codeCache);
    }

    /** How modules are run. Default: {@link Tier#COMPILER}. */
    public Tier tier() {
        return tier;
    }

    /** This configuration with another {@link #tier()}. */
    public EngineConfig withTier(Tier other) {
        return new EngineConfig(moduleLimits, other, codeBytes, metersFuel, codeCache);
    }

    /**
     * How many bytes of compiled code one module may have in the JVM's memory outside of the heap, all its instances
     * together; code is loaded when it is first called. A guest that calls more ends with
     * {@link LimitExceededException.Limit#CODE}. Default: 256 MiB.
     */
    public long codeBytes() {
        return codeBytes;
    }

    /**
     * This configuration with another {@link #codeBytes()}.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public EngineConfig withCodeBytes(long bytes) {
        if (bytes <= 0) {
            throw new IllegalArgumentException("not a size of code: " + bytes);
        }
        return new EngineConfig(moduleLimits, tier, bytes, metersFuel, codeCache);
    }

    /**
     * Whether guests pay for the instructions they run, so that {@link WasmInstance#fuelUsed()} tells how many, and
     * {@link ResourceLimits#fuel()} can limit them. Metered code is slower. Default: no.
     */
    public boolean metersFuel() {
        return metersFuel;
    }

    /** This configuration with another {@link #metersFuel()}. */
    public EngineConfig withFuelMeter(boolean meters) {
        return new EngineConfig(moduleLimits, tier, codeBytes, meters, codeCache);
    }

    /** Where compiled code is kept for the next start. Default: empty, nowhere; each process compiles for itself. */
    public Optional<CodeCache> codeCache() {
        return Optional.ofNullable(codeCache);
    }

    /** This configuration with a {@link #codeCache()}. */
    public EngineConfig withCodeCache(CodeCache cache) {
        return new EngineConfig(moduleLimits, tier, codeBytes, metersFuel, cache);
    }
}
