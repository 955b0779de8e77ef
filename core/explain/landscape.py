"""The loss around a network: its value over a plane through the weights, with the way a run took in it."""

from __future__ import annotations

import time
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Literal

import numpy as np
from numpy.typing import NDArray

from core.engine.contract import Engine, State
from core.errors import AppError
from core.session.errands import Findings
from core.session.measures import loss_now
from core.session.setup import Setup

Array = NDArray[Any]
Floats = NDArray[np.float64]
Weights = Mapping[str, Array]
Plane = Literal["random", "ends", "weights", "paths"]

SIZES = (9, 17, 33, 65)
"""Places along a side: each size holds all places of the one before, so a picture only grows finer."""
PIECE_SECONDS = 0.02
MARGIN = 0.25


@dataclass(frozen=True, eq=False)
class Path:
    """A way through the weights: coordinates (m, 2) in the plane it was laid into, and its name."""

    name: str
    places: Floats


@dataclass(frozen=True, eq=False)
class Surface:
    """The loss over a plane so far. `values` (n, n) row by row upwards, NaN where it is not known or not finite;
    `across` (n,) and `up` (n,) are the coordinates, (0, 0) is the network as it stands, or the paths' start, with the
    loss `centre`. `titles` name the coordinates."""

    values: Floats
    across: Floats
    up: Floats
    centre: float
    paths: tuple[Path, ...]
    titles: tuple[str, str]
    plane: Plane


@dataclass(frozen=True)
class Weight:
    """One number of a layer's weights."""

    node: str
    row: int
    column: int

    @property
    def key(self) -> str:
        return f"{self.node}.weight"


@dataclass(frozen=True, eq=False)
class Landscape:
    """The errand: the training loss, measured in inference mode over the whole training part, around the network.

    `random` directions are filter-normalised (Li et al. 2018, "Visualizing the loss landscape of neural nets"): each
    unit's incoming numbers in a direction are as long together as they are in the network. `ends` goes from the
    network to the first of `path`, and up in the direction in which the path leaves that line most. `weights` are two
    chosen `numbers`. `paths` spans the two main directions of all the paths. It works `budget` seconds at the most,
    from coarse to fine.
    """

    plane: Plane = "random"
    path: tuple[Weights, ...] = ()
    paths: tuple[tuple[str, tuple[Weights, ...]], ...] = ()
    numbers: tuple[Weight, ...] = ()
    reach: float = 1.0
    budget: float = 10.0
    seed: int = 0
    key: ClassVar[str] = "landscape"
    holds_engine: ClassVar[bool] = True

    def work(self, setup: Setup, engine: Engine) -> Generator[Findings, None, None]:
        before = engine.read()
        try:
            yield from self._work(setup, engine, before)
        finally:
            engine.write(before)

    def _work(self, setup: Setup, engine: Engine, before: State) -> Generator[Findings, None, None]:
        frame = self._frame(setup, before.weights)
        began = time.perf_counter()
        paths = tuple(Path(name, frame.onto(way)) for name, way in frame.ways)
        low, high = frame.bounds(paths, self.reach)
        known: dict[tuple[float, float], float] = {}
        centre = self._loss(setup, engine, before, frame.at(0.0, 0.0))
        surface = None
        for level, size in enumerate(SIZES):
            across, up = np.linspace(low[0], high[0], size), np.linspace(low[1], high[1], size)
            values = np.full((size, size), np.nan)
            rest = time.perf_counter() + PIECE_SECONDS
            for row, b in enumerate(up.tolist()):
                for column, a in enumerate(across.tolist()):
                    # Places of a coarser size are the same numbers but for rounding.
                    place = (round(a, 9), round(b, 9))
                    if place not in known:
                        known[place] = self._loss(setup, engine, before, frame.at(a, b))
                    values[row, column] = known[place]
                now = time.perf_counter()
                if surface is not None and now - began > self.budget:
                    end = (
                        f"the budget of {self.budget:g} s is used: {len(surface.across)} x {len(surface.across)} places"
                    )
                    yield Findings(surface, 1.0, end)
                    return
                if now > rest:
                    share = (level + (row + 1) / size) / len(SIZES)
                    # A coarser whole picture stays until a finer one is half done.
                    done = row + 1 == size
                    shown = Surface(values.copy(), across, up, centre, paths, frame.titles, self.plane)
                    yield Findings(shown if surface is None or done else surface, min(share, 0.999))
                    rest = time.perf_counter() + PIECE_SECONDS
            surface = Surface(values, across, up, centre, paths, frame.titles, self.plane)
        assert surface is not None
        yield Findings(surface, 1.0, f"{SIZES[-1]} x {SIZES[-1]} places")

    @staticmethod
    def _loss(setup: Setup, engine: Engine, before: State, weights: Weights) -> float:
        engine.write(replace(before, weights=weights))
        loss = loss_now(setup, engine)
        return loss if np.isfinite(loss) else float("nan")

    def _frame(self, setup: Setup, weights: Weights) -> Frame:
        names = tuple(param.key for param in setup.program.table.trained_params())
        mine = tuple(way for way in self.path if fits(way, weights, names))
        if self.plane == "weights":
            return _two_weights(weights, names, self.numbers)
        if self.plane == "ends":
            if not mine:
                raise AppError("landscape", "there is no way behind this network yet", "train it first")
            return _ends(weights, names, mine, self.seed)
        if self.plane == "paths":
            kept = [(name, tuple(w for w in way if fits(w, weights, names))) for name, way in self.paths]
            return _paths(names, [(name, way) for name, way in kept if len(way) > 1], weights)
        first, second = (normalised(weights, names, self.seed + i) for i in range(2))
        ways = (("", mine),) if mine else ()
        return Frame(weights, names, first, second, ("direction 1", "direction 2"), ways)


