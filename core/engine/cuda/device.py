"""What the hosts of kernels ask of a GPU: arrays on it, kernels launched on it. Tests have devices of their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from numpy.typing import NDArray

from core.engine.cuda.language import Language

Array = NDArray[Any]


class Device(Protocol):
    """One device, called from one thread."""

    name: str
    """As its maker calls it."""
    most_shared: int
    """Bytes of shared memory that one block may have."""
    most_threads: int
    """Of a block here; a simulated one has few, because each is a thread of the system."""

    def language(self, precision: str) -> Language:
        """What the names of a program mean here."""

    def put(self, array: Array) -> Any:
        """A copy of an array on the device."""

    def get(self, held: Any) -> Array:
        """A copy of a device's array, when all that was launched is done."""

    def set(self, held: Any, array: Array) -> None:
        """Overwrite a device's array with one of its shape."""

    def launch(
        self, kernel: Callable[..., Any], blocks: tuple[int, ...], threads: int, given: Sequence[Any], shared: int = 0
    ) -> None:
        """Run a kernel with so many blocks of so many threads, and so many bytes of shared memory besides its own."""
