package dev.sedge.oci.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DestinationsTest {
    @ParameterizedTest
    @CsvSource({
        "https://r.example/v2/, https://cdn.example/x, ''",
        "https://r.example/v2/, http://cdn.example/x, it leads from https to http",
        "http://r.example/v2/, http://cdn.example/x, ''",
        "https://r.example/v2/, https://127.0.0.1/x, it leads to the internal address 127.0.0.1",
        "https://r.example/v2/, https://[::1]/x, it leads to the internal address [::1]",
        "https://r.example/v2/, https://169.254.169.254/x, it leads to the internal address 169.254.169.254",
        "https://r.example/v2/, https://10.0.0.5/x, ''",
        "http://127.0.0.1:5000/v2/, http://127.0.0.1:6000/x, ''",
        "http://localhost:5000/v2/, http://127.0.0.1:6000/x, ''",
    })
    void refuseRedirect_table(URI from, URI to, String reason) {
        assertThat(Destinations.refuseRedirect(from, to, from).orElse("")).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "https://auth.example/token, false, ''",
        "http://auth.example/token, false, it is plain http",
        "http://auth.example/token, true, ''",
        "ftp://auth.example/token, true, it is no plain http or https address",
        "https://169.254.169.254/token, false, it is the internal address 169.254.169.254",
        "https://10.0.0.1/token, false, it is the internal address 10.0.0.1",
        "https://192.168.1.1/token, true, it is the internal address 192.168.1.1",
        "https://127.0.0.1/token, true, it is the internal address 127.0.0.1",
        "https://2130706433/token, false, it is the internal address 2130706433",
        "https://0x7f000001/token, false, it is the internal address 0x7f000001",
        "https://[fd00::1]/token, false, it is the internal address [fd00::1]",
        "https://[::ffff:10.0.0.1]/token, false, it is the internal address [::ffff:10.0.0.1]",
        "https://r.example:5000/token, false, ''",
        "https:///token, false, it is no plain http or https address",
    })
    void refuseRealm_table(URI realm, boolean plainAllowed, String reason) {
        URI registry = URI.create("https://r.example:5000");
        assertThat(Destinations.refuseRealm(realm, registry, plainAllowed).orElse(""))
                .isEqualTo(reason);
    }
}
