package dev.sedge.runtime.internal.spec;

import dev.sedge.runtime.Engine;
import dev.sedge.runtime.FunctionType;
import dev.sedge.runtime.HostFunction;
import dev.sedge.runtime.HostModule;
import dev.sedge.runtime.ImportType;
import dev.sedge.runtime.Imports;
import dev.sedge.runtime.InstanceControl;
import dev.sedge.runtime.LinkException;
import dev.sedge.runtime.ResourceLimits;
import dev.sedge.runtime.ValueType;
import dev.sedge.runtime.WasmInstance;
import dev.sedge.runtime.internal.ExecutableModule;
import dev.sedge.runtime.internal.InstanceBody;
import dev.sedge.runtime.internal.InstanceContext;
import dev.sedge.runtime.internal.scan.ModuleOutline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes instances of one tier, with the functions of {@code spectest} and of registered instances as imports. */
final class Linkage {

    private static final byte[] EMPTY_MODULE = {0, 'a', 's', 'm', 1, 0, 0, 0};

    /** Stands for the caller in host functions; none of them here asks for it. */
    private static final WasmInstance CALLER =
            Engine.create().compile(EMPTY_MODULE).instantiate(Imports.none(), ResourceLimits.defaults());

    private final ResourceLimits limits;
    private final Map<String, HostModule> hosts = new LinkedHashMap<>();

    Linkage(ResourceLimits limits) {
        this.limits = limits;
        hosts.put(Spectest.NAME, Spectest.module());
    }

    void register(String name, Guest guest) {
        hosts.put(name, guest.asHost(name));
    }

    /**
     * Links and initialises.
     *
     * @throws LinkException when an import is missing or of another type
     * @throws Scope.OutsideException when it needs something else than functions
     */
    Guest instantiate(ExecutableModule module, ModuleOutline outline) {
        List<HostFunction> functions = new ArrayList<>();
        for (ImportType wanted : outline.imports()) {
            if (!(wanted.type() instanceof FunctionType type)) {
                throw new Scope.OutsideException(Scope.IMPORT);
            }
            functions.add(find(wanted, type)
                    .orElseThrow(() -> new LinkException("link module: " + wanted + " is not offered")));
        }
        InstanceContext context = new InstanceContext(limits, InstanceControl.create());
        InstanceBody body = module.instantiate(CALLER, functions, context);
        body.initialize();
        return new Guest(outline, body);
    }

    private Optional<HostFunction> find(ImportType wanted, FunctionType type) {
        Optional<HostFunction> found =
                Optional.ofNullable(hosts.get(wanted.module())).flatMap(host -> host.find(wanted.name(), type));
        if (found.isPresent() && passesReferences(type)) {
            throw new Scope.OutsideException(Scope.REFERENCE);
        }
        return found;
    }

    private static boolean passesReferences(FunctionType type) {
        return Stream.concat(type.parameters().stream(), type.results().stream())
                .anyMatch(value -> value == ValueType.FUNCREF || value == ValueType.EXNREF);
    }
}
