"""What can go wrong with a GPU: one table of kinds, each with its sentence and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from core.errors import AppError

if TYPE_CHECKING:
    from core.engine.contract import State

INSTALL = 'pip install "glassnet[{extra}]"'


def pip_line(extra: str = "cuda13") -> str:
    """What a person types to have the packages of an extra."""
    return INSTALL.format(extra=extra)


@dataclass(frozen=True)
class _Kind:
    what: str
    hint: str
    facts: Mapping[str, object] = field(default_factory=dict)
    """What stands in the sentences where whoever raises it does not know better."""
    lasting: bool = False
    """Whether the GPU is of no use to this process from then on."""
    short: str = ""
    """The sentence without its facts, of what can happen on the way."""


_KINDS: dict[str, _Kind] = {
    "no_driver": _Kind("no NVIDIA driver was found", "install NVIDIA's driver, or train on the CPU"),
    "no_device": _Kind("the NVIDIA driver finds no GPU", "train on the CPU"),
    "sick_driver": _Kind(
        "the NVIDIA driver does not start: {reason} (error {error})",
        "restart the computer; if that does not help, install the driver again",
        {"reason": "it gives no reason", "error": "unknown"},
    ),
    "probe_failed": _Kind(
        "the search for a GPU failed: {reason}", "restart the computer, or train on the CPU", {"reason": "no answer"}
    ),
    "old_driver": _Kind(
        "the NVIDIA driver supports CUDA {found}, and CUDA {needed} is needed",
        "update the driver to {driver} or newer, or {install}",
        {"needed": "13", "driver": "580", "install": pip_line("cuda12")},
    ),
    "old_device": _Kind(
        "{name} has compute capability {capability}, and CUDA {needed} needs {least} or above",
        "{install}",
        {"needed": "13", "least": "7.5", "install": pip_line("cuda12")},
    ),
    "no_packages": _Kind(
        "packages for the GPU are missing: {lacking}",
        "{install}",
        {"lacking": "numba-cuda", "install": pip_line()},
    ),
    "builtin_target": _Kind(
        "Numba's own CUDA target was loaded in place of numba-cuda",
        "start the program anew; if that does not help, {install}",
        {"install": pip_line()},
    ),
    "compile": _Kind(
        "a kernel for the GPU did not compile: {reason}",
        "train on the CPU, and please report this",
        short="a kernel for the GPU did not compile",
    ),
    "product": _Kind(
        "{function} of cuBLASLt failed: {reason} (error {error})",
        "train on the CPU, and please report this",
        short="a matrix product of the GPU failed",
    ),
    "memory": _Kind(
        "the GPU has too little memory{sizes}", "use a smaller batch or the CPU", short="the GPU has too little memory"
    ),
    "in_flight": _Kind(
        "the GPU stopped working (error {error})",
        "restart the program to use the GPU again",
        {"error": "unknown"},
        lasting=True,
        short="the GPU stopped working",
    ),
    "wrong_result": _Kind(
        "the GPU computes wrong numbers: {reason}",
        "train on the CPU, and update the driver",
        {"reason": "a sum was not what it should be"},
        lasting=True,
        short="the GPU computes wrong numbers",
    ),
}

KINDS = tuple(_KINDS)


class CudaFault(AppError):  # noqa: N818  # as AppError: what a person reads
    """The GPU cannot be used, or not any more. `state` is where the run last stood safe, to go on from elsewhere."""

    def __init__(self, kind: str, what: str, hint: str, *, state: State | None = None) -> None:
        super().__init__("GPU", what, hint)
        self.kind, self.state = kind, state

    @property
    def lasting(self) -> bool:
        """Whether the GPU is of no use to this process from now on."""
        return _KINDS[self.kind].lasting

    @property
    def short(self) -> str:
        """What happened, without figures."""
        return _KINDS[self.kind].short or self.what


def fault(kind: str, *, state: State | None = None, **facts: object) -> CudaFault:
    """The fault of a kind. `needs` and `free`, of the kind memory, are bytes."""
    known = _KINDS[kind]
    given = {**known.facts, "sizes": _sizes(facts.get("needs"), facts.get("free")), **facts}
    return CudaFault(kind, known.what.format(**given), known.hint.format(**given), state=state)


def _sizes(needs: object, free: object) -> str:
    """The two figures, as far as they are known."""
    words = [
        f"{size_words(size)} {text}" for size, text in ((needs, "needed"), (free, "free")) if isinstance(size, int)
    ]
    return ": " + ", ".join(words) if words else ""


def size_words(size: int) -> str:
    """Bytes in a unit that leaves a few digits."""
    return f"{size / 2**30:.1f} GB" if size >= 2**30 else f"{max(size / 2**20, 0.1):.1f} MB"
