"""A fair race: several settings trained side by side from the same start, on the same data, in the same batch order."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from dataclasses import replace as replaced
from typing import Any, ClassVar

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from core.data.prepare import Prepared, prepare
from core.engine.contract import Asked, Engine
from core.engine.select import choose_ensemble
from core.errors import AppError
from core.explain.encoding import Encoded, Encoding
from core.explain.geometry import plane_grid, roughness
from core.session.curves import Curves
from core.session.errands import Findings
from core.session.group import Group, alike, threads_each
from core.session.setup import Setup, set_up
from core.session.snapshot import Points, Snapshot
from core.spec.project import Project

Array = NDArray[Any]

FEWEST, MOST = 2, 12
MOST_SEEDS = 20
ROUNDS = 48
"""Marks along the way: there the map is drawn, and the weights kept for the path."""
MAP = 44
"""Cells along a side of an entrant's map."""
PATH_NUMBERS = 20_000
"""Parameters up to which the path of a run is kept."""
CODES = 300


@dataclass(frozen=True)
class Entrant:
    """A setting under its name."""

    title: str
    project: Project


@dataclass(frozen=True, eq=False)
class Track:
    """One run of an entrant with a seed, as far as it is: `curves` of completed epochs, the newest `map` (MAP * MAP,
    outputs) over the plane and the newest `code` of a hidden layer, None where there is none. `path` holds the weights
    by name at each mark. `rough` is the border's length, `gap` test loss minus training loss, NaN where unknown."""

    entrant: int
    seed: int
    status: str
    message: str
    epoch: int
    seconds: float
    parameters: int
    curves: Points
    map: Array | None = None
    code: Encoded | None = None
    path: tuple[Mapping[str, Array], ...] = ()
    rough: float = np.nan
    gap: float = np.nan

    @property
    def over(self) -> bool:
        return self.status in ("finished", "diverged")


@dataclass(frozen=True, eq=False)
class Run:
    """A race so far: the tracks of every entrant and seed, those of the first seed in front. `reach` is half the side
    of the square that the maps show, `truth` the samples (n, 2) with their classes or numbers (n,)."""

    entrants: tuple[Entrant, ...]
    tracks: tuple[Track, ...]
    reach: float
    boundary: float
    samples: Array = field(default_factory=lambda: np.zeros((0, 2)))
    targets: Array = field(default_factory=lambda: np.zeros(0))

    def of(self, entrant: int) -> list[Track]:
        return [track for track in self.tracks if track.entrant == entrant]


@dataclass(frozen=True, eq=False)
class Race:
    """The errand. Every entrant trains `epochs` with each of `seeds` seeds from the project's on. The training itself
    goes on beside it."""

    entrants: tuple[Entrant, ...]
    epochs: int
    seeds: int = 1
    code: str = ""
    """The layer whose encoding is shown; none where it is empty."""
    reach: float = 6.0
    key: ClassVar[str] = "race"
    holds_engine: ClassVar[bool] = False

    def work(self, setup: Setup, engine: Engine) -> Generator[Findings, None, None]:
        if not FEWEST <= len(self.entrants) <= MOST:
            raise AppError("race", f"{len(self.entrants)} settings cannot race", f"choose {FEWEST} to {MOST}")
        if not (1 <= self.seeds <= MOST_SEEDS and self.epochs >= 1):
            raise AppError("race", "it needs at least one epoch and one seed", f"and at most {MOST_SEEDS} seeds")
        known: dict[tuple[Any, ...], Prepared] = {}
        runners: list[_Runner] = []
        teams: list[list[_Runner]] = []
        lanes: dict[str, int] = {}
        for seed in range(self.seeds):
            for place, entrant in enumerate(self.entrants):
                project = self._seeded(entrant.project, seed)
                precision = project.training.precision
                if precision not in lanes:
                    lanes[precision] = choose_ensemble(engine.name, precision).lanes
                made = set_up(project, lanes[precision], prepared=_prepared(project, setup, known))
                runners.append(_Runner(place, made, self))
                team = next((team for team in teams if alike(team[0].setup, made)), None)
                if team is None:
                    teams.append([runners[-1]])
                else:
                    team.append(runners[-1])
        with ExitStack() as stack:
            going = [stack.enter_context(_Team(team, self, engine.name, setup.job.threads)) for team in teams]
            yield from self._run(runners, going, setup.boundary)

    def _run(self, runners: list[_Runner], teams: list[_Team], boundary: float) -> Generator[Findings, None, None]:
        samples, targets = truth(runners[0].setup)

        def found(end: str = "") -> Findings:
            run = Run(self.entrants, tuple(r.track for r in runners), self.reach, boundary, samples, targets)
            done = sum(1.0 if r.track.over else r.track.epoch / self.epochs for r in runners)
            return Findings(run, 1.0 if end else min(done / len(runners), 0.999), end)

        yield found()
        while left := [team for team in teams if not team.over]:
            # Whoever is furthest behind goes on: so the curves grow side by side.
            min(left, key=lambda team: team.epoch).go()
            yield found()
        yield found("finished")

    @staticmethod
    def _seeded(project: Project, seed: int) -> Project:
        return replace(project, training=replace(project.training, seed=project.training.seed + seed))


