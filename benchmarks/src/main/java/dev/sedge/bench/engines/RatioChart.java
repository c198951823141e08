package dev.sedge.bench.engines;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * Bars of all ratios on a logarithmic scale, as SVG: a column for kernels, a column for real modules, a group of bars for each workload, the
 * geometric mean first. A bar begins at 1, the reference; to the left of it a contender is faster.
 */
final class RatioChart {
    private static final int MARGIN = 24;

    /** What the words at the top need. */
    private static final int LEAST_WIDTH = 1000;

    private static final int COLUMN = 500;
    private static final int GAP = 36;
    private static final int NAMES = 168;
    private static final int VALUES = 44;
    private static final int BAR = 15;
    private static final int GROUP_HEAD = 30;
    private static final int TOP = 132;
    private static final double LEAST = 0.5;
    private static final double[] TICKS = {0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000};

    private final Results results;
    private final List<Comparison> comparisons;
    private final double most;
    private final StringBuilder svg = new StringBuilder();

    RatioChart(Results results) {
        this.results = results;
        comparisons = List.of(Comparison.kernels(results), Comparison.modules(results)).stream()
                .filter(comparison -> !comparison.workloads().isEmpty())
                .toList();
        double largest = ratios().max().orElse(1);
        most = DoubleStream.of(TICKS)
                .filter(tick -> tick >= largest && tick >= 5)
                .findFirst()
                .orElse(largest);
    }

    String svg() {
        int width = Math.max(LEAST_WIDTH, 2 * MARGIN + comparisons.size() * (COLUMN + GAP) - GAP);
        int height = TOP
                + MARGIN
                + 40
                + comparisons.stream()
                        .mapToInt(comparison -> height(comparison))
                        .max()
                        .orElse(0);
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\">",
                width, height, width, height);
        add("<title>CPU time of WebAssembly engines, as ratios</title>");
        svg.append(ChartStyle.CSS);
        add("<rect class=\"page\" width=\"%d\" height=\"%d\" rx=\"8\"/>", width, height);
        text("title", MARGIN, 38, "CPU time of WebAssembly engines");
        text(
                "note",
                MARGIN,
                60,
                "Fastest call of each in a warm process, as a multiple of the reference (1). Shorter is faster; to the left of 1: faster than the reference. Logarithmic scale.");
        legend();
        for (int i = 0; i < comparisons.size(); i++) {
            column(comparisons.get(i), MARGIN + i * (COLUMN + GAP));
        }
        text(
                "note",
                MARGIN,
                height - MARGIN,
                "Source: benchmarks/engines. "
                        + results.notes().stream().findFirst().orElse(""));
        return svg.append("</svg>\n").toString();
    }

    private void legend() {
        int x = MARGIN;
        for (Family family : Family.values()) {
            add("<rect class=\"%s\" x=\"%d\" y=\"78\" width=\"12\" height=\"12\" rx=\"2\"/>", family.style(), x);
            text("name", x + 18, 88, family.label());
            x += 34 + 7 * family.label().length();
        }
    }

    private void column(Comparison comparison, int x) {
        text("head", x, TOP - 10, comparison.title());
        int y = TOP;
        y = group(comparison, "geometric mean", x, y, comparison::mean);
        for (Workload workload : comparison.workloads()) {
            y = group(comparison, workload.name(), x, y, contender -> comparison.ratio(workload, contender));
        }
    }

    private interface Figure {
        OptionalDouble of(String contender);
    }

    /** One workload; returns where the next begins. */
    private int group(Comparison comparison, String name, int x, int y, Figure figure) {
        var bars = bars(comparison);
        int top = y + GROUP_HEAD;
        text("group", x, y + 21, name);
        grid(x, top, bars.size() * BAR, y == TOP);
        for (int i = 0; i < bars.size(); i++) {
            bar(bars.get(i), x, top + i * BAR, figure.of(bars.get(i)));
        }
        return top + bars.size() * BAR;
    }

    private void grid(int x, int top, int height, boolean labelled) {
        for (double tick : TICKS) {
            if (tick <= most) {
                double at = position(x, tick);
                add(
                        "<line class=\"%s\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>",
                        tick == 1 ? "one" : "grid", at, at, top - 2, top + height);
                if (labelled) {
                    add(
                            "<text class=\"tick\" x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
                            at, top - 6, Report.tick(tick));
                }
            }
        }
    }

    private void bar(String contender, int x, int y, OptionalDouble ratio) {
        var family = Family.of(contender);
        add(
                "<text class=\"%s\" x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>",
                family == Family.SEDGE ? "name own" : "name", x + NAMES - 8, y + 11, escaped(contender));
        if (ratio.isEmpty()) {
            text("none", (int) position(x, 1) + 5, y + 11, "no figure");
            return;
        }
        double one = position(x, 1);
        double end = position(x, Math.max(LEAST, ratio.getAsDouble()));
        add(
                "<rect class=\"%s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"1.5\"/>",
                family.style(), Math.min(one, end), y + 2, Math.max(1.5, Math.abs(end - one)), BAR - 4);
        text(family == Family.SEDGE ? "value own" : "value", (int) Math.max(one, end) + 5, y + 11, Report.ratio(ratio));
    }

    private double position(int x, double ratio) {
        double share = Math.log(ratio / LEAST) / Math.log(most / LEAST);
        return x + NAMES + share * (COLUMN - NAMES - VALUES);
    }

    private static List<String> bars(Comparison comparison) {
        var bars = new ArrayList<>(comparison.ranking());
        bars.remove(comparison.reference());
        return bars;
    }

    private static int height(Comparison comparison) {
        return (1 + comparison.workloads().size())
                * (GROUP_HEAD + bars(comparison).size() * BAR);
    }

    private DoubleStream ratios() {
        return comparisons.stream()
                .flatMapToDouble(comparison -> comparison.workloads().stream()
                        .flatMapToDouble(workload -> results.contenders().stream()
                                .map(contender -> comparison.ratio(workload, contender))
                                .filter(OptionalDouble::isPresent)
                                .mapToDouble(OptionalDouble::getAsDouble)));
    }

    private void text(String style, int x, int y, String text) {
        add("<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>", style, x, y, escaped(text));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    @SuppressWarnings("AnnotateFormatMethod") // The annotation would be a dependency.
    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
