package dev.sedge.runtime;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a host offers to the modules it instantiates: host modules by name. Immutable; may be shared. */
public final class Imports {

    private static final Imports NONE = new Imports(Map.of());

    private final Map<String, HostModule> modules;

    private Imports(Map<String, HostModule> modules) {
        this.modules = modules;
    }

    /** Nothing. */
    public static Imports none() {
        return NONE;
    }

    /**
     * These host modules.
     *
     * @throws IllegalArgumentException when two have the same name
     */
    public static Imports of(HostModule... modules) {
        Imports imports = NONE;
        for (HostModule module : modules) {
            imports = imports.with(module);
        }
        return imports;
    }

    /**
     * These imports and one module more.
     *
     * @throws IllegalArgumentException when a module of this name is there already
     */
    public Imports with(HostModule module) {
        Map<String, HostModule> more = new LinkedHashMap<>(modules);
        if (more.put(module.name(), module) != null) {
            throw new IllegalArgumentException(
                    "add host module " + module.name() + ": one of this name is there already");
        }
        return new Imports(more);
    }

    /** The host function of this module, name and exactly this type. */
    public Optional<HostFunction> find(String module, String name, FunctionType type) {
        return Optional.ofNullable(modules.get(module)).flatMap(it -> it.find(name, type));
    }

    /** The host functions of this module and name, whatever their types. */
    List<HostFunction> named(String module, String name) {
        HostModule found = modules.get(module);
        return found == null ? List.of() : found.named(name);
    }
}
