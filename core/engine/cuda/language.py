"""What the names in a generated program mean: for the GPU, for Numba's simulator of one, and for this processor.

A program is written once (core.engine.cuda.program). Its phases hold no barrier and name nothing of CUDA, so the same
text runs as plain Python (the simulator, and tests that look at every thread), is compiled for the processor (tests),
and for the GPU.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from types import FunctionType, ModuleType
from typing import Any

import numpy as np

from core.catalog import special
from core.catalog.optimizers.base import GONE, GONE_64
from core.engine import counter, draws, scalars, small
from core.engine.cuda.bfloat import shadow
from core.engine.formulas import logarithm
from core.engine.retold import retold

Function = Callable[..., Any]


def _plain(function: Function) -> Function:
    """The Python of a function that another part of the program compiles for the processor."""
    return getattr(function, "py_func", function)


def _absolute(x: Any) -> Any:
    return x if x > 0 else -x


def _signed(one: Any) -> Function:
    def sign(x: Any) -> Any:
        return one if x > 0 else (-one if x < 0 else x)

    return sign


COUNT = np.uint64
"""What places are counted in where a program is compiled. A sum of 32 bits might begin again at zero, for all that the
compiler knows, so it would compute the address of every load anew, and load numbers that lie side by side one by one.
"""
_MATHEMATICS = ("exp", "log", "log1p", "expm1", "tanh", "sqrt", "sin", "cos", "floor", "ldexp")
_CHOICES = {name: _plain(getattr(scalars, name)) for name in ("where", "minimum", "maximum")} | {"abs": _absolute}


@dataclass(frozen=True, eq=False)
class Language:
    """The meanings. `part` makes a function that phases call, `kernel` one that is launched; `count` turns a number
    into the whole numbers that places are counted in (COUNT where it is compiled)."""

    name: str
    precision: str
    part: Function
    kernel: Function
    count: Function
    compiled: bool
    cuda: Any = None
    barrier: str = "cuda.syncthreads()"
    """The text at which the threads of a block wait for each other."""

    @property
    def real(self) -> Any:
        return np.float32 if self.precision == "float32" else np.float64

    def names(self) -> dict[str, Any]:
        """What a generated module finds in its namespace before its first line runs."""
        meanings = {
            "part": self.part,
            "kernel": self.kernel,
            "u": self.count,
            "real": self.real,
            "wide": np.float64,
            "formula": self.formula,
            "cuda": self.cuda,
            "finite": self.part(_finite) if self.compiled else math.isfinite,
            "softplus": self.formula(special.log_one_plus_exp),
            "normal": self.formula(_plain(draws.normal)),
            **{name: getattr(self._numpy, name) for name in ("exp", "log", "sqrt", "maximum")},
        }
        single = self.precision == "float32"
        gone, flat = (GONE, small.FLAT) if single else (GONE_64, 0.0)
        meanings |= {"settled": self.part(_zero_below(gone)), "flattened": self.part(_zero_below(flat))}
        meanings["drop_limit"] = self.part(_drop_limit) if self.compiled else counter.drop_limit
        meanings["shadow"] = self.part(shadow)
        begin, bits, fill_order = _compiled_draws(self.part) if self.compiled else (_begin, _bits, _fill_order)
        return meanings | {"begin": begin, "bits": bits, "fill_order": fill_order}

    @property
    def _numpy(self) -> ModuleType:
        return _numpy_for(self)

    def formula(self, function: Function) -> Function:
        """A formula of NumPy's language for single numbers, together with the formulas it is made of."""
        return _formula(self, function)


def _finite(x: Any) -> Any:
    return math.isfinite(x)


def _drop_limit(rate: Any) -> Any:
    """counter.drop_limit, which rounds halves to even numbers."""
    x = rate * (1 << counter.BITS)
    whole = math.floor(x)
    rest = x - whole
    up = rest > 0.5 or (rest == 0.5 and math.floor(whole * 0.5) * 2.0 != whole)
    return np.uint64(whole + 1.0 if up else whole)


