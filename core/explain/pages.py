"""A step as pages one turns: an operation forward, the loss, an operation backward, an array's update.

A page has so many lines; any of them is written when it is asked for, so a layer of thousands costs nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.explain.hand import Hand
from core.explain.loss import LossWritten
from core.explain.step import Operation, Step
from core.explain.update_lines import update_lines

Floats = NDArray[np.float64]

PHASES = ("forward", "loss", "backward", "update")
TERMS = 6
"""Products of a sum that stand in its line; the smaller ones are added up behind them."""


@dataclass(frozen=True)
class Page:
    """`kind` is the primitive's name, "loss" or "parameter"; `at` the operation's place, `key` the parameter's name."""

    phase: str
    node: str
    kind: str
    at: int
    key: str
    lines: int


def pages(step: Step) -> list[Page]:
    """All of them, in the order in which a step goes."""
    ops = list(enumerate(step.operations))
    found = [Page("forward", op.node, op.kind, i, op.key, len(op.outputs)) for i, op in ops]
    found.append(Page("loss", "", "loss", -1, "", 2 * len(step.loss.outputs) + 1 + (step.loss.rows > 1)))
    for i, op in reversed(ops):
        if op.delta is not None or op.fused:
            found.append(Page("backward", op.node, op.kind, i, op.key, _backward_lines(op)))
    update = step.update
    found += [
        Page("update", key.rpartition(".")[0], "parameter", -1, key, int(update.loss[key].size))
        for key in update.keys()  # noqa: SIM118 - no mapping: its arrays have these names
    ]
    return found


def _backward_lines(op: Operation) -> int:
    if op.kind != "dense":
        return len(op.inputs)
    biases = len(op.outputs) if op.bias is not None else 0
    return biases + len(op.inputs) * len(op.outputs) + (len(op.inputs) if op.passed is not None else 0)


def written(step: Step, page: Page, hand: Hand, first: int = 0, count: int = 24) -> list[str]:
    """Lines first .. first + count of a page; each may be of several lines itself."""
    places = range(max(first, 0), min(first + count, page.lines))
    if page.phase == "loss":
        return [_loss_line(step.loss, hand, k) for k in places]
    if page.phase == "update":
        shape = step.update.loss[page.key].shape
        name = "w" if page.key.endswith("weight") else page.key.rpartition(".")[2]
        found = []
        for k in places:
            index = tuple(int(at) for at in np.unravel_index(k, shape))
            lines = update_lines(hand, step.update, page.key, index)
            title = hand.sub(name if not hand.latex or len(name) == 1 else rf"\mathrm{{{name}}}", *index)
            found.append(f"{title}:  " + "\n      ".join(lines) if not hand.latex else "\n".join([title + ":", *lines]))
        return found
    op = step.operations[page.at]
    return [_forward(op, hand, k) if page.phase == "forward" else _backward(op, hand, k, step.loss) for k in places]


def source_name(op: Operation) -> str:
    """What stands for a dense layer's inputs: x where it reads the data, a where it reads a layer."""
    return "x" if op.of_data else "a"


