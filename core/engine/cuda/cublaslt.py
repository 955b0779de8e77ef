"""cuBLASLt, as much of it as products of core.engine.cuda.products take, called straight in its shared library.

Nothing is looked for or loaded before `load`. A descriptor keeps addresses of biases and masks, so a plan belongs to
one memory at a time; what cuBLASLt is given in a launch is made before, so that launches can be captured in a graph.
"""

from __future__ import annotations

import ctypes
import importlib
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from ctypes import POINTER, byref, c_char_p, c_float, c_int, c_int32, c_int64, c_size_t, c_uint32, c_uint64, c_void_p
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

from core.engine.cuda.faults import fault, pip_line
from core.engine.cuda.products import NOWHERE, REAL_64, Layout, Product, call

HEURISTICS = 8
"""So many ways to compute a product are asked for and timed."""
TIMES = 5
"""Each of them so often."""
ALIGNED = 256
"""No address is asked to be a multiple of more bytes."""

DESC_TURN_A, DESC_TURN_B, DESC_EPILOGUE, DESC_BIAS, DESC_AUX, DESC_AUX_APART = 3, 4, 7, 8, 11, 12
WORKSPACE, REDUCTIONS = 1, 3
"""Preferences. The next ones are the alignments of a, b, c and d."""
ALIGNMENTS = (5, 6, 7, 8)
IN_COMPUTE_TYPE = 2
"""Parts of a sum are added in the type of the computation, in a fixed order: never in place, where the order of
arrival counts, nor in the result's type, which may have few digits."""

OUT_OF_MEMORY, NOT_SUPPORTED = 3, 15


class Heuristic(ctypes.Structure):
    """One way to compute a product: cublasLtMatmulHeuristicResult_t."""

    _fields_ = (
        ("algorithm", c_uint64 * 8),
        ("workspace", c_size_t),
        ("state", c_int),
        ("waves", c_float),
        ("reserved", c_int * 4),
    )


_MADE, _KEPT, _SET = (POINTER(c_void_p),), (c_void_p,), (c_void_p, c_int, c_void_p, c_size_t)
_FUNCTIONS: dict[str, tuple[Any, ...]] = {
    "cublasLtCreate": (c_int, *_MADE),
    "cublasLtDestroy": (c_int, *_KEPT),
    "cublasLtGetVersion": (c_size_t,),
    "cublasLtGetStatusName": (c_char_p, c_int),
    "cublasLtMatmulDescCreate": (c_int, *_MADE, c_int, c_int),
    "cublasLtMatmulDescDestroy": (c_int, *_KEPT),
    "cublasLtMatmulDescSetAttribute": (c_int, *_SET),
    "cublasLtMatrixLayoutCreate": (c_int, *_MADE, c_int, c_uint64, c_uint64, c_int64),
    "cublasLtMatrixLayoutDestroy": (c_int, *_KEPT),
    "cublasLtMatmulPreferenceCreate": (c_int, *_MADE),
    "cublasLtMatmulPreferenceDestroy": (c_int, *_KEPT),
    "cublasLtMatmulPreferenceSetAttribute": (c_int, *_SET),
    # Handle, descriptor, layouts of a, b, c and d, preference, how many are asked for, their place, how many there are.
    "cublasLtMatmulAlgoGetHeuristic": (c_int, *[c_void_p] * 7, c_int, c_void_p, POINTER(c_int)),
    # Handle, descriptor, alpha, a, b with layouts, beta, c, d with layouts, algorithm, workspace, its size, stream.
    "cublasLtMatmul": (c_int, *[c_void_p] * 14, c_size_t, c_void_p),
}
PROTOTYPES: dict[str, Any] = {name: ctypes.CFUNCTYPE(*types) for name, types in _FUNCTIONS.items()}

Functions = Mapping[str, Callable[..., Any]]


class Clock(Protocol):
    def __call__(self, run: Callable[[], None], times: int) -> float:
        """Seconds the device takes for so many runs of what `run` launches."""


# Where the library is.


