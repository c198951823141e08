package dev.sedge.runtime.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
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
}
