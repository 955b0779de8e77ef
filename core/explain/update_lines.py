"""What every optimizer does to one weight, written out with its numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.explain.hand import Hand
from core.explain.update import Update

Floats = NDArray[np.float64]
Line = tuple[str, str, float]
"""A name, the sum it is, and what comes out."""


@dataclass(frozen=True, eq=False)
class One:
    """One weight `w` (after decay), its slope `g`, memories before (`s1`, `s2`) and after (`n1`, `n2`), and the row of
    coefficients `c`; `after` is the new weight as the optimizer leaves it."""

    w: float
    g: float
    s1: float
    s2: float
    n1: float
    n2: float
    c: Floats
    after: float


def _down(h: Hand, one: One, step: str) -> Line:
    return "w", f"{h.number(one.w)} {h.minus} {step}", one.after


def _mix(h: Hand, one: One, old: float, keep: int, new: int, square: bool) -> str:
    """keep old + new g (or g^2)."""
    c = one.c
    g = h.power(f"({h.number(one.g)})") if square else h.bracket(one.g)
    return f"{h.times(float(c[keep]), old)} + {h.number(float(c[new]))}{h.dot}{g}"


def _sgd(h: Hand, one: One) -> list[Line]:
    return [_down(h, one, h.times(float(one.c[0]), one.g))]


def _momentum(h: Hand, one: One) -> list[Line]:
    return [("v", _mix(h, one, one.s1, 1, 2, False), one.n1), _down(h, one, h.times(float(one.c[0]), one.n1))]


def _nesterov(h: Hand, one: One) -> list[Line]:
    v = f"{h.times(float(one.c[1]), one.s1)} + {h.bracket(one.g)}"
    ahead = f"({h.number(one.g)} + {h.times(float(one.c[1]), one.n1)})"
    return [("v", v, one.n1), _down(h, one, f"{h.number(float(one.c[0]))}{h.dot}{ahead}")]


def _divided(h: Hand, one: One, eps: int) -> Line:
    below = f"({h.root(h.number(one.n1))} + {h.number(float(one.c[eps]))})"
    return _down(h, one, h.over(h.times(float(one.c[0]), one.g), below))


def _adagrad(h: Hand, one: One) -> list[Line]:
    return [("s", f"{h.number(one.s1)} + {h.power(f'({h.number(one.g)})')}", one.n1), _divided(h, one, 1)]


def _rmsprop(h: Hand, one: One) -> list[Line]:
    return [("s", _mix(h, one, one.s1, 1, 2, True), one.n1), _divided(h, one, 3)]


def _adadelta(h: Hand, one: One) -> list[Line]:
    c = one.c
    d = float(np.sqrt(one.s2 + c[3]) / np.sqrt(one.n1 + c[3]) * one.g)
    eps = h.number(float(c[3]))
    ratio = h.over(h.root(f"{h.number(one.s2)} + {eps}"), h.root(f"{h.number(one.n1)} + {eps}"))
    u = f"{h.times(float(c[1]), one.s2)} + {h.number(float(c[2]))}{h.dot}{h.power(f'({h.number(d)})')}"
    return [
        ("s", _mix(h, one, one.s1, 1, 2, True), one.n1),
        ("d", f"{ratio}{h.dot}{h.bracket(one.g)}", d),
        ("u", u, one.n2),
        _down(h, one, h.times(float(c[0]), d)),
    ]


def _moments(h: Hand, one: One) -> list[Line]:
    return [("m", _mix(h, one, one.s1, 2, 3, False), one.n1), ("v", _mix(h, one, one.s2, 4, 5, True), one.n2)]


def _below(h: Hand, one: One) -> str:
    """sqrt(v) times its correction, and epsilon."""
    return f"({h.root(h.number(one.n2))}{h.dot}{h.number(float(one.c[1]))} + {h.number(float(one.c[6]))})"


def _adam(h: Hand, one: One) -> list[Line]:
    return [*_moments(h, one), _down(h, one, h.over(h.times(float(one.c[0]), one.n1), _below(h, one)))]


def _adamw(h: Hand, one: One) -> list[Line]:
    step = h.over(h.times(float(one.c[0]), one.n1), _below(h, one))
    return [*_moments(h, one), ("w", f"{h.times(float(one.c[7]), one.w)} {h.minus} {step}", one.after)]


def _nadam(h: Hand, one: One) -> list[Line]:
    above = f"({h.times(float(one.c[0]), one.n1)} + {h.times(float(one.c[7]), one.g)})"
    return [*_moments(h, one), _down(h, one, h.over(above, _below(h, one)))]


def _adamax(h: Hand, one: One) -> list[Line]:
    c = one.c
    size = f"|{h.number(one.g)}| + {h.number(float(c[4]))}"
    most = (
        rf"\max({h.times(float(c[3]), one.s2)}, {size})" if h.latex else f"max({h.times(float(c[3]), one.s2)}, {size})"
    )
    return [
        ("m", _mix(h, one, one.s1, 1, 2, False), one.n1),
        ("u", most, one.n2),
        _down(h, one, h.over(h.times(float(c[0]), one.n1), h.bracket(one.n2))),
    ]


def _lion(h: Hand, one: One) -> list[Line]:
    c = one.c
    mixed = f"{h.times(float(c[2]), one.s1)} + {h.number(float(c[3]))}{h.dot}{h.bracket(one.g)}"
    sign = rf"\operatorname{{sign}}({mixed})" if h.latex else f"sign({mixed})"
    step = f"{h.number(float(c[0]))}{h.dot}{sign}"
    new = f"{h.times(float(c[4]), one.s1)} + {h.number(float(c[5]))}{h.dot}{h.bracket(one.g)}"
    return [("w", f"{h.times(float(c[1]), one.w)} {h.minus} {step}", one.after), ("m", new, one.n1)]


WRITTEN: dict[str, Callable[[Hand, One], list[Line]]] = {
    "sgd": _sgd,
    "momentum": _momentum,
    "nesterov": _nesterov,
    "adagrad": _adagrad,
    "rmsprop": _rmsprop,
    "adadelta": _adadelta,
    "adam": _adam,
    "adamw": _adamw,
    "nadam": _nadam,
    "adamax": _adamax,
    "lion": _lion,
}
"""By the optimizer's name; a test asks that none is missing and that every line is true."""