def _candidates() -> Iterator[str]:
    """Files, or names for the system's loader, best first."""
    try:
        pathfinder = importlib.import_module("cuda.pathfinder")
    except ImportError:
        pass
    else:
        with suppress(pathfinder.DynamicLibNotFoundError):
            yield pathfinder.load_nvidia_dynamic_lib("cublasLt").abs_path
    windows = sys.platform == "win32"
    folders = ("cu13/bin/x86_64", "cu13/bin", "cublas/bin") if windows else ("cu13/lib", "cublas/lib")
    spec = find_spec("nvidia")
    for root in (spec.submodule_search_locations or ()) if spec else ():
        for folder in folders:
            found = (Path(root) / folder).glob("cublasLt64_*.dll" if windows else "libcublasLt.so.*")
            yield from map(str, sorted(found, reverse=True))
    yield from ("cublasLt64_13.dll", "cublasLt64_12.dll") if windows else ("libcublasLt.so.13", "libcublasLt.so.12")


def load() -> Functions:
    """The functions of the library on this machine; raises CudaFault where there is none."""
    for path in _candidates():
        try:
            shared = ctypes.CDLL(path)
        except OSError:
            continue
        return {name: prototype((name, shared)) for name, prototype in PROTOTYPES.items()}
    raise fault("no_packages", lacking="cuBLAS is not installed", install=pip_line("cuda13-fast"))


class Library:
    """The functions with a handle of their own. A status other than 0 becomes a fault."""

    def __init__(self, functions: Functions) -> None:
        self._functions = functions
        self.handle = self.made("cublasLtCreate")
        self.version = int(functions["cublasLtGetVersion"]())

    def status(self, name: str, *given: Any) -> int:
        return int(self._functions[name](*given))

    def do(self, name: str, *given: Any) -> None:
        if status := self.status(name, *given):
            self.refuse(name, status)

    def refuse(self, name: str, status: int) -> None:
        if status == OUT_OF_MEMORY:
            raise fault("memory")
        words = self._functions["cublasLtGetStatusName"](status)
        raise fault("product", function=name, error=status, reason=words.decode() if words else "no reason given")

    def made(self, name: str, *given: Any) -> c_void_p:
        """What a function makes and returns through its first argument."""
        place = c_void_p()
        self.do(name, byref(place), *given)
        return place

    def set(self, what: str, target: c_void_p, attribute: int, value: Any) -> None:
        """An attribute of a descriptor or a preference, given as a number of C."""
        self.do(f"cublasLt{what}SetAttribute", target, attribute, byref(value), ctypes.sizeof(value))

    def close(self) -> None:
        self.do("cublasLtDestroy", self.handle)


class Prepared:
    """Everything a launch of one product gives to cuBLASLt, made once."""

    def __init__(self, library: Library, product: Product, address: int) -> None:
        self._library = library
        self.call = call(product)
        made, number = self.call, ctypes.c_double if self.call.scale == REAL_64 else c_float
        self._alpha, self._beta = number(1.0), number(made.beta)
        self._description = library.made("cublasLtMatmulDescCreate", made.compute, made.scale)
        self._layouts = [self._layout(layout) for layout in (made.a, made.b, made.d)]
        self.algorithm = Heuristic()
        for attribute, value in (
            (DESC_TURN_A, c_int32(made.turn_a)),
            (DESC_TURN_B, c_int32(made.turn_b)),
            (DESC_EPILOGUE, c_uint32(made.epilogue)),
        ):
            library.set("MatmulDesc", self._description, attribute, value)
        if made.aux != NOWHERE:
            library.set("MatmulDesc", self._description, DESC_AUX_APART, c_int64(made.aux_apart))
        self._address = NOWHERE
        self._place(address)

    def _layout(self, layout: Layout) -> c_void_p:
        return self._library.made("cublasLtMatrixLayoutCreate", layout.type, layout.rows, layout.columns, layout.apart)

    def _place(self, address: int) -> None:
        """Say where bias and mask are; cuBLASLt looks at these addresses when it is asked for algorithms, too."""
        if address == self._address:
            return
        for attribute, offset in ((DESC_BIAS, self.call.bias), (DESC_AUX, self.call.aux)):
            if offset != NOWHERE:
                self._library.set("MatmulDesc", self._description, attribute, c_void_p(address + offset))
        self._address = address

    def heuristics(self, workspace: int) -> list[Heuristic]:
        """Ways to compute the product with so many bytes of workspace; none where it cannot be done."""
        library, (a, b, d) = self._library, self._layouts
        preference = library.made("cublasLtMatmulPreferenceCreate")
        library.set("MatmulPreference", preference, WORKSPACE, c_uint64(workspace))
        library.set("MatmulPreference", preference, REDUCTIONS, c_uint32(IN_COMPUTE_TYPE))
        for attribute, bytes_each in zip(ALIGNMENTS, self.alignments(), strict=True):
            library.set("MatmulPreference", preference, attribute, c_uint32(bytes_each))
        found, count = (Heuristic * HEURISTICS)(), c_int(0)
        name = "cublasLtMatmulAlgoGetHeuristic"
        given = (library.handle, self._description, a, b, d, d, preference, HEURISTICS, found, byref(count))
        status = library.status(name, *given)
        library.do("cublasLtMatmulPreferenceDestroy", preference)
        if status not in (0, NOT_SUPPORTED):
            library.refuse(name, status)
        return [way for way in found[: count.value] if way.state == 0] if status == 0 else []

    def alignments(self) -> list[int]:
        """Of a, b, c and d: the largest power of two, up to ALIGNED, that divides each one's address."""
        a, b, d = (self._address + layout.offset for layout in (self.call.a, self.call.b, self.call.d))
        return [min(place & -place, ALIGNED) if place else ALIGNED for place in (a, b, d, d)]

    def launch(self, address: int, stream: int, workspace: int, size: int) -> None:
        """Start the product on a stream; the memory and the workspace are addresses on the device."""
        self._place(address)
        (a, b, d), made = self._layouts, self.call
        target = address + made.d.offset
        self._library.do(
            "cublasLtMatmul",
            self._library.handle,
            self._description,
            byref(self._alpha),
            address + made.a.offset,
            a,
            address + made.b.offset,
            b,
            byref(self._beta),
            target,
            d,
            target,
            d,
            byref(self.algorithm),
            workspace,
            size,
            stream,
        )

    def close(self) -> None:
        for layout in self._layouts:
            self._library.do("cublasLtMatrixLayoutDestroy", layout)
        self._library.do("cublasLtMatmulDescDestroy", self._description)


