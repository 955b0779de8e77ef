"""One step of training written out in float64: every sum forward, the loss, every slope backward, every new weight."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.catalog.activations import ACTIVATIONS
from core.engine.contract import Engine
from core.explain.loss import LossWritten, written_loss
from core.explain.twin import Rows, Twin, next_batch, sample, twin
from core.explain.update import Update, updated
from core.plan import ops
from core.session.setup import Setup

Array = NDArray[Any]
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Operation:
    """One operation at one row: `inputs` (n,) to `outputs` (m,), and the slopes of the loss at both.

    `kind` is the primitive's name and `function` the activation's, where it is one. `weight` (n, m) and `bias` (m,) are
    a dense layer's; a norm and PReLU have their numbers there as rows (m,). `others` (n,) is what a sum or product
    joins with, `slope` (m,) the activation's derivative or what dropout multiplies by, `first` the column a copy begins
    at. `delta` is the loss's slope at the outputs and `passed` at the inputs, all that reach them counted; None where
    none is wanted. `fused` outputs get no slope: the loss hands F - y to the sum before them.
    """

    node: str
    kind: str
    function: str
    sources: tuple[str, ...]
    inputs: Floats
    outputs: Floats
    others: Floats | None = None
    weight: Floats | None = None
    bias: Floats | None = None
    key: str = ""
    slope: Floats | None = None
    first: int = 0
    mean: Floats | None = None
    spread: Floats | None = None
    delta: Floats | None = None
    passed: Floats | None = None
    fused: bool = False
    of_data: bool = False
    """Whether it reads the network's inputs."""

    def products(self, unit: int) -> Floats:
        """Every input of a dense layer times its weight to a unit, (n,)."""
        assert self.weight is not None
        return np.asarray(self.inputs * self.weight[:, unit])


@dataclass(frozen=True, eq=False)
class Step:
    """A step on a batch, or on one sample as if it were the batch; operations and loss are those of one row of it.

    `places` (n,) are the batch's rows among all samples, `row` the one that is looked at. `gradients` are those of the
    data's loss for the whole batch, by parameter name.
    """

    what: str
    places: NDArray[np.int64]
    row: int
    left_out: int
    number: int
    operations: tuple[Operation, ...]
    loss: LossWritten
    gradients: Mapping[str, Array]
    update: Update
    names: tuple[str, ...] = ()
    """Of the network's inputs; none for pictures."""
    mixes_rows: bool = False
    """Whether a batch norm makes every row depend on all of its batch."""


@dataclass(frozen=True)
class Walk:
    """Asks for the `Step` on one sample, or, where `place` is None, for the coming one on the next batch.

    `row` says which row of the batch is looked at. None is answered where there is no such sample.
    """

    place: int | None = None
    row: int = 0

    def answer(self, setup: Setup, engine: Engine) -> Step | None:
        held = twin(setup, engine)
        rows = rows_of(held, self.place)
        return None if rows is None else step_of(held, rows, self.row, "batch" if self.place is None else "sample")


def rows_of(held: Twin, place: int | None) -> Rows | None:
    """The next batch, or the sample of that place."""
    return next_batch(held) if place is None else sample(held, place)


def step_of(held: Twin, rows: Rows, row: int = 0, what: str = "batch") -> Step:
    """Forward, loss, backward and update on these rows."""
    row = min(max(row, 0), len(rows) - 1)
    values = held.forward(rows)
    slopes, gradients = held.backward(rows, values)
    plan, described = held.program.plan, held.setup.checked.described
    with np.errstate(all="ignore"):
        update = updated(held, rows, slopes, values)
        loss = written_loss(held, rows, values, row)
        operations = tuple(_operation(held, i, rows, values, gradients, row) for i in range(len(plan.code)))
    return Step(
        what=what,
        places=rows.places,
        row=row,
        left_out=rows.left_out,
        number=held.state.step + 1,
        operations=operations,
        loss=loss,
        gradients=update.loss,
        update=update,
        names=described.names if described is not None else (),
        mixes_rows=bool((plan.code == ops.BATCH_NORM).any()),
    )


def _operation(
    held: Twin, i: int, rows: Rows, values: Mapping[int, Array], gradients: Mapping[int, Array], row: int
) -> Operation:
    plan, node = held.program.plan, held.nodes[i]
    source, other, target = int(plan.source[i]), int(plan.other[i]), int(plan.target[i])
    v, a, code = values[source], values[target], int(plan.code[i])
    names = {slot: name for name, slot in reversed(list(held.program.slots.items()))}
    given: dict[str, Any] = {}
    if code == ops.DENSE:
        given = _dense(held, i, node)
    elif code == ops.ACTIVATE:
        given = {"slope": held.slope(i, v, a)[row]}
    elif code == ops.PRELU:
        weight = held.named(held.flat)[f"{node}.slope"]
        given = {"weight": weight, "key": f"{node}.slope", "slope": np.where(v[row] > 0, 1.0, weight)}
    elif code == ops.DROPOUT:
        given = {"slope": held.kept(i, rows, v.shape[1])[row]}
    elif code in (ops.BATCH_NORM, ops.LAYER_NORM):
        given = _norm(held, i, node, v, row)
    elif code == ops.COPY:
        first = int(plan.argument[i])
        given = {"first": first}
        a = a[:, first : first + v.shape[1]]
        gradients = (
            {**gradients, target: gradients[target][:, first : first + v.shape[1]]}
            if target in gradients
            else gradients
        )
    delta, passed = gradients.get(target), gradients.get(source)
    return Operation(
        node=node,
        kind=ops.NAMES[code],
        function=_function(held, i),
        sources=tuple(names.get(slot, "") for slot in (source, other) if slot >= 0),
        inputs=v[row],
        outputs=a[row],
        others=values[other][row] if other >= 0 else None,
        delta=None if delta is None or not plan.backward[i] else delta[row],
        passed=None if passed is None else passed[row],
        fused=bool(plan.fusion) and target == int(plan.output),
        of_data=source == int(plan.input),
        **given,
    )


def _function(held: Twin, i: int) -> str:
    code = int(held.program.plan.code[i])
    if code == ops.ACTIVATE:
        return list(ACTIVATIONS)[held.program.plan.argument[i]].name
    return ops.NAMES[code] if code in (ops.SOFTMAX, ops.PRELU) else ""


def _dense(held: Twin, i: int, node: str) -> dict[str, Any]:
    arrays = held.named(held.flat)
    bias = arrays[f"{node}.bias"] if held.program.plan.bias[i] >= 0 else None
    return {"weight": arrays[f"{node}.weight"], "bias": bias, "key": f"{node}.weight"}


def _norm(held: Twin, i: int, node: str, v: Array, row: int) -> dict[str, Any]:
    """Scale, shift, and what the row is measured by: mean and 1 / sqrt(variance + eps)."""
    plan, arrays = held.program.plan, held.named(held.flat)
    batch = plan.code[i] == ops.BATCH_NORM
    mean, variance = (v.mean(axis=0), v.var(axis=0)) if batch else (v[row].mean(), v[row].var())
    width = v.shape[1]
    return {
        "weight": arrays[f"{node}.scale"],
        "bias": arrays[f"{node}.shift"],
        "key": f"{node}.scale",
        "mean": np.broadcast_to(mean, width),
        "spread": np.broadcast_to(1.0 / np.sqrt(variance + plan.rate[i]), width),
    }
