"""What a measurement looks like as text: aligned columns, at most 110 of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from core.bench.measure import Timing

HEAD = f"{'':4} {'us/step':>12} {'samples/s':>13} {'GFLOP/s':>8} {'of limit':>9} {'must reach':>11}"
NOTE = (
    "of limit: the time this machine's fastest matrix products and copies would need, by the time it takes.\n"
    "In small networks it is low: calls, loops and gathering, which are not counted, take most of the time."
)


def line(timing: Timing) -> str:
    """One row of the table."""
    return (
        f"{timing.workload:4} {timing.microseconds_per_step:12,.2f} {timing.samples_per_s:13,.0f} "
        f"{timing.gflops:8.2f} {timing.share_of_limit:9.1%} {timing.goal:11,.2f}  {timing.text}"
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


def columns(rows: Sequence[Sequence[str]]) -> str:
    """Rows of words, the first row their heads; the first column leans left, the others right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]).rstrip() for row in rows
    )
