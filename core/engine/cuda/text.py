"""The text of a program: the registered formulas its plan uses, its phases, and whatever kernels play them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

from core.catalog.activations import ACTIVATIONS
from core.catalog.losses import LOSSES
from core.catalog.optimizers import OPTIMIZERS
from core.catalog.penalties import PENALTIES
from core.engine import jit
from core.engine.cuda.language import Language
from core.engine.cuda.score import Score
from core.plan import ops

_HEAD = '''"""Written by core.engine.cuda.text for one plan; `part`, `u` and others are core.engine.cuda.language's."""

import numpy as np

from core.catalog.activations import ACTIVATIONS
from core.catalog.losses import LOSSES
from core.catalog.optimizers import OPTIMIZERS
from core.catalog.penalties import PENALTIES

'''


def _formulas(score: Score) -> Iterator[tuple[str, str, Callable[..., Any]]]:
    """Name in the program, where the registry has it, and the function itself."""
    plan, single = score.plan, score.site.precision == "float32"
    for case in sorted(set(plan.argument[plan.code == ops.ACTIVATE].tolist())):
        entry = list(ACTIVATIONS)[case]
        fast = single and entry.forward32 is not None and entry.derivative32 is not None
        for name, attribute in (("activation", "forward"), ("derivative", "derivative")):
            attribute += "32" if fast else ""
            yield f"{name}_{case}", f'ACTIVATIONS["{entry.name}"].{attribute}', getattr(entry, attribute)
    if plan.fusion == ops.PLAIN:
        loss = list(LOSSES)[plan.loss]
        yield "loss_value", f'LOSSES["{loss.name}"].value', loss.value
        yield "loss_slope", f'LOSSES["{loss.name}"].slope', loss.slope
    optimizer = score.traits.optimizer
    yield "moved", f'OPTIMIZERS["{optimizer}"].update', OPTIMIZERS[optimizer].update
    for number in sorted({held.penalty for held in score.traits.pulls if held.costs}):
        name = PENALTIES.names()[number]
        yield f"penalty_{number}", f'PENALTIES["{name}"].slope', PENALTIES[name].slope


def program_text(score: Score, kernels: str = "") -> str:
    formulas = [f"{name} = formula({place})" for name, place, _ in _formulas(score)]
    return _HEAD + "\n".join(formulas) + "\n" + "".join(phase.text for phase in score.phases().values()) + kernels


def load(score: Score, language: Language, kernels: str = "") -> ModuleType:
    """The program as a module. It is a real file in the cache folder, because Numba keeps no machine code of text that
    was executed from a string; its name tells plan, formulas and language apart."""
    text = program_text(score, kernels).replace("cuda.syncthreads()", language.barrier)
    names = language.names()
    functions = [function for _, _, function in _formulas(score)]
    functions += [value for value in names.values() if hasattr(getattr(value, "py_func", value), "__code__")]
    meanings = [jit.function_source(function) for function in functions]
    total = hashlib.sha256()
    for piece in (text.encode(), language.name.encode(), language.precision.encode(), *meanings):
        total.update(piece + b"\0")
    name = f"glassnet_cuda_{language.name}_{total.hexdigest()[:16]}"
    return jit.program(name, jit.cache_folder() / "cuda" / f"{name}.py", text, names)