def fits(way: Weights, weights: Weights, names: Sequence[str]) -> bool:
    """Whether these are weights of the same network."""
    return all(name in way and way[name].shape == weights[name].shape for name in names)


class Frame:
    """A plane through the weights: origin + a first + b second, with ways to be drawn in it."""

    def __init__(
        self,
        origin: Weights,
        names: Sequence[str],
        first: Floats,
        second: Floats,
        titles: tuple[str, str],
        ways: tuple[tuple[str, tuple[Weights, ...]], ...] = (),
        free: bool = True,
    ) -> None:
        self.origin, self.names, self.titles, self.ways = origin, tuple(names), titles, ways
        self._axes = np.stack([first, second], axis=1)
        self._start = flat(origin, names)
        self._free = free
        """Whether the stretch is the asked reach; else that of the paths."""

    def at(self, a: float, b: float) -> Weights:
        """The network's arrays at a place of the plane; what is not trained stays."""
        moved = self._start + self._axes @ np.array([a, b])
        found = dict(self.origin)
        place = 0
        for name in self.names:
            old = self.origin[name]
            found[name] = moved[place : place + old.size].reshape(old.shape).astype(old.dtype)
            place += old.size
        return found

    def onto(self, way: Sequence[Weights]) -> Floats:
        """Coordinates (m, 2) of the nearest places in the plane."""
        if not way:
            return np.zeros((0, 2))
        apart = np.stack([flat(weights, self.names) for weights in way]) - self._start
        return np.asarray(np.linalg.lstsq(self._axes, apart.T, rcond=None)[0].T)

    def bounds(self, paths: Sequence[Path], reach: float) -> tuple[Floats, Floats]:
        """Lower left and upper right corner of what is drawn."""
        if self._free:
            return np.full(2, -reach), np.full(2, reach)
        # The origin is always in the picture.
        places = np.concatenate([np.zeros((1, 2)), *(path.places for path in paths)])
        low, high = places.min(axis=0), places.max(axis=0)
        span = float((high - low).max()) or 1.0
        half = np.maximum((high - low) / 2, 0.25 * span) * (1 + 2 * MARGIN)
        centre = (low + high) / 2
        return centre - half, centre + half


def flat(weights: Weights, names: Sequence[str]) -> Floats:
    """The named arrays in one float64 vector."""
    return np.concatenate([np.asarray(weights[name], np.float64).ravel() for name in names])


