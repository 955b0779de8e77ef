"""What is written is true: every line's sides are computed again from the text itself."""

from __future__ import annotations

import math
import re
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.catalog.optimizers import OPTIMIZERS
from core.explain.chain import Chain
from core.explain.chain_lines import chain_lines, difference_line
from core.explain.diagnose import diagnose
from core.explain.hand import Hand
from core.explain.health import Health
from core.explain.pages import Page, pages, written
from core.explain.step import Step, Walk
from core.explain.tables import table_of
from core.explain.update_lines import WRITTEN, update_lines
from core.session.trainer import train
from tests.core.explain.stepping import busy, ready
from tests.networks import chain, dense, graphs, project_of

EXACT = Hand(digits=17, more="{0} more")
SIGNS = {
    "·": "*", "\N{MINUS SIGN}": "-", "√(": "sqrt(", "²": "**2", "σ(": "sigma(", "ln(": "log(", "∞": "inf",
}  # fmt: skip
KNOWN = {
    "sqrt": math.sqrt, "log": math.log, "exp": math.exp, "tanh": math.tanh, "max": max, "abs": abs,
    "sigma": lambda z: 1.0 / (1.0 + math.exp(-z)), "sign": np.sign, "inf": math.inf,
}  # fmt: skip
HIGH = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")


def computed(text: str) -> float | None:
    """What a side of an equation comes to; None where it has names in it."""
    text = re.sub(r" \([\d,]+ more\)", "", text)
    text = re.sub(r"×10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)", lambda found: "e" + found[1].translate(HIGH), text)
    for sign, code in SIGNS.items():
        text = text.replace(sign, code)
    text = re.sub(r"\|([^|]*)\|", r"abs(\1)", text)
    try:
        return float(eval(text, {"__builtins__": {}}, KNOWN))
    except (NameError, SyntaxError, TypeError):
        return None


def assert_true(line: str) -> int:
    """All sides that are numbers are the same; gives how many there are."""
    known = [value for side in line.split(" = ") if (value := computed(side.strip())) is not None]
    for value in known[1:]:
        assert value == pytest.approx(known[0], rel=1e-9, abs=1e-14), line
    return len(known)


def stepped(project: Any, walk: Walk | None = None, epochs: int = 2) -> Step:
    setup, engine = ready(project)
    *_, _ = train(setup, engine, epochs=epochs)
    step = (walk or Walk(None, 1)).answer(setup, engine)
    assert step is not None
    return step


def every_line(step: Step) -> list[tuple[Page, str]]:
    return [(page, line) for page in pages(step) for line in written(step, page, EXACT, 0, page.lines)]


LAST = [
    ("sigmoid", "mse", 2), ("tanh", "mse", 2), ("identity", "half_mse", 2), ("sigmoid", "bce", 2),
    ("identity", "mae", 2), ("identity", "rmse", 1), ("identity", "hinge", 1), ("relu", "mse", 1),
    ("softmax", "mse", 1), ("identity", "huber", 1),
]  # fmt: skip


@pytest.mark.parametrize(("activation", "loss", "sides"), LAST)
def test_the_last_factor_with_its_numbers(activation: str, loss: str, sides: int) -> None:
    """As far as it is made of the prediction and the target alone."""
    x = [[1.0, 2.0], [0.0, 1.0]]
    project = project_of(chain(2, 1, last=activation), x=x, y=[[1.0], [0.0]], loss=loss, task="regress")
    step = stepped(project, Walk(0))
    page = next(page for page in pages(step) if page.phase == "loss")
    assert all(assert_true(line) >= 1 for line in written(step, page, EXACT))
    last = written(step, page, EXACT)[-1]
    assert last.count(" = ") == (3 if sides > 1 else 2)
    assert assert_true(last) == (2 if sides > 1 else 1)
    assert not re.search("[′−δΣ∂²]", written(step, page, Hand(latex=True))[-1])


@pytest.mark.parametrize("loss", ["mse", "half_mse", "rmse", "mae", "bce", "huber", "hinge"])
def test_forward_loss_and_backward(loss: str) -> None:
    nodes = [
        {"id": "x", "kind": "input"},
        dense("a", "x", 9, "tanh"),
        dense("b", "x", 9, "relu"),
        {"id": "sum", "kind": "add", "inputs": ["a", "b"]},
        {"id": "product", "kind": "multiply", "inputs": ["sum", "a"]},
        {"id": "n", "kind": "layer_norm", "inputs": ["product"]},
        {"id": "both", "kind": "concat", "inputs": ["n", "b"]},
        dense("s", "both", 3, "softmax"),
        dense("y", "s", 2, "sigmoid"),
        {"id": "out", "kind": "output", "inputs": ["y"]},
    ]
    rng = np.random.default_rng(3)
    x, y = rng.normal(size=(12, 3)), rng.integers(0, 2, (12, 2)).astype(float)
    step = stepped(project_of(nodes, x=x, y=y, loss=loss, task="regress", precision="float64", batch_size=4))
    known: dict[tuple[str, str], int] = {}
    for page, line in every_line(step):
        sides = assert_true(line)
        known[page.phase, page.kind] = max(known.get((page.phase, page.kind), 0), sides)
    for kind in ("dense", "activate", "softmax", "add", "multiply", "layer_norm"):
        assert known["forward", kind] >= 2, kind
    for kind in ("dense", "activate", "multiply"):
        assert known["backward", kind] >= 2, kind
    if loss not in ("huber", "hinge"):
        assert known["loss", "loss"] >= 2
    # Products of a wide layer are folded, and nothing is lost.
    s = next(page for page in pages(step) if page.node == "s" and page.phase == "forward")
    assert "12 more" in written(step, s, EXACT, 0, 1)[0]
    assert "\N{MIDDLE DOT}" in written(step, s, EXACT, 0, 1)[0]


