package dev.sedge.runtime.internal.spec;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sedge.runtime.FunctionType;
import dev.sedge.runtime.InvalidModuleException;
import dev.sedge.runtime.LinkException;
import dev.sedge.runtime.ModuleLimits;
import dev.sedge.runtime.ResourceLimits;
import dev.sedge.runtime.TrapException;
import dev.sedge.runtime.internal.EngineProvider;
import dev.sedge.runtime.internal.ExecutableModule;
import dev.sedge.runtime.internal.Sha256;
import dev.sedge.runtime.internal.scan.ModuleOutline;
import dev.sedge.runtime.internal.scan.ModuleScanner;
import dev.sedge.runtime.internal.spec.Outcome.Dependent;
import dev.sedge.runtime.internal.spec.Outcome.Failed;
import dev.sedge.runtime.internal.spec.Outcome.Outside;
import dev.sedge.runtime.internal.spec.Outcome.Passed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One run of a script in one tier: executes its commands one by one and keeps the instances between them. */
final class ScriptRun {

    private static final String CURRENT = "";
    private static final Passed PASSED = new Passed();

    /** In the messages of modules that are refused whether they are valid or not. */
    private static final Pattern NOT_SUPPORTED = Pattern.compile("proposal\\), which (is|are) not supported");

    private final EngineProvider provider;
    private final Linkage linkage;
    private final Map<String, Loaded> definitions = new HashMap<>();
    private final Map<String, Guest> guests = new HashMap<>();

    /** For the names of definitions, instances and host modules that were not made: why. */
    private final Map<String, Dependent> missing = new HashMap<>();

    private record Loaded(ExecutableModule module, ModuleOutline outline) {}

    /** Ends a command whose instance was not made. */
    private static final class MissingException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Dependent why;

