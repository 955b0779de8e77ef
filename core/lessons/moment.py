"""The numbers of the moment that a term can show, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import prod

from core.catalog.activations import ACTIVATIONS
from core.catalog.optimizers import OPTIMIZERS
from core.compile.check import Checked
from core.registry import Options


@dataclass(frozen=True)
class Moment:
    """The state of the window, as far as terms ask for it. `samples` are the training data's, None before they are
    prepared."""

    checked: Checked
    values: Mapping[str, float] = field(default_factory=dict)
    epoch: int = 0
    step: int = 0
    samples: int | None = None


def _value(name: str) -> Callable[[Moment], str]:
    def read(moment: Moment) -> str:
        value = moment.values.get(name)
        return "" if value is None else f"{value:.4g}"

    return read


def _units(moment: Moment) -> str:
    nodes = moment.checked.project.architecture.of_kind("dense")
    return f"{sum(getattr(node.options, 'units', 0) for node in nodes):,}"


def _layers(moment: Moment) -> str:
    return str(max(len(moment.checked.project.architecture.of_kind("dense")) - 1, 0))


def _activations(moment: Moment) -> str:
    found: dict[str, None] = {}
    for node in moment.checked.project.architecture.nodes:
        options = getattr(node.options, "activation", None)
        if isinstance(options, Options):
            found[ACTIVATIONS.of(options).title] = None
    return ", ".join(found)


def _rate(moment: Moment) -> str:
    return f"{getattr(moment.checked.project.training.optimizer, 'lr', 0.0):.4g}"


def _batch(moment: Moment) -> str:
    size = moment.checked.project.training.batch_size
    return f"{size:,}" if size is not None else "all"


def _features(moment: Moment) -> str:
    found = moment.checked.described
    return f"{prod(found.shape):,}" if found is not None else ""


NOW: dict[str, tuple[str, Callable[[Moment], str]]] = {
    "parameters": ("parameters", lambda moment: f"{moment.checked.parameters:,}"),
    "units": ("units", _units),
    "layers": ("hidden layers", _layers),
    "features": ("features", _features),
    "samples": ("training samples", lambda moment: "" if moment.samples is None else f"{moment.samples:,}"),
    "activations": ("activations", _activations),
    "learning_rate": ("learning rate", _rate),
    "optimizer": ("optimizer", lambda moment: OPTIMIZERS.of(moment.checked.project.training.optimizer).title),
    "batch_size": ("batch size", _batch),
    "seed": ("seed", lambda moment: str(moment.checked.project.training.seed)),
    "epoch": ("epoch", lambda moment: f"{moment.epoch:,}"),
    "train_loss": ("train loss", _value("train_loss")),
    "test_loss": ("test loss", _value("test_loss")),
    "train_accuracy": ("train accuracy", _value("train_accuracy")),
    "test_accuracy": ("test accuracy", _value("test_accuracy")),
}
"""What a term may show: its words, and the number at a moment (empty: not known)."""


def numbers(live: tuple[str, ...], moment: Moment) -> list[tuple[str, str]]:
    """What is known of these numbers now: (words, value)."""
    pairs = [(NOW[name][0], NOW[name][1](moment)) for name in live]
    return [(words, value) for words, value in pairs if value]
