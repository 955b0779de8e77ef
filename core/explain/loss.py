"""The loss of one row with its own numbers, and which last factor the chain rule ends with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.catalog.activations import ACTIVATIONS
from core.catalog.losses import LOSSES, Loss
from core.engine import restraints
from core.explain.twin import Rows, Twin
from core.plan import ops

Array = NDArray[Any]
Floats = NDArray[np.float64]

PLACES = 161
SLOPES = {
    "mse": "2 (F − y)", "half_mse": "(F − y)", "rmse": "(F − y) / L", "mae": "sign(F − y)",
    "huber": "max(−δ, min(δ, F − y))", "log_cosh": "tanh(F − y)", "bce": "(F − y) / (F (1 − F))", "cce": "−y / F",
    "hinge": "(−(2 y − 1) where (2 y − 1) F < 1)",
}  # fmt: skip
"""The slope of each loss at the prediction F, by its name."""
DERIVATIVES = {"identity": "", "sigmoid": "F (1 − F)", "tanh": "(1 − F²)", "exponential": "F"}
"""The last activation's derivative, in terms of its value."""


@dataclass(frozen=True, eq=False)
class LossWritten:
    """`outputs` F, `targets` y and `sums` z (k,) of one row; `terms` (k,) what each output costs.

    `slope_at_outputs` and `slope_at_sums` are the batch loss's, (k,): of one row, everything divided by the batch and
    multiplied by the row's `factor`. `value` is the row's loss, `batch` the batch's (its root, where the loss is one),
    `cost` what penalties add. `divided` is what the row's terms are divided by, `rows` how many rows the batch has.
    `pairing` is "sigmoid + bce", and `last` its last factor, dL/dz for one output before it is divided.
    """

    loss: str
    activation: str
    outputs: Floats
    targets: Floats
    sums: Floats
    terms: Floats
    slope_at_outputs: Floats
    slope_at_sums: Floats
    value: float
    batch: float
    cost: float
    divided: int
    rows: int
    factor: float
    root: bool
    fused: bool
    last: str
    guess: str
    """What a network pays that finds all classes equally likely: "ln 2 = 0.693"; "" where there are no classes."""
    shown: int
    """The output whose cost is drawn: the one that counts most."""
    places: Floats
    costs: Floats
    """Its cost (n,) over predictions (n,) for its target."""

    @property
    def pairing(self) -> str:
        return f"{self.activation} + {self.loss}"


def written_loss(held: Twin, rows: Rows, values: Mapping[int, Array], row: int) -> LossWritten:
    """The loss at one row of a forward pass."""
    plan, objective = held.program.plan, held.objective
    entry = list(LOSSES)[plan.loss]
    outputs, y = values[int(plan.output)], rows.y
    activation, before = _last_activation(held)
    sums = values[before]
    slope = objective.slope(values, y, rows.factors)[row]
    at_outputs = slope
    if plan.fusion:
        scale = 1.0 / (len(y) * (y.shape[1] if plan.mean_columns else 1))
        factor = 1.0 if rows.factors is None else float(rows.factors[row])
        at_outputs = np.asarray(entry.slope(outputs[row], y[row], np.float64(plan.loss_rate))) * scale * factor
        at_sums = slope
    else:
        at_sums = _before(held, before, values, slope, row)
    terms = _terms(held, values, y, row)
    shown = int(np.argmax(np.abs(terms) + 1e-12 * (y[row] > 0.5)))
    places = _places(entry, float(outputs[row, shown]), float(y[row, shown]))
    return LossWritten(
        loss=entry.name,
        activation=activation,
        outputs=outputs[row],
        targets=y[row],
        sums=sums[row],
        terms=terms,
        slope_at_outputs=at_outputs,
        slope_at_sums=at_sums,
        value=float(objective.rows(values, y)[row]),
        batch=objective.loss(values, y, rows.factors),
        cost=restraints.cost(held.program.table, held.setup.job.penalties, held.flat),
        divided=int(y.shape[1]) if plan.mean_columns else 1,
        rows=len(rows),
        factor=1.0 if rows.factors is None else float(rows.factors[row]),
        root=bool(plan.root),
        fused=bool(plan.fusion),
        last=last_factor(activation, entry.name, fused=bool(plan.fusion)),
        guess=_guess(entry.name, y.shape[1]),
        shown=shown,
        places=places,
        costs=np.asarray(entry.value(places, np.full_like(places, y[row, shown]), np.float64(plan.loss_rate))),
    )