class Plans:
    """Products that are ready to be launched, each prepared once.

    `chosen` holds which of the heuristics was the fastest, by device, version and shape: given again, nothing is timed,
    and the same bits come out.
    """

    def __init__(self, library: Library, device: str, workspace_size: int, chosen: dict[str, int]) -> None:
        self._library, self._device, self._size, self.chosen = library, device, workspace_size, chosen
        self._prepared: dict[Product, Prepared] = {}

    def can(self, product: Product, address: int) -> bool:
        """Whether cuBLASLt has a way to compute it, epilogue included."""
        if product in self._prepared:
            return True
        trial = Prepared(self._library, product, address)
        found = trial.heuristics(self._size)
        trial.close()
        return bool(found)

    def prepare(self, product: Product, address: int, stream: int, workspace: int, clock: Clock) -> None:
        """Choose a way to compute a product and run it at least once, as long as nothing is captured.

        It is launched on the memory as that is: what it writes must not be needed yet.
        """
        if product in self._prepared:
            return
        ready = Prepared(self._library, product, address)
        found = ready.heuristics(self._size)
        if not found:
            ready.close()
            self._library.refuse("cublasLtMatmulAlgoGetHeuristic", NOT_SUPPORTED)
        key = self.key(product, ready)
        best = self.chosen.get(key, NOWHERE)
        if not 0 <= best < len(found):
            best = self.chosen[key] = self._fastest(ready, found, address, stream, workspace, clock)
        ready.algorithm = found[best]
        # The first run loads the library's code, which must not happen in a capture.
        ready.launch(address, stream, workspace, self._size)
        self._prepared[product] = ready

    def key(self, product: Product, ready: Prepared) -> str:
        """What decides which way is the fastest."""
        made = ready.call
        numbers = [made.m, made.n, made.k, made.turn_a, made.turn_b, made.compute, made.epilogue, int(made.beta)]
        numbers += [value for layout in (made.a, made.b, made.d) for value in (layout.type, layout.apart)]
        words = [self._device, str(self._library.version), *map(str, [*numbers, *ready.alignments(), self._size])]
        return " ".join(words)

    def _fastest(
        self, ready: Prepared, found: list[Heuristic], address: int, stream: int, workspace: int, clock: Clock
    ) -> int:
        def run() -> None:
            ready.launch(address, stream, workspace, self._size)

        seconds = []
        for way in found:
            ready.algorithm = way
            run()
            seconds.append(clock(run, TIMES))
        return min(range(len(found)), key=seconds.__getitem__)

    def launch(self, product: Product, address: int, stream: int, workspace: int) -> None:
        """Start a prepared product. Products on streams side by side need workspaces of their own."""
        self._prepared[product].launch(address, stream, workspace, self._size)

    def close(self) -> None:
        for ready in self._prepared.values():
            ready.close()
        self._prepared.clear()
