"""What one step does to every weight, each stage kept: the engine's own rules on float64 arrays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.catalog.optimizers import OPTIMIZERS
from core.catalog.optimizers.base import remembered
from core.catalog.schedules import SCHEDULES
from core.engine import restraints
from core.engine.contract import State
from core.explain.twin import Rows, Twin
from core.session.setup import Setup
from core.session.switched_off import places

Array = NDArray[Any]
Floats = NDArray[np.float64]
Arrays = Mapping[str, Array]


@dataclass(frozen=True, eq=False)
class Update:
    """One step of the optimizer, all arrays by parameter name.

    `loss` is the slope of the data's loss, `penalty` what penalties add, `used` what the optimizer gets (weights
    switched off and clipping seen to). `before` are the weights, `shrunk` those after decoupled decay, `moved` those
    that the optimizer makes of them, `after` the new ones, largest norms kept. `memories` and `kept` are what the
    optimizer remembers, before and after; `coefficients` its row of numbers for its step number `number` at the rate
    `rate`. `scale` is what clipping by norm multiplied by.
    """

    optimizer: str
    rate: float
    number: int
    coefficients: Floats
    loss: Arrays
    penalty: Arrays
    used: Arrays
    before: Arrays
    shrunk: Arrays
    moved: Arrays
    after: Arrays
    memories: tuple[Arrays, ...]
    kept: tuple[Arrays, ...]
    scale: float

    def keys(self) -> list[str]:
        """The parameters that the optimizer moves."""
        return list(self.loss)


def rate_of(setup: Setup, state: State) -> float:
    """The learning rate of the coming step, its schedule counted in."""
    training, batches = setup.project.training, setup.job.batches
    options: Any = training.optimizer
    schedule = SCHEDULES.of(training.schedule)
    place = np.array([state.epoch * batches + state.batch + 1], np.int64)
    factor = float(schedule.factor(training.schedule, place, batches, training.epochs)[0])
    memory = setup.state.remembered.get(training.schedule, ()) if schedule.adaptive else ()
    # In the trainer's order of multiplication, so that the last digit is the same.
    return float(options.lr) * (memory[0] if memory else 1.0) * factor


def updated(twin: Twin, rows: Rows, slopes: Floats, values: Mapping[int, Array]) -> Update:
    """The step that the flat gradient `slopes` of the data's loss leads to; `values` are those of the forward pass."""
    setup, state, table = twin.setup, twin.state, twin.program.table
    job, options = setup.job, setup.project.training.optimizer
    entry, n = OPTIMIZERS.of(options), table.trained
    rate, number = rate_of(setup, state), state.step + 1 - setup.state.since
    row = entry.coefficients(options, np.array([rate]), np.array([number], np.int64))[0]
    off = places(setup.project.architecture, table)
    pulled, used, flat = slopes.copy(), slopes.copy(), twin.flat.copy()
    twin.book.remember(flat, values)
    restraints.add_slopes(table, job.penalties, flat, pulled)
    used[...] = pulled
    restraints.switch_off(used, off)
    free = used.copy()
    restraints.clip(used[:n], job.clip)
    shrunk = flat.copy()
    restraints.decay(table, job.penalties, shrunk, rate)
    memories = _memories(twin, entry.slots)
    s1, s2 = (*(memory[:n] for memory in memories), shrunk[:n], shrunk[:n])[:2]
    moved = entry.update(shrunk[:n], used[:n], s1, s2, row)
    after, kept = shrunk.copy(), [memory.copy() for memory in memories]
    for vector, new in zip((after, *kept), moved, strict=False):
        vector[:n] = remembered(new)
    stepped = after.copy()
    restraints.bound(table, job.penalties, after)
    restraints.switch_off(after, off)
    trained = [param.key for param in table.trained_params()]

    def named(vector: Floats) -> dict[str, Array]:
        arrays = twin.named(vector)
        return {key: arrays[key] for key in trained}

    return Update(
        optimizer=entry.name,
        rate=rate,
        number=number,
        coefficients=row,
        loss=named(slopes),
        penalty=named(pulled - slopes),
        used=named(used),
        before=twin.named(twin.flat),
        shrunk=named(shrunk),
        moved=named(stepped),
        after=twin.named(after),
        memories=tuple(named(memory) for memory in memories),
        kept=tuple(named(memory) for memory in kept),
        scale=_scale(free[:n], job.clip.norm if not job.clip.value else 0.0),
    )


def _scale(gradient: Floats, limit: float) -> float:
    norm = float(np.sqrt(np.sum(gradient**2)))
    return limit / norm if limit and norm > limit else 1.0


def _memories(twin: Twin, slots: int) -> list[Floats]:
    given = twin.state.memories if len(twin.state.memories) == slots else ()
    packed = [twin.program.table.pack(memory, np.float64) for memory in given]
    return packed or [np.zeros_like(twin.flat) for _ in range(slots)]