        MissingException(Dependent why) {
            super("not made in line " + why.line());
            this.why = why;
        }
    }

    ScriptRun(EngineProvider provider, ResourceLimits limits) {
        this.provider = provider;
        this.linkage = new Linkage(limits);
    }

    /** Executes the next command. */
    Outcome run(Command command) {
        Outcome outcome;
        try {
            outcome = execute(command);
        } catch (MissingException e) {
            outcome = e.why;
        } catch (Scope.OutsideException e) {
            outcome = new Outside(e.scope());
        } catch (RuntimeException | Error e) {
            outcome = failed("no exception", e);
        }
        if (!(outcome instanceof Passed)) {
            remember(command, outcome);
        }
        return outcome;
    }

    private Outcome execute(Command command) {
        if (command.isText()) {
            throw new Scope.OutsideException(Scope.TEXT);
        }
        switch (command.type()) {
            case "module" -> keep(command.text("name"), linked(loadLinkable(command)));
            case "module_definition" -> define(command.text("name"), loadLinkable(command));
            case "module_instance" -> keep(command.text("instance"), linked(definition(command.text("module"))));
            case "register" -> register(command.text("as"), guest(command.text("name")));
            case "action" -> act(command);
            case "assert_return" -> {
                return returned(command);
            }
            case "assert_trap", "assert_exhaustion" -> {
                return thrown(TrapException.class, command.text("text"), () -> act(command));
            }
            case "assert_exception" -> {
                return thrown(TrapException.class, "uncaught exception", () -> act(command));
            }
            case "assert_invalid", "assert_malformed" -> {
                return thrown(InvalidModuleException.class, "", () -> load(command));
            }
            case "assert_unlinkable" -> {
                return thrown(LinkException.class, "", () -> linked(load(command)));
            }
            case "assert_uninstantiable" -> {
                return thrown(TrapException.class, command.text("text"), () -> linked(loadLinkable(command)));
            }
            case "assert_malformed_custom", "assert_invalid_custom" -> throw new Scope.OutsideException(Scope.CUSTOM);
            default -> throw new IllegalStateException("unknown kind of command: " + command.type());
        }
        return PASSED;
    }

    // -- instances

    private Loaded load(Command command) {
        return load(command.module());
    }

    private Loaded load(byte[] wasm) {
        ModuleOutline outline = ModuleScanner.scan(wasm, ModuleLimits.defaults());
        return new Loaded(provider.load(wasm, outline, Sha256.digest(wasm)), outline);
    }

    /** A module that is to be linked; where it imports state it gets its own, if it can. */
    private Loaded loadLinkable(Command command) {
        byte[] wasm = command.module();
        Loaded loaded = load(wasm);
        return loaded.outline().imports().stream().allMatch(wanted -> wanted.type() instanceof FunctionType)
                ? loaded
                : OwnState.of(wasm).map(this::load).orElse(loaded);
    }

    private Guest linked(Loaded loaded) {
        loaded.outline().imports().forEach(wanted -> requireMade("host " + wanted.module()));
        return linkage.instantiate(loaded.module(), loaded.outline());
    }

    private void keep(String name, Guest guest) {
        for (String key : List.of(CURRENT, name)) {
            guests.put(key, guest);
            missing.remove(key);
        }
    }

    private void define(String name, Loaded definition) {
        definitions.put(name, definition);
        missing.remove("definition " + name);
    }

    private void register(String name, Guest guest) {
        linkage.register(name, guest);
        missing.remove("host " + name);
    }

    /** What a command was to make and did not is missing from then on. */
    private void remember(Command command, Outcome outcome) {
        Dependent why = outcome instanceof Dependent dependent ? dependent : new Dependent(command.line(), outcome);
        switch (command.type()) {
            case "module" -> List.of(CURRENT, command.text("name")).forEach(name -> missing.put(name, why));
            case "module_instance" ->
                List.of(CURRENT, command.text("instance")).forEach(name -> missing.put(name, why));
            case "module_definition" -> missing.put("definition " + command.text("name"), why);
            case "register" -> missing.put("host " + command.text("as"), why);
            default -> {}
        }
    }

    private void requireMade(String name) {
        Dependent why = missing.get(name);
        if (why != null) {
            throw new MissingException(why);
        }
    }

    private Loaded definition(String name) {
        requireMade("definition " + name);
        Loaded definition = definitions.get(name);
        if (definition == null) {
            throw new IllegalStateException("the script has no module definition " + name);
        }
        return definition;
    }

    private Guest guest(String name) {
        requireMade(name);
        Guest guest = guests.get(name);
        if (guest == null) {
            throw new IllegalStateException("the script has no module " + name);
        }
        return guest;
    }

    // -- actions and assertions

    private record Target(Guest guest, int index) {
        FunctionType type() {
            return guest.outline().functionType(index);
        }
    }

    private Target target(JsonNode action) {
        Guest guest = guest(action.path("module").asText(CURRENT));
        if (action.get("type").asText().equals("get")) {
            throw new Scope.OutsideException(Scope.GLOBAL);
        }
        String field = action.get("field").asText();
        int index = guest.outline().exportedFunction(field);
        if (index < 0) {
            throw new IllegalStateException("the module exports no function " + field);
        }
        return new Target(guest, index);
    }

    private long[] act(Command command) {
        Target target = target(command.action());
        return target.guest().call(target.index(), Values.slots(command.action().path("args")));
    }

    private Outcome returned(Command command) {
        FunctionType type = target(command.action()).type();
        String expected = command.expected().stream().map(Values::describe).collect(Collectors.joining(", ", "(", ")"));
        long[] results;
        try {
            results = act(command);
        } catch (RuntimeException | Error e) {
            return failed(expected, e);
        }
        return Values.match(command.expected(), results)
                ? PASSED
                : new Failed(expected, Values.describe(results, type), false);
    }

    private static Outcome thrown(Class<? extends Throwable> type, String prefix, Runnable work) {
        String expected = type.getSimpleName() + (prefix.isEmpty() ? "" : ": " + prefix);
        try {
            work.run();
        } catch (MissingException | Scope.OutsideException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            boolean right = type.isInstance(e) && String.valueOf(e.getMessage()).startsWith(prefix);
            if (right
                    && e instanceof InvalidModuleException
                    && NOT_SUPPORTED.matcher(e.getMessage()).find()) {
                throw new Scope.OutsideException(Scope.PROPOSAL);
            }
            return right ? PASSED : failed(expected, e);
        }
        return new Failed(expected, "no exception", false);
    }

    private static Failed failed(String expected, Throwable seen) {
        return new Failed(
                expected,
                seen.getClass().getSimpleName() + ": " + seen.getMessage(),
                seen instanceof InvalidModuleException);
    }
}