def _forward(op: Operation, h: Hand, k: int) -> str:
    n, out = h.number, float(op.outputs[k])
    v = float(op.inputs[k]) if k < len(op.inputs) else 0.0
    name = h.sub("z" if op.kind == "dense" else "a", k)
    if op.kind == "dense":
        return h.equal(
            name, _sum(op.inputs, op.weight[:, k] if op.weight is not None else op.inputs, op.bias, k, h), n(out)
        )
    if op.kind == "activate":
        return h.equal(name, h.call(op.function, h.sub("z", k)), h.call(op.function, n(v)), n(out))
    if op.kind == "softmax":
        top = float(op.inputs.max())
        above, below = float(np.exp(v - top)), float(np.exp(op.inputs - top).sum())
        sum_of = h.over(h.exp(f"{n(v)} {h.minus} {h.bracket(top)}"), f"{h.sigma} {h.exp('z')}")
        return h.equal(name, sum_of, h.over(n(above), n(below)), n(out))
    if op.kind in ("add", "multiply") and op.others is not None:
        w = float(op.others[k])
        return h.equal(name, h.times(v, w) if op.kind == "multiply" else f"{n(v)} + {h.bracket(w)}", n(out))
    if op.kind == "copy":
        return h.equal(h.sub("a", op.first + k), h.of(h.sub("a", k), op.sources[0]), n(out))
    if op.kind in ("batch_norm", "layer_norm"):
        assert op.mean is not None
        assert op.spread is not None
        assert op.weight is not None
        assert op.bias is not None
        inner = f"({n(v)} {h.minus} {h.bracket(float(op.mean[k]))})"
        rest = (
            f"{h.dot}{n(float(op.spread[k]))}{h.dot}{h.bracket(float(op.weight[k]))} + {h.bracket(float(op.bias[k]))}"
        )
        return h.equal(name, inner + rest, n(out))
    if op.kind == "noise":
        return h.equal(name, f"{n(v)} + {h.bracket(out - v)}", n(out))
    return h.equal(name, h.times(v, float(op.slope[k]) if op.slope is not None else 1.0), n(out))


def _sum(x: Floats, w: Floats, bias: Floats | None, k: int, h: Hand) -> str:
    """Products added up: the largest, in their order, then the rest in one number, then the bias."""
    products = x * w
    order = np.argsort(-np.abs(products), kind="stable")[:TERMS] if len(x) > TERMS + 1 else np.arange(len(x))
    shown = np.sort(order)
    terms = [h.times(float(x[i]), float(w[i])) for i in shown.tolist()]
    rest = float(np.delete(products, shown).sum())
    text = h.plus(terms, len(x) - len(shown), rest)
    return text if bias is None else f"{text} + {h.bracket(float(bias[k]))}"


def _backward(op: Operation, h: Hand, k: int, loss: LossWritten) -> str:
    n, m = len(op.inputs), len(op.outputs)
    if op.fused:
        share = 1.0 / (loss.rows * loss.divided) * loss.factor
        each = f"{h.number(float(loss.outputs[k]))} {h.minus} {h.bracket(float(loss.targets[k]))}"
        text = each if share == 1.0 else f"({each}){h.dot}{h.number(share)}"
        last = f"{h.sub('F', k)} {h.minus} {h.sub('y', k)}"
        return h.equal(h.slope(h.sub("z", k)), last if share == 1.0 else f"({last}){h.dot}{h.number(share)}", text,
                       h.number(float(loss.slope_at_sums[k])))  # fmt: skip
    assert op.delta is not None
    if op.kind != "dense":
        return _backward_each(op, h, k, op.delta)
    biases = m if op.bias is not None else 0
    if k < biases:
        return h.equal(h.slope(h.sub("b", k)), h.slope(h.sub("z", k)), h.number(float(op.delta[k])))
    if k < biases + n * m:
        i, j = divmod(k - biases, m)
        x, d = float(op.inputs[i]), float(op.delta[j])
        symbols = f"{h.sub(source_name(op), i)}{h.dot}{h.slope(h.sub('z', j))}"
        return h.equal(h.slope(h.sub("w", i, j)), symbols, h.times(x, d), h.number(x * d))
    i = k - biases - n * m
    assert op.weight is not None
    total = _sum(op.weight[i], op.delta, None, 0, h)
    return h.equal(h.slope(h.sub(source_name(op), i)), total, h.number(float(op.weight[i] @ op.delta)))


def _backward_each(op: Operation, h: Hand, k: int, delta: Floats) -> str:
    """Operations that take numbers one by one, and those of a whole row, whose slope is told without its sum."""
    name, after = h.slope(h.sub("z", k)), h.slope(h.sub("a", k))
    d = float(delta[k])
    if op.kind in ("softmax", "batch_norm", "layer_norm"):
        return h.equal(name, h.number(float(op.passed[k])) if op.passed is not None else "")
    if op.kind == "multiply" and op.others is not None:
        w = float(op.others[k])
        return h.equal(name, f"{after}{h.dot}{h.of(h.sub('a', k), op.sources[1])}", h.times(d, w), h.number(d * w))
    if op.slope is None:
        return h.equal(name, after, h.number(d))
    f = float(op.slope[k])
    factor = h.derivative(h.sub("z", k)) if op.kind in ("activate", "prelu") else h.number(f)
    return h.equal(name, f"{after}{h.dot}{factor}", h.times(d, f), h.number(d * f))


