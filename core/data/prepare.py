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
from core.data.scaling import fit
from core.data.split import Split, split
from core.data.targets import class_names, encode, misfit
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
    info = DATASETS.of(spec.source).describe(spec.source)
    task: Task = info.task if spec.task == "auto" else spec.task
    _check_task(info, task)
    names, notes = resolve(spec.features, info)
    if info.own_test and spec.test_fraction > 0:
        notes += ("the data brings its own test set, so test_fraction is ignored",)
    if task == "classify" and spec.target_scaling != "none":
        notes += ("classes are not scaled, so target_scaling is ignored",)
    return Described(
        info=info,
        task=task,
        choice=f"task: {task} ({info.why})" if spec.task == "auto" else "",
        shape=(len(names),) if names else info.shape,
        names=names,
        notes=notes,
    )


def _check_task(info: DataInfo, task: Task) -> None:
    if task == "regress" and info.target_dtype == "text":
        raise AppError("data.task", "the targets are text, not numbers", 'set the task to "classify"')
    if task == "classify" and info.classes is None and info.target_columns == 1:
        raise AppError("data.task", f"the targets cannot be classes ({info.why})", 'set the task to "regress"')


def prepare(spec: DataSpec, outputs: int, seed: int) -> Prepared:
    """Load, choose features, split, scale and encode for a network of so many outputs."""
    described = describe(spec)
    fault = described.misfit(outputs)
    if fault:
        raise fault
    dataset = DATASETS.of(spec.source).load(spec.source, stream(seed, f"data/{spec.draw}"))
    rows = _rows(spec, described, dataset, seed)
    unscaled = _unscaled(described, dataset, outputs)
    x = unscaled.unscaled(dataset.x)
    y = encode(dataset.y, dataset.info, described.task, outputs)
    scaling = fit(spec.scaling, x[rows.train])
    wanted = spec.target_scaling if described.task == "regress" else "none"
    target_scaling = fit(wanted, y[rows.train], "data.target_scaling")

    def part(chosen: NDArray[np.int64]) -> Part:
        chosen.flags.writeable = False
        return Part(frozen(scaling.apply(x[chosen])), frozen(target_scaling.apply(y[chosen])), chosen)

    preparation = replace(unscaled, scaling=scaling, target_scaling=target_scaling)
    test = part(rows.test) if len(rows.test) else None
    return Prepared(
        train=part(rows.train),
        validation=part(rows.validation) if len(rows.validation) else None,
        test=test if dataset.x_test is None else _own_test(dataset, preparation),
        preparation=preparation,
        described=described,
        dataset=dataset,
    )


def _rows(spec: DataSpec, described: Described, dataset: Dataset, seed: int) -> Split:
    by_class = described.task == "classify" and dataset.info.target_columns == 1
    labels = dataset.y.reshape(-1) if by_class else None
    test = 0.0 if dataset.x_test is not None else spec.test_fraction
    return split(labels, len(dataset.x), test, spec.validation_fraction, stream(seed, "split"))


def _own_test(dataset: Dataset, preparation: Preparation) -> Part:
    assert dataset.x_test is not None
    assert dataset.y_test is not None
    y = encode(dataset.y_test, dataset.info, preparation.task, preparation.outputs)
    rows = np.arange(len(y))
    rows.flags.writeable = False
    return Part(preparation.apply(dataset.x_test), frozen(preparation.target_scaling.apply(y)), rows)


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
