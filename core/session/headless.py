"""Whole runs without a window: set up, train, keep. One run, or several side by side."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from dataclasses import replace as replaced
from pathlib import Path
from typing import Any

from msgspec.structs import replace
from numpy.typing import NDArray

from core.compile.params import fitted
from core.engine.contract import Engine, Ensemble
from core.engine.select import choose, choose_ensemble, limited, reason
from core.errors import AppError
from core.export.model import Model, model_of
from core.session.control import Control
from core.session.curves import Curves
from core.session.final import with_final_state
from core.session.group import Group, threads_each
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
    why: str = ""
    """What the engine was chosen for, and what became of it."""

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
    gpu_math: str = "fp32",
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
    chosen = choose(engine, project.training.precision, gpu_math=gpu_math)
    setup = set_up(project, chosen.lanes, threads=threads, weights=weights)
    if weights is not None:
        fitted(weights, setup.program.table, weights_name)
    folder = RunFolder.create(out, setup, chosen.name, threads, gpu_math) if out else None
    with _kept_on_failure(folder):
        with limited(chosen.name, threads):
            ears.ready(setup)
            load(setup, chosen, ears.loading)
            trained = _train(setup, chosen, ears)
        if folder:
            folder.finish(trained.last, trained.curves, engine=trained.engine, why=trained.why)
        return trained


def run_many(
    projects: Sequence[Project],
    *,
    epochs: int | None = None,
    engine: str = "auto",
    threads: int | None = None,
    weights: Mapping[str, Array] | None = None,
    weights_name: str = "weights",
    out: Callable[[int], Path | None] = lambda place: None,
    ears: Callable[[int], Ears] = lambda place: Ears(),
) -> Generator[tuple[int, Trained], None, None]:
    """Train projects of one program, each exactly as `run_project` does, as many side by side as are computed at once;
    yields place and run as they end. Folders and ears are those of a place; once one of them wants to stop, the runs at
    work end and no other begins."""
    if epochs:
        projects = [replace(one, training=replace(one.training, epochs=epochs)) for one in projects]
    threads = threads or cores()
    ensemble = choose_ensemble(engine, projects[0].training.precision, threads)
    for first in range(0, len(projects), ensemble.at_once):
        places = range(first, min(first + ensemble.at_once, len(projects)))
        each = threads_each(len(places), threads)
        listening = [ears(place) for place in places]
        if first and listening[0].stopping():
            return
        setups = [set_up(projects[place], ensemble.lanes, threads=each, weights=weights) for place in places]
        if weights is not None:
            fitted(weights, setups[0].program.table, weights_name)
        with ExitStack() as stack:
            runs = []
            for place, setup, heard in zip(places, setups, listening, strict=True):
                where = out(place)
                folder = RunFolder.create(where, setup, ensemble.name, each) if where else None
                stack.enter_context(_kept_on_failure(folder))
                runs.append(_Run(place, setup, heard, folder))
            stack.enter_context(limited(ensemble.name, each))
            stopped = yield from _train_many(runs, ensemble)
        if stopped:
            return


@contextmanager
def _kept_on_failure(folder: RunFolder | None) -> Iterator[None]:
    """What ends the run before its time stands in its record, unless it is over."""
    try:
        yield
    except (KeyboardInterrupt, GeneratorExit):
        _close(folder, "stopped", "interrupted")
        raise
    except MemoryError:
        _close(folder, "failed", "out of memory")
        raise
    except AppError as fault:
        _close(folder, "failed", str(fault))
        raise


def _close(folder: RunFolder | None, status: str, message: str) -> None:
    if folder and not folder.closed:
        # Where the folder cannot be written any more, the first fault is the one to tell.
        with suppress(AppError):
            folder.close(status, message)


def _train(setup: Setup, engine: Engine, ears: Ears) -> Trained:
    control, curves = Control(running=True), _curves(setup)
    last: Snapshot | None = None
    for last in train(setup, engine, control, epochs=setup.project.training.epochs):
        curves.add(last.points)
        ears.heard(last)
        if ears.stopping():
            control.stop()
    assert last is not None
    points = with_final_state(setup, engine, last, curves.points())
    return Trained(setup, engine.name, last, points, reason(engine))


def _curves(setup: Setup) -> Curves:
    curves = Curves(capacity=None)
    curves.stride = setup.project.training.evaluate_every
    return curves


@dataclass(eq=False)
class _Run:
    """One of several runs at work."""

    place: int
    setup: Setup
    ears: Ears
    folder: RunFolder | None
    curves: Curves = field(init=False)
    last: Snapshot | None = None

    def __post_init__(self) -> None:
        self.curves = _curves(self.setup)
        self.ears.ready(self.setup)

    def take(self, snapshot: Snapshot) -> None:
        self.last = snapshot
        self.curves.add(snapshot.points)
        self.ears.heard(snapshot)

    def end(self, group: Group, place: int, engine: str) -> tuple[int, Trained]:
        """Keep it as it is now."""
        assert self.last is not None
        last = replaced(self.last, state=group.state(place))
        curves = with_final_state(self.setup, group.networks[place], last, self.curves.points())
        if self.folder:
            self.folder.finish(last, curves)
        return self.place, Trained(self.setup, engine, last, curves)


def _train_many(runs: Sequence[_Run], ensemble: Ensemble) -> Generator[tuple[int, Trained], None, bool]:
    """Yields the runs as they end; whether somebody stopped them."""
    epochs = runs[0].setup.project.training.epochs
    with Group([run.setup for run in runs], ensemble, epochs=epochs, progress=runs[0].ears.loading) as group:
        for changed in group.rounds():
            for snapshot in changed:
                runs[snapshot.run].take(snapshot)
            for snapshot in changed:
                if snapshot.ended:
                    yield runs[snapshot.run].end(group, snapshot.run, ensemble.name)
            if any(run.ears.stopping() for run in runs):
                break
        else:
            return False
        for place, run in enumerate(runs):
            if run.last is not None and not run.last.ended:
                run.take(replaced(run.last, status="stopped", points=run.last.points.until(-1), events=()))
                yield run.end(group, place, ensemble.name)
        return True