def _loss_line(loss: LossWritten, h: Hand, k: int) -> str:
    """What every output costs, their sum, the batch's, and the slope at every sum."""
    count = len(loss.outputs)
    if k < count:
        return h.equal(h.sub("L", k), *_term(loss, h, k), h.number(float(loss.terms[k])))
    if k == count:
        text = _added(loss.terms, h)
        if count == 1:
            return h.equal("L", h.sub("L", 0), h.number(loss.value))
        return h.equal("L", f"({text}) / {loss.divided}" if loss.divided > 1 else text, h.number(loss.value))
    if k == count + 1 and loss.rows > 1:
        mean = rf"\bar L_{{{loss.rows}}}" if h.latex else f"L̄ ({loss.rows:,})"
        return h.equal(mean, h.number(loss.batch))
    j = k - count - 1 - (loss.rows > 1)
    last = _signs(loss.last, h)
    rows = loss.rows * loss.divided
    numbers = _filled(loss, h, j)
    sides = [last, *numbers] if rows == 1 and loss.factor == 1.0 else [f"({last}) / {rows:,}"]
    return h.equal(h.slope(h.sub("z", j)), *sides, h.number(float(loss.slope_at_sums[j])))


def _signs(text: str, h: Hand) -> str:
    if not h.latex:
        return text
    text = text.replace("−", "-").replace("²", "^2").replace("′", "'").replace("δ", r"\delta ").replace("Σ", r"\sum ")
    text = text.replace("∂F/∂z", r"\frac{\partial F}{\partial z}").replace("where", r"\text{ where }")
    for name in ("sign", "tanh", "max", "min"):
        text = text.replace(name, rf"\operatorname{{{name}}}")
    return text


def _filled(loss: LossWritten, h: Hand, k: int) -> list[str]:
    """The last factor with the numbers of one output in it; nothing where it has parts that are no such number."""
    text = loss.last
    if any(sign in text for sign in ("L", "′", "δ", "Σ", "∂", "where")):
        return []
    for close in (") (", "2 (", "F (", ") F"):
        text = text.replace(close, close.replace(" ", "·"))
    f, y = h.bracket(float(loss.outputs[k])), h.bracket(float(loss.targets[k]))
    return [_signs(text, h).replace("y", y).replace("F", f).replace("·", h.dot)]


def _added(terms: Floats, h: Hand) -> str:
    shown = [h.number(float(t)) for t in terms[:TERMS]]
    return h.plus(shown, max(len(terms) - TERMS, 0), float(terms[TERMS:].sum()))


def _term(loss: LossWritten, h: Hand, k: int) -> list[str]:
    """The formula of one output's cost, and the same with its numbers."""
    forms: dict[str, Callable[[str, str], str]] = {
        "mse": lambda f, y: h.power(f"({f} {h.minus} {y})"),
        "half_mse": lambda f, y: f"{h.power(f'({f} {h.minus} {y})')} / 2",
        "rmse": lambda f, y: h.power(f"({f} {h.minus} {y})"),
        "mae": lambda f, y: f"|{f} {h.minus} {y}|",
        "bce": lambda f, y: (
            f"{h.minus}{y}{h.dot}{h.log(f)} {h.minus} (1 {h.minus} {y}){h.dot}{h.log(f'1 {h.minus} {f}')}"
        ),
        "cce": lambda f, y: f"{h.minus}{y}{h.dot}{h.log(f)}",
    }
    form = forms.get(loss.loss)
    f, y = float(loss.outputs[k]), float(loss.targets[k])
    if form is None:
        call = rf"\ell({h.number(f)}, {h.number(y)})" if h.latex else f"ℓ({h.number(f)}, {h.number(y)})"
        return [call]
    return [form(h.sub("F", k), h.sub("y", k)), form(h.number(f), h.bracket(y))]
