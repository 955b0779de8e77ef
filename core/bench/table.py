"""What a measurement looks like as text: aligned columns, at most 110 of them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from core.bench.many import Many
from core.bench.measure import Timing
from core.bench.scaling import Line

HEAD = f"{'':4} {'us/step':>11} {'samples/s':>12} {'GFLOP/s':>8} {'of limit':>9} {'must reach':>11}"
NOTE = (
    "of limit: the time this machine's fastest matrix products and copies would need, by the time it takes.\n"
    "In small networks it is low: calls, loops and gathering, which are not counted, take most of the time."
)
GPU_NOTE = "must reach: in float32 on an NVIDIA H200. The limit of a GPU is not measured."
SIMULATED_NOTE = "This was Numba's simulator: its figures say nothing about a GPU."


def line(timing: Timing) -> str:
    """One row of the table; the goals are for float32."""
    goal = f"{timing.goal:,.2f}" if timing.precision == "float32" and math.isfinite(timing.goal) else "-"
    share = f"{timing.share_of_limit:.1%}" if math.isfinite(timing.share_of_limit) else "-"
    return (
        f"{timing.workload:4} {timing.microseconds_per_step:11,.2f} {timing.samples_per_s:12,.0f} "
        f"{timing.gflops:8.2f} {share:>9} {goal:>11}  {timing.text}"
    )


def limits_text(report: dict[str, Any]) -> str:
    """The limits that were measured, a line each."""
    rows = [("products, " + kind, rate, "GFLOP/s") for kind, rate in report["products_gflops"].items()]
    rows += [("memory", rate, "GB/s") for rate in report["memory_gb_per_s"].values()]
    lines = [f"  {name:18} {rate['value']:8.1f} {unit:8} {rate['how']}" for name, rate, unit in rows]
    return "\n".join([f"limits, {report['precision']}:", *lines])


def peers_text(peers: Sequence[dict[str, Any]], missing: Sequence[dict[str, str]]) -> str:
    """A row for each workload and peer with the ratio peer to ours, then what is missing, a line each."""
    rows = [("     peer", "us/step", "threads", "times ours")]
    for name in dict.fromkeys(row["workload"] for row in peers):
        for row in (row for row in peers if row["workload"] == name):
            time, ratio = f"{row['microseconds_per_step']:,.2f}", f"{row['ratio']:,.2f}"
            rows.append((f"{name:4} {row['peer']} {row['version']}", time, str(row["threads"]), ratio))
    notes = dict.fromkeys(f"{row['peer']}: {row['note']}." for row in peers)
    gaps = [f"{gap['peer']} ({gap['workload']}): {gap['why']}" for gap in missing]
    return "\n".join([*([columns(rows)] if peers else []), *notes, *gaps])


def scaling_text(lines: Sequence[Line]) -> str:
    """Seconds against every sweep's values, and the slope on log axes."""
    rows = [("against", "from", "to", "us, first", "us, last", "exponent")]
    for line in lines:
        ends = f"{line.values[0]:,}", f"{line.values[-1]:,}", f"{1e6 * line.seconds[0]:,.1f}"
        rows.append((f"{line.name} (one {line.unit})", *ends, f"{1e6 * line.seconds[-1]:,.1f}", f"{line.exponent:.2f}"))
    return columns(rows)


def live_text(rows: Sequence[dict[str, Any]]) -> str:
    """Speed with every view beside the speed without, frames, memory and start."""
    heads = ("project", "epochs/s", "headless", "share", "frame p50", "p99 ms", "late p99", "MB", "paint s", "ready s")
    names = ("frame_ms_p50", "frame_ms_p99", "loop_late_ms_p99", "rss_mb", "first_paint_s", "ready_s")
    words = [heads]
    for row in rows:
        speeds = f"{row['epochs_per_s']:,.0f}", f"{row['headless_epochs_per_s']:,.0f}", f"{row['live_share']:.1%}"
        words.append((row["project"], *speeds, *(f"{row[name]:.{2 if name[-2:] == '_s' else 1}f}" for name in names)))
    colds = [
        f"first start of all: paint {row['cold_first_paint_s']:.2f} s, first step {row['cold_ready_s']:.1f} s"
        for row in rows
        if "cold_ready_s" in row
    ]
    return "\n".join([columns(words), *colds])


def many_text(rows: Sequence[Many]) -> str:
    """Networks side by side beside the same ones one after another."""
    words = [("", "networks", "steps/s together", "one by one", "times")]
    for row in rows:
        speeds = f"{row.together_per_s:,.0f}", f"{row.one_by_one_per_s:,.0f}", f"{row.ratio:.2f}"
        words.append((row.workload, f"{row.networks:,}", *speeds))
    return "\n".join([columns(words), *dict.fromkeys(f"{row.workload}: {row.text}" for row in rows)])


def floor_text(rows: Sequence[dict[str, Any]]) -> str:
    """Microseconds a step of every workload under each cap."""
    names = list(dict.fromkeys(timing["workload"] for row in rows for timing in row["timings"]))
    words = [("us/step", *names)]
    for row in rows:
        times = {timing["workload"]: f"{timing['microseconds_per_step']:,.2f}" for timing in row["timings"]}
        words.append((row["cap"], *(times.get(name, "-") for name in names)))
    return "\n".join([columns(words), *(f"{row['cap']}: {row['why']}" for row in rows if row["why"])])


def columns(rows: Sequence[Sequence[str]]) -> str:
    """Rows of words, the first row their heads; the first column leans left, the others right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]).rstrip() for row in rows
    )
