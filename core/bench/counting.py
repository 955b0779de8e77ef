"""What a step has to do at least, counted from the plan: multiplications and additions, and bytes that must move."""

from __future__ import annotations

from dataclasses import dataclass

from core.catalog.optimizers import OPTIMIZERS
from core.plan import ops
from core.session.setup import Setup

BYTES = {"float32": 4, "float64": 8}


@dataclass(frozen=True)
class Work:
    """One step with a full batch."""

    flops: int
    """Of the matrix products alone: 2 B n m forward and as many for the gradient of the weights, for every dense layer
    from n to m numbers and a batch of B rows; as many again for the gradient of its inputs, where somebody wants it.
    Biases, activations, the loss, the optimizer's arithmetic and the gathering of the batch are not counted."""
    largest: int
    """The largest single product's."""
    optimizer_bytes: int
    """Weight, gradient and the optimizer's s memories are read, weight and memories written: 3 + 2 s numbers for each
    one that is learned."""
    working_set: int
    """Bytes of those arrays, 2 + s numbers for each one that is learned."""


def work_of(setup: Setup) -> Work:
    """Counted for the project's network, batch size, optimizer and precision."""
    plan, batch = setup.program.plan, setup.job.batch_size
    flops = largest = 0
    for i in range(len(plan.code)):
        if plan.code[i] != ops.DENSE:
            continue
        one = 2 * batch * int(plan.width[plan.source[i]]) * int(plan.width[plan.target[i]])
        flops += one * (2 if plan.source_gradient[i] == ops.NOT_WANTED else 3)
        largest = max(largest, one)
    learned = setup.program.table.count() * BYTES[setup.job.precision]
    memories = OPTIMIZERS[setup.job.optimizer].slots
    return Work(flops, largest, (3 + 2 * memories) * learned, (2 + memories) * learned)
