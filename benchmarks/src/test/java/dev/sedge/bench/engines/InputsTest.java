package dev.sedge.bench.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputsTest {
    @Test
    void main_anyMachine_sameBytes(@TempDir Path directory) throws IOException {
        Inputs.main(new String[] {directory.toString()});

        assertThat(crc(directory.resolve("text.md"))).isEqualTo("99a3d317");
        assertThat(crc(directory.resolve("data.json"))).isEqualTo("9779b1c4");
        assertThat(crc(directory.resolve("access.log"))).isEqualTo("e361b654");
    }

    private static String crc(Path file) throws IOException {
        var crc = new CRC32();
        crc.update(Files.readAllBytes(file));
        return Long.toHexString(crc.getValue());
    }
}
