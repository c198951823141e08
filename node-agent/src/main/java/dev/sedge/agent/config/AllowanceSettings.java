package dev.sedge.agent.config;

import dev.sedge.agent.grant.Allowance;
import dev.sedge.agent.grant.Amount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The keys of one {@link Allowance}: that of the defaults, or that of the maxima. */
final class AllowanceSettings {
    private static final Map<Amount<?>, String> LABELS = Map.of(
            Amount.RANDOM, "KIND",
            Amount.CLOCK, "KIND",
            Amount.TIMEOUT, "TIME",
            Amount.OPEN_FILES, "NUMBER");
    private static final Map<Amount<?>, String> COMMENTS = Map.of(
            Amount.RANDOM, "Random bytes: none, seed:N for the same in each run, or secure.",
            Amount.CLOCK, "Clocks: none, fixed:T such as fixed:2026-01-31T12:00:00Z, or system.",
            Amount.TIMEOUT, "When a container is ended, such as 30s or 24h, or none.",
            Amount.RANDOM_BYTES, "How many random bytes a container may ask for, such as 64Mi, or none for no limit.",
            Amount.OPEN_FILES, "How many files and directories a container may have open.",
            Amount.DISK, "How much a container may write into its own layer, such as 64Mi.",
            Amount.MEMORY, "Linear memory, such as 64Mi, or none for what Wasm can have.");

    private final String group;
    private final Allowance fallback;
    private final Function<NodeConfig, Allowance> field;

    AllowanceSettings(String group, Allowance fallback, Function<NodeConfig, Allowance> field) {
        this.group = group;
        this.fallback = fallback;
        this.field = field;
    }

    List<Setting<?>> all() {
        List<Setting<?>> all = new ArrayList<>();
        Amount.all().forEach(amount -> all.add(of(amount)));
        return all;
    }

    Allowance read(Values values) {
        return new Allowance(
                values.read(of(Amount.RANDOM)),
                values.read(of(Amount.CLOCK)),
                values.read(of(Amount.TIMEOUT)),
                values.read(of(Amount.RANDOM_BYTES)),
                values.read(of(Amount.OPEN_FILES)),
                values.read(of(Amount.DISK)),
                values.read(of(Amount.MEMORY)));
    }

    private <T> Setting<T> of(Amount<T> amount) {
        return new Setting<>(
                "policy." + group + "." + amount.key(),
                LABELS.getOrDefault(amount, "SIZE"),
                COMMENTS.getOrDefault(amount, ""),
                false,
                amount.in(fallback),
                texts -> amount.parse(texts.get(0)),
                value -> List.of(amount.format(value)),
                config -> amount.in(field.apply(config)));
    }
}