def normalised(weights: Weights, names: Sequence[str], seed: int) -> Floats:
    """A random direction of which every unit's incoming weights and bias are as long as the network's own."""
    rng = np.random.default_rng(seed)
    drawn = {name: rng.standard_normal(weights[name].shape) for name in names}
    for name in names:
        if weights[name].ndim == 2:
            bias = name.removesuffix(".weight") + ".bias"
            both = [name, bias] if bias in drawn else [name]
            own = _unit_norms([np.asarray(weights[each], np.float64) for each in both])
            length = _unit_norms([drawn[each] for each in both])
            for each in both:
                drawn[each] = drawn[each] * (own / np.maximum(length, 1e-12))
        elif not (name.endswith(".bias") and name.removesuffix(".bias") + ".weight" in drawn):
            own_length, drawn_length = (float(np.linalg.norm(each[name])) for each in (weights, drawn))
            drawn[name] = drawn[name] * (own_length / max(drawn_length, 1e-12))
    return flat(drawn, names)


def _unit_norms(arrays: Sequence[Floats]) -> Floats:
    """Length of every column (units,) over all the arrays."""
    return np.asarray(np.sqrt(sum((np.atleast_2d(array) ** 2).sum(axis=0) for array in arrays)))


def _ends(weights: Weights, names: Sequence[str], way: tuple[Weights, ...], seed: int) -> Frame:
    start, now = flat(way[0], names), flat(weights, names)
    first = start - now
    if float(np.linalg.norm(first)) < 1e-9:
        raise AppError("landscape", "the network stands where it began", "train it first")
    apart = np.stack([flat(each, names) for each in way]) - now
    beside = apart - np.outer(apart @ first / (first @ first), first)
    if float(np.linalg.norm(beside)) < 1e-6 * float(np.linalg.norm(first)):
        drawn = normalised(weights, names, seed)
        beside = (drawn - first * (drawn @ first / (first @ first)))[None]
    rows: Floats = np.linalg.svd(beside, full_matrices=False)[2]
    second = rows[0]
    second = second * float(np.linalg.norm(first))
    return Frame(
        weights, names, first, second, ("from now (0) to the start (1)", "beside it"), (("", way),), free=False
    )


def _there(array: Array, number: Weight) -> bool:
    rows, columns = array.shape
    return number.row < rows and number.column < columns


def _two_weights(weights: Weights, names: Sequence[str], numbers: tuple[Weight, ...]) -> Frame:
    """Coordinates are what is added to the two numbers."""
    if len(numbers) != 2 or numbers[0] == numbers[1]:
        raise AppError("landscape", "two different weights are needed", "choose two")
    axes = []
    for number in numbers:
        zeros = {name: np.zeros(weights[name].shape) for name in names}
        if number.key not in zeros or not _there(zeros[number.key], number):
            raise AppError("landscape", f"there is no weight {number.node}[{number.row + 1}, {number.column + 1}]")
        zeros[number.key][number.row, number.column] = 1.0
        axes.append(flat(zeros, names))
    first, second = (f"{n.node}[{n.row + 1}, {n.column + 1}]" for n in numbers)
    return Frame(weights, names, axes[0], axes[1], (first, second))


def _paths(names: Sequence[str], ways: list[tuple[str, tuple[Weights, ...]]], weights: Weights) -> Frame:
    """The plane of the two main directions of all the ways, through the place where they began."""
    if not ways:
        raise AppError("landscape", "no path fits this network", "run a race of settings that keep its layers")
    origin = {**weights, **ways[0][1][0]}
    apart = np.concatenate([np.stack([flat(w, names) for w in way]) for _, way in ways]) - flat(origin, names)
    _, sizes, directions = np.linalg.svd(np.nan_to_num(apart), full_matrices=False)
    scale = float(sizes[0]) / np.sqrt(len(apart)) or 1.0
    second = directions[1] if len(directions) > 1 else normalised(origin, names, 0) / scale
    return Frame(
        origin, names, directions[0] * scale, second * scale, ("main direction", "second direction"), tuple(ways),
        free=False,
    )  # fmt: skip
