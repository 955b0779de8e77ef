"""Dense layers of a large network as products of matrices in its memory, and what these products do besides."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from core.catalog.activations import ACTIVATIONS
from core.engine.cuda import products
from core.engine.cuda.layers import wanted
from core.engine.cuda.memory import Fused, Memory, Slot
from core.engine.cuda.phases import Matmul, Phase
from core.engine.cuda.products import NOWHERE, Layer, Math, Matrix, Product, mask_floats
from core.engine.cuda.score import Part, Score
from core.plan import ops
from core.plan.plan import Plan

RELU = list(ACTIVATIONS).index(ACTIVATIONS["relu"])
HALVES = 2
"""Numbers of 16 bits in the room of one of the memory's."""


@dataclass(frozen=True)
class Shadow:
    """Copy `count` numbers from `place` on into bfloat16, from the `target`-th of these on."""

    place: int
    target: int
    count: int


Played = Phase | Product | Shadow


def fused_of(plan: Plan, kept: Collection[int], full: bool) -> Fused:
    """What products can do besides, slots that are `kept` staying as they are; without `full` they know no masks and
    no gradients of biases."""
    relu = frozenset(i for i in range(len(plan.code)) if _is_end_of_dense(plan, i, kept))
    if not full:
        return Fused(relu)
    drelu = frozenset(i for i in relu if _behind(plan, i) >= 0)
    return Fused(relu, drelu, frozenset(i for i in range(len(plan.code)) if plan.code[i] == ops.DENSE))


def _is_end_of_dense(plan: Plan, i: int, kept: Collection[int]) -> bool:
    """Whether operation i is the ReLU of a dense layer whose sums nobody else wants."""
    if plan.code[i] != ops.ACTIVATE or plan.argument[i] != RELU:
        return False
    z = int(plan.source[i])
    alone = len(_readers(plan, z)) == 1 and z not in {int(plan.loss_slot), int(plan.output), *kept}
    return alone and _maker(plan, z) >= 0


def _readers(plan: Plan, slot: int) -> list[int]:
    return [i for i in range(len(plan.code)) if slot in (plan.source[i], plan.other[i])]


def _maker(plan: Plan, slot: int) -> int:
    """The dense layer whose sums these are; NOWHERE if there is none."""
    made = [i for i in range(len(plan.code)) if plan.target[i] == slot]
    return made[0] if len(made) == 1 and plan.code[made[0]] == ops.DENSE else NOWHERE


def _behind(plan: Plan, i: int) -> int:
    """The dense layer that alone writes the gradient at activation i's target, whose own gradient nobody adds to;
    NOWHERE if there is none."""
    a = int(plan.target[i])
    readers = _readers(plan, a)
    through = plan.backward[i] and plan.source_gradient[i] == ops.WRITE and plan.loss_slot != a
    if not through or len(readers) != 1 or plan.code[readers[0]] != ops.DENSE:
        return NOWHERE
    return readers[0] if plan.backward[readers[0]] and plan.source_gradient[readers[0]] == ops.WRITE else NOWHERE


