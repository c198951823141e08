package dev.sedge.runtime.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sedge.runtime.internal.interpreter.InterpreterProvider;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class ValidationMarkTest {

    @Test
    void isIn_archiveOfThatValidator_isTrueForItAlone() {
        CodeArchive marked =
                CodeArchive.of(Map.of(), Map.of(ValidationMark.attribute(), ValidationMark.by("validator 1.2")));

        assertThat(ValidationMark.isIn(marked, "validator 1.2")).isTrue();
        assertThat(ValidationMark.isIn(marked, "validator 1.2.1")).isFalse();
        assertThat(ValidationMark.isIn(Archives.small(), "validator 1.2")).isFalse();
    }

    @Test
    void nameOfTheValidator_isThatOfTheOneThatIsUsed() throws IOException {
        Properties endive = new Properties();
        try (InputStream in = getClass().getResourceAsStream("/META-INF/maven/run.endive/wasm/pom.properties")) {
            endive.load(in);
        }

        assertThat(InterpreterProvider.VALIDATOR).startsWith("endive " + endive.getProperty("version") + ",");
    }
}