def _places(entry: Loss, output: float, target: float) -> Floats:
    """Predictions over which the cost is drawn: probabilities, or around the target with the prediction in sight."""
    if entry.task == "classify" and entry.boundary == 0.5:
        return np.linspace(0.002, 0.998, PLACES)
    reach = 1.4 * max(abs(output - target), 1.0)
    return np.linspace(target - reach, target + reach, PLACES)


def _guess(loss: str, outputs: int) -> str:
    many = {"bce": 2, "cce": outputs}.get(loss, 0)
    return f"ln {many} = {np.log(many):.3f}" if many > 1 else ""


def last_factor(activation: str, loss: str, *, fused: bool = False) -> str:
    """dL/dz of one output, as a formula of the prediction F and the target y.

    It is F - y only for sigmoid + binary cross-entropy, softmax + categorical cross-entropy and identity + half the
    squared error; sigmoid with the squared error has 2 (F - y) F (1 - F).
    """
    if fused:
        return "F − y"
    before = SLOPES.get(loss, "L′(F)")
    after = DERIVATIVES.get(activation, "f′(z)")
    joined = f"{before} {after}".strip() if activation != "softmax" else f"Σ ({before}) ∂F/∂z"
    return "F − y" if joined == "(F − y)" else joined


def _last_activation(held: Twin) -> tuple[str, int]:
    """The activation that makes the output, and the slot of the sum before it."""
    plan = held.program.plan
    last = next((i for i in reversed(range(len(plan.code))) if plan.target[i] == plan.output), -1)
    code = int(plan.code[last]) if last >= 0 else -1
    if code == ops.ACTIVATE:
        return list(ACTIVATIONS)[plan.argument[last]].name, int(plan.source[last])
    if code in (ops.SOFTMAX, ops.PRELU):
        return ops.NAMES[code], int(plan.source[last])
    return "identity", int(plan.output)


def _before(held: Twin, slot: int, values: Mapping[int, Array], slope: Floats, row: int) -> Floats:
    """The slope at the sums before the output's activation."""
    plan = held.program.plan
    if slot == int(plan.output):
        return slope
    i = next(i for i in reversed(range(len(plan.code))) if plan.target[i] == plan.output)
    z, a = values[slot], values[int(plan.output)]
    if plan.code[i] == ops.SOFTMAX:
        return np.asarray(a[row] * (slope - (slope * a[row]).sum()))
    if plan.code[i] == ops.PRELU:
        weight = held.named(held.flat)[f"{held.nodes[i]}.slope"]
        return np.asarray(slope * np.where(z[row] > 0, 1.0, weight))
    return np.asarray(slope * held.slope(i, z, a)[row])


def _terms(held: Twin, values: Mapping[int, Array], y: Array, row: int) -> Floats:
    """What each output costs; where the loss is taken from the sums, with the precision that this gives."""
    plan = held.program.plan
    target = y[row]
    if plan.fusion == ops.FUSED_SOFTMAX:
        z = values[int(plan.loss_slot)][row]
        log_sum = z.max() + np.log(np.exp(z - z.max()).sum())
        return np.asarray(target * (log_sum - z))
    if plan.fusion == ops.FUSED_SIGMOID:
        z = values[int(plan.loss_slot)][row]
        return np.asarray(np.maximum(z, 0) - z * target + np.log1p(np.exp(-np.abs(z))))
    entry = list(LOSSES)[plan.loss]
    return np.asarray(entry.value(values[int(plan.output)][row], target, np.float64(plan.loss_rate)), np.float64)
