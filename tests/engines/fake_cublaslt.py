"""A cuBLASLt of Python that is called as the real one, through the types of C, and works on the memory of this process.

It knows nothing of core.engine.cuda.cublaslt: it reads attributes by number and size as the header of the library has
them, and refuses what the library refuses. The product itself is product_twin's, which has tests of its own.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from ctypes import c_double, c_float, c_int, c_int32, c_int64, c_uint32, c_uint64, c_void_p
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from core.engine.cuda.cublaslt import PROTOTYPES
from core.engine.cuda.product_twin import run_call
from core.engine.cuda.products import Call, Layout

DONE, OUT_OF_MEMORY, INVALID, NOT_SUPPORTED = 0, 3, 7, 15
Known = dict[int, tuple[str, Any]]
DESCRIPTION: Known = {
    3: ("turn_a", c_int32),
    4: ("turn_b", c_int32),
    7: ("epilogue", c_uint32),
    8: ("bias", c_void_p),
    11: ("aux", c_void_p),
    12: ("aux_apart", c_int64),
}
PREFERENCE: Known = {
    1: ("workspace", c_uint64),
    3: ("reductions", c_uint32),
    5: ("align_a", c_uint32),
    6: ("align_b", c_uint32),
    7: ("align_c", c_uint32),
    8: ("align_d", c_uint32),
}
HANDLE = 0xC0FFEE
COUNT = 5
"""Ways to compute a product, numbered from 0xA160 on; a test's clock decides which is the fastest."""


@dataclass
class Thing:
    """A descriptor, a layout or a preference."""

    kind: str
    made_of: tuple[int, ...]
    values: dict[str, int] = field(default_factory=dict)


class FakeLibrary:
    def __init__(self, memory: np.ndarray[Any, Any]) -> None:
        self.memory = memory.view(np.uint8)
        self.base = memory.ctypes.data
        self.things: dict[int, Thing] = {}
        self.last: dict[str, Any] = {}
        """What the last product was given besides its matrices."""
        self.asked: list[Thing] = []
        """Preferences with which heuristics were asked for."""
        self.calls: list[str] = []
        self.refused: set[int] = set()
        """Epilogues that this library cannot do."""
        self.failing: dict[str, int] = {}
        self._strings = {NOT_SUPPORTED: b"CUBLAS_STATUS_NOT_SUPPORTED", INVALID: b"CUBLAS_STATUS_INVALID_VALUE"}

    def functions(self) -> dict[str, Callable[..., Any]]:
        return {name: prototype(self._counted(name)) for name, prototype in PROTOTYPES.items()}

    def _counted(self, name: str) -> Callable[..., Any]:
        body = getattr(self, f"_{name.removeprefix('cublasLt')}")

        def run(*given: Any) -> Any:
            self.calls.append(name)
            return self.failing[name] if name in self.failing else body(*given)

        return run

    def _make(self, place: Any, kind: str, *made_of: int) -> int:
        number = 0x1000 + 0x40 * (len(self.calls) + 1)
        assert number not in self.things
        self.things[number] = Thing(kind, made_of)
        place[0] = number
        return DONE

    def _gone(self, number: int, kind: str) -> int:
        assert self.things.pop(number).kind == kind
        return DONE

    def _set(self, kind: str, known: Known, number: int, attribute: int, at: int, size: int) -> int:
        thing = self.things[number]
        assert thing.kind == kind
        name, type_ = known[attribute]
        if size != ctypes.sizeof(type_):
            return INVALID
        thing.values[name] = ctypes.cast(at, ctypes.POINTER(type_))[0]
        return DONE

    def _Create(self, place: Any) -> int:
        place[0] = HANDLE
        return DONE

    def _Destroy(self, handle: int) -> int:
        assert handle == HANDLE
        return DONE

    def _GetVersion(self) -> int:
        return 131000

    def _GetStatusName(self, status: int) -> int:
        # A pointer to characters that stay: ctypes cannot hand them over itself.
        self._strings.setdefault(status, b"CUBLAS_STATUS_OTHER")
        return ctypes.cast(ctypes.c_char_p(self._strings[status]), c_void_p).value or 0

    def _MatmulDescCreate(self, place: Any, compute: int, scale: int) -> int:
        return self._make(place, "description", compute, scale)

    def _MatmulDescDestroy(self, number: int) -> int:
        return self._gone(number, "description")

    def _MatmulDescSetAttribute(self, number: int, attribute: int, at: int, size: int) -> int:
        return self._set("description", DESCRIPTION, number, attribute, at, size)

    def _MatrixLayoutCreate(self, place: Any, type_: int, rows: int, columns: int, apart: int) -> int:
        return self._make(place, "layout", type_, rows, columns, apart)

    def _MatrixLayoutDestroy(self, number: int) -> int:
        return self._gone(number, "layout")

    def _MatmulPreferenceCreate(self, place: Any) -> int:
        return self._make(place, "preference")

    def _MatmulPreferenceDestroy(self, number: int) -> int:
        return self._gone(number, "preference")

    def _MatmulPreferenceSetAttribute(self, number: int, attribute: int, at: int, size: int) -> int:
        return self._set("preference", PREFERENCE, number, attribute, at, size)

    def _MatmulAlgoGetHeuristic(
        self, handle: int, description: int, a: int, b: int, c: int, d: int, preference: int, *rest: Any
    ) -> int:
        most, at, count = rest
        assert handle == HANDLE
        assert c == d
        self.asked.append(self.things[preference])
        if self.things[description].values["epilogue"] in self.refused:
            return NOT_SUPPORTED
        assert most >= COUNT
        for i in range(COUNT):
            ctypes.memset(at + 96 * i, 0, 96)
            c_uint64.from_address(at + 96 * i).value = 0xA160 + i
            # One that the library found, but that does not fit this case.
            c_int.from_address(at + 96 * i + 72).value = NOT_SUPPORTED if i == 1 else DONE
        count[0] = COUNT
        return DONE

    def _Matmul(self, handle: int, description: int, alpha: int, *rest: Any) -> int:
        a, a_layout, b, b_layout, beta, c, c_layout, d, d_layout, algorithm, workspace, size, stream = rest
        assert handle == HANDLE
        assert (c, c_layout) == (d, d_layout)
        about = self.things[description]
        compute, scale = about.made_of
        number = c_double if scale == 1 else c_float
        assert number.from_address(alpha).value == 1.0
        self.last = {"algorithm": c_uint64.from_address(algorithm).value, "workspace": workspace, "size": size}
        self.last["stream"] = stream
        v = about.values
        _, m, n, _ = self.things[d_layout].made_of
        first = self._layout(a, a_layout)
        made = Call(
            m=m,
            n=n,
            k=first.rows if v["turn_a"] else first.columns,
            turn_a=v["turn_a"],
            turn_b=v["turn_b"],
            a=first,
            b=self._layout(b, b_layout),
            d=self._layout(d, d_layout),
            compute=compute,
            scale=scale,
            beta=number.from_address(beta).value,
            epilogue=v["epilogue"],
            bias=v.get("bias", self.base) - self.base,
            aux=v.get("aux", self.base) - self.base,
            aux_apart=v.get("aux_apart", 0),
        )
        run_call(made, self.memory)
        return DONE

    def _layout(self, at: int, number: int) -> Layout:
        thing = self.things[number]
        assert thing.kind == "layout"
        type_, rows, columns, apart = thing.made_of
        return Layout(type_, rows, columns, apart, at - self.base)
