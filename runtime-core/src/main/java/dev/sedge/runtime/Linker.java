package dev.sedge.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the host function for each import of a module. */
final class Linker {

    private Linker() {}

    /** The host functions in the order of the module's function imports. */
    static List<HostFunction> link(WasmModule module, Imports imports) {
        List<HostFunction> found = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        for (ImportType wanted : module.imports()) {
            Optional<HostFunction> function = wanted.type() instanceof FunctionType type
                    ? imports.find(wanted.module(), wanted.name(), type)
                    : Optional.empty();
            function.ifPresentOrElse(found::add, () -> wrong.add(explain(wanted, imports)));
        }
        if (!wrong.isEmpty()) {
            throw new LinkException(message(wrong));
        }
        return found;
    }

    private static String explain(ImportType wanted, Imports imports) {
        List<HostFunction> same = imports.named(wanted.module(), wanted.name());
        if (!(wanted.type() instanceof FunctionType)) {
            return wanted + " (only functions can be imported)";
        }
        if (same.isEmpty()) {
            return wanted + " (missing)";
        }
        return wanted + " (the host's is "
                + same.stream().map(it -> it.type().toString()).collect(Collectors.joining(" or ")) + ")";
    }

    private static String message(List<String> wrong) {
        String imports = wrong.size() == 1 ? "1 import" : wrong.size() + " imports";
        return "link module: " + imports + " cannot be satisfied: " + String.join(", ", wrong);
    }
}