def _zero_below(limit: Any) -> Function:
    """Numbers too small to matter are zero, as core.engine.small tells; a NaN stays one."""
    nothing = type(limit)(0.0)

    def zero_below(x: Any) -> Any:
        return nothing if abs(x) < limit else x

    return zero_below


@cache
def _numpy_for(language: Language) -> ModuleType:
    """What `np` means inside a formula."""
    module = ModuleType(f"numpy_for_{language.name}")
    for name in ("float32", "float64", "int32", "int64", "pi"):
        setattr(module, name, getattr(np, name))
    for name in _MATHEMATICS:
        setattr(module, name, getattr(math if language.compiled else np, name))
    for name, choice in _CHOICES.items():
        setattr(module, name, language.part(choice))
    vars(module)["sign"] = language.part(_signed(language.real(1.0)))
    return module


@cache
def _formula(language: Language, function: Function) -> Function:
    def meaning(value: Any) -> Any:
        if value is np:
            return _numpy_for(language)
        if value is logarithm:
            return _numpy_for(language).log
        if value is special.erf:
            return language.part(_erf) if language.compiled else math.erf
        return _formula(language, value) if isinstance(value, FunctionType) or hasattr(value, "py_func") else value

    made: Function = language.part(retold(_plain(function), meaning))
    return made


def _erf(x: Any) -> Any:
    return math.erf(x)


def _begin(key: Any, step: Any, operation: Any) -> int:
    return counter.hashed(int(key), int(step), int(operation))


def _bits(base: int, element: int) -> int:
    return counter.mix(base + int(element) * counter.GOLDEN) >> (64 - counter.BITS)


def _fill_order(order: Any, key: Any, epoch: Any) -> None:
    order[:] = counter.epoch_order(int(key), int(epoch), len(order))


def _compiled_draws(part: Function) -> tuple[Function, Function, Function]:
    """The integers of core.engine.counter: where an operation's numbers begin, the bits of one element, and an epoch's
    order."""
    golden, first, second, one = draws.GOLDEN, draws.FIRST, draws.SECOND, draws.ONE
    s7, s13, s17, s27, s30, s31, s32 = draws.S7, draws.S13, draws.S17, draws.S27, draws.S30, draws.S31, draws.S32
    top = draws.TOP

    @part
    def mix(x: Any) -> Any:
        x = (x ^ (x >> s30)) * first
        x = (x ^ (x >> s27)) * second
        return x ^ (x >> s31)

    @part
    def begin(key: Any, step: Any, operation: Any) -> Any:
        return mix(mix(mix(np.uint64(key) + golden) + np.uint64(step) + golden) + np.uint64(operation) + golden)

    @part
    def bits(base: Any, element: Any) -> Any:
        return mix(base + np.uint64(element) * golden) >> top

    @part
    def fill_order(order: Any, key: Any, epoch: Any) -> None:
        for i in range(order.shape[0]):
            order[i] = i
        state = mix(mix(np.uint64(key) + golden) + np.uint64(epoch) + golden) | one
        for i in range(order.shape[0] - 1, 0, -1):
            state ^= state << s13
            state ^= state >> s7
            state ^= state << s17
            j = np.int64(((state >> s32) * np.uint64(i + 1)) >> s32)
            held = order[i]
            order[i] = order[j]
            order[j] = held

    return begin, bits, fill_order


def _same(function: Function) -> Function:
    return function


@cache
def plain(precision: str = "float32") -> Language:
    """Ordinary Python: every thread can be looked at, nothing is compiled."""
    return Language("plain", precision, _same, _same, int, False)


@cache
def processor(precision: str = "float32") -> Language:
    """Compiled for the processor: what the phases compute, without a GPU."""
    from numba import njit

    def part(function: Function) -> Function:
        made: Function = njit(function, error_model="numpy")
        return made

    return Language("processor", precision, part, _same, COUNT, True)