def test_a_fused_output_hands_on_the_difference() -> None:
    step = stepped(busy("sgd"))
    page = next(page for page in pages(step) if page.phase == "backward")
    assert (page.node, page.kind) == ("y", "softmax")
    lines = written(step, page, EXACT)
    assert all(assert_true(line) == 2 for line in lines)
    assert "F₁ \N{MINUS SIGN} y₁" in lines[0]
    for _, text in every_line(step):
        for line in text.split("\n"):
            assert_true(line)


@pytest.mark.parametrize("optimizer", OPTIMIZERS.names())
def test_the_update_of_every_optimizer(optimizer: str) -> None:
    assert optimizer in WRITTEN, f"'{optimizer}' is not written out: add it to core/explain/update_lines.py"
    options = {"kind": "adam", "bias_correction": False} if optimizer == "adam" else optimizer
    for chosen in {optimizer, options} if isinstance(options, str) else (optimizer, options):
        step = stepped(busy(chosen))
        update = step.update
        for key, array in update.loss.items():
            for index in list(np.ndindex(array.shape))[:4]:
                lines = update_lines(EXACT, update, key, index)
                assert all(assert_true(line) in (1, 2) for line in lines if "←" not in line)
                named = {line.partition(" = ")[0]: line for line in lines if "←" not in line}
                assert assert_true(named["w"]) == 2
                last = computed(named["w"].rpartition(" = ")[2])
                assert last == pytest.approx(float(update.moved[key][index]), rel=1e-12)
                if update.after[key][index] != update.moved[key][index]:
                    assert "←" in lines[-1]


def test_the_chain_rule_is_written() -> None:
    nodes = chain(3, 2, 1, hidden="tanh", last="sigmoid")
    rng = np.random.default_rng(1)
    x, y = rng.normal(size=(6, 2)), rng.integers(0, 2, (6, 1)).astype(float)
    setup, engine = ready(project_of(nodes, x=x, y=y, loss="bce", task="regress", precision="float64"))
    rule = Chain("d0.weight", (1, 2), 3).answer(setup, engine)
    assert rule is not None
    lines = chain_lines(rule, EXACT)
    assert len(lines) == 4
    assert lines[0].startswith("∂L/∂w₂₃[d0] = x₂·∂L/∂z₃[d0] = ")
    assert all(assert_true(line) == 2 for line in lines)
    assert "L(w + " in difference_line(rule, EXACT)
    folded = chain_lines(rule, EXACT, most=1)
    assert "1 more" in folded[-1]
    assert assert_true(folded[-1]) == 2


def test_latex_is_whole() -> None:
    hand = Hand(latex=True)
    assert hand.number(-1.5e-7) == r"-1.5 \times 10^{-7}"
    step = stepped(busy("adam"))
    for page in pages(step):
        text = hand.page(written(step, page, hand, 0, 30))
        assert text.startswith("\\begin{align*}")
        assert text.count("{") == text.count("}")
        assert not re.search("[₀-₉²∂Σ·√\N{MINUS SIGN}←]", text), text


def test_numbers_read_as_on_paper() -> None:
    hand = Hand()
    assert (hand.number(-0.13), hand.number(1.5e-7)) == ("\N{MINUS SIGN}0.13", "1.5×10⁻⁷")
    assert hand.times(0.42, -1.3) == "0.42·(\N{MINUS SIGN}1.3)"
    assert (hand.sub("w", 0, 1), hand.sub("w", 0, 11)) == ("w₁₂", "w₁‚₁₂")
    assert (hand.number(math.inf), hand.number(math.nan)) == ("∞", "NaN")


@settings(max_examples=25)
@given(graph=graphs(), seed=st.integers(0, 1000), place=st.sampled_from([None, 0, 2]))
def test_every_line_of_networks_nobody_chose(graph: tuple[list[dict[str, Any]], int], seed: int, place: int) -> None:
    nodes, inputs = graph
    rng = np.random.default_rng(seed)
    x, y = rng.normal(size=(3, inputs)), rng.normal(size=(3, int(nodes[-2]["units"])))
    setup, engine = ready(project_of(nodes, x=x, y=y, task="regress", precision="float64", optimizer="adam"))
    step = Walk(place).answer(setup, engine)
    assert step is not None
    for page, text in every_line(step):
        for line in text.split("\n"):
            assert_true(line)
        assert len(table_of(step, page)) > 0
    assert diagnose([Health().answer(setup, engine)])


def test_a_network_that_cannot_learn_is_walked_through() -> None:
    nodes = [
        {"id": "x", "kind": "input"},
        {"id": "a", "kind": "activation", "inputs": ["x"], "activation": "tanh"},
        {"id": "out", "kind": "output", "inputs": ["a"]},
    ]
    setup, engine = ready(project_of(nodes, x=[[1.0], [2.0]], y=[[1.0], [0.0]], task="regress"))
    step = Walk().answer(setup, engine)
    assert step is not None
    assert [page.phase for page in pages(step)] == ["forward", "loss", "backward"]
    assert all(assert_true(line) for _, line in every_line(step))
    assert diagnose([Health().answer(setup, engine)])[0].kind == "healthy"
