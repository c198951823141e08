package dev.sedge.runtime;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Whatever the bytes: a module, or {@link InvalidModuleException}. The saved inputs lie in the test's resources. */
final class CompileFuzzTest {

    private static final Engine ENGINE = Engine.create();

    @FuzzTest(maxDuration = "5m")
    void compile_anyBytes_isAModuleOrInvalid(byte[] bytes) {
        try {
            ENGINE.compile(bytes);
        } catch (InvalidModuleException expected) {
            // the one answer to bytes that are no module
        }
    }
}
