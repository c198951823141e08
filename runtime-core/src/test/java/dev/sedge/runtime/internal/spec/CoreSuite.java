package dev.sedge.runtime.internal.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The scripts of the WebAssembly core test suite, one test for each script and tier. Its name keeps it out of an ordinary
 * run: the profile that {@code -Dsedge.spec=FOLDER} activates asks for it. {@code -Dsedge.spec.script} is a regular
 * expression for the names of the scripts to run; without it all run.
 */
final class CoreSuite {

    private static final Map<Tier, Tally> TALLIES = new EnumMap<>(Tier.class);

    @TestFactory
    Stream<DynamicTest> script() throws IOException {
        Scripts scripts = Scripts.find();
        Exclusions exclusions = Exclusions.read();
        List<String> names = scripts.names();
        assertThat(names).as("scripts").isNotEmpty();
        Predicate<String> wanted =
                Pattern.compile(System.getProperty("sedge.spec.script", "")).asPredicate();
        return names.stream()
                .filter(wanted)
                .flatMap(name -> Arrays.stream(Tier.values()).map(tier -> {
                    ScriptCase script = new ScriptCase(scripts, exclusions, name, tier);
                    return DynamicTest.dynamicTest(
                            script.toString(), () -> script.run(TALLIES.computeIfAbsent(tier, key -> new Tally())));
                }));
    }

    @Test
    void exclusions_nameOnlyWhatThereIs() throws IOException {
        assertThat(Exclusions.read().unknown(Scripts.find().names())).isEmpty();
    }

    @AfterAll
    static void summary() {
        TALLIES.forEach((tier, tally) -> System.out.println("core suite [" + tier + "]: " + tally));
    }
}
