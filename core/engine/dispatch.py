"""Writes and loads the compiled program: one dispatcher over each registry, then the text of loop.py.

It is a real file in the cache folder, because Numba keeps no machine code of text that was executed from a string. An
entry added to a registry, by a test too, gets a file and machine code of its own.
"""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

from core.catalog.activations import ACTIVATIONS, Activation
from core.catalog.losses import LOSSES
from core.catalog.optimizers import OPTIMIZERS
from core.catalog.penalties import PENALTIES
from core.engine import jit

_IMPORT = "from core.engine.cases import activate, activate_back, loss_slope, loss_value, penalty_slope, update\n"
"""The line of loop.py whose place the generated dispatchers take."""

_HEAD = """
from core.catalog.activations import ACTIVATIONS
from core.catalog.losses import LOSSES
from core.catalog.optimizers import OPTIMIZERS
from core.catalog.penalties import PENALTIES
from core.engine.scalars import scalar_formula
from core.engine.small import flattened, settled
"""

_ACTIVATION = """
_forward_{i} = scalar_formula({forward})
_derivative_{i} = scalar_formula({derivative})


@part
def _activate_{i}(z, y, rate):
    p = {wide}(rate)
    for i in range(z.shape[0]):
        y[i] = settled({number}(_forward_{i}({wide}(z[i]), p)))


@part
def _activate_back_{i}(z, y, g, gz, rate, add):
    p = {wide}(rate)
    if add:
        for i in range(z.shape[0]):
            gz[i] += flattened(g[i] * flattened({number}(_derivative_{i}({wide}(z[i]), {wide}(y[i]), p))))
    else:
        for i in range(z.shape[0]):
            gz[i] = flattened(g[i] * flattened({number}(_derivative_{i}({wide}(z[i]), {wide}(y[i]), p))))
"""

_LOSS = """
_value_{i} = scalar_formula(LOSSES["{name}"].value)
_slope_{i} = scalar_formula(LOSSES["{name}"].slope)


@part
def _loss_value_{i}(p, t, c):
    total = 0.0
    for i in range(p.shape[0]):
        total += _value_{i}(np.float64(p[i]), np.float64(t[i]), c)
    return total


@part
def _loss_slope_{i}(p, t, g, scale, c):
    for i in range(p.shape[0]):
        g[i] = flattened({number}(_slope_{i}(np.float64(p[i]), np.float64(t[i]), c))) * scale
"""

_OPTIMIZER = """
_step_{i} = scalar_formula(OPTIMIZERS["{name}"].update)


@part
def _update_{i}(w, g, s1, s2, c):
    for i in range(w.shape[0]):
        u, m, v = _step_{i}(w[i], flattened(g[i]), {memories}, c)
        w[i] = settled(u)
{keep}"""

_PENALTY = """
_pull_{i} = scalar_formula(PENALTIES["{name}"].slope)


@part
def _penalty_slope_{i}(w, g, c0, c1):
    for i in range(w.shape[0]):
        g[i] += {number}(_pull_{i}(w[i], c0, c1))
"""

_KEEP = ("", "        s1[i] = settled(m)\n", "        s1[i] = settled(m)\n        s2[i] = settled(v)\n")
_MEMORIES = ("g[i], g[i]", "s1[i], g[i]", "s1[i], s2[i]")


def _functions() -> Iterator[Callable[..., Any]]:
    """Every registered function that is compiled."""
    for activation in ACTIVATIONS:
        functions = (activation.forward, activation.derivative, activation.forward32, activation.derivative32)
        yield from (function for function in functions if function is not None)
    for loss in LOSSES:
        yield from (loss.value, loss.slope)
    for optimizer in OPTIMIZERS:
        yield optimizer.update
    yield from (PENALTIES[name].slope for name in _costly())


def _costly() -> list[str]:
    """Penalties that add something to the gradient."""
    return [entry.name for entry in PENALTIES if entry.costs]


def _activation(i: int, entry: Activation, number: str) -> str:
    place = f'ACTIVATIONS["{entry.name}"].'
    forward, derivative, wide = place + "forward", place + "derivative", "np.float64"
    if number == "np.float32" and entry.forward32 is not None and entry.derivative32 is not None:
        forward, derivative, wide = place + "forward32", place + "derivative32", "np.float32"
    return _ACTIVATION.format(i=i, forward=forward, derivative=derivative, wide=wide, number=number)


def _switch(name: str, arguments: str, branch: str, cases: list[int], back: str = "") -> str:
    """A compiled function that calls the branch of its case."""
    lines = ["", "", "@part", f"def {name}(case, {arguments}):"]
    for i in cases:
        lines += [f"    {'if' if i == cases[0] else 'elif'} case == {i}:", f"        {back}{branch}_{i}({arguments})"]
    if back:
        lines.append("    return 0.0")
    return "\n".join(lines) + "\n"


def text(precision: str = "float32") -> str:
    """The program for the registries as they are now."""
    number = f"np.{precision}"
    elementwise = [i for i, entry in enumerate(ACTIVATIONS) if not entry.primitive]
    parts = [_HEAD]
    parts += [_activation(i, entry, number) for i, entry in enumerate(ACTIVATIONS) if i in elementwise]
    parts += [_LOSS.format(i=i, name=entry.name, number=number) for i, entry in enumerate(LOSSES)]
    for i, entry in enumerate(OPTIMIZERS):
        parts.append(_OPTIMIZER.format(i=i, name=entry.name, keep=_KEEP[entry.slots], memories=_MEMORIES[entry.slots]))
    costly = [PENALTIES.index(name) for name in _costly()]
    parts += [_PENALTY.format(i=i, name=PENALTIES.names()[i], number=number) for i in costly]
    parts += [
        _switch("activate", "z, y, rate", "_activate", elementwise),
        _switch("activate_back", "z, y, g, gz, rate, add", "_activate_back", elementwise),
        _switch("loss_value", "p, t, c", "_loss_value", list(range(len(LOSSES))), "return "),
        _switch("loss_slope", "p, t, g, scale, c", "_loss_slope", list(range(len(LOSSES)))),
        _switch("update", "w, g, s1, s2, c", "_update", list(range(len(OPTIMIZERS)))),
        _switch("penalty_slope", "w, g, c0, c1", "_penalty_slope", costly),
    ]
    before, line, after = Path(__file__).with_name("loop.py").read_text(encoding="utf-8").partition(_IMPORT)
    assert line, "loop.py takes its dispatchers in one line"
    # The dispatchers stand behind all imports: in front of the loop's first constant.
    imports, first, rest = after.partition("\n\nALL = ")
    return before + imports + "\n".join(parts) + first + rest


def load(precision: str = "float32") -> ModuleType:
    """The module for the registries as they are now: generated, or loop.py itself where the compiler is off."""
    if jit.plain():
        return importlib.import_module("core.engine.loop")
    name = f"glassnet_program_{precision}_{_fingerprint(tuple(_functions()))}"
    return jit.program(name, jit.cache_folder() / f"{name}.py", text(precision))


@lru_cache(maxsize=8)
def _fingerprint(functions: tuple[Callable[..., Any], ...]) -> str:
    """Made once: what this process has imported does not change any more, and every load asks."""
    return jit.fingerprint(functions)
