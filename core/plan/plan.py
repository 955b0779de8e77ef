"""The plan and its table of parameters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.registry import Options

Ints = NDArray[np.int64]


class Plan(NamedTuple):
    """A network's operations in order, as parallel arrays; compiled functions take it as it is.

    A *slot* is a buffer of one row per sample: `width` numbers are used of each row, `stride` lie from row to row
    (the padding behind `width` stays zero), and for a batch capacity B the slot starts at `offset * B`.
    """

    code: Ints
    source: Ints
    other: Ints
    target: Ints
    argument: Ints
    rate: NDArray[np.float64]
    weight: Ints
    bias: Ints
    mean: Ints
    variance: Ints
    keep: NDArray[np.float64]
    source_gradient: Ints
    other_gradient: Ints
    backward: Ints
    width: Ints
    stride: Ints
    offset: Ints
    floats: int
    """Floats of all slots, for one row."""
    input: int
    output: int
    loss_slot: int
    """The slot whose gradient the loss writes: the output, or the sum z where the loss is fused."""
    loss: int
    """Place of the loss in its registry."""
    fusion: int
    mean_columns: int
    """1 where the loss is averaged over a row, 0 where it is added up."""
    root: int
    threshold: int
    """1 where an answer is right by output > boundary, 0 where it is the largest output."""
    boundary: float
    loss_rate: float
    """The loss's numeric option."""
    parameters: int
    """Length of the flat parameter vector, padding included."""
    trained: int
    """So many of it from the first on are trained."""


@dataclass(frozen=True)
class Param:
    """One array inside the flat vector: rows of `shape[-1]` numbers, `stride` apart, from `offset` on."""

    node: str
    name: str
    shape: tuple[int, ...]
    offset: int
    stride: int
    initializer: Options | None
    start: float = 0.0
    """What every number begins with, where there is no initializer."""

    @property
    def key(self) -> str:
        """NODE.weight, NODE.bias, NODE.scale ...: the name in files."""
        return f"{self.node}.{self.name}"

    def view(self, flat: NDArray[Any]) -> NDArray[Any]:
        """This array inside `flat`, without its padding."""
        rows = self.shape[0] if len(self.shape) == 2 else 1
        block = flat[self.offset : self.offset + rows * self.stride].reshape(rows, self.stride)[:, : self.shape[-1]]
        return block.reshape(self.shape) if len(self.shape) == 2 else block[0]


@dataclass(frozen=True)
class ParamTable:
    """Names of the parameters, in the order of the flat vector."""

    params: tuple[Param, ...]
    size: int
    trained: int
    """So many numbers from the first on are moved by the optimizer; what stands behind them, the network keeps itself.
    """

    def __iter__(self) -> Iterator[Param]:
        return iter(self.params)

    def trained_params(self) -> tuple[Param, ...]:
        """Those that the optimizer moves."""
        return tuple(param for param in self.params if param.offset < self.trained)

    def unpack(self, flat: NDArray[Any]) -> dict[str, NDArray[Any]]:
        """Copies of every array under its name."""
        return {param.key: param.view(flat).copy() for param in self.params}

    def pack(self, arrays: Mapping[str, NDArray[Any]], dtype: Any) -> NDArray[Any]:
        """One flat vector of the named arrays; the padding is zero."""
        flat = np.zeros(self.size, dtype)
        for param in self.params:
            param.view(flat)[...] = arrays[param.key]
        return flat

    def count(self) -> int:
        """Numbers that are learned."""
        return sum(int(np.prod(param.shape)) for param in self.trained_params())


@dataclass(frozen=True)
class Program:
    """What `lower` makes of a project: the plan, its parameters, and where each node's value stands."""

    plan: Plan
    table: ParamTable
    slots: Mapping[str, int]
    """Node id -> slot of its value."""
    shapes: Mapping[str, tuple[int, ...]]
    lanes: int
