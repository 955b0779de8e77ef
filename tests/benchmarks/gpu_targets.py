"""The table of targets, from the lines of the GPU benchmark."""

from __future__ import annotations

from collections.abc import Sequence

from tests.benchmarks.gpu_nets import NETS, Net, maths_of
from tests.benchmarks.gpu_peers import Line

ABREAST = 1000
ABREAST_TARGET = 30e6


def targets(lines: Sequence[Line]) -> list[Line]:
    """A row for each target. `ratio` is how many times the fastest peer is slower than we are; `met` is None where
    something that it needs was not measured."""
    rows = [_row(net, math, lines) for net in NETS.values() for math in maths_of(net)]
    speeds = [line["network_steps_per_s"] for line in lines if line.get("networks") == ABREAST]
    speed = speeds[-1] if speeds else None
    met = None if speed is None else speed >= ABREAST_TARGET
    return [
        *rows,
        {"what": f"{ABREAST} networks s1", "network_steps_per_s": speed, "target": ABREAST_TARGET, "met": met},
    ]


def _row(net: Net, math: str, lines: Sequence[Line]) -> Line:
    about = [line for line in lines if (line.get("net"), line.get("math")) == (net.name, math) and "us" in line]
    own = [line["us"] for line in about if line["part"] == "ours"]
    # The large networks are held against PyTorch alone, the small ones against every peer.
    peers = {
        line["peer"]: line["us"]
        for line in about
        if line["part"] == "peer" and (net.small or line["peer"].startswith("torch"))
    }
    fastest = min(peers, key=peers.__getitem__, default=None)
    row: Line = {"what": f"{net.name} {'-'.join(map(str, net.widths))} b{net.batch} {math}", "ahead_target": net.ahead}
    row["us"] = own[-1] if own else None
    if net.target:
        row["us_target"] = net.target
    row["fastest_peer"], row["peer_us"] = fastest, peers.get(fastest or "")
    row["ratio"] = round(peers[fastest] / own[-1], 3) if fastest and own else None
    row["met"] = _met(net, row)
    return row


def _met(net: Net, row: Line) -> bool | None:
    if row["us"] is not None and net.target and row["us"] > net.target:
        return False
    return None if row["ratio"] is None else bool(row["ratio"] >= net.ahead)