class Matrices:
    """The products of one score, in numbers of `math`. Masks and copies in 16 bits get places behind the memory."""

    def __init__(self, score: Score, math: Math) -> None:
        assert score.fused is not None
        self._site, self._fused, self._math = score.site, score.fused, math
        memory, plan = self._memory, self._plan
        self._masks = {
            i: memory.take(mask_floats(memory.capacity, int(plan.width[plan.target[i]])))
            for i in sorted(self._fused.drelu)
        }
        self._halves: dict[int, int] = {}
        if math == "bf16":
            for i in _layers(plan):
                for matrix, rows in self._read_ones(self._layer(i)):
                    self._halves.setdefault(matrix.place, memory.take(-(-rows * matrix.stride // HALVES)))

    @property
    def _memory(self) -> Memory:
        return self._site.memory

    @property
    def _plan(self) -> Plan:
        return self._site.plan

    def _read_ones(self, layer: Layer) -> list[tuple[Matrix, int]]:
        """Matrices that products read, with their rows."""
        return [(layer.x, layer.rows), (layer.weight, layer.inputs), (layer.slope_y, layer.rows)]

    # Layers as products see them.

    def _layer(self, i: int) -> Layer:
        plan, memory, fused = self._plan, self._memory, self._fused
        x, y = memory.value(plan.source[i]), memory.value(plan.target[i])
        weight, bias, stride = int(plan.weight[i]), int(plan.bias[i]), int(plan.stride[plan.target[i]])
        before, behind = self._relu_before(i), self._relu_behind(i)
        own_bias = bias >= 0 and i in fused.biases and behind not in fused.drelu
        below = self._bias_below(before)
        return Layer(
            memory.capacity,
            x.width,
            y.width,
            _matrix(x),
            Matrix(memory.parameters + weight, stride),
            _matrix(y),
            _matrix(memory.slope(plan.target[i])) if plan.backward[i] else _matrix(y),
            Matrix(memory.gradient + weight, stride),
            _matrix(memory.slope(plan.source[i])) if plan.backward[i] and wanted(self._site, i) else None,
            bias=memory.parameters + bias if bias >= 0 else NOWHERE,
            slope_bias=memory.gradient + bias if own_bias else NOWHERE,
            relu=behind != NOWHERE,
            mask=self._masks.get(behind, NOWHERE),
            mask_x=self._masks.get(before, NOWHERE),
            slope_bias_x=memory.gradient + below if below >= 0 else NOWHERE,
        )

    def _relu_behind(self, i: int) -> int:
        """The fused ReLU of a dense layer."""
        return next((j for j in self._fused.relu if self._plan.source[j] == self._plan.target[i]), NOWHERE)

    def _relu_before(self, i: int) -> int:
        """The ReLU through which a dense layer's product gives the gradient on."""
        return next((j for j in self._fused.drelu if self._plan.target[j] == self._plan.source[i]), NOWHERE)

    def _bias_below(self, before: int) -> int:
        if before == NOWHERE:
            return NOWHERE
        below = _maker(self._plan, int(self._plan.source[before]))
        return int(self._plan.bias[below]) if below in self._fused.biases and self._plan.backward[below] else NOWHERE

    # What is played.

    def played(self, parts: Sequence[Part], training: bool) -> list[Played]:
        """Parts with products in the place of dense layers; `training` keeps masks for the way back."""
        found: list[Played] = []
        fresh: set[int] = set()
        for part in parts:
            if isinstance(part, Phase):
                found.append(part)
            else:
                product, read = self._product(part, training)
                found += [self._shadow(matrix, rows, fresh) for matrix, rows in read if matrix.place not in fresh]
                found.append(product)
        return found

    def _product(self, part: Matmul, training: bool) -> tuple[Product, list[tuple[Matrix, int]]]:
        layer = self._layer(part.i)
        x, weight, slope = self._read_ones(layer)
        if part.kind == "forward":
            made = products.forward(layer if training else replace(layer, mask=NOWHERE), self._math)
            read = [x, weight]
        elif part.kind == "delta":
            add = int(self._plan.source_gradient[part.i]) == ops.ACCUMULATE
            made = products.delta(layer, self._math, add)
            read = [slope, weight]
        else:
            made = products.gradient(layer, self._math)
            read = [x, slope]
        if self._math != "bf16":
            return made, []
        return replace(made, a=self._half(made.a), b=self._half(made.b)), read

    def _half(self, matrix: Matrix) -> Matrix:
        return Matrix(self._halves[matrix.place], matrix.stride, half=True)

    def _shadow(self, matrix: Matrix, rows: int, fresh: set[int]) -> Shadow:
        fresh.add(matrix.place)
        return Shadow(matrix.place, HALVES * self._halves[matrix.place], rows * matrix.stride)


def _layers(plan: Plan) -> list[int]:
    return [i for i in range(len(plan.code)) if plan.code[i] == ops.DENSE]


def _matrix(slot: Slot) -> Matrix:
    return Matrix(slot.place, slot.row)