def one_of(update: Update, key: str, index: Any) -> One:
    """The numbers of one weight."""
    memories = [float(memory[key][index]) for memory in update.memories] + [0.0, 0.0]
    kept = [float(memory[key][index]) for memory in update.kept] + [0.0, 0.0]
    return One(
        w=float(update.shrunk[key][index]),
        g=float(update.used[key][index]),
        s1=memories[0],
        s2=memories[1],
        n1=kept[0],
        n2=kept[1],
        c=update.coefficients,
        after=float(update.moved[key][index]),
    )


def update_lines(h: Hand, update: Update, key: str, index: Any) -> list[str]:
    """Slope, what restrains it, what the optimizer remembers, and the new weight."""
    one = one_of(update, key, index)
    loss, penalty = float(update.loss[key][index]), float(update.penalty[key][index])
    lines = [h.equal("g", h.number(loss))]
    if penalty:
        lines = [h.equal("g", f"{h.number(loss)} + {h.bracket(penalty)}", h.number(loss + penalty))]
    if one.g != loss + penalty:
        lines.append(f"g ← {h.number(one.g)}" if not h.latex else rf"g \leftarrow {h.number(one.g)}")
    before = float(update.before[key][index])
    if one.w != before:
        lines.append(h.equal("w", h.times(before, one.w / before if before else 0.0), h.number(one.w)))
    lines += [h.equal(name, text, h.number(value)) for name, text, value in WRITTEN[update.optimizer](h, one)]
    after = float(update.after[key][index])
    if after != one.after:
        lines.append(f"w ← {h.number(after)}" if not h.latex else rf"w \leftarrow {h.number(after)}")
    return lines
