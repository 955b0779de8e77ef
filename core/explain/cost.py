"""What an activation costs on this machine: measured on the engine that trains, beside the identity."""

from __future__ import annotations

import time
from collections.abc import Generator, Mapping
from dataclasses import dataclass, replace
from statistics import median
from typing import ClassVar

import numpy as np

from core.catalog.activations import ACTIVATIONS, Identity
from core.catalog.layers.dense import Dense
from core.catalog.layers.input import Input
from core.catalog.layers.output import Output
from core.engine.contract import Engine
from core.engine.select import choose
from core.registry import Options
from core.session.errands import Findings
from core.session.setup import Setup, load, set_up
from core.spec.architecture import Architecture, NodeSpec
from core.spec.project import Project

WIDTH, ROWS, REPEATS = 64, 2048, 5


@dataclass(frozen=True, eq=False)
class Costs:
    """Nanoseconds for one value, forward, by the activation's name: what it takes longer than the identity."""

    engine: str
    nanoseconds: Mapping[str, float]


@dataclass(frozen=True)
class ActivationCosts:
    """The errand: every elementwise activation once."""

    key: ClassVar[str] = "costs"
    holds_engine: ClassVar[bool] = False

    def work(self, setup: Setup, engine: Engine) -> Generator[Findings, None, None]:
        found: dict[str, float] = {}
        x = np.random.default_rng(0).uniform(-4.0, 4.0, (ROWS, 2))
        entries = [entry for entry in ACTIVATIONS if entry.forward is not None]
        # On a GPU each would be a kernel to compile, for seconds, and what it takes is lost behind the launch.
        name = "cpu" if engine.name == "cuda" else engine.name
        plain = _seconds(name, Identity(), x)
        yield Findings(Costs(name, dict(found)), 0.0)
        for place, entry in enumerate(entries, 1):
            seconds = _seconds(name, entry.options(), x)
            found[entry.name] = max(seconds - plain, 0.0) / (ROWS * WIDTH) * 1e9
            over = place == len(entries)
            yield Findings(Costs(name, dict(found)), place / len(entries), "measured" if over else "")


def _seconds(name: str, activation: Options, x: np.ndarray) -> float:
    """Of one pass over the rows, the median of some."""
    nodes = (
        NodeSpec("x", Input()),
        NodeSpec("h", Dense(units=WIDTH, activation=activation), ("x",)),
        NodeSpec("y", Dense(units=1), ("h",)),
        NodeSpec("out", Output(), ("y",)),
    )
    project = Project(architecture=Architecture(nodes))
    engine = choose(name, project.training.precision)
    setup = set_up(project, engine.lanes)
    load(replace(setup, job=replace(setup.job, threads=1)), engine)
    took = []
    for _ in range(REPEATS + 1):
        began = time.perf_counter()
        engine.predict(x)
        took.append(time.perf_counter() - began)
    return median(took[1:])
