"""Arrays from an NPZ file: x and y, or x_train, y_train and, if there, x_test, y_test."""

from __future__ import annotations

from typing import Annotated

import numpy as np

from core.catalog.datasets.base import DATASETS, DataSource
from core.data.dataset import Array, DataInfo, Dataset, numbered
from core.data.files import Remembered, found
from core.data.read_npz import Header, read_array, read_headers
from core.data.targets import Targets, read_targets
from core.errors import AppError
from core.registry import Options, meta
from core.spec.paths import FILE_PATH

MOST_SAMPLES = 10_000_000


class Npz(Options, tag="npz"):
    path: Annotated[
        str, FILE_PATH, meta("File", "An NPZ file with x and y, or with x_train, y_train, x_test, y_test.")
    ] = ""


def _names(path: str, headers: dict[str, Header]) -> tuple[str, ...]:
    """Names of the arrays to be read: inputs, targets and, if there, those of the test part."""
    where = found(path, "NPZ file").name
    names: tuple[str, ...] = ("x_train", "y_train") if "x_train" in headers or "y_train" in headers else ("x", "y")
    if "x_test" in headers or "y_test" in headers:
        names += ("x_test", "y_test")
    missing = [name for name in names if name not in headers]
    if missing:
        there = ", ".join(headers) or "no array"
        raise AppError(
            where,
            f"the array {missing[0]} is missing; there is {there}",
            "save x and y, or x_train, y_train, x_test, y_test",
        )
    for inputs, targets in zip(names[::2], names[1::2], strict=True):
        _check_pair(where, inputs, targets, headers)
    if len(names) == 4 and headers[names[0]].shape[1:] != headers[names[2]].shape[1:]:
        shapes = f"{headers[names[0]].shape} and {headers[names[2]].shape}"
        raise AppError(where, f"{names[0]} and x_test have shapes {shapes}", "samples of both must be alike")
    return names


def _check_pair(where: str, inputs: str, targets: str, headers: dict[str, Header]) -> None:
    x, y = headers[inputs], headers[targets]
    if x.dtype.kind not in "biuf":
        raise AppError(f"{where}, {inputs}", f"the array is of type {x.dtype}", "inputs are numbers")
    if len(x.shape) not in (1, 2, 3, 4) or 0 in x.shape:
        hint = "inputs are (n, width), (n, height, width) or (n, height, width, channels)"
        raise AppError(f"{where}, {inputs}", f"the array has shape {x.shape}", hint)
    if x.shape[0] > MOST_SAMPLES:
        raise AppError(f"{where}, {inputs}", f"the array has {x.shape[0]:,} rows", f"use at most {MOST_SAMPLES:,}")
    if not y.shape or x.shape[0] != y.shape[0]:
        rows = y.shape[0] if y.shape else 0
        raise AppError(
            where, f"{inputs} has {x.shape[0]} rows and {targets} has {rows}", "give one target for each sample"
        )


def _targets(path: str, names: tuple[str, ...]) -> Targets:
    where = f"{found(path, 'NPZ file').name}, {names[1]}"
    test = read_array(path, names[3]) if len(names) == 4 else None
    return read_targets(where, read_array(path, names[1]), test)


def _parts(path: str) -> tuple[tuple[str, ...], Targets, DataInfo]:
    headers = read_headers(path)
    names = _names(path, headers)
    targets = _targets(path, names)
    x = headers[names[0]]
    shape = sample_shape(x.shape)
    columns = numbered(shape[0]) if len(shape) == 1 else ()
    info = DataInfo(
        shape=shape,
        columns=columns,
        fields=columns,
        classes=targets.classes,
        target_columns=targets.columns,
        target_dtype=targets.dtype,
        samples=x.shape[0],
        own_test=len(names) == 4,
        task=targets.task,
        why=targets.why,
        is_bytes=x.dtype == np.uint8 and len(shape) == 3,
    )
    return names, targets, info


def sample_shape(shape: tuple[int, ...]) -> tuple[int, ...]:
    """One sample's shape in an array of this shape: (width,) or (height, width, channels)."""
    if len(shape) < 3:
        return shape[1:] or (1,)
    return (*shape[1:3], shape[3] if len(shape) == 4 else 1)


_described = Remembered(lambda file: _parts(str(file))[2])


def _describe(options: Npz) -> DataInfo:
    return _described(found(options.path, "NPZ file"))


def _load(options: Npz, rng: np.random.Generator) -> Dataset:
    names, targets, info = _parts(options.path)

    def inputs(name: str) -> Array:
        x = read_array(options.path, name)
        return x.reshape(len(x), *info.shape)

    test = inputs(names[2]) if len(names) == 4 else None
    return Dataset(x=inputs(names[0]), y=targets.y, info=info, x_test=test, y_test=targets.y_test)


def _weights(options: Npz, name: str) -> tuple[str, Array] | None:
    if not name:
        return None
    headers, where = read_headers(options.path), found(options.path, "NPZ file").name
    if name not in headers:
        raise AppError(where, f"there is no array '{name}' of weights", "there is " + ", ".join(headers))
    return f"{where}, {name}", read_array(options.path, name)


DATASETS.add(
    DataSource(
        options=Npz,
        title="NPZ file",
        text="Arrays saved by NumPy: a table of numbers, or pictures.",
        group="file",
        describe=_describe,
        load=_load,
        weights=_weights,
    )
)
