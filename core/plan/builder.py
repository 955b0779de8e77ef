"""Collects primitives while layers are lowered, and closes them into a Plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from core.catalog.activations import ACTIVATIONS
from core.plan import ops
from core.plan.plan import Ints, Param, ParamTable, Plan
from core.registry import Options


@dataclass
class _Op:
    code: int
    source: int
    target: int
    other: int = -1
    argument: int = 0
    rate: float = 0.0
    weight: int = -1
    bias: int = -1
    mean: int = -1
    variance: int = -1
    keep: float = 0.0
    backward: int = 1
    source_gradient: int = ops.WRITE
    other_gradient: int = ops.NOT_WANTED


@dataclass
class Builder:
    """`lanes` is how many floats a row is padded to a multiple of (1: no padding)."""

    lanes: int = 1
    _ops: list[_Op] = field(default_factory=list)
    _widths: list[int] = field(default_factory=list)
    _params: list[Param] = field(default_factory=list)
    _kept: list[Param] = field(default_factory=list)
    """Parameters that are not trained; their offsets count from the end of the trained ones."""
    _size: int = 0
    _kept_size: int = 0
    _draws: int = 0
    """Operations so far that draw random numbers."""

    def slot(self, width: int) -> int:
        """A new buffer of `width` numbers a row."""
        self._widths.append(width)
        return len(self._widths) - 1

    def _stride(self, width: int) -> int:
        return -(-width // self.lanes) * self.lanes

    def _param(self, node: str, name: str, shape: tuple[int, ...], initializer: Options) -> int:
        stride = self._stride(shape[-1])
        offset = self._size
        self._params.append(Param(node, name, shape, offset, stride, initializer))
        self._size += stride * (shape[0] if len(shape) == 2 else 1)
        return offset

    def _row(self, node: str, name: str, width: int, start: float) -> int:
        """A row of trained numbers that all begin alike."""
        offset, stride = self._size, self._stride(width)
        self._params.append(Param(node, name, (width,), offset, stride, None, start))
        self._size += stride
        return offset

    def _kept_row(self, node: str, name: str, width: int, start: float) -> int:
        """A row of numbers that the network keeps itself; its offset counts from the end of the trained ones."""
        offset, stride = self._kept_size, self._stride(width)
        self._kept.append(Param(node, name, (width,), offset, stride, None, start))
        self._kept_size += stride
        return offset

    def _emit(self, op: _Op) -> int:
        self._ops.append(op)
        return op.target

    def dense(self, source: int, node: str, units: int, use_bias: bool, initializer: Options) -> int:
        weight = self._param(node, "weight", (self._widths[source], units), initializer)
        bias = self._param(node, "bias", (units,), initializer) if use_bias else -1
        return self._emit(_Op(ops.DENSE, source, self.slot(units), weight=weight, bias=bias))

    def activate(self, source: int, activation: Options, node: str) -> int:
        """f(source); the identity costs nothing. A function that learns has its parameters under the node's name."""
        entry = ACTIVATIONS.of(activation)
        if entry.name == "identity":
            return source
        target = self.slot(self._widths[source])
        if entry.primitive == "softmax":
            return self._emit(_Op(ops.SOFTMAX, source, target))
        if entry.primitive == "prelu":
            slope = self._row(node, "slope", self._widths[source], entry.parameter_of(activation))
            return self._emit(_Op(ops.PRELU, source, target, weight=slope))
        place, rate = ACTIVATIONS.index(entry.name), entry.parameter_of(activation)
        return self._emit(_Op(ops.ACTIVATE, source, target, argument=place, rate=rate))

    def chain(self, name: str, sources: Sequence[int]) -> int:
        """ADD or MULTIPLY of all sources, two at a time."""
        total = sources[0]
        for source in sources[1:]:
            target = self.slot(self._widths[total])
            total = self._emit(_Op(ops.NAMES.index(name), total, target, other=source, other_gradient=ops.WRITE))
        return total

    def concat(self, sources: Sequence[int]) -> int:
        target = self.slot(sum(self._widths[source] for source in sources))
        column = 0
        for source in sources:
            self._emit(_Op(ops.COPY, source, target, argument=column))
            column += self._widths[source]
        return target

    def dropout(self, source: int, rate: float) -> int:
        return self._drawn(ops.DROPOUT, source, rate)

    def noise(self, source: int, deviation: float) -> int:
        return self._drawn(ops.NOISE, source, deviation)

    def _drawn(self, code: int, source: int, rate: float) -> int:
        self._draws += 1
        return self._emit(_Op(code, source, self.slot(self._widths[source]), argument=self._draws, rate=rate))

    def batch_norm(self, source: int, node: str, momentum: float, eps: float) -> int:
        width = self._widths[source]
        op = self._norm(ops.BATCH_NORM, source, node, eps)
        op.mean, op.variance = self._kept_row(node, "mean", width, 0.0), self._kept_row(node, "variance", width, 1.0)
        op.keep = momentum
        return self._emit(op)

    def layer_norm(self, source: int, node: str, eps: float) -> int:
        return self._emit(self._norm(ops.LAYER_NORM, source, node, eps))

    def _norm(self, code: int, source: int, node: str, eps: float) -> _Op:
        width = self._widths[source]
        scale, shift = self._row(node, "scale", width, 1.0), self._row(node, "shift", width, 0.0)
        return _Op(code, source, self.slot(width), rate=eps, weight=scale, bias=shift)

    def _fuse(self, output: int, fused_with: str) -> int:
        """The fusion for a loss that cancels against `fused_with`, if the output comes straight from it."""
        last = next((op for op in reversed(self._ops) if op.target == output), None)
        if last is None:
            return ops.PLAIN
        if fused_with == "softmax" and last.code == ops.SOFTMAX:
            return ops.FUSED_SOFTMAX
        if fused_with == "sigmoid" and last.code == ops.ACTIVATE and last.argument == ACTIVATIONS.index("sigmoid"):
            return ops.FUSED_SIGMOID
        return ops.PLAIN

    def close(
        self,
        *,
        input: int,
        output: int,
        loss: int,
        loss_rate: float,
        fused_with: str,
        mean: bool,
        root: bool,
        threshold: bool,
        boundary: float,
    ) -> Plan:
        """The finished plan; `loss` is the loss's place in its registry, `loss_rate` its numeric option."""
        fusion, loss_slot = self._fuse(output, fused_with), output
        if fusion != ops.PLAIN:
            last = next(op for op in reversed(self._ops) if op.target == output)
            # A fused output read elsewhere too would need both gradients; then the loss stays plain.
            if any(output in (op.source, op.other) for op in self._ops):
                fusion = ops.PLAIN
            else:
                last.backward, loss_slot = 0, last.source
        self._route_gradients(loss_slot)
        strides = [self._stride(width) for width in self._widths]
        offsets = np.concatenate([[0], np.cumsum(strides)]).astype(np.int64)
        column = lambda name: np.array([getattr(op, name) for op in self._ops], np.int64)  # noqa: E731 - one expression, used beside it
        return Plan(
            code=column("code"),
            source=column("source"),
            other=column("other"),
            target=column("target"),
            argument=column("argument"),
            rate=np.array([op.rate for op in self._ops], np.float64),
            weight=column("weight"),
            bias=column("bias"),
            mean=self._after_trained("mean"),
            variance=self._after_trained("variance"),
            keep=np.array([op.keep for op in self._ops], np.float64),
            source_gradient=column("source_gradient"),
            other_gradient=column("other_gradient"),
            backward=column("backward"),
            width=np.array(self._widths, np.int64),
            stride=np.array(strides, np.int64),
            offset=offsets[:-1].copy(),
            floats=int(offsets[-1]),
            input=input,
            output=output,
            loss_slot=loss_slot,
            loss=loss,
            fusion=fusion,
            mean_columns=int(mean),
            root=int(root),
            threshold=int(threshold),
            boundary=boundary,
            loss_rate=loss_rate,
            parameters=self._size + self._kept_size,
            trained=self._size,
        )

    def _after_trained(self, name: str) -> Ints:
        """Offsets of kept rows in the whole flat vector, -1 where an operation has none."""
        offsets = [getattr(op, name) for op in self._ops]
        return np.array([offset + self._size if offset >= 0 else -1 for offset in offsets], np.int64)

    def _route_gradients(self, loss_slot: int) -> None:
        """Says for every operation, last to first, whether its sources' gradients are wanted, written or added to."""
        learned: set[int] = set()
        for op in self._ops:
            if op.code in ops.LEARNING or op.source in learned or op.other in learned:
                learned.add(op.target)
        written = {loss_slot}
        for op in reversed(self._ops):
            if op.target not in written or not op.backward:
                op.backward = 0
                continue
            op.source_gradient = self._route(op.source, learned, written)
            if op.other >= 0:
                op.other_gradient = self._route(op.other, learned, written)

    @staticmethod
    def _route(slot: int, learned: set[int], written: set[int]) -> int:
        if slot not in learned:
            return ops.NOT_WANTED
        if slot in written:
            return ops.ACCUMULATE
        written.add(slot)
        return ops.WRITE

    def table(self) -> ParamTable:
        """Every parameter, the trained ones first."""
        kept = (replace(param, offset=param.offset + self._size) for param in self._kept)
        return ParamTable((*self._params, *kept), self._size + self._kept_size, self._size)
