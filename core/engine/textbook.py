"""The primitives in plain NumPy, one forward and one backward rule each, obviously right.

`v` is the value of an operation's source (rows, width), `a` that of its target; `g` is the gradient of the loss at the
target. Parameters and their gradients are flat vectors, as the plan's table lays them out without padding.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.catalog.activations import ACTIVATIONS
from core.engine.counter import keep_mask, normals
from core.plan import ops
from core.plan.plan import Plan

Array = NDArray[Any]
Values = dict[int, Array]


class Textbook:
    """A plan's operations on batches, with the mode of a pass (core.plan.ops) and, for chance, the number of the step.

    `key` is the one dropout masks and noise are drawn from.
    """

    def __init__(self, plan: Plan, dtype: np.dtype[Any], key: int) -> None:
        self.plan, self.dtype, self.key = plan, dtype, key
        self._forward: dict[int, Callable[..., Array]] = {
            ops.DENSE: self._dense,
            ops.ACTIVATE: self._activate,
            ops.SOFTMAX: lambda i, v, flat, mode, step: softmax(v),
            ops.DROPOUT: self._dropout,
            ops.PRELU: self._prelu,
            ops.BATCH_NORM: self._batch_norm,
            ops.LAYER_NORM: self._layer_norm,
            ops.NOISE: self._noise,
        }
        self._backward: dict[int, Callable[..., Array]] = {
            ops.DENSE: self._dense_back,
            ops.ACTIVATE: self._activate_back,
            ops.SOFTMAX: lambda i, v, a, g, *rest: a * (g - (g * a).sum(axis=1, keepdims=True)),
            ops.DROPOUT: self._dropout_back,
            ops.PRELU: self._prelu_back,
            ops.BATCH_NORM: self._batch_norm_back,
            ops.LAYER_NORM: self._layer_norm_back,
            ops.NOISE: lambda i, v, a, g, *rest: g,
        }

    def forward(self, flat: Array, x: Array, mode: int, step: int = 0) -> Values:
        """Value of every slot."""
        plan = self.plan
        values: Values = {int(plan.input): x}
        for i, code in enumerate(plan.code):
            source, other, target = int(plan.source[i]), int(plan.other[i]), int(plan.target[i])
            v = values[source]
            if code == ops.ADD:
                values[target] = v + values[other]
            elif code == ops.MULTIPLY:
                values[target] = v * values[other]
            elif code == ops.COPY:
                joined = values.setdefault(target, np.zeros((len(x), int(plan.width[target])), self.dtype))
                joined[:, plan.argument[i] : plan.argument[i] + v.shape[1]] = v
            else:
                values[target] = self._forward[int(code)](i, v, flat, mode, step)
        return values

    def backward(self, flat: Array, values: Mapping[int, Array], slope: Array, mode: int, step: int = 0) -> Array:
        """The flat gradient, from the gradient `slope` at the loss's slot; `values` are those of the forward pass."""
        return self.backprop(flat, values, slope, mode, step)[0]

    def backprop(
        self, flat: Array, values: Mapping[int, Array], slope: Array, mode: int, step: int = 0
    ) -> tuple[Array, Values]:
        """As `backward`, and the gradient of the loss at every slot it reached."""
        plan = self.plan
        found = np.zeros_like(flat)
        gradients: Values = {int(plan.loss_slot): slope}

        def give(slot: int, how: int, g: Array) -> None:
            if how == ops.WRITE:
                gradients[slot] = g
            elif how == ops.ACCUMULATE:
                gradients[slot] = gradients[slot] + g

        for i in reversed(range(len(plan.code))):
            if not plan.backward[i]:
                continue
            code, source, other = int(plan.code[i]), int(plan.source[i]), int(plan.other[i])
            g, v, how = gradients[int(plan.target[i])], values[source], int(plan.source_gradient[i])
            if code == ops.ADD:
                give(source, how, g)
                give(other, int(plan.other_gradient[i]), g)
            elif code == ops.MULTIPLY:
                give(source, how, g * values[other])
                give(other, int(plan.other_gradient[i]), g * v)
            elif code == ops.COPY:
                give(source, how, g[:, plan.argument[i] : plan.argument[i] + v.shape[1]])
            else:
                a = values[int(plan.target[i])]
                give(source, how, self._backward[code](i, v, a, g, flat, found, mode, step))
        return found, gradients

    def remember(self, flat: Array, values: Mapping[int, Array]) -> None:
        """Move the running statistics of every batch_norm towards those of the batch whose `values` these are."""
        for i in np.flatnonzero(self.plan.code == ops.BATCH_NORM):
            v, keep = values[int(self.plan.source[i])], self.dtype.type(self.plan.keep[i])
            for column, now in ((self.plan.mean, v.mean(axis=0)), (self.plan.variance, v.var(axis=0))):
                kept = self._row(flat, column[i], v.shape[1])
                kept[:] = keep * kept + (1 - keep) * now

    @staticmethod
    def _row(flat: Array, offset: Any, width: int) -> Array:
        return flat[int(offset) : int(offset) + width]

    def _matrix(self, flat: Array, i: int) -> Array:
        """The weights (inputs, outputs) of a dense operation."""
        plan = self.plan
        inputs, outputs, first = int(plan.width[plan.source[i]]), int(plan.width[plan.target[i]]), int(plan.weight[i])
        return flat[first : first + inputs * outputs].reshape(inputs, outputs)

    def _dense(self, i: int, v: Array, flat: Array, mode: int, step: int) -> Array:
        z = np.asarray(v @ self._matrix(flat, i))
        return z + self._row(flat, self.plan.bias[i], z.shape[1]) if self.plan.bias[i] >= 0 else z

    def _dense_back(
        self, i: int, v: Array, a: Array, g: Array, flat: Array, found: Array, mode: int, step: int
    ) -> Array:
        self._matrix(found, i)[...] = v.T @ g
        if self.plan.bias[i] >= 0:
            self._row(found, self.plan.bias[i], g.shape[1])[...] = g.sum(axis=0)
        return np.asarray(g @ self._matrix(flat, i).T)

    def _activate(self, i: int, v: Array, flat: Array, mode: int, step: int) -> Array:
        entry = list(ACTIVATIONS)[self.plan.argument[i]]
        assert entry.forward is not None
        return np.asarray(entry.forward(v, self.dtype.type(self.plan.rate[i])), self.dtype)

    def _activate_back(self, i: int, v: Array, a: Array, g: Array, *rest: Any) -> Array:
        entry = list(ACTIVATIONS)[self.plan.argument[i]]
        assert entry.derivative is not None
        return g * np.asarray(entry.derivative(v, a, self.dtype.type(self.plan.rate[i])), self.dtype)

    def _prelu(self, i: int, v: Array, flat: Array, mode: int, step: int) -> Array:
        return np.where(v > 0, v, v * self._row(flat, self.plan.weight[i], v.shape[1]))

    def _prelu_back(
        self, i: int, v: Array, a: Array, g: Array, flat: Array, found: Array, mode: int, step: int
    ) -> Array:
        negative = v <= 0
        self._row(found, self.plan.weight[i], v.shape[1])[...] = np.where(negative, g * v, 0).sum(axis=0)
        return np.where(negative, g * self._row(flat, self.plan.weight[i], v.shape[1]), g)

    # Norms: h is the source with mean 0 and variance 1, a = scale h + shift.

    def _batch_moments(self, i: int, v: Array, flat: Array, mode: int) -> tuple[Array, Array]:
        """Mean and variance of every column: the batch's, or in inference those that were remembered."""
        if mode == ops.INFERENCE:
            return self._row(flat, self.plan.mean[i], v.shape[1]), self._row(flat, self.plan.variance[i], v.shape[1])
        return v.mean(axis=0), v.var(axis=0)

    def _spread(self, i: int, variance: Array) -> Array:
        return np.asarray(1 / np.sqrt(variance + self.dtype.type(self.plan.rate[i])))

    def _scaled(self, i: int, h: Array, flat: Array) -> Array:
        width = h.shape[1]
        return h * self._row(flat, self.plan.weight[i], width) + self._row(flat, self.plan.bias[i], width)

    def _scaled_back(self, i: int, h: Array, g: Array, flat: Array, found: Array) -> Array:
        """Gradients of scale and shift into `found`; gives the gradient at h."""
        width = h.shape[1]
        self._row(found, self.plan.weight[i], width)[...] = (g * h).sum(axis=0)
        self._row(found, self.plan.bias[i], width)[...] = g.sum(axis=0)
        return g * self._row(flat, self.plan.weight[i], width)

    def _batch_norm(self, i: int, v: Array, flat: Array, mode: int, step: int) -> Array:
        mean, variance = self._batch_moments(i, v, flat, mode)
        return self._scaled(i, (v - mean) * self._spread(i, variance), flat)

    def _batch_norm_back(
        self, i: int, v: Array, a: Array, g: Array, flat: Array, found: Array, mode: int, step: int
    ) -> Array:
        mean, variance = self._batch_moments(i, v, flat, mode)
        spread = self._spread(i, variance)
        h = (v - mean) * spread
        gh = self._scaled_back(i, h, g, flat, found)
        # Mean and variance hang on every row of the batch.
        return np.asarray(spread * (gh - gh.mean(axis=0) - h * (gh * h).mean(axis=0)))

    def _layer_norm(self, i: int, v: Array, flat: Array, mode: int, step: int) -> Array:
        h = (v - v.mean(axis=1, keepdims=True)) * self._spread(i, v.var(axis=1, keepdims=True))
        return self._scaled(i, h, flat)

    def _layer_norm_back(
        self, i: int, v: Array, a: Array, g: Array, flat: Array, found: Array, mode: int, step: int
    ) -> Array:
        spread = self._spread(i, v.var(axis=1, keepdims=True))
        h = (v - v.mean(axis=1, keepdims=True)) * spread
        gh = self._scaled_back(i, h, g, flat, found)
        inner = gh - gh.mean(axis=1, keepdims=True) - h * (gh * h).mean(axis=1, keepdims=True)
        return np.asarray(spread * inner)

    # Chance: only while training.

    def _mask(self, i: int, shape: tuple[int, ...], step: int) -> Array:
        """0 or 1 / (1 - rate) for every number of a dropout operation."""
        rate = float(self.plan.rate[i])
        keep = keep_mask(self.key, step, int(self.plan.argument[i]), shape[0], shape[1], rate)
        return np.asarray(keep, self.dtype) * self.dtype.type(1.0 / (1.0 - rate))

    def _dropout(self, i: int, v: Array, flat: Array, mode: int, step: int) -> Array:
        return v * self._mask(i, v.shape, step) if mode == ops.TRAINING else v

    def _dropout_back(
        self, i: int, v: Array, a: Array, g: Array, flat: Array, found: Array, mode: int, step: int
    ) -> Array:
        return g * self._mask(i, v.shape, step) if mode == ops.TRAINING else g

    def _noise(self, i: int, v: Array, flat: Array, mode: int, step: int) -> Array:
        if mode != ops.TRAINING:
            return v
        drawn = normals(self.key, step, int(self.plan.argument[i]), v.shape[0], v.shape[1])
        return v + np.asarray(self.plan.rate[i] * drawn, self.dtype)


def softmax(z: Array) -> Array:
    """Rows (n, k) that add up to 1."""
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return np.asarray(e / e.sum(axis=1, keepdims=True))
