package dev.sedge.runtime.internal.spec;

import static org.assertj.core.api.Assertions.fail;

import dev.sedge.runtime.InstanceThreads;
import dev.sedge.runtime.ResourceLimits;
import dev.sedge.runtime.internal.spec.Outcome.Outside;
import dev.sedge.runtime.internal.spec.Outcome.Passed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** One script in one tier: what its commands did, judged by the exclusions. */
final class ScriptCase {

    private static final ResourceLimits LIMITS = ResourceLimits.defaults();
    private static final int MINUTES = 10;
    private static final int SHOWN = 30;

    private final Scripts scripts;
    private final String name;
    private final Tier tier;
    private final List<Exclusion> exclusions;
    private final Set<Exclusion> used = new HashSet<>();
    private final Tally tally = new Tally();
    private final List<String> problems = new ArrayList<>();

    /** How many commands could not run because of the one in this line. */
    private final Map<Integer, Integer> withoutInstance = new TreeMap<>();

    /** Volatile: read when the script does not end. */
    private volatile int line;

    ScriptCase(Scripts scripts, Exclusions exclusions, String name, Tier tier) {
        this.scripts = scripts;
        this.name = name;
        this.tier = tier;
        this.exclusions = exclusions.of(name, tier);
    }

    /** Runs the script and fails with all that is wrong with it. */
    void run(Tally total) throws IOException {
        List<Command> commands;
        try {
            commands = scripts.read(name);
        } catch (IOException e) {
            if (ofScript().isPresent()) {
                return;
            }
            throw e;
        }
        execute(commands);
        withoutInstance.forEach(
                (made, count) -> problems.add(count + " commands need what line " + made + " did not make"));
        exclusions.stream()
                .filter(it -> !it.unsteady() && !used.contains(it))
                .forEach(it -> problems.add("excluded, but nothing fails there any more: " + it));
        total.add(tally);
        if (!problems.isEmpty()) {
            fail(this + ": " + problems.size() + " problems\n"
                    + problems.stream().limit(SHOWN).collect(Collectors.joining("\n"))
                    + (problems.size() > SHOWN ? "\n…" : ""));
        }
    }

    private Optional<Exclusion> ofScript() {
        return exclusions.stream().filter(Exclusion::isOfScript).findFirst();
    }

    /** On a thread with the stack that the call depth needs. */
    private void execute(List<Command> commands) {
        FutureTask<Void> task = new FutureTask<>(() -> runAll(commands), null);
        InstanceThreads.newThread(toString(), LIMITS, task).start();
        try {
            task.get(MINUTES, TimeUnit.MINUTES);
        } catch (TimeoutException e) {
            fail(this + ": line " + line + " still runs after " + MINUTES + " minutes", e);
        } catch (ExecutionException e) {
            fail(this + ": line " + line + ": the harness failed: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail(this + ": interrupted", e);
        }
    }

    private void runAll(List<Command> commands) {
        ScriptRun run = new ScriptRun(tier.provider(), LIMITS);
        for (Command command : commands) {
            line = command.line();
            judge(command, run.run(command));
        }
    }

    private void judge(Command command, Outcome outcome) {
        if (outcome instanceof Passed) {
            tally.pass();
        } else if (outcome.origin() instanceof Outside outside) {
            tally.exclude(outside.scope().toString());
        } else {
            exclusions.stream()
                    .filter(it -> it.covers(command, outcome))
                    .findFirst()
                    .ifPresentOrElse(this::exclude, () -> report(command, outcome));
        }
    }

    private void exclude(Exclusion exclusion) {
        used.add(exclusion);
        tally.exclude(exclusion.reason());
    }

    private void report(Command command, Outcome outcome) {
        tally.fail();
        outcome.blamed()
                .ifPresentOrElse(
                        made -> withoutInstance.merge(made, 1, Integer::sum),
                        () -> problems.add("line " + command.line() + ": " + command + ": " + outcome));
    }

    /** The name of the test. */
    @Override
    public String toString() {
        return name + " [" + tier + "]"
                + ofScript().map(it -> ", excluded: " + it.reason()).orElse("");
    }
}
