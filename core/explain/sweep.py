"""A sweep: many networks that differ in learning rate, strength of a penalty and seed, trained side by side, and what
became of each as a map that fills."""

from __future__ import annotations

import math
import time
from collections.abc import Generator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

import msgspec
import numpy as np
from numpy.typing import NDArray

from core.catalog.optimizers import OPTIMIZERS
from core.catalog.penalties import PENALTIES, NoPenalty
from core.compile.check import check
from core.data.prepare import Prepared
from core.engine.contract import Engine
from core.engine.select import choose_ensemble
from core.errors import AppError
from core.explain.geometry import plane_grid
from core.explain.race import MAP, marks, truth
from core.registry import Options
from core.session.curves import Curves
from core.session.errands import Findings
from core.session.group import Group, threads_each
from core.session.machine import memory
from core.session.measures import metric_names
from core.session.setup import Setup, set_up
from core.session.snapshot import Points, Snapshot
from core.session.spread import Band, bands
from core.spec.architecture import Architecture
from core.spec.project import Project
from core.spec.training import MOST_SEED

Array = NDArray[Any]

REACH = 6.0
"""Half the side of the square that the maps show."""
LOOKS, POINTS = 4, 1024
"""Marks along the way of a network, where its map is drawn; and epochs of its curves that are kept."""
NETWORK_BYTES, ROWS = 200_000, 128
"""What a network takes on its engine besides its own numbers, roughly; and rows that are evaluated at a time."""


@dataclass(frozen=True)
class Sweep:
    """The errand. Every rate with every strength and each of `seeds` seeds from the project's on: a network each.

    The penalty of that strength takes the place of the project's; 0 is none. The engine `auto` is that of the training.
    """

    rates: tuple[float, ...]
    seeds: int = 3
    penalty: str = "l2"
    strengths: tuple[float, ...] = (0.0,)
    epochs: int = 100
    engine: str = "auto"
    key: ClassVar[str] = "sweep"
    holds_engine: ClassVar[bool] = False

    @property
    def networks(self) -> int:
        return len(self.rates) * len(self.strengths) * self.seeds

    def work(self, setup: Setup, engine: Engine) -> Generator[Findings, None, None]:
        name = engine.name if self.engine == "auto" else self.engine
        yield from sweep_project(setup.project, self, name, setup.job.threads, setup.prepared)


@dataclass(frozen=True, eq=False)
class Cell:
    """One network, as far as it is: `status` is waiting, running, finished or diverged, `curves` those of its completed
    epochs, `values` the newest of each, `map` (MAP * MAP, outputs) its answers over the plane, None where there are
    none yet or the data are no plane's."""

    rate: float
    strength: float
    seed: int
    status: str
    message: str
    epoch: int
    steps: int
    curves: Points
    values: Mapping[str, float]
    map: Array | None = None

    @property
    def over(self) -> bool:
        return self.status in ("finished", "diverged")


@dataclass(frozen=True, eq=False)
class Swept:
    """A sweep so far. `names` are those of the curves; `steps` those of all networks in `seconds` of training; `reach`
    is half the side of the maps' square, `data` the project's, `samples` (n, 2) and `targets` (n,) the first seed's."""

    sweep: Sweep
    cells: tuple[Cell, ...]
    names: tuple[str, ...]
    networks: int
    steps: int
    seconds: float
    engine: str
    classes: tuple[str, ...] | None
    boundary_value: float
    """An output above it says yes."""
    reach: float = REACH
    data: Any = None
    samples: Array = field(default_factory=lambda: np.zeros((0, 2)))
    targets: Array = field(default_factory=lambda: np.zeros(0))

    def of(self, rate: float, strength: float) -> tuple[Cell, ...]:
        """Its seeds."""
        return tuple(cell for cell in self.cells if (cell.rate, cell.strength) == (rate, strength))

    def mean(self, name: str) -> Array:
        """The newest values of a curve (strengths, rates): means over the seeds that know it and did not diverge."""
        found: dict[tuple[float, float], list[float]] = {}
        for cell in self.cells:
            value = cell.values.get(name, np.nan)
            if cell.status != "diverged" and np.isfinite(value):
                found.setdefault((cell.strength, cell.rate), []).append(value)
        rows = [[found.get((s, r), [np.nan]) for r in self.sweep.rates] for s in self.sweep.strengths]
        return np.array([[float(np.mean(values)) for values in row] for row in rows])

    def best(self, name: str, higher: bool = False) -> tuple[int, int] | None:
        """Row and column of the best mean; None where none is known. Fewer lost seeds come first: the mean of those
        that are left would praise a rate at which most diverge."""
        mean = self.mean(name)
        known = np.isfinite(mean)
        if not known.any():
            return None
        rates, strengths = self.sweep.rates, self.sweep.strengths
        lost = np.array([[sum(c.status == "diverged" for c in self.of(r, s)) for r in rates] for s in strengths])
        fair = known & (lost == lost[known].min())
        row, column = np.unravel_index(int(np.argmin(np.where(fair, -mean if higher else mean, np.inf))), mean.shape)
        return int(row), int(column)

    def band(self, rate: float, strength: float) -> list[Band]:
        """The curves of its seeds that did not diverge."""
        return bands([cell.curves for cell in self.of(rate, strength) if cell.status != "diverged"])

    def nearest(self, project: Project) -> tuple[float, float] | None:
        """Rate and strength of the networks that are most like a project; None for one that learns from other data."""
        if project.data != self.data:
            return None
        own, strength = _rate(project), float(getattr(project.training.penalty, "strength", 0.0))
        rate = min(self.sweep.rates, key=lambda one: abs(math.log(one / own)))
        return rate, min(self.sweep.strengths, key=lambda one: abs(one - strength))

    def boundary(self, rate: float, strength: float) -> tuple[Array, Array] | None:
        """Mean and sample deviation of the maps over the seeds that did not diverge: how sure the border is."""
        maps = [c.map for c in self.of(rate, strength) if c.map is not None and c.status != "diverged"]
        if not maps:
            return None
        stack = np.stack(maps).astype(np.float64)
        return stack.mean(axis=0), stack.std(axis=0, ddof=1) if len(maps) > 1 else np.zeros(stack.shape[1:])


