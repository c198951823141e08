package dev.sedge.bench.engines;

/** How the chart looks on a light page and, where the reader prefers it, on a dark one. */
final class ChartStyle {
    static final String CSS = """
            <style>
            text { font-family: system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; fill: #1f2328; font-size: 11px; }
            .title { font-size: 20px; font-weight: 600; }
            .head { font-size: 14px; font-weight: 600; }
            .group { font-size: 12px; font-weight: 600; }
            .note, .tick, .none { fill: #59636e; }
            .tick { font-size: 9px; }
            .none { font-style: italic; font-size: 10px; }
            .name, .value { font-size: 10.5px; }
            .value { font-variant-numeric: tabular-nums; }
            .own { font-weight: 700; }
            .page { fill: #ffffff; }
            .grid { stroke: #d8dee4; stroke-width: 1; }
            .one { stroke: #59636e; stroke-width: 1.2; }
            .sedge { fill: #d9480f; }
            .java { fill: #1c7ed6; }
            .native { fill: #868e96; }
            .ahead { fill: #b8bfc6; }
            @media (prefers-color-scheme: dark) {
            text { fill: #e6edf3; }
            .note, .tick, .none { fill: #9198a1; }
            .page { fill: #0d1117; }
            .grid { stroke: #2a313c; }
            .one { stroke: #9198a1; }
            .sedge { fill: #ff7a33; }
            .java { fill: #4dabf7; }
            .native { fill: #7d8590; }
            .ahead { fill: #484f58; }
            }
            </style>
            """;

    private ChartStyle() {}
}
