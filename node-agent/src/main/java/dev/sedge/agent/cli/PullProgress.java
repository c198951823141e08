package dev.sedge.agent.cli;

import dev.sedge.agent.grant.ByteSize;
import dev.sedge.oci.Descriptor;
import dev.sedge.oci.Digest;
import dev.sedge.oci.pull.PullListener;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Shows how a pull goes on: a bar for a person at a terminal, plain lines for everyone else. */
final class PullProgress implements PullListener {
    private static final int BAR = 30;
    private static final long STEP_NANOS = 50_000_000;

    private final String name;
    private final PrintStream err;
    private final boolean bar;
    private final Map<Digest, Long> done = new HashMap<>();
    private long total;
    private long shownAt;
    private boolean drawn;

    PullProgress(String name, PrintStream err, boolean bar) {
        this.name = name;
        this.err = err;
        this.bar = bar;
    }

    /** How the pull of an image is shown: not at all if quiet, as a bar if a person is at standard error, else in lines. */
    static PullListener of(String name, Stdio stdio, boolean quiet) {
        return quiet ? NONE : new PullProgress(name, stdio.printErr(), stdio.isTerminal(2));
    }

    @Override
    public void phase(Phase phase) {
        if (phase == Phase.RESOLVING) {
            line("pulling " + name);
        } else if (phase == Phase.UNPACKING) {
            line("unpacking");
        } else if (phase == Phase.DONE) {
            clear();
        }
    }

    @Override
    public void blobs(List<Descriptor> blobs) {
        total = blobs.stream().mapToLong(Descriptor::size).sum();
    }

    @Override
    public void progress(Descriptor blob, long bytes) {
        done.put(blob.digest(), bytes);
        if (bar && System.nanoTime() - shownAt > STEP_NANOS) {
            draw();
        }
    }

    @Override
    public void blobDone(Descriptor blob, boolean downloaded) {
        done.put(blob.digest(), blob.size());
        if (bar) {
            draw();
        } else {
            line((downloaded ? "fetched " : "present ") + ImagesCommand.shortId(blob.digest()) + " "
                    + ByteSize.format(blob.size()));
        }
    }

    private void draw() {
        long sum = done.values().stream().mapToLong(Long::longValue).sum();
        int filled = total == 0 ? BAR : (int) Math.min(BAR, sum * BAR / total);
        err.printf(
                Locale.ROOT,
                "\r\033[K[%s%s] %s of %s",
                "#".repeat(filled),
                " ".repeat(BAR - filled),
                ByteSize.format(sum),
                ByteSize.format(total));
        err.flush();
        drawn = true;
        shownAt = System.nanoTime();
    }

    private void line(String text) {
        clear();
        err.println(text);
    }

    private void clear() {
        if (drawn) {
            err.print("\r\033[K");
            err.flush();
            drawn = false;
        }
    }
}
