package dev.sedge.runtime.internal.compiler.fuzz;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Random modules do the same in the interpreter and in the compiler, whatever it makes of large functions. Always the same
 * modules: the interpreter has faults too, which a build must not meet by chance.
 */
final class DifferentialPropertyTest {

    @Property(tries = 150, seed = "20")
    void a_module_does_the_same_in_all_tiers(@ForAll long seed) {
        Differential.check(Choices.bytes(seed));
    }
}
