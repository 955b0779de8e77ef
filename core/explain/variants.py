"""Settings that can be raced: along one axis, what the project would be with each of its values."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from msgspec.structs import replace

from core.catalog.activations import ACTIVATIONS
from core.catalog.datasets import DATASETS
from core.catalog.initializers import INITIALIZERS
from core.catalog.losses import LOSSES
from core.catalog.optimizers import OPTIMIZERS
from core.compile.check import Checked, check
from core.registry import Options, Registry
from core.spec import edits
from core.spec.project import Project

RATES = (0.0001, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
WIDTHS = (1, 2, 3, 4, 8, 10, 16, 32, 64, 100)
BATCHES = (1, 8, 32, 128, 512)
STUDIO_WIDTHS, STUDIO_SAMPLES, STUDIO_NOISES = (2, 10, 100), (50, 500), (0.05, 0.4)


@dataclass(frozen=True)
class Variant:
    """One setting: what it is called, and the project with it. `present` where it is the project's own."""

    title: str
    project: Project
    present: bool = False
    start: bool = False
    """Whether a race along this axis begins with it."""


@dataclass(frozen=True)
class Axis:
    """What differs between the entrants of a race."""

    key: str
    title: str
    text: str
    variants: Callable[[Checked], Iterator[Variant]]


def hidden(checked: Checked) -> list[str]:
    """Hidden dense layers: all but the last one before the output."""
    dense = [node.id for node in checked.project.architecture.of_kind("dense") if node.id in checked.used]
    return dense[:-1]


def _training(project: Project, **changes: Any) -> Project:
    return replace(project, training=replace(project.training, **changes))


def _optimizers(checked: Checked) -> Iterator[Variant]:
    """Every optimizer with its own default options, the present one with the project's."""
    present = checked.project.training.optimizer
    start = ("sgd", "momentum", "adagrad", "rmsprop", "adam")
    for entry in OPTIMIZERS:
        here = entry.name == present.kind
        options: Any = present if here else entry.options()
        project = _training(checked.project, optimizer=options)
        yield Variant(f"{entry.title}, {options.lr:g}", project, here, here or entry.name in start)


def _rates(checked: Checked) -> Iterator[Variant]:
    present: Any = checked.project.training.optimizer
    for rate in sorted({*RATES, float(present.lr)}):
        project = _training(checked.project, optimizer=replace(present, lr=rate))
        yield Variant(f"{rate:g}", project, rate == present.lr, rate in (0.001, 0.1, 10.0) or rate == present.lr)


def _with_hidden(checked: Checked, **changes: Any) -> Project:
    architecture = checked.project.architecture
    for node in hidden(checked):
        architecture = edits.set_options(architecture, node, **changes)
    return edits.with_architecture(checked.project, architecture)


def _entries(field: str, registry: Registry[Any], start: tuple[str, ...]) -> Callable[[Checked], Iterator[Variant]]:
    """Every entry of a registry in the hidden layers."""

    def variants(checked: Checked) -> Iterator[Variant]:
        layers = hidden(checked)
        if not layers:
            return
        present: Options = getattr(checked.project.architecture[layers[0]].options, field)
        for entry in registry:
            if entry.name in ("softmax", "values"):
                continue
            here = entry.name == present.kind
            project = _with_hidden(checked, **{field: present if here else entry.options()})
            yield Variant(entry.title, project, here, here or entry.name in start)

    return variants


def _widths(checked: Checked) -> Iterator[Variant]:
    layers = hidden(checked)
    if layers:
        present = checked.project.architecture[layers[0]].options.units  # type: ignore[attr-defined]  # dense
        for width in sorted({*WIDTHS, present}):
            project = _with_hidden(checked, units=width)
            yield Variant(f"{width}", project, width == present, width in (2, 10, 100))


def _batches(checked: Checked) -> Iterator[Variant]:
    present = checked.project.training.batch_size
    sizes: list[int | None] = [*sorted({*BATCHES, *([present] if present else [])}), None]
    for size in sizes:
        project = _training(checked.project, batch_size=size)
        yield Variant("all" if size is None else f"{size}", project, size == present, size in (1, 32, None))


def _losses(checked: Checked) -> Iterator[Variant]:
    """Every loss that this network's answers and these targets can have."""
    present = checked.project.training.loss
    task = LOSSES.of(present).task
    for entry in LOSSES:
        here = entry.name == present.kind
        project = _training(checked.project, loss=present if here else entry.options())
        if here or check(project).ready:
            yield Variant(entry.title, project, here, here or entry.task == task)


def _studio(checked: Checked) -> Iterator[Variant]:
    """Width, samples and noise at once, for data that are made up in the plane."""
    source: Any = checked.project.data.source
    if not (DATASETS.of(source).plane and hasattr(source, "samples") and hasattr(source, "noise")):
        return
    for samples in STUDIO_SAMPLES:
        for noise in STUDIO_NOISES:
            data = replace(checked.project.data, source=replace(source, samples=samples, noise=noise))
            for width in STUDIO_WIDTHS if hidden(checked) else ():
                project = replace(_with_hidden(checked, units=width), data=data)
                start = width in (2, 100)
                yield Variant(f"width {width}, {samples} samples, noise {noise:g}", project, start=start)


AXES = (
    Axis("optimizer", "Optimizer", "Each as it comes, from the same weights over the same batches.", _optimizers),
    Axis("rate", "Learning rate", "From a crawl to a jump out of the valley.", _rates),
    Axis(
        "activation", "Activation", "In every hidden layer.",
        _entries("activation", ACTIVATIONS, ("step", "sigmoid", "tanh", "relu", "identity")),
    ),
    Axis(
        "initializer", "Starting weights", "In every hidden layer.",
        _entries("initializer", INITIALIZERS, ("zeros", "uniform", "normal", "glorot_uniform", "he_normal")),
    ),
    Axis("width", "Width", "Units in every hidden layer.", _widths),
    Axis("batch", "Batch size", "One sample, a few, or all before each step.", _batches),
    Axis("loss", "Loss", "What is made small; read them by the metrics, their own scales differ.", _losses),
    Axis("studio", "Overfitting studio", "Width, samples and noise: when does it learn by heart?", _studio),
)  # fmt: skip
