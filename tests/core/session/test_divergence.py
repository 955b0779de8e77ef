"""What is said of a run that blew up is true of that run."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from core.catalog.layers import LAYERS
from core.engine.reference import ReferenceEngine
from core.session.divergence import explain
from core.session.setup import Setup, load, set_up
from core.session.snapshot import Snapshot
from core.session.trainer import train
from core.session.worker import Worker
from core.spec import edits
from core.spec.architecture import NodeSpec
from core.spec.assign import assign
from core.spec.files import load_example
from core.spec.plain import options_from_plain, project_from_plain
from core.spec.project import Project
from tests.core.session.listening import Listener
from tests.projects import NUMBERS


def project(*changes: str) -> Project:
    value = assign(load_example("spiral"), "data.source.samples=60")
    for change in ("training.loss=mse", "training.optimizer=sgd", "architecture.nodes.y.activation=identity", *changes):
        value = assign(value, change)
    return value


def ready(value: Project) -> tuple[Setup, ReferenceEngine]:
    engine = ReferenceEngine()
    made = set_up(value, engine.lanes)
    load(made, engine)
    return made, engine


def blown(value: Project) -> Snapshot:
    last = list(train(*ready(value), epochs=300))[-1]
    assert last.status == "diverged"
    assert last.message.startswith(f"diverged at step {last.step + 1:,}: ") or "no longer finite" in last.message
    return last


@pytest.mark.parametrize("precision", ["float32", "float64"])
def test_a_rate_that_is_too_high(precision: str) -> None:
    last = blown(project("training.optimizer.lr=50", f"training.precision={precision}"))
    assert last.message.endswith("; the learning rate 50 is probably too high: try 5")
    # In single precision squares overflow from 1e19 on, in double precision from 1e154 on.
    grown = float(last.message.partition("grown to ")[2].partition(" ")[0])
    assert (grown > 1e150) is (precision == "float64")


def test_the_rate_is_the_one_that_was_in_use() -> None:
    cycle = 'training.schedule={"kind":"one_cycle","peak":1000,"warm_up":0.5,"length":40}'
    last = blown(project("training.optimizer.lr=0.05", cycle))
    used = float(last.message.partition("the learning rate ")[2].partition(" ")[0])
    assert 0.05 < used <= 50


def with_layer(value: Project, kind: str) -> Project:
    node = NodeSpec("n1", options_from_plain(LAYERS, kind, ""))
    return edits.with_architecture(value, edits.insert_on_edge(value.architecture, node, "h1", "h2"))


@pytest.mark.parametrize("kind", ["batch_norm", "layer_norm", "gaussian_noise"])
def test_norms_and_noise_are_walked_through_too(kind: str) -> None:
    last = blown(with_layer(project("training.optimizer.lr=200"), kind))
    assert any(f"in layer {name};" in last.message for name in ("h1", "n1", "h2", "y", "out"))


def test_a_norms_own_numbers_are_not_called_weights() -> None:
    made, engine = ready(with_layer(project(), "batch_norm"))
    state = engine.read()
    engine.write(replace_weight(state, "n1.scale", np.nan))
    assert "numbers (scale) are no longer finite in layer n1" in explain(made, engine, 5, 0.1)
    engine.write(replace_weight(state, "h1.bias", np.inf))
    assert "weights are no longer finite in layer h1" in explain(made, engine, 5, 0.1)


def replace_weight(state: Any, key: str, value: float) -> Any:
    return replace(state, weights={**state.weights, key: np.full_like(state.weights[key], value)})


def test_a_loss_alone_that_is_not_finite_accuses_no_layer_of_growing() -> None:
    made, engine = ready(project())
    text = explain(made, engine, 5, 0.1)
    assert "the loss is no longer finite, with values of at most" in text
    assert "grown" not in text


def test_before_any_step_no_rate_is_to_blame() -> None:
    made = set_up(project(), 1)
    rows = [[1e38] * made.state.weights["h1.weight"].shape[1]] * made.state.weights["h1.weight"].shape[0]
    wild = f'architecture.nodes.h1.initializer={{"kind":"values","weight":{rows}}}'
    last = blown(project(wild, "architecture.nodes.h1.activation=relu"))
    assert last.step == 0
    assert last.message.endswith(
        "; no step was made before: the starting weights are too large, choose another initializer"
    )


@pytest.mark.parametrize(
    ("scale", "where", "told"),
    [
        ((1e5, 1.0), "data.scaling", "the inputs are as large as 1e+05: choose a scaling"),
        ((1.0, 1e5), "data.target_scaling", "the targets are as large as 1e+05: choose a scaling for them"),
    ],
)
def test_large_data_are_named(scale: tuple[float, float], where: str, told: str) -> None:
    x = np.linspace(-1.0, 1.0, 40)
    source = {"kind": "points", "x": [[v * scale[0], v] for v in x.tolist()], "y": [v * scale[1] for v in x.tolist()]}
    plain: dict[str, Any] = {**NUMBERS, "data": {"source": source, "task": "regress"}}
    value = project_from_plain(plain)
    value = assign(assign(value, "training.optimizer.lr=5"), "architecture.nodes.h1.activation=relu")
    assert told in blown(value).message
    assert told not in blown_or_fine(assign(value, f"{where}=standard"))


def blown_or_fine(value: Project) -> str:
    return list(train(*ready(value), epochs=30))[-1].message


class Failing(ReferenceEngine):
    def run(self, coefficients: Any, rates: Any = None) -> Any:
        raise MemoryError


def test_a_worker_that_runs_out_of_memory_says_so_and_lives(monkeypatch: pytest.MonkeyPatch) -> None:
    listener = Listener()
    engines: list[type[ReferenceEngine]] = [Failing, ReferenceEngine]
    monkeypatch.setattr("core.session.worker.choose", lambda name, precision, **how: engines.pop(0)())
    worker = Worker(engine="numpy", heard=listener)
    worker.show(project())
    listener.wait(lambda s: s.run == 1)
    worker.control.step_batch()
    while not ((frame := worker.mailbox.take()) and frame.fault):
        threading.Event().wait(0.01)
    assert str(frame.fault).startswith("training: out of memory")
    worker.show(project())
    worker.control.step_batch()
    listener.wait(lambda s: s.step == 1)
    worker.close()
