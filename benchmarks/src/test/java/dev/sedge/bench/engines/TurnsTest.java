package dev.sedge.bench.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TurnsTest {
    @TempDir
    private Path scratch;

    private ProbeRun paused(String script) throws IOException, InterruptedException {
        var run = ProbeRun.start(List.of("sh", "-c", script), scratch);
        run.pause();
        return run;
    }

    @Test
    void run_severalOfWhichOneStartsAnother_allAreRead() throws Exception {
        // Longer than a slice, so that each is paused and goes on.
        var counts = paused(
                "i=0; while [ $i -lt 300000 ]; do i=$((i + 1)); done; printf 'checksum %d\\nmin 2\\nmedian 3\\ncalls 4\\n' $i");
        var starts = paused("sh -c \"printf 'checksum 5\\nmin 6\\nmedian 7\\ncalls 8\\n'\"; exit 0");

        Turns.run(List.of(counts, starts));

        assertThat(counts.reading()).isEqualTo(new Reading(300000, 2, 3, 4));
        assertThat(starts.reading()).isEqualTo(new Reading(5, 6, 7, 8));
    }

    @Test
    void run_alone_isRead() throws Exception {
        var alone = paused("printf 'checksum 1\\nmin 2\\nmedian 3\\ncalls 4\\n'");

        Turns.run(List.of(alone));

        assertThat(alone.reading()).isEqualTo(new Reading(1, 2, 3, 4));
    }

    @Test
    void reading_failed_saysWhyAndDisturbsNobody() throws Exception {
        var fails = paused("echo starting >&2; echo 'Exception: no such thing' >&2; exit 3");
        var works = paused("printf 'checksum 1\\nmin 2\\nmedian 3\\ncalls 4\\n'");

        Turns.run(List.of(fails, works));

        assertThatThrownBy(fails::reading)
                .isInstanceOf(IOException.class)
                .hasMessage("ended with 3: Exception: no such thing");
        assertThat(works.reading()).isEqualTo(new Reading(1, 2, 3, 4));
    }

    @Test
    void reading_hasNotEnded_isEnded() throws Exception {
        var runs = paused("while :; do :; done");

        assertThatThrownBy(runs::reading).isInstanceOf(IOException.class).hasMessage("no end in time");
    }
}
