"""Copies of a network on the way to the host."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
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


class PinnedKeeper:
    """On a GPU: arrays are copied on it, behind what is launched, and go to the host on a stream of their own. One of
    two copies at the host is always whole."""

    def __init__(self, cuda: Any, stream: Any, held: Sequence[Any]) -> None:
        self._cuda, self._stream, self._held = cuda, stream, held
        self._copies: list[Any] = []
        self._hosts: list[list[Array]] = []
        self._front = 0
        self._tag: Any = None
        self._under_way: Any = None

    def _make(self) -> None:
        cuda = self._cuda
        self._copies = [cuda.device_array(array.shape, array.dtype, stream=self._stream) for array in self._held]
        self._hosts = [[cuda.pinned_array(array.shape, array.dtype) for array in self._held] for _ in range(2)]
        self._beside = cuda.stream()
        self._copied, self._arrived = cuda.event(timing=False), cuda.event(timing=False)

    def take(self, tag: Any) -> None:
        # A run is as good without; a GPU that has stopped working says so elsewhere.
        with suppress(Exception):
            self._look()
            if self._under_way is None:
                self._send(tag)

    def _send(self, tag: Any) -> None:
        if not self._copies:
            self._make()
        for copy, array in zip(self._copies, self._held, strict=True):
            copy.copy_to_device(array, stream=self._stream)
        self._copied.record(self._stream)
        self._copied.wait(self._beside)
        for host, copy in zip(self._hosts[1 - self._front], self._copies, strict=True):
            copy.copy_to_host(host, stream=self._beside)
        self._arrived.record(self._beside)
        self._under_way = tag

    def _look(self) -> None:
        """See whether the copies under way have arrived."""
        if self._under_way is not None and self._arrived.query():
            self._front, self._tag, self._under_way = 1 - self._front, self._under_way, None

    def newest(self) -> tuple[Any, list[Array]] | None:
        # A GPU that has stopped working tells nothing more; what arrived before is whole.
        with suppress(Exception):
            self._look()
        return None if self._tag is None else (self._tag, [array.copy() for array in self._hosts[self._front]])
