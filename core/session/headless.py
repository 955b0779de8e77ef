"""A whole run without a window: set up, train, keep. The command line and `core.train` are its two callers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from msgspec.structs import replace
from numpy.typing import NDArray

from core.compile.params import fitted
from core.engine.contract import Engine
from core.engine.select import choose, limited
from core.errors import AppError
from core.export.model import Model, model_of
from core.session.control import Control
from core.session.curves import Curves
from core.session.final import with_final_state
from core.session.machine import cores
from core.session.runs import RunFolder
from core.session.setup import Setup, load, set_up
from core.session.snapshot import Points, Snapshot
from core.session.trainer import train
from core.spec.project import Project

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Trained:
    """A run that is over. `last` is its last snapshot (status, steps, seconds, message), `curves` every point."""

    setup: Setup
    engine: str
    last: Snapshot
    curves: Points

    @property
    def model(self) -> Model:
        assert self.last.state is not None
        return model_of(self.setup, self.last.state.weights)

    @property
    def weights(self) -> Mapping[str, Array]:
        return self.model.weights

    @property
    def metrics(self) -> dict[str, float]:
        """The newest value of every curve."""
        return self.curves.last()


@dataclass(frozen=True)
class Ears:
    """Who listens to a run: before its first step, to compilation, to every snapshot; and who may end it."""

    ready: Callable[[Setup], None] = lambda setup: None
    loading: Callable[[str, float], None] = lambda text, share: None
    heard: Callable[[Snapshot], None] = lambda snapshot: None
    stopping: Callable[[], bool] = lambda: False


def run_project(
    project: Project,
    *,
    epochs: int | None = None,
    engine: str = "auto",
    threads: int | None = None,
    weights: Mapping[str, Array] | None = None,
    weights_name: str = "weights",
    out: Path | None = None,
    ears: Ears | None = None,
) -> Trained:
    """Train for `epochs` (they take the place of the project's) more epochs, from `weights` if given; keep the run in
    `out` if given."""
    if epochs:
        project = replace(project, training=replace(project.training, epochs=epochs))
    ears = ears or Ears()
    threads = threads or cores()
    chosen = choose(engine, project.training.precision)
    setup = set_up(project, chosen.lanes, threads=threads, weights=weights)
    if weights is not None:
        fitted(weights, setup.program.table, weights_name)
    folder = RunFolder.create(out, setup, chosen.name, threads) if out else None
    try:
        with limited(chosen.name, threads):
            ears.ready(setup)
            load(setup, chosen, ears.loading)
            trained = _train(setup, chosen, ears)
        if folder:
            folder.finish(trained.last, trained.curves)
        return trained
    except KeyboardInterrupt:
        _close(folder, "stopped", "interrupted")
        raise
    except MemoryError:
        _close(folder, "failed", "out of memory")
        raise
    except AppError as fault:
        _close(folder, "failed", str(fault))
        raise


def _close(folder: RunFolder | None, status: str, message: str) -> None:
    if folder:
        # Where the folder cannot be written any more, the first fault is the one to tell.
        with suppress(AppError):
            folder.close(status, message)


def _train(setup: Setup, engine: Engine, ears: Ears) -> Trained:
    control, curves = Control(running=True), Curves(capacity=None)
    curves.stride = setup.project.training.evaluate_every
    last: Snapshot | None = None
    for last in train(setup, engine, control, epochs=setup.project.training.epochs):
        curves.add(last.points)
        ears.heard(last)
        if ears.stopping():
            control.stop()
    assert last is not None
    return Trained(setup, engine.name, last, with_final_state(setup, engine, last, curves.points()))
