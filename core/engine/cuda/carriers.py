"""What carries out products of matrices: cuBLASLt, a kernel of our own, or NumPy where a GPU is simulated."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from core.engine.cuda import tiled
from core.engine.cuda.product_twin import run_twin
from core.engine.cuda.products import Product

if TYPE_CHECKING:
    from core.engine.cuda.device import Device

BASIC = "the GPU works in its basic mode: cuBLAS is not installed ({hint})"


class Twin:
    """NumPy, on memory of the host; as `full` as cuBLASLt, or only what the kernel of our own does."""

    note = ""

    def __init__(self, full: bool = True) -> None:
        self.full = self.narrow = full
        self._memory: Any = None

    def ready(self, memory: Any, played: Sequence[Product]) -> bool:
        self._memory = memory
        return self.full or all(tiled.can(product) for product in played)

    def launch(self, product: Product) -> None:
        with np.errstate(all="ignore"):
            run_twin(product, self._memory)

    def close(self) -> None:
        self._memory = None


class Tiled:
    """The kernel of our own, in blocks of side x side threads."""

    full = narrow = False

    def __init__(
        self, device: Device, precision: str, side: int = tiled.SIDE, deep: int = tiled.DEEP, note: str = ""
    ) -> None:
        language = device.language(precision)
        self._device, self._side, self.note = device, side, note
        self._kernel = tiled.build(language.cuda, language.kernel, np.dtype(precision).type, side, deep)
        self._memory: Any = None

    def ready(self, memory: Any, played: Sequence[Product]) -> bool:
        self._memory = memory
        return all(tiled.can(product) for product in played)

    def launch(self, product: Product) -> None:
        given = (self._memory, *tiled.arguments(product))
        self._device.launch(self._kernel, tiled.blocks(product, self._side), self._side**2, given)

    def close(self) -> None:
        self._memory = None
