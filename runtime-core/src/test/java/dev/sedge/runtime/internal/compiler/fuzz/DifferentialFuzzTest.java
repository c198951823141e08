package dev.sedge.runtime.internal.compiler.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Whatever module the bytes decide on: all tiers do the same. Saved bytes lie in the test's resources. */
final class DifferentialFuzzTest {

    @FuzzTest(maxDuration = "10m")
    void run_anyModule_isTheSameInAllTiers(byte[] decisions) {
        Differential.check(decisions);
    }
}