class _Runner:
    """One entrant with one seed."""

    def __init__(self, place: int, setup: Setup, race: Race) -> None:
        self.setup, self._race = setup, race
        self._curves = Curves(capacity=4096)
        self._marks = frozenset(marks(race.epochs, ROUNDS))
        empty = self._curves.points()
        self.track = Track(place, setup.project.training.seed, "paused", "", 0, 0.0, setup.checked.parameters, empty)

    def take(self, snapshot: Snapshot, network: Asked) -> None:
        """What a round did to it."""
        before = self.track.epoch
        self._curves.add(snapshot.points)
        self.track = replaced(
            self.track,
            epoch=snapshot.epoch,
            curves=self._curves.points(),
            seconds=snapshot.seconds,
            status=snapshot.status,
            message=snapshot.message,
        )
        if snapshot.step == 0 or snapshot.ended or (snapshot.epoch != before and snapshot.epoch in self._marks):
            self._look(network)

    def _look(self, network: Asked) -> None:
        """The weights, the map, the code and what is measured at a mark."""
        values, setup = self.track.curves.last(), self.setup
        self.track = replaced(self.track, gap=values.get("test_loss", np.nan) - values.get("train_loss", np.nan))
        if self.track.parameters <= PATH_NUMBERS:
            self.track = replaced(self.track, path=(*self.track.path, dict(network.read().weights)))
        if setup.prepared.described.info.plane:
            answers = network.predict(setup.prepared.preparation.apply(plane_grid(self._race.reach, MAP)))
            rough = roughness(answers, MAP, setup.boundary) if setup.prepared.described.classes else np.nan
            self.track = replaced(self.track, map=setup.prepared.preparation.invert_targets(answers), rough=rough)
        if self._race.code:
            raw = setup.prepared.raw("train")
            x = raw[some(len(raw), CODES)]
            width = int(np.prod(setup.checked.shapes.get(self._race.code, (0,))))
            units = (0, 1) if width == 2 else (0, 0) if width == 1 else None
            self.track = replaced(self.track, code=Encoding(self._race.code, x, units).answer(setup, network))


class _Team:
    """Runners of one program, side by side: each takes the time that it would alone."""

    def __init__(self, runners: list[_Runner], race: Race, engine: str, threads: int) -> None:
        self._runners = runners
        each = threads_each(len(runners), threads)
        setups = [replaced(r.setup, job=replaced(r.setup.job, threads=each)) for r in runners]
        ensemble = choose_ensemble(engine, setups[0].job.precision, threads)
        self._group = Group(setups, ensemble, epochs=race.epochs, marks=marks(race.epochs, ROUNDS))
        self._rounds = self._group.rounds()
        self.go()

    def __enter__(self) -> _Team:
        return self

    def __exit__(self, *fault: object) -> None:
        self._group.__exit__(*fault)

    @property
    def over(self) -> bool:
        return all(runner.track.over for runner in self._runners)

    @property
    def epoch(self) -> int:
        """Of the one that is furthest behind."""
        return min(runner.track.epoch for runner in self._runners if not runner.track.over)

    def go(self) -> None:
        """One round."""
        for snapshot in next(self._rounds):
            self._runners[snapshot.run].take(snapshot, self._group.networks[snapshot.run])