def defaults(project: Project) -> Sweep:
    """Eight rates around the project's own, half a power of ten apart, with and without a penalty."""
    own = _rate(project)
    rates = dict.fromkeys(min(float(f"{own * 10 ** (half / 2):.3g}"), 1000.0) for half in range(-4, 4))
    return Sweep(tuple(rates), strengths=(0.0, 1e-5, 1e-4, 1e-3, 1e-2))


def penalties() -> list[str]:
    """Those that have a strength."""
    return [entry.name for entry in PENALTIES if "strength" in entry.options.__struct_fields__]


def sweep_project(
    project: Project, sweep: Sweep, engine: str, threads: int, near: Prepared | None = None
) -> Generator[Findings, None, None]:
    """The work itself: findings after every round, the last with an `end`. `near` are the project's own data, where
    they are at hand."""
    require_sweep(project, sweep)
    ensemble = choose_ensemble(engine, project.training.precision, threads)
    wanted = [(rate, s, seed) for seed in range(sweep.seeds) for s in sweep.strengths for rate in sweep.rates]
    each = threads_each(len(wanted), threads)
    data: dict[int, Prepared] = {0: near} if near else {}
    setups: list[Setup] = []
    for rate, strength, seed in wanted:
        one = _project(project, sweep, rate, strength, seed)
        made = set_up(one, ensemble.lanes, threads=each, prepared=data.get(seed))
        if seed not in data:
            data[seed] = made.prepared
        setups.append(made)
        if len(setups) == 1:
            _require_memory(made, sweep)
            cells = _Cells(sweep, made, wanted, engine=ensemble.name)
        yield cells.findings()
    with Group(setups, ensemble, epochs=sweep.epochs, marks=marks(sweep.epochs, LOOKS)) as group:
        began = time.perf_counter()
        for changed in group.rounds():
            cells.take(changed, group)
            cells.seconds += time.perf_counter() - began
            yield cells.findings()
            began = time.perf_counter()
    yield cells.findings("finished")


class _Cells:
    """The findings in the making."""

    def __init__(self, sweep: Sweep, first: Setup, wanted: list[tuple[float, float, int]], engine: str) -> None:
        self._marks = frozenset(marks(sweep.epochs, LOOKS))
        self._curves = [Curves(POINTS) for _ in wanted]
        seed = first.project.training.seed
        none = self._curves[0].points()
        self._cells = [Cell(rate, s, seed + more, "waiting", "", 0, 0, none, {}) for rate, s, more in wanted]
        self._plane = first.prepared.described.info.plane
        samples, targets = truth(first)
        self._frame = Swept(
            sweep=sweep,
            data=first.project.data,
            cells=(),
            names=metric_names(first),
            networks=len(wanted),
            steps=0,
            seconds=0.0,
            engine=engine,
            classes=first.prepared.described.classes,
            boundary_value=first.boundary,
            samples=samples,
            targets=targets,
        )
        self.seconds = 0.0

    def take(self, changed: list[Snapshot], group: Group) -> None:
        """What a round did."""
        looking = []
        for snapshot in changed:
            place, cell = snapshot.run, self._cells[snapshot.run]
            curves = self._curves[place]
            if len(snapshot.points):
                curves.add(snapshot.points)
            self._cells[place] = now = replace(
                cell,
                status="waiting" if snapshot.status == "paused" else snapshot.status,
                message=snapshot.message,
                epoch=snapshot.epoch,
                steps=snapshot.step,
                curves=curves.points() if len(snapshot.points) else cell.curves,
                values={**cell.values, **snapshot.points.last()},
            )
            there = now.epoch != cell.epoch and now.epoch in self._marks
            if self._plane and now.status != "diverged" and (there or now.over):
                looking.append(place)
        if looking:
            self._look(looking, group)

    def _look(self, places: list[int], group: Group) -> None:
        preparations = {place: group.setups[place].prepared.preparation for place in places}
        grid = plane_grid(REACH, MAP)
        answers = group.predict({place: preparation.apply(grid) for place, preparation in preparations.items()})
        for place, values in answers.items():
            self._cells[place] = replace(self._cells[place], map=preparations[place].invert_targets(values))

    def findings(self, end: str = "") -> Findings:
        epochs = self._frame.sweep.epochs
        done = sum(1.0 if cell.over else cell.epoch / epochs for cell in self._cells) / len(self._cells)
        steps = sum(cell.steps for cell in self._cells)
        found = replace(self._frame, cells=tuple(self._cells), steps=steps, seconds=self.seconds)
        return Findings(found, 1.0 if end else min(done, 0.999), end)


