"""One number of the parameters, typed by hand: it goes to the trainer beside the edits, and undo takes it back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.engine.contract import State
from core.spec.architecture import Architecture


@dataclass(frozen=True)
class Patch:
    """NODE.`name` at `index`, from `old` to `new`; `told` says whether the run makes an event of it."""

    node: str
    name: str
    index: tuple[int, ...]
    old: float
    new: float
    told: bool = True

    @property
    def key(self) -> str:
        return f"{self.node}.{self.name}"

    @property
    def inverse(self) -> Patch:
        return replace(self, old=self.new, new=self.old, told=True)

    def same_place(self, other: Patch) -> bool:
        return (self.key, self.index) == (other.key, other.index)

    def words(self) -> str:
        """h1.weight[1, 3] 0.42 -> 1, places counted from 1 as on the drawing."""
        place = ", ".join(str(number + 1) for number in self.index)
        return f"{self.key}[{place}] {self.old:.4g} \N{RIGHTWARDS ARROW} {self.new:.4g}"

    def fits(self, array: NDArray[Any] | None) -> bool:
        """Whether there is such a number."""
        return (
            array is not None
            and array.ndim == len(self.index)
            and all(0 <= i < n for i, n in zip(self.index, array.shape, strict=True))
        )


@dataclass(frozen=True, eq=False)
class Loaded:
    """Weights from a file, by parameter name; `text` says which."""

    arrays: Mapping[str, NDArray[Any]]
    text: str


def _switched_off(patch: Patch, architecture: Architecture) -> bool:
    return patch.name == "weight" and patch.index in getattr(architecture[patch.node].options, "off", ())


def patched(state: State, patch: Patch, architecture: Architecture) -> State | None:
    """The state with this number in it; None where the network has no such number, or has switched it off."""
    array = state.weights.get(patch.key)
    if array is None or not patch.fits(array) or not np.isfinite(patch.new):
        return None
    if _switched_off(patch, architecture):
        return state if patch.new == 0.0 else None
    changed = np.array(array)
    changed[patch.index] = patch.new
    return replace(state, weights={**state.weights, patch.key: changed})