def marks(epochs: int, count: int) -> list[int]:
    """So many epochs at the most, evenly along a training, the last one at its end."""
    return sorted(set(np.linspace(0, epochs, count + 1).round().astype(int).tolist()[1:]) - {0})


def some(count: int, most: int) -> NDArray[np.int64]:
    """Places of at most so many samples, spread evenly over all."""
    return np.unique(np.linspace(0, count - 1, min(count, most)).round().astype(np.int64))


def _prepared(project: Project, near: Setup, known: dict[tuple[Any, ...], Prepared]) -> Prepared:
    """The data of an entrant: the same arrays wherever data, outputs and seed are the same."""
    from core.compile.check import check

    checked = check(project)
    checked.require()
    key = (project.data, checked.outputs, project.training.seed)
    if (near.project.data, near.checked.outputs, near.project.training.seed) == key:
        return near.prepared
    if key not in known:
        known[key] = prepare(project.data, checked.outputs, project.training.seed)
    return known[key]


def truth(setup: Setup) -> tuple[Array, Array]:
    """The training samples of the plane with their classes or numbers, for a picture; none of other data."""
    if not setup.prepared.described.info.plane:
        return np.zeros((0, 2)), np.zeros(0)
    from core.catalog.losses import classes

    y = setup.prepared.train.y
    shown = classes(y) if setup.prepared.described.classes else setup.prepared.preparation.invert_targets(y)[:, 0]
    return np.asarray(setup.prepared.raw("train"), np.float64), shown


@dataclass(frozen=True)
class Standing:
    """An entrant over its seeds: mean and sample deviation of the last values of each curve; `wins` seeds in which it
    had the lowest last test loss (training loss where nothing is tested), `diverged` seeds."""

    entrant: int
    values: Mapping[str, tuple[float, float]]
    seconds: float
    parameters: int
    rough: float
    gap: float
    wins: int
    diverged: int


def standings(run: Run) -> list[Standing]:
    """The table of a race, in the order of the entrants."""
    names = {name for track in run.tracks for name in track.curves.last()}
    judge = "test_loss" if "test_loss" in names else "train_loss"
    winners = _winners(run, judge)
    table = []
    for place in range(len(run.entrants)):
        tracks = run.of(place)
        last = [track.curves.last() for track in tracks]
        values = {}
        for name in sorted(names):
            known = np.array([one[name] for one in last if np.isfinite(one.get(name, np.nan))])
            deviation = float(known.std(ddof=1)) if len(known) > 1 else 0.0
            values[name] = (float(known.mean()), deviation) if len(known) else (np.nan, np.nan)
        table.append(
            Standing(
                entrant=place,
                values=values,
                seconds=float(np.mean([track.seconds for track in tracks])),
                parameters=tracks[0].parameters,
                rough=float(np.mean([track.rough for track in tracks])),
                gap=float(np.mean([track.gap for track in tracks])),
                wins=winners.count(place),
                diverged=sum(track.status == "diverged" for track in tracks),
            )
        )
    return table


def _winners(run: Run, judge: str) -> list[int]:
    """Who was best in each seed, where all have something to show."""
    found = []
    for seed in dict.fromkeys(track.seed for track in run.tracks):
        scores = {
            track.entrant: track.curves.last().get(judge, np.inf)
            for track in run.tracks
            if track.seed == seed and track.status != "diverged"
        }
        good = {place: score for place, score in scores.items() if np.isfinite(score)}
        if good:
            found.append(min(good, key=lambda place: good[place]))
    return found
