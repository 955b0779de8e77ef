"""What an engine is: a program, data and a position in training, moved on by whole slices.

A run is a function of (program, data, seed, first weights, coefficients of each step). Where it is cut into slices
changes nothing: order, dropout and coefficients depend on epoch and step alone, and running totals are carried over.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from core.catalog.clippings import Clip
from core.catalog.metrics import TOTALS
from core.plan.plan import Program
from core.registry import Options

Array = NDArray[Any]
Floats = NDArray[np.float64]

PARTS = ("train", "test", "validation")


@dataclass(frozen=True)
class Pull:
    """What a penalty does to one array of the trained parameters, named as in files; the numbers are those of
    core.catalog.penalties."""

    key: str
    penalty: str
    coefficients: tuple[float, float] = (0.0, 0.0)
    limit: float = 0.0
    decay: float = 0.0


@dataclass(frozen=True)
class Job:
    """All an engine needs. `parts` maps part names to (x (n, inputs), y (n, outputs)); `train` is always there.

    `coefficients` of a step are rows of `OPTIMIZERS[optimizer].coefficients`, given to `run`. A step goes: gradient of
    the loss, slopes of the penalties added, that of weights switched off taken away, clipped; decoupled decay, the
    optimizer, largest norms.
    """

    program: Program
    parts: Mapping[str, tuple[Array, Array]]
    optimizer: str
    batch_size: int
    shuffle: bool = True
    order_key: int = 0
    dropout_key: int = 0
    evaluate_every: int = 1
    precision: str = "float32"
    threads: int = 1
    weights: Array | None = None
    """One factor from 0 up for each training row; the loss of a batch is the mean of factor times loss. Other parts
    are measured without."""
    penalties: tuple[Pull, ...] = ()
    clip: Clip = field(default_factory=Clip)
    off: tuple[int, ...] = ()
    """Places in the flat vector of weights that are switched off: their gradient is 0 before it is clipped, and they
    are 0 after every step."""

    @property
    def samples(self) -> int:
        return len(self.parts["train"][0])

    @property
    def batches(self) -> int:
        """Steps in an epoch; the last batch of one may be smaller."""
        return -(-self.samples // self.batch_size)


@dataclass(frozen=True)
class Best:
    """The best epoch so far, for a run that may go back to it; `values` are those of its curves."""

    epoch: int
    weights: Mapping[str, Array]
    memories: tuple[Mapping[str, Array], ...]
    values: Mapping[str, float]


@dataclass(frozen=True)
class State:
    """Where a run stands, complete: put back with `write`, it goes on as if never stopped.

    `memories` has `slots` flat vectors, one unpadded array by parameter name each. `totals` are the running totals of
    the epoch in progress.
    """

    weights: Mapping[str, Array]
    memories: tuple[Mapping[str, Array], ...]
    step: int = 0
    epoch: int = 0
    batch: int = 0
    totals: tuple[float, ...] = (0.0,) * len(TOTALS)
    optimizer: str = ""
    """Whose memories these are (the trainer says so): another optimizer cannot read them."""
    since: int = 0
    """The step after which the memories began; bias correction counts from there."""
    remembered: Mapping[Options, tuple[float, ...]] = field(default_factory=dict)
    """What stop rules and an adaptive schedule remember, by their options (the trainer says so)."""
    best: Best | None = None


@dataclass(frozen=True)
class Slice:
    """What `run` did. `rows` (epochs completed, columns): epoch, step, then for each of PARTS the totals of TOTALS.

    Totals of the train part are sums over the epoch's rows as they were trained (`loss` of a batch counts once
    for each of
    its rows); of the other parts, sums over their rows after the epoch, NaN where they are missing or were not due.
    A `root` loss is a root for train batches; for other parts its mean is taken before the root, by the reader.
    `bad_step` is the step whose loss was not finite, 0 if none was, -1 if a weight was not finite at an epoch's end.
    """

    steps: int
    rows: Floats
    bad_step: int = 0
    loss: float = np.nan
    """Of the last batch that was trained, the data's loss alone; NaN where there was none."""


class Asked(Protocol):
    """What can be asked of a network where it stands, and told to it."""

    def evaluate(self, part: str) -> Floats:
        """Totals (TOTALS) over the rows of a part, in inference mode."""

    def predict(self, x: Array) -> Array:
        """Outputs (n, outputs) for prepared inputs (n, inputs), in inference mode."""

    def activations(self, x: Array, nodes: Sequence[str]) -> dict[str, Array]:
        """Values (n, width) of the named nodes, in inference mode."""

    def read(self) -> State:
        """A copy of where the run stands."""

    def write(self, state: State) -> None:
        """Go on from a state."""


class Engine(Asked, Protocol):
    """One at work on one job at a time, called from one thread."""

    name: str
    lanes: int
    """What rows of a program for this engine must be padded to."""

    def load(self, job: Job, state: State, progress: Callable[[str, float], None] | None = None) -> None:
        """Take a job up from a state. `progress(text, share)` hears about compilation."""

    def run(self, coefficients: Floats, rates: Floats | None = None) -> Slice:
        """Train one step for each row of coefficients (n, columns), across epochs; stops early only at a bad step.

        `rates` (n,) are the learning rates of the steps, which decoupled decay needs.
        """

    def gradients(self) -> dict[str, Array]:
        """Gradient of loss and penalties by parameter name, before clipping, for the first `batch_size` training rows
        in the data's order, without dropout and noise."""


class Ensemble(Protocol):
    """Networks of one program side by side. Each has a job of its own: seed, order of the data, the data themselves,
    optimizer's coefficients and the numbers of its penalties may differ; program, optimizer and batch size may not.

    What is asked is answered for every network, in the order of `load`.
    """

    name: str
    lanes: int
    at_once: int
    """How many it computes at the same time; where there are more, they take turns."""

    def load(
        self, jobs: Sequence[Job], states: Sequence[State], progress: Callable[[str, float], None] | None = None
    ) -> None:
        """Take them all up."""

    def run(self, coefficients: Sequence[Floats], rates: Sequence[Floats]) -> list[Slice]:
        """As Engine.run, with a table for each network; a network whose table is empty rests."""

    def evaluate(self, part: str) -> list[Floats]:
        """As Engine.evaluate."""

    def predict(self, inputs: Sequence[Array]) -> list[Array]:
        """As Engine.predict, for inputs of each network (the same array may stand there for all; one of no rows is
        for a network that is not asked)."""

    def read(self) -> list[State]:
        """Copies of where they stand."""

    def write(self, states: Sequence[State]) -> None:
        """Go on from these states."""

    def close(self) -> None:
        """Let threads and memory go; it may be loaded again."""


def epoch_row(epoch: int, step: int, totals: Mapping[str, Sequence[float]]) -> list[float]:
    """One row of `Slice.rows`."""
    row: list[float] = [float(epoch), float(step)]
    for part in PARTS:
        row += list(totals.get(part, (np.nan,) * len(TOTALS)))
    return row
