"""Points given in the project itself: drawn by hand, or written down."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import numpy as np

from core.catalog.datasets.base import DATASETS, DataSource
from core.data.dataset import Array, DataInfo, Dataset, numbered
from core.data.targets import Targets, read_targets
from core.errors import AppError
from core.registry import Options, meta

WHERE = "data.source"
Target: TypeAlias = int | float | str | tuple[float, ...]


class Points(Options, tag="points"):
    x: Annotated[tuple[tuple[float, ...], ...], meta("Inputs", "One list of numbers for each point.")] = (
        (0.0, 0.0),
        (0.0, 1.0),
        (1.0, 0.0),
        (1.0, 1.0),
    )
    y: Annotated[tuple[Target, ...], meta("Targets", "One number, text or list of numbers for each point.")] = (
        0,
        1,
        1,
        0,
    )
    weights: Annotated[
        tuple[float, ...], meta("Weights", "How much each point counts in the loss, from 0 up; may be left out.")
    ] = ()
    classes: Annotated[tuple[str, ...], meta("Class names", "Names of the classes 0, 1 ...; may be left out.")] = ()


def _inputs(options: Points) -> Array:
    """x (n, width) float64."""
    if not options.x:
        raise AppError(f"{WHERE}.x", "there are no points", "draw some, or choose another source")
    width = len(options.x[0])
    for row, point in enumerate(options.x):
        if len(point) != width or not width:
            raise AppError(
                f"{WHERE}.x[{row}]",
                f"this point has {len(point)} numbers, the first one {width}",
                "give every point as many",
            )
    x = np.array(options.x, dtype=np.float64)
    _finite(x, "x")
    return x


def _finite(values: Array, name: str) -> None:
    wrong = np.argwhere(~np.isfinite(values))
    if len(wrong):
        place = "".join(f"[{i}]" for i in wrong[0])
        raise AppError(f"{WHERE}.{name}{place}", f"the value is {values[tuple(wrong[0])]}", "give a finite number")


def _targets(options: Points) -> Targets:
    if len(options.y) != len(options.x):
        raise AppError(
            f"{WHERE}.y", f"there are {len(options.y)} targets for {len(options.x)} points", "give one for each"
        )
    first = options.y[0]
    for row, value in enumerate(options.y):
        if isinstance(value, str) is not isinstance(first, str) or _width(value) != _width(first):
            raise AppError(
                f"{WHERE}.y[{row}]",
                "this target is not like the first one",
                "give numbers, texts or lists of one length",
            )
    try:
        y = np.array(options.y)
    except OverflowError:
        y = np.array(options.y, dtype=object)
    if y.dtype.kind == "O":
        raise AppError(f"{WHERE}.y", "a target is too large", "use numbers below 2^53")
    if y.dtype.kind == "f":
        _finite(y, "y")
    return read_targets(f"{WHERE}.y", y, names=options.classes)


def _width(value: Target) -> int:
    return len(value) if isinstance(value, tuple) else 0


def _describe(options: Points) -> DataInfo:
    return _info(_inputs(options), _targets(options))


def _info(x: Array, targets: Targets) -> DataInfo:
    columns = numbered(x.shape[1])
    return DataInfo(
        shape=(x.shape[1],),
        columns=columns,
        fields=columns,
        classes=targets.classes,
        target_columns=targets.columns,
        target_dtype=targets.dtype,
        samples=len(x),
        own_test=False,
        task=targets.task,
        why=targets.why,
    )


def _load(options: Points, rng: np.random.Generator) -> Dataset:
    x, targets = _inputs(options), _targets(options)
    return Dataset(x=x, y=targets.y, info=_info(x, targets))


def _weights(options: Points, name: str) -> tuple[str, Array] | None:
    if name:
        raise AppError("data.weights", f"points have no column '{name}'", "write their weights beside them")
    return (f"{WHERE}.weights", np.array(options.weights)) if options.weights else None


DATASETS.add(
    DataSource(
        options=Points,
        title="Points",
        text="Points drawn by hand or written down, kept in the project.",
        group="file",
        describe=_describe,
        load=_load,
        weights=_weights,
    )
)
