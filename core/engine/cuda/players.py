"""Those who play a score on a whole GPU: kernels over all its processors, and a carrier of products of matrices."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from types import ModuleType
from typing import Any

import numpy as np

from core.engine.contract import Job
from core.engine.cuda import grid_text
from core.engine.cuda.device import Carrier, Device
from core.engine.cuda.faults import fault
from core.engine.cuda.groups import Group, Grouped, grouped
from core.engine.cuda.matrices import Matrices, fused_of
from core.engine.cuda.memory import PLACES
from core.engine.cuda.moves import Traits
from core.engine.cuda.phases import Phase
from core.engine.cuda.products import Math, Product
from core.engine.cuda.score import Score, score_of
from core.engine.cuda.text import load

Play = Callable[[], None]

THREADS = 256
BLOCKS = 8
"""At most so many blocks for each of the device's processors."""
TRAINS, LOOKS = ("step", "gradient", "sound"), ("evaluation", "prediction")
PLAYS = TRAINS + LOOKS
"""Of a score, by their names."""
BESIDES = 5
"""Numbers for each parameter outside the memory: what the optimizer remembers of it, and copies on their way."""


class Players:
    """`m` is the memory they play in."""

    def __init__(
        self,
        device: Device,
        job: Job,
        score: Score,
        carrier: Carrier,
        plays: Mapping[str, Sequence[Grouped]],
        m: Any,
        kernels: ModuleType,
    ) -> None:
        self._device, self._carrier, self._plays = device, carrier, plays
        self.memory, self.m, self.kernels = score.site.memory, m, kernels
        self.parameters = self._piece(self.memory.parameters, job.program.table.size)
        self.gradient = self._piece(self.memory.gradient, job.program.table.size)
        self.note = carrier.note
        plan = job.program.plan
        self._threads = min(THREADS, device.most_threads)
        work = max(self.memory.capacity * int(plan.width.max()), plan.parameters)
        self._blocks = min(-(-work // self._threads), BLOCKS * device.processors)

    def _piece(self, first: int, size: int) -> Any:
        return self.m[first : first + size]

    def bound(self, name: str, table: Any, given: Mapping[str, Any]) -> list[Play]:
        """What is launched for a play, with all that it is given; `table` tells the rows at hand."""
        return [self._launch_of(part, table, given) for part in self._plays[name]]

    def _launch_of(self, part: Grouped, table: Any, given: Mapping[str, Any]) -> Play:
        if isinstance(part, Product):
            return partial(self._carrier.launch, part)
        if isinstance(part, Phase | Group):
            kernel = getattr(self.kernels, grid_text.launched(part.name))
            taken = table, *(given[name] for name in grid_text.taken(part))
            return self._block(kernel, taken) if isinstance(part, Group) else self.together(kernel, *taken)
        views = self.m.view(np.uint32), self.m.view(np.uint16)
        return self.together(self.kernels.halve, *views, part.place, part.target, part.count)

    def _block(self, kernel: Any, given: tuple[Any, ...]) -> Play:
        """By one block of threads, who wait for each other."""
        return partial(self._device.launch, kernel, (1,), self._threads, given)

    def together(self, kernel: Any, *given: Any) -> Play:
        """Over the whole device."""
        return partial(self._device.launch, kernel, (self._blocks,), self._threads, given)

    def alone(self, kernel: Any, *given: Any) -> Play:
        """By one thread, which keeps account."""
        return partial(self._device.launch, kernel, (1,), 1, given)

    def close(self) -> None:
        self._carrier.close()


def in_turn(plays: Sequence[Play]) -> Play:
    """One after the other."""

    def play() -> None:
        for one in plays:
            one()

    return play


def assemble(
    device: Device, job: Job, capacity: int, precision: str, math: Math, names: Sequence[str] = PLAYS
) -> Players:
    """Players of these plays of a job: the best carrier that can carry out all their products, in a memory that has
    room."""
    for make in device.carriers(precision):
        carrier = make()
        for full in (True, False) if carrier.full else (False,):
            found = _with(carrier, full, device, job, capacity, precision, math, names)
            if found:
                return found
        carrier.close()
    raise fault("compile", reason="nothing multiplies the matrices of this network")


def onlookers(device: Device, job: Job, capacity: int, precision: str, math: Math) -> Players:
    """Players who only look, in a memory without room for the way back."""
    plan = job.program.plan
    forward = replace(job.program, plan=plan._replace(backward=np.zeros_like(plan.backward)))
    return assemble(device, replace(job, program=forward), capacity, precision, math, LOOKS)


def _with(
    carrier: Carrier,
    full: bool,
    device: Device,
    job: Job,
    capacity: int,
    precision: str,
    math: Math,
    names: Sequence[str],
) -> Players | None:
    program = job.program
    fused = fused_of(program.plan, set(program.slots.values()), full)
    score = score_of(program.plan, Traits.of([job]), capacity, precision, THREADS, fused)
    narrow = math if carrier.narrow else "float32"
    matrices = Matrices(score, "float64" if precision == "float64" else narrow)
    parts = {name: matrices.played(getattr(score, name)(), name in TRAINS) for name in names}
    plays = {name: grouped(play, program.plan, capacity) for name, play in parts.items()}
    m = _memory(device, score, np.dtype(precision))
    products = [part for play in plays.values() for part in play if isinstance(part, Product)]
    if not carrier.ready(m, list(dict.fromkeys(products))):
        return None
    groups = {part.name: part for play in plays.values() for part in play if isinstance(part, Group)}
    text = grid_text.GridText(score, groups.values()).text
    kernels = load(score, device.language(precision), text)
    return Players(device, job, score, carrier, plays, m, kernels)


def _memory(device: Device, score: Score, dtype: np.dtype[Any]) -> Any:
    """All zeros; refused where the device has no room for it and what comes besides."""
    size = score.site.memory.size
    needs, free = (size + BESIDES * score.plan.parameters) * dtype.itemsize, device.free()
    if needs > free or size >= PLACES:
        raise fault("memory", needs=needs, free=free)
    return device.put(np.zeros(size, dtype))
