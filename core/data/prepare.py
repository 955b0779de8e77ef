"""From a project's data section to the arrays a network is trained on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from core.catalog.datasets import DATASETS
from core.data.dataset import Array, DataInfo, Dataset, Task, frozen
from core.data.features import resolve
from core.data.preparation import Preparation
from core.data.sample_weights import factors_of, info_without, without
from core.data.scaling import fit
from core.data.split import Split, split
from core.data.targets import class_names, encode, impossible, is_labels, misfit, require_fit
from core.errors import AppError
from core.session.streams import stream
from core.spec.data import DataSpec

PartName: TypeAlias = Literal["train", "validation", "test"]


@dataclass(frozen=True)
class Described:
    """What is known of the data without making it."""

    info: DataInfo
    task: Task
    choice: str
    """How the task was chosen, in words; empty where the project says it."""
    shape: tuple[int, ...]
    """One network input's."""
    names: tuple[str, ...]
    """Of the network's inputs; none for pictures."""
    notes: tuple[str, ...] = ()
    """What the project asks for and this data cannot use."""

    @property
    def classes(self) -> tuple[str, ...] | None:
        """Names of the classes, where the task is to tell them apart."""
        return self.info.classes if self.task == "classify" else None

    def misfit(self, outputs: int) -> AppError | None:
        """Why a network of so many outputs cannot learn these targets, or None."""
        return misfit(self.info, self.task, outputs)


@dataclass(frozen=True)
class Part:
    """x (n, *shape) and y (n, outputs), float64, not writeable; `rows` (n,) are their places in the data set."""

    x: NDArray[np.float64]
    y: NDArray[np.float64]
    rows: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.x)


@dataclass(frozen=True)
class Prepared:
    """The parts, in the data's own order; a part without samples is None."""

    train: Part
    validation: Part | None
    test: Part | None
    preparation: Preparation
    described: Described
    dataset: Dataset
    factors: NDArray[np.float64] | None = None
    """By which the training samples count in the loss; None where they count alike."""

    def part(self, name: PartName) -> Part | None:
        return {"train": self.train, "validation": self.validation, "test": self.test}[name]

    def parts(self) -> dict[str, Part]:
        """The parts that have samples."""
        named = {"train": self.train, "validation": self.validation, "test": self.test}
        return {name: part for name, part in named.items() if part is not None}

    def raw(self, name: PartName) -> Array:
        """Inputs of a part as the source gave them, (n, *raw shape)."""
        part = self.part(name)
        own = name == "test" and self.dataset.x_test is not None
        x = self.dataset.x_test if own else self.dataset.x
        assert x is not None
        return x[part.rows] if part else x[:0]


def describe(spec: DataSpec) -> Described:
    """Shapes, names and task of this data; reads a file's head or the file, but makes nothing up."""
    info = info_without(DATASETS.of(spec.source).describe(spec.source), spec.weights)
    factors_of(spec, info.samples)
    task: Task = info.task if spec.task == "auto" else spec.task
    fault = impossible(info, task)
    if fault:
        raise fault
    names, notes = resolve(spec.features, info)
    if info.own_test and spec.test_fraction > 0:
        notes += ("the data bring their own test set: the test share is not used",)
    if task == "classify" and spec.target_scaling != "none":
        notes += ("classes are not scaled: the scaling of the target is not used",)
    return Described(
        info=info,
        task=task,
        choice=f"task: {task} ({info.why})" if spec.task == "auto" else "",
        shape=(len(names),) if names else info.shape,
        names=names,
        notes=notes,
    )


def prepare(spec: DataSpec, outputs: int, seed: int) -> Prepared:
    """Load, choose features, split, scale and encode for a network of so many outputs."""
    described = describe(spec)
    loaded = DATASETS.of(spec.source).load(spec.source, stream(seed, f"data/{spec.draw}"))
    dataset = without(loaded, spec.weights)
    factors = factors_of(spec, len(dataset.x))
    require_fit(dataset.y, dataset.info, described.task, outputs)
    rows = _rows(spec, described, dataset, seed)
    preparation = _fitted(spec, described, dataset, outputs, rows.train)
    if dataset.x_test is not None and dataset.y_test is not None:
        require_fit(dataset.y_test, dataset.info, described.task, outputs, " of the test part")
        test = _part(preparation, dataset.info, dataset.x_test, dataset.y_test, np.arange(len(dataset.y_test)))
    else:
        test = _part(preparation, dataset.info, dataset.x, dataset.y, rows.test)
    train = _part(preparation, dataset.info, dataset.x, dataset.y, rows.train)
    assert train is not None
    return Prepared(
        train=train,
        validation=_part(preparation, dataset.info, dataset.x, dataset.y, rows.validation),
        test=test,
        preparation=preparation,
        described=described,
        dataset=dataset,
        factors=None if factors is None else factors[train.rows],
    )


def _rows(spec: DataSpec, described: Described, dataset: Dataset, seed: int) -> Split:
    labels = dataset.y.reshape(-1) if is_labels(dataset.info, described.task) else None
    test = 0.0 if dataset.x_test is not None else spec.test_fraction
    return split(labels, len(dataset.x), test, spec.validation_fraction, stream(seed, "split"))


def _part(preparation: Preparation, info: DataInfo, x: Array, y: Array, rows: NDArray[np.int64]) -> Part | None:
    """The prepared samples of these rows; None when there are none."""
    if not len(rows):
        return None
    rows.flags.writeable = False
    targets = encode(y[rows], info, preparation.task, preparation.outputs)
    return Part(preparation.apply(x[rows]), frozen(preparation.target_scaling.apply(targets)), rows)


def _fitted(
    spec: DataSpec, described: Described, dataset: Dataset, outputs: int, train: NDArray[np.int64]
) -> Preparation:
    """The preparation with its scaling fitted on the training rows."""
    bare = _unscaled(described, dataset, outputs)
    scaling = target_scaling = bare.scaling
    if spec.scaling != "none":
        scaling = fit(spec.scaling, bare.unscaled(dataset.x[train]))
    if spec.target_scaling != "none" and described.task == "regress":
        targets = encode(dataset.y[train], dataset.info, described.task, outputs)
        target_scaling = fit(spec.target_scaling, targets, "data.target_scaling")
    return replace(bare, scaling=scaling, target_scaling=target_scaling)


def _unscaled(described: Described, dataset: Dataset, outputs: int) -> Preparation:
    """The preparation before any scaling is fitted."""
    info = dataset.info
    classes = described.task == "classify"
    return Preparation(
        task=described.task,
        shape=info.shape,
        columns=info.columns,
        fields=info.fields,
        features=described.names,
        outputs=outputs,
        categories=info.categories,
        class_names=class_names(max(outputs, 2), info.classes or ()) if classes else (),
        named=info.named,
        target=info.target,
        picture_scale=255.0 if info.is_bytes else 1.0,
    )
