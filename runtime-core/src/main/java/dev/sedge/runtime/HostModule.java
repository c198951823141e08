package dev.sedge.runtime;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Host functions under one module name, as guests import them. Immutable; may be shared by threads and engines. */
public final class HostModule {

    private final String name;
    private final Map<String, List<HostFunction>> functions;

    private HostModule(String name, Map<String, List<HostFunction>> functions) {
        this.name = name;
        this.functions = functions;
    }

    /** A builder for the module of this name. */
    public static Builder builder(String name) {
        return new Builder(name);
    }

    /** The name guests import from. */
    public String name() {
        return name;
    }

    /** All functions in the order in which they were added. */
    public List<HostFunction> functions() {
        return functions.values().stream().flatMap(List::stream).toList();
    }

    /** The function of this name and exactly this type. */
    public Optional<HostFunction> find(String function, FunctionType type) {
        for (HostFunction same : named(function)) { // no stream: this is asked for each import of each instance
            if (same.type().equals(type)) {
                return Optional.of(same);
            }
        }
        return Optional.empty();
    }

    /** The functions of this name: one, unless the name was given to several types. */
    List<HostFunction> named(String function) {
        return functions.getOrDefault(function, List.of());
    }

    /** Collects host functions. For one thread. */
    public static final class Builder {

        private final String name;
        private final Map<String, List<HostFunction>> functions = new LinkedHashMap<>();

        private Builder(String name) {
            this.name = name;
        }

        /**
         * Adds a function. The same name may be added once for each of several types.
         *
         * @throws IllegalArgumentException when name and type are there already
         */
        public Builder function(String function, FunctionType type, HostFunction.Body body) {
            List<HostFunction> same = functions.getOrDefault(function, List.of());
            for (HostFunction other : same) {
                if (other.type().equals(type)) {
                    throw new IllegalArgumentException(
                            "add host function " + name + "." + function + " " + type + ": it is there already");
                }
            }
            HostFunction added = new HostFunction(function, type, body);
            functions.put(function, same.isEmpty() ? List.of(added) : with(same, added));
            return this;
        }

        private static List<HostFunction> with(List<HostFunction> some, HostFunction one) {
            List<HostFunction> all = new ArrayList<>(some);
            all.add(one);
            return List.copyOf(all);
        }

        /** The module with the functions added so far. */
        public HostModule build() {
            return new HostModule(name, new LinkedHashMap<>(functions));
        }
    }
}
