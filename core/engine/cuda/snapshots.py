"""Copies of a network on the way to the host."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from numpy.typing import NDArray

if TYPE_CHECKING:
    from core.engine.cuda.device import Device

Array = NDArray[Any]


class PlainKeeper:
    """Where nothing goes on beside the host: each copy is there at once."""

    def __init__(self, device: Device, held: Sequence[Any]) -> None:
        self._device, self._held = device, held
        self._newest: tuple[Any, list[Array]] | None = None

    def take(self, tag: Any) -> None:
        self._newest = tag, [self._device.get(array) for array in self._held]

    def newest(self) -> tuple[Any, list[Array]] | None:
        return self._newest