def _project(project: Project, sweep: Sweep, rate: float, strength: float, seed: int) -> Project:
    """The project of one network."""
    # One of strength 0 does nothing, and so all networks are made alike.
    made = _with(project, rate, PENALTIES[sweep.penalty].options(strength=strength))
    training = msgspec.structs.replace(made.training, seed=project.training.seed + seed, epochs=sweep.epochs)
    return msgspec.structs.replace(made, training=training)


def chosen(project: Project, sweep: Sweep, rate: float, strength: float) -> Project:
    """The project with the rate and the penalty of a network of its sweep."""
    penalty = PENALTIES[sweep.penalty].options(strength=strength) if strength else NoPenalty()
    return _with(project, rate, penalty)


def _with(project: Project, rate: float, penalty: Options) -> Project:
    optimizer = msgspec.structs.replace(project.training.optimizer, lr=rate)
    training = msgspec.structs.replace(project.training, optimizer=optimizer, penalty=penalty)
    return msgspec.structs.replace(project, training=training, architecture=_without_penalties(project))


def _rate(project: Project) -> float:
    return float(project.training.optimizer.lr)  # type: ignore[attr-defined]  # every one has it


def _without_penalties(project: Project) -> Architecture:
    """The drawing without the penalties of single layers."""
    nodes = []
    for node in project.architecture.nodes:
        if hasattr(node.options, "penalty"):
            node = msgspec.structs.replace(node, options=msgspec.structs.replace(node.options, penalty=NoPenalty()))
        nodes.append(node)
    return Architecture(tuple(nodes))


def require_sweep(project: Project, sweep: Sweep) -> None:
    """Refuse what cannot be swept."""
    if not sweep.rates:
        raise AppError("sweep", "there are no learning rates", "give at least one, as in 0.01")
    if not sweep.strengths:
        raise AppError("sweep", "there are no strengths", "give at least one; 0 is no penalty")
    if sweep.seeds < 1 or sweep.epochs < 1:
        raise AppError("sweep", "it needs at least one epoch and one seed", "as in 100 epochs and 3 seeds")
    if project.training.seed + sweep.seeds - 1 > MOST_SEED:
        raise AppError("training.seed", f"there are no {sweep.seeds} seeds from it on", "begin with a smaller one")
    for noun, values in (("learning rate", sweep.rates), ("strength", sweep.strengths)):
        if len(set(values)) < len(values):
            raise AppError("sweep", f"a {noun} stands there twice", "name each of them once")
    if sweep.penalty not in penalties():
        raise AppError("sweep", f"'{sweep.penalty}' is no penalty with a strength", "one of " + ", ".join(penalties()))
    for rate in sweep.rates:
        _require_number("learning rate", rate, project.training.optimizer, lr=rate)
    for strength in sweep.strengths:
        _require_number("strength", strength, PENALTIES[sweep.penalty].options(), strength=strength)
    checked = check(project)
    checked.require()
    if not checked.parameters:
        raise AppError("sweep", "the network has no weights to train", "add a dense layer")


def _require_number(noun: str, value: float, options: Options, **changes: float) -> None:
    """Refuse what the field's own declaration does not allow."""
    try:
        msgspec.convert({**msgspec.to_builtins(options), **changes}, type(options))
    except msgspec.ValidationError as fault:
        bound = str(fault).partition(" - ")[0].replace("Expected `float`", "it must be")
        raise AppError("sweep", f"{value:g} is no {noun}", bound) from None
    if not math.isfinite(value):
        raise AppError("sweep", f"{value:g} is no {noun}", "give a finite number")


def _require_memory(setup: Setup, sweep: Sweep) -> None:
    """Refuse more networks than half the machine's memory holds."""
    plan = setup.program.plan
    item = np.dtype(setup.job.precision).itemsize
    slots = OPTIMIZERS[setup.job.optimizer].slots
    rows = 2 * int(plan.stride.sum()) * (setup.job.batch_size + ROWS)
    each = NETWORK_BYTES + item * (rows + plan.parameters * (2 + slots))
    if each * sweep.networks > memory() / 2:
        most = int(memory() / 2 / each)
        raise AppError("sweep", f"{sweep.networks:,} networks are too many for the memory", f"at most {most:,} fit")
