package dev.sedge.bench.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class ComparisonTest {
    private static final String OTHER = "wasmtime <program>";

    @Test
    void mean_twoKernels_geometric() {
        var results = new Results();
        add(results, "fib", Lineup.GCC, 100, 5);
        add(results, "vm", Lineup.GCC, 100, 6);
        add(results, "fib", Lineup.SEDGE, 200, 5);
        add(results, "vm", Lineup.SEDGE, 800, 6);

        var kernels = Comparison.kernels(results);

        assertThat(kernels.mean(Lineup.SEDGE).orElseThrow()).isCloseTo(4, Offset.offset(1e-9));
        assertThat(kernels.ranking()).containsExactly(Lineup.GCC, Lineup.SEDGE);
        assertThat(new Report(results).text())
                .contains("| Sedge | 4.00 | 2.00 | 8.00 |")
                .contains("1 (0.00 ms)");
    }

    @Test
    void ratio_severalRounds_fastestOfEach() {
        var results = new Results();
        add(results, "fib", Lineup.GCC, 120, 5);
        add(results, "fib", Lineup.GCC, 100, 5);
        add(results, "fib", Lineup.SEDGE, 150, 5);
        add(results, "fib", Lineup.SEDGE, 300, 5);

        var ratio = Comparison.kernels(results).ratio(Workload.KERNELS.get(6), Lineup.SEDGE);

        assertThat(ratio).hasValue(1.5);
    }

    @Test
    void report_missingFigure_saysOfHowMany() {
        var results = new Results();
        add(results, "zlib", Lineup.V8, 100, 5);
        add(results, "cmark", Lineup.V8, 100, 6);
        add(results, "zlib", OTHER, 50, 5);

        assertThat(new Report(results).text()).contains("| " + OTHER + " | 0.50 (of 1) | 0.50 | – |");
        assertThat(new RatioChart(results).svg()).contains("no figure");
    }

    @Test
    void disagreements_anotherChecksum_named() {
        var results = new Results();
        add(results, "fib", Lineup.GCC, 100, 5);
        add(results, "vm", Lineup.GCC, 100, 1);
        add(results, "fib", Lineup.SEDGE, 100, 6);

        assertThat(results.disagreements()).containsExactly("fib: " + Lineup.GCC + " 5, Sedge 6");
        assertThat(new Report(results).text()).contains("WRONG");
    }

    @Test
    void read_writtenResults_same(@TempDir Path directory) throws IOException {
        var results = new Results();
        results.note("Missing: one\nwith two lines");
        add(results, "fib", Lineup.GCC, 100, 4_000_000_000L);
        results.write(directory.resolve("results.tsv"));

        var read = Results.read(directory.resolve("results.tsv"));

        assertThat(read.notes()).containsExactly("Missing: one with two lines");
        assertThat(read.contenders()).containsExactly(Lineup.GCC);
        assertThat(read.best(Workload.KERNELS.get(6), Lineup.GCC)).hasValue(100);
    }

    @Test
    void svg_anyResults_wellFormedWithEveryone() throws IOException, ParserConfigurationException, SAXException {
        var results = new Results();
        results.note("JDK 17 & a machine");
        add(results, "fib", Lineup.GCC, 100, 5);
        add(results, "fib", OTHER, 40_000, 5);
        add(results, "zlib", Lineup.V8, 100, 5);
        add(results, "zlib", Lineup.SEDGE, 10, 5);

        var parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        var svg = parser.parse(new InputSource(new StringReader(new RatioChart(results).svg())));

        assertThat(svg.getDocumentElement().getTextContent())
                .contains(
                        "Kernels", "Real modules", "geometric mean", "fib", "zlib", OTHER, "400", "0.10", "a machine");
    }

    private static void add(Results results, String workload, String contender, long nanos, long checksum) {
        results.add(new Results.Row(workload, contender, 1, new Reading(checksum, nanos, nanos, 3)));
    }
}
