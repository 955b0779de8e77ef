"""The workloads speed is measured on: networks with generated data of their shapes."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from core.catalog.activations import Relu, Sigmoid, Softmax, Tanh
from core.catalog.layers.dense import Dense
from core.catalog.layers.input import Input
from core.catalog.layers.output import Output
from core.catalog.losses import Bce, Cce, HalfMse
from core.catalog.optimizers import Adam, Sgd
from core.compile.check import check_network
from core.data.dataset import DataInfo, Dataset, numbered
from core.data.preparation import Preparation
from core.data.prepare import Described, Part, Prepared
from core.registry import Options
from core.session.setup import Setup, assemble
from core.spec.architecture import Architecture, NodeSpec
from core.spec.project import Project
from core.spec.training import TrainingSpec

Array = NDArray[Any]


@dataclass(frozen=True)
class Workload:
    """Layers of a chain, from the inputs to the outputs, and how it is trained. `goal` is microseconds a step, on a
    processor and (`gpu_goal`) on an H200; NaN where there is none."""

    name: str
    text: str
    widths: tuple[int, ...]
    samples: int
    batch: int
    hidden: Options
    last: Options
    loss: Options
    optimizer: Options
    goal: float
    gpu_goal: float = math.nan


def _plane(name: str, text: str, batch: int, goal: float) -> Workload:
    return Workload(name, text, (2, 4, 2, 1), 250, batch, Tanh(), Tanh(), HalfMse(), Sgd(lr=0.03), goal)


def classes_workload(
    name: str,
    text: str,
    widths: tuple[int, ...],
    samples: int,
    batch: int,
    goal: float,
    gpu_goal: float = math.nan,
) -> Workload:
    """A chain of relu layers that ends in classes, learned with Adam."""
    return Workload(name, text, widths, samples, batch, Relu(), Softmax(), Cce(), Adam(), goal, gpu_goal)


WORKLOADS = (
    _plane("W1s", "2-4-2-1 tanh, half squared error, SGD, batch 1", 1, 0.30),
    _plane("W1", "2-4-2-1 tanh, half squared error, SGD, batch 10", 10, 0.8),
    Workload(
        "W2", "2-16-16-16-1 relu, bce, Adam, batch 32", (2, 16, 16, 16, 1), 1000, 32,
        Relu(), Sigmoid(), Bce(), Adam(), 4.3, 4.0,
    ),
    classes_workload("W3", "64-64-32-10 relu, cce, Adam, batch 32", (64, 64, 32, 10), 1437, 32, 18.0, 8.0),
    classes_workload("W4", "784-128-10 relu, cce, Adam, batch 64", (784, 128, 10), 60_000, 64, 330.0, 25.0),
    classes_workload("W5", "784-512-512-10 relu, cce, Adam, batch 128", (784, 512, 512, 10), 60_000, 128, 3500.0, 55.0),
    classes_workload(
        "W6", "784-2048-2048-10 relu, cce, Adam, batch 512", (784, 2048, 2048, 10), 60_000, 512, 88_000.0, 370.0
    ),
)  # fmt: skip


def project_of(workload: Workload, precision: str = "float32") -> Project:
    """The workload as a project; its data section is not used."""
    nodes = [NodeSpec("x", Input())]
    for place, units in enumerate(workload.widths[1:], 1):
        activation = workload.last if place == len(workload.widths) - 1 else workload.hidden
        nodes.append(NodeSpec(f"h{place}", Dense(units=units, activation=activation), (nodes[-1].id,)))
    nodes.append(NodeSpec("out", Output(), (nodes[-1].id,)))
    training = TrainingSpec(loss=workload.loss, optimizer=workload.optimizer, metrics=(), batch_size=workload.batch)
    training = replace(training, precision=precision)
    return replace(Project(name=workload.name), architecture=Architecture(tuple(nodes)), training=training)


def set_up(workload: Workload, lanes: int, threads: int, precision: str = "float32") -> Setup:
    """The workload ready to run on an engine."""
    checked = check_network(project_of(workload, precision), workload.widths[:1])
    return assemble(checked, _prepared(workload, precision), lanes, threads=threads)


@lru_cache(maxsize=1)
def examples(samples: int, width: int, outputs: int, precision: str) -> tuple[Array, Array]:
    """Inputs drawn at random, answers by a rule: x (samples, width), y (samples, outputs) as 0 and 1.

    The last ones are kept: the three largest workloads and their peers learn from the same.
    """
    rng = np.random.default_rng(0)
    dtype = np.dtype(precision)
    x = rng.standard_normal((samples, width), dtype)
    rule = x[:, : min(width, 16)] @ rng.standard_normal((min(width, 16), outputs), dtype)
    labels = (rule[:, 0] > 0).astype(np.int64) if outputs == 1 else rule.argmax(axis=1)
    y = labels[:, None].astype(dtype) if outputs == 1 else np.eye(outputs, dtype=dtype)[labels]
    return x, y


def _prepared(workload: Workload, precision: str) -> Prepared:
    width, outputs = workload.widths[0], workload.widths[-1]
    x, y = examples(workload.samples, width, outputs, precision)
    columns = numbered(width)
    info = DataInfo((width,), columns, None, outputs, "float", workload.samples, False, "regress", "generated", columns)
    preparation = Preparation("regress", (width,), columns, columns, columns, outputs)
    return Prepared(
        train=Part(x, y, np.arange(workload.samples)),
        validation=None,
        test=None,
        preparation=preparation,
        described=Described(info, "regress", "", (width,), columns),
        dataset=Dataset(x, y, info),
    )
