"""Where a network stands, as arrays for a device and back; and the numbers of its plan that stay as they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.catalog.optimizers import OPTIMIZERS
from core.engine.contract import Floats, Job, State
from core.plan.plan import Plan

Array = NDArray[Any]


def packed_memories(job: Job, state: State, dtype: np.dtype[Any]) -> Array:
    """What the optimizer remembers (2 * parameters,), the second vector behind the first; zeros where nothing is."""
    table, slots = job.program.table, OPTIMIZERS[job.optimizer].slots
    memories = np.zeros(2 * table.size, dtype)
    for i, memory in enumerate(state.memories if len(state.memories) == slots else ()):
        memories[i * table.size : (i + 1) * table.size] = table.pack(memory, dtype)
    return memories


def state_of(job: Job, parameters: Array, memories: Array, position: Sequence[int], totals: Sequence[float]) -> State:
    """The state of flat parameters and memories, at (step, epoch, batch)."""
    table, slots = job.program.table, range(OPTIMIZERS[job.optimizer].slots)
    remembered = tuple(table.unpack(memories[q * table.size : (q + 1) * table.size]) for q in slots)
    step, epoch, batch = (int(number) for number in position)
    return State(table.unpack(parameters), remembered, step, epoch, batch, tuple(totals))


def rates_of(plan: Plan) -> Floats:
    """Of the operations, then the loss's option and the boundary between yes and no, then what norms keep."""
    return np.concatenate([plan.rate, [plan.loss_rate, plan.boundary], plan.keep]).astype(np.float64)


def slopes_of(job: Job, flat: Array) -> dict[str, Array]:
    """Gradients of the trained parameters by their names."""
    return {param.key: param.view(flat).copy() for param in job.program.table.trained_params()}
