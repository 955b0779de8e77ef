"""`glassnet bench --live`: what the window with every view costs, beside the same run without it.

The window is a process of its own, offscreen, with settings and run folders of its own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from msgspec.structs import replace

from core.catalog.activations import Tanh
from core.catalog.layers.dense import Dense
from core.data.features import PLANE_FEATURES
from core.engine.select import choose, limited
from core.errors import AppError
from core.session.control import Control
from core.session.setup import load, set_up
from core.session.trainer import train
from core.spec.architecture import Architecture, NodeSpec
from core.spec.files import load_example, save_project
from core.spec.project import Project

PATIENCE = 300.0
"""Seconds beyond those of the run after which a window counts as hung; a cold one compiles first."""

Say = Callable[[str], None]


def projects() -> dict[str, Project]:
    """What is measured: the first start's project, the hardest one of the plane, and pictures."""
    return {"spiral": load_example("spiral"), "spiral 6x8, 7 features": deep_spiral(), "digits": load_example("digits")}


def deep_spiral() -> Project:
    """Two spirals, all seven features, six hidden layers of eight units."""
    project = load_example("spiral")
    first, *_, last, out = project.architecture.nodes
    hidden = [
        NodeSpec(f"h{i}", Dense(units=8, activation=Tanh()), (f"h{i - 1}" if i > 1 else first.id,)) for i in range(1, 7)
    ]
    nodes = (first, *hidden, replace(last, inputs=(hidden[-1].id,)), out)
    data = replace(project.data, features=tuple(PLANE_FEATURES))
    return replace(project, name="Two spirals, 6 x 8", architecture=Architecture(nodes), data=data)


def compare_live(engine: str, threads: int, seconds: float, cold: bool, say: Say) -> Iterator[dict[str, Any]]:
    """For each project: epochs a second with the window and without, their ratio, and the window's own figures."""
    for name, project in projects().items():
        say(f"{name} ...")
        with TemporaryDirectory(prefix="glassnet-live-") as folder:
            path = Path(folder) / "project.json"
            save_project(project, path)
            # Half before and half after, so that a machine that slows down does not speak for the window.
            before = headless(project, engine, threads, seconds / 2)
            stats = window(path, engine, threads, seconds, {})
            after = headless(project, engine, threads, seconds / 2)
            alone = (before + after) / 2
            row = {"project": name, "threads": threads, "headless_epochs_per_s": alone, **stats}
            row["live_share"] = stats["epochs_per_s"] / alone
            if cold:
                fresh = window(path, engine, threads, 1.0, {"GLASSNET_CACHE": str(Path(folder) / "cache")})
                row |= {"cold_first_paint_s": fresh["first_paint_s"], "cold_ready_s": fresh["ready_s"]}
                cold = False
        yield row


def headless(project: Project, engine: str, threads: int, seconds: float) -> float:
    """Epochs a second through the training loop alone, from the first step on."""
    chosen = choose(engine, project.training.precision)
    setup, control = set_up(project, chosen.lanes, threads=threads), Control(running=True)
    with limited(chosen.name, threads):
        load(setup, chosen)
        began = time.perf_counter()
        epoch = 0
        for snapshot in train(setup, chosen, control):
            epoch = snapshot.epoch
            if time.perf_counter() - began > seconds:
                control.stop()
    return max(epoch, 1) / (time.perf_counter() - began)


def window(path: Path, engine: str, threads: int, seconds: float, more: dict[str, str]) -> dict[str, Any]:
    """Play a project in a window of its own; what it prints with --stats."""
    words = ["open", str(path), "--play", "--for", str(seconds), "--stats", "--quiet"]
    command = [sys.executable, "-m", "core", *words, "--engine", engine, "--threads", str(threads)]
    own = {"QT_QPA_PLATFORM": "offscreen", "GLASSNET_HOME": str(path.parent / "home")}
    try:
        done = subprocess.run(
            command,
            env=os.environ | own | more,
            capture_output=True,
            text=True,
            timeout=seconds + PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise AppError("--live", "the window did not end in time", "try glassnet open spiral --play --for 3") from None
    try:
        stats: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    except (ValueError, IndexError):
        said = done.stderr.strip().splitlines() or [f"it ended with code {done.returncode}"]
        raise AppError("--live", f"the window failed: {said[-1]}", "try glassnet doctor") from None
    return stats
