"""What the hosts of kernels ask of a GPU: arrays on it, kernels launched on it. Tests have devices of their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

from numpy.typing import NDArray

from core.engine.cuda.language import Language
from core.engine.cuda.products import Product

Array = NDArray[Any]


class Carrier(Protocol):
    """What carries products of matrices out, all in one memory of the device."""

    full: bool
    """Whether it knows masks and gradients of biases."""
    narrow: bool
    """Whether it computes in TF32 and bfloat16 too."""
    note: str
    """What a person should know about it; empty where there is nothing."""

    def ready(self, memory: Any, played: Sequence[Product]) -> bool:
        """Make ready for these products in a memory, whose numbers are not needed yet; whether it can do them all."""

    def launch(self, product: Product) -> None:
        """Start one of them, behind what was launched before."""

    def close(self) -> None:
        """Let the device's memory go."""


class Keeper(Protocol):
    """Copies of a network on the way to the host, while it goes on."""

    def take(self, tag: Any) -> None:
        """Copy the arrays as they are now, unless copies before are still on their way."""

    def newest(self) -> tuple[Any, list[Array]] | None:
        """The newest copies that have arrived, with their tag; waits for nothing."""


class Device(Protocol):
    """One device, called from one thread."""

    name: str
    """As its maker calls it."""
    most_shared: int
    """Bytes of shared memory that one block may have."""
    most_threads: int
    """Of a block here; a simulated one has few, because each is a thread of the system."""
    processors: int
    """Blocks of many threads that work at the same time."""

    def language(self, precision: str) -> Language:
        """What the names of a program mean here."""

    def free(self) -> int:
        """Bytes of its memory that nobody uses."""

    def put(self, array: Array) -> Any:
        """A copy of an array on the device."""

    def get(self, held: Any) -> Array:
        """A copy of a device's array, when all that was launched is done."""

    def set(self, held: Any, array: Array) -> None:
        """Overwrite a device's array with one of its shape."""

    def copy(self, target: Any, source: Any) -> None:
        """From one of its arrays into another one, behind what was launched before."""

    def launch(
        self, kernel: Callable[..., Any], blocks: tuple[int, ...], threads: int, given: Sequence[Any], shared: int = 0
    ) -> None:
        """Run a kernel with so many blocks of so many threads, and so many bytes of shared memory besides its own."""

    def carriers(self, precision: str) -> Sequence[Callable[[], Carrier]]:
        """Ways to carry out products, best first."""

    def record(self, play: Callable[[], None]) -> Callable[[], None]:
        """Something that launches what `play` does, faster; it has been played before, with the same arrays."""

    def keeper(self, held: Sequence[Any]) -> Keeper:
        """For copies of these arrays."""


class Streamed(Device, Protocol):
    """One whose stream libraries of C launch on as well."""

    number: int
    capability: tuple[int, int]

    @property
    def stream_number(self) -> int:
        """The stream that is launched on, as such libraries take it."""

    def launching_on(self, stream: Any) -> AbstractContextManager[None]:
        """Launch on another stream, or into a graph."""

    def telling(self) -> AbstractContextManager[Any]:
        """What goes wrong inside comes out as a CudaFault."""

    def seconds(self, run: Callable[[], None], times: int) -> float:
        """How long the device takes for what `run` launches, so many times."""
