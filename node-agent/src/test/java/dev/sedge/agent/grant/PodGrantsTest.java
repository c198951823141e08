package dev.sedge.agent.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodGrantsTest {
    private static final Policy WIDE = new Policy(
            false,
            Allowance.DEFAULT,
            new Allowance(
                    Allowance.DEFAULT.random(),
                    Allowance.DEFAULT.clock(),
                    Optional.empty(),
                    OptionalLong.empty(),
                    4096,
                    1L << 30,
                    OptionalLong.of(512L << 20)),
            new NetworkRules(PortSet.parse(List.of("80", "1024-65535")), List.of("*"), PortSet.EMPTY, false));

    @Test
    void of_noAnnotations_isThePolicysDefault() {
        PodGrants grants = PodGrants.of(Map.of("kubernetes.io/psp", "x"), "web", Policy.DEFAULT);

        assertThat(grants.describe())
                .containsExactly(
                        "randomness: secure",
                        "wall clock: system",
                        "monotonic clock: system",
                        "time: no limit",
                        "open files: at most 1024",
                        "disk: at most 64.0MiB",
                        "network: none");
    }

    @Test
    void of_everyAnnotation_isRead() {
        Map<String, String> annotations = Map.of(
                "sedge.dev/random", "seed:7",
                "sedge.dev/random-bytes", "1Ki",
                "sedge.dev/clock", "none",
                "sedge.dev/timeout", "1m30s",
                "sedge.dev/open-files", "2048",
                "sedge.dev/disk", "1Gi",
                "sedge.dev/network", "listen=0.0.0.0:8080,listen=[::1]:9090, 127.0.0.1:80");

        PodGrants grants = PodGrants.of(annotations, "web", WIDE);

        assertThat(grants.randomness().seed()).hasValue(7);
        assertThat(grants.randomness().byteLimit()).isEqualTo(1024);
        assertThat(grants.clock().wall().isGranted()).isFalse();
        assertThat(grants.timeout()).hasValue(Duration.ofSeconds(90));
        assertThat(grants.openFiles()).isEqualTo(2048);
        assertThat(grants.diskBytes()).isEqualTo(1L << 30);
        assertThat(grants.listeners().stream().map(ListenGrant::toString))
                .containsExactly("0.0.0.0:8080", "[0:0:0:0:0:0:0:1]:9090", "127.0.0.1:80");
        assertThat(grants.describe()).contains("time: at most 1m30s");
    }

    @Test
    void of_annotationOfTheContainer_goesBeforeThatOfThePod() {
        Map<String, String> annotations =
                Map.of("sedge.dev/disk", "1Mi", "sedge.dev/disk.web", "2Mi", "sedge.dev/clock.other", "none");

        assertThat(PodGrants.of(annotations, "web", WIDE).diskBytes()).isEqualTo(2L << 20);
        assertThat(PodGrants.of(annotations, "web", WIDE).clock().wall().isGranted())
                .isTrue();
        assertThat(PodGrants.of(annotations, "other", WIDE).diskBytes()).isEqualTo(1L << 20);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sedge.dev/disk|2Gi|annotation sedge.dev/disk asks for 2Gi, and this node allows at most 1Gi"
                        + " (policy.maxima.disk in the node's configuration)",
                "sedge.dev/open-files.web|4097|annotation sedge.dev/open-files.web asks for 4097, and this node allows"
                        + " at most 4096 (policy.maxima.open-files in the node's configuration)",
                "sedge.dev/disk|much|annotation sedge.dev/disk: 'much' is not a size",
                "sedge.dev/timeout|0|annotation sedge.dev/timeout: '0' is not a duration above zero",
                "sedge.dev/open-files|-1|'-1' is not a number of open files from 0 to 1048576",
                "sedge.dev/randon|none|annotation sedge.dev/randon is not known: there are sedge.dev/clock,",
                "sedge.dev/memory|1Gi|annotation sedge.dev/memory is not known",
                "sedge.dev/randon.other|none|annotation sedge.dev/randon.other is not known",
                "sedge.dev/network|8080|'8080' is neither none nor listen=ADDRESS:PORT",
                "sedge.dev/network|listen=|'' is not ADDRESS:PORT",
                "sedge.dev/network|listen=localhost:8080|'localhost' is no IP address",
                "sedge.dev/network|listen=0.0.0.0:0|names no port",
                "sedge.dev/network|listen=0.0.0.0:99999|is not ADDRESS:PORT",
                "sedge.dev/network|listen=0.0.0.0:81|0.0.0.0:81 is not granted: port 81 is none that this node grants:"
                        + " 80, 1024-65535 (policy.network.ports in the node's configuration)",
                "sedge.dev/network|listen=0.0.0.0:10250|port 10250 is kept for kubelet, YurtHub and other parts",
                "sedge.dev/network|listen=0.0.0.0:10261|port 10261 is kept for kubelet, YurtHub and other parts",
                "sedge.dev/network|listen=0.0.0.0:80,listen=0.0.0.0:80|names an address twice",
            })
    void of_whatIsNotAllowedOrNotUnderstood_isRefusedWithItsName(String name, String value, String message) {
        assertThatThrownBy(() -> PodGrants.of(Map.of(name, value), "web", WIDE))
                .isInstanceOf(GrantSyntaxException.class)
                .hasMessageContaining(message)
                .hasMessageContaining(name);
    }

    @Test
    void of_moreThanANarrowPolicy_isRefused() {
        Allowance narrow = new Allowance(
                RandomGrant.parse("none"),
                ClockGrant.parse("fixed:0"),
                Optional.of(Duration.ofMinutes(1)),
                OptionalLong.of(10),
                1,
                1,
                OptionalLong.of(1));
        Policy policy = new Policy(false, narrow, narrow, NetworkRules.DEFAULT);

        assertThat(PodGrants.of(Map.of("sedge.dev/clock", "fixed:9"), "c", policy)
                        .clock()
                        .wall()
                        .fixedAt())
                .isPresent();
        for (Map.Entry<String, String> more : Map.of(
                        "random", "seed:1", "clock", "system", "timeout", "none", "random-bytes", "none", "disk", "2")
                .entrySet()) {
            assertThatThrownBy(() -> PodGrants.of(Map.of("sedge.dev/" + more.getKey(), more.getValue()), "c", policy))
                    .hasMessageContaining("asks for " + more.getValue())
                    .hasMessageContaining("policy.maxima." + more.getKey());
        }
    }

    @Test
    void of_listenWithoutPolicy_isRefusedUntilTheOwnerOpensPorts() {
        assertThatThrownBy(
                        () -> PodGrants.of(Map.of("sedge.dev/network", "listen=127.0.0.1:8080"), "web", Policy.DEFAULT))
                .hasMessageContaining("port 8080 is none that this node grants: none (policy.network.ports");
    }

    @Test
    void of_addressOutsideOfTheRules_isRefused() {
        Policy loopback = WIDE.withNetwork(
                new NetworkRules(PortSet.parse(List.of("1-65535")), List.of("127.0.0.1", "::"), PortSet.EMPTY, false));

        assertThat(listen(loopback, "127.0.0.1:8080,[::]:8080,[fe80::1]:8080")).hasSize(3);
        assertThatThrownBy(() -> listen(loopback, "0.0.0.0:8080"))
                .hasMessageContaining("address 0.0.0.0 is none that this node grants: 127.0.0.1, ::");
    }

    @Test
    void of_portOfTheAgent_isRefused() {
        Policy policy = WIDE.withNetwork(WIDE.network().reserving(40123));

        assertThatThrownBy(() -> listen(policy, "0.0.0.0:40123")).hasMessageContaining("port 40123 is kept");
    }

    @Test
    void of_manyListeners_isRefused() {
        String many = "0.0.0.0:1024" + ",0.0.0.0:1024".repeat(64);

        assertThatThrownBy(() -> listen(WIDE, many)).hasMessageContaining("more than 64");
    }

    @Test
    void withExposedPorts_notInThePolicy_addsNothing() {
        PodGrants grants = PodGrants.of(Map.of(), "web", WIDE);

        assertThat(grants.withExposedPorts(List.of("80/tcp"), WIDE)).isSameAs(grants);
    }

    @Test
    void withExposedPorts_inThePolicy_addsThoseThatAreAllowed() {
        NetworkRules rules = new NetworkRules(WIDE.network().ports(), List.of("*"), PortSet.EMPTY, true);
        Policy policy = WIDE.withNetwork(rules);
        List<String> exposed = List.of("80/tcp", "53/udp", "81", "10250/tcp", "8080", "0", "99999", "x");

        assertThat(PodGrants.of(Map.of(), "web", policy)
                        .withExposedPorts(exposed, policy)
                        .listeners())
                .containsExactly(ListenGrant.parse("0.0.0.0:80"), ListenGrant.parse("0.0.0.0:8080"));
    }

    @Test
    void memoryBytes_followsThePodAndThePolicy() {
        assertThat(WIDE.memoryBytes(0)).isEqualTo(256L << 20);
        assertThat(WIDE.memoryBytes(1L << 20)).isEqualTo(1L << 20);
        assertThat(Policy.DEFAULT.memoryBytes(1L << 40)).isEqualTo(1L << 32);
        assertThatThrownBy(() -> WIDE.memoryBytes(1L << 30))
                .hasMessage("the container's memory limit asks for 1Gi, and this node allows at most 512Mi"
                        + " (policy.maxima.memory in the node's configuration)");
    }

    @Test
    void policy_defaultAboveItsMaximum_isRefused() {
        assertThatThrownBy(() -> new Policy(false, WIDE.maxima(), Allowance.DEFAULT_MAXIMA, NetworkRules.DEFAULT))
                .hasMessageContaining("policy.defaults.open-files (4096) is more than policy.maxima.open-files (1024)");
    }

    @Property(tries = 200)
    void of_anyValue_isReadOrRefusedInOneShortLine(@ForAll String value, @ForAll String key) {
        for (String name : List.of("network", "disk", "timeout", "clock", "random", "open-files", key)) {
            try {
                PodGrants.of(Map.of("sedge.dev/" + name, value), "web", WIDE);
            } catch (GrantSyntaxException e) {
                assertThat(e.getMessage())
                        .hasSizeLessThan(1000)
                        .doesNotContain("\n")
                        .doesNotContain("\u001b");
            }
        }
    }

    private static List<ListenGrant> listen(Policy policy, String addresses) {
        return PodGrants.of(Map.of("sedge.dev/network", "listen=" + addresses), "web", policy)
                .listeners();
    }
}
