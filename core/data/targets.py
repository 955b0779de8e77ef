"""Targets: what the numbers or texts of y mean, and the columns a network is trained on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.data.dataset import Array, DataInfo, TargetType, Task
from core.errors import AppError

AUTO_CLASSES = 20
"""Integers with at most so many different values are read as classes when the task is `auto`."""
MOST_CLASSES = 65_536


@dataclass(frozen=True)
class Targets:
    """y (and y_test) as stored in a Dataset, with the words which describe them."""

    y: Array
    y_test: Array | None
    classes: tuple[str, ...] | None
    columns: int
    dtype: TargetType
    task: Task
    why: str


def read_targets(where: str, y: Array, y_test: Array | None = None, names: tuple[str, ...] = ()) -> Targets:
    """Integers, numbers or texts (n,) or (n, k) as targets; `names` are the names of integer classes."""
    y = _flat(where, y)
    y_test = None if y_test is None else _flat(where, y_test)
    if y_test is not None and y.shape[1:] != y_test.shape[1:]:
        raise AppError(
            where, f"the targets have shape {y.shape}, those of the test part {y_test.shape}", "give both alike"
        )
    kinds = y.dtype.kind if y_test is None else y.dtype.kind + y_test.dtype.kind
    if set(kinds) <= set("U"):
        return _texts(where, y, y_test)
    if set(kinds) <= set("biu"):
        return _integers(where, y, y_test, names)
    if set(kinds) <= set("biuf"):
        return _numbers(y, y_test)
    raise AppError(where, f"the targets are of type {y.dtype}", "targets are whole numbers, numbers or texts")


def _flat(where: str, y: Array) -> Array:
    if y.ndim == 2 and y.shape[1] == 1:
        y = y[:, 0]
    if y.ndim not in (1, 2) or 0 in y.shape:
        raise AppError(where, f"the targets have shape {y.shape}", "targets are (n,) or (n, k)")
    return y


def _texts(where: str, y: Array, y_test: Array | None) -> Targets:
    if y.ndim != 1:
        raise AppError(where, "the targets are several columns of text", "text targets are one column")
    every = y if y_test is None else np.concatenate([y, y_test])
    values, codes = np.unique(every, return_inverse=True)
    codes = codes.astype(np.int64)
    classes = tuple(str(value) for value in values)
    split = len(y)
    return Targets(
        y=codes[:split].copy(),
        y_test=None if y_test is None else codes[split:].copy(),
        classes=classes,
        columns=1,
        dtype="text",
        task="classify",
        why=f"text with {len(classes)} values",
    )


def _integers(where: str, y: Array, y_test: Array | None, names: tuple[str, ...]) -> Targets:
    every = y if y_test is None else np.concatenate([y.reshape(-1), y_test.reshape(-1)])
    low, high = int(every.min()), int(every.max())
    if max(-low, high) > 2**53:
        raise AppError(where, f"the target {low if -low > high else high} is too large", "use numbers below 2^53")
    columns = 1 if y.ndim == 1 else y.shape[1]
    classes: tuple[str, ...] | None = None
    task: Task = "regress"
    if columns > 1:
        why = f"{columns} columns of whole numbers"
        if low >= 0 and high <= 1:
            task, why, classes = "classify", f"{columns} columns of 0 and 1", class_names(columns, names)
    elif low < 0:
        why = "integers below 0 are no classes"
    else:
        count = _distinct(every, AUTO_CLASSES)
        task = "classify" if count <= AUTO_CLASSES else "regress"
        why = f"integers with {count} values" if task == "classify" else f"integers with over {AUTO_CLASSES} values"
        classes = _integer_classes(where, high, names)
    y = y.astype(np.int64)
    y_test = None if y_test is None else y_test.astype(np.int64)
    return Targets(y, y_test, classes, columns, "integer", task, why)


def _integer_classes(where: str, high: int, names: tuple[str, ...]) -> tuple[str, ...] | None:
    if names and high >= len(names):
        raise AppError(where, f"label {high} has no name: {len(names)} class names are given", "name every class")
    return class_names(max(high + 1, len(names)), names) if high < MOST_CLASSES else None


def _distinct(values: Array, enough: int) -> int:
    """How many different values there are; counting ends soon after `enough`."""
    head = len(np.unique(values[:10_000]))
    return head if head > enough else len(np.unique(values))


def _numbers(y: Array, y_test: Array | None) -> Targets:
    def column(values: Array) -> Array:
        values = values.astype(np.float64)
        return values.reshape(len(values), -1)

    y = column(y)
    columns = y.shape[1]
    classes = None
    if columns == 1 and np.isfinite(y).all() and (y >= 0).all() and (y == np.floor(y)).all():
        high = int(y.max())
        classes = class_names(high + 1) if high < MOST_CLASSES else None
    why = "decimal numbers" if columns == 1 else f"{columns} columns of decimal numbers"
    return Targets(y, None if y_test is None else column(y_test), classes, columns, "float", "regress", why)


def class_names(count: int, names: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The given names, then "2", "3" ... by position, `count` in all."""
    return names[:count] + tuple(str(i) for i in range(len(names), count))


def is_labels(info: DataInfo, task: Task) -> bool:
    """Whether the targets are one label for each sample, rather than numbers used as they stand."""
    return task == "classify" and info.target_columns == 1


def misfit(info: DataInfo, task: Task, outputs: int) -> AppError | None:
    """Why targets of this description cannot be learnt by a network of so many outputs, or None."""
    fault = impossible(info, task)
    if fault or not is_labels(info, task):
        return fault or _columns_misfit(info.target_columns, outputs)
    count = len(info.classes or ())
    if count <= max(outputs, 2):
        return None
    return AppError("data", f"there are {count} classes, but the network has {_room(outputs)}", _hint(info, count))


def impossible(info: DataInfo, task: Task) -> AppError | None:
    """Why these targets cannot serve this task, whatever the network."""
    if task == "regress" and info.target_dtype == "text":
        return AppError("data.task", "the targets are text, not numbers", 'set the task to "classify"')
    if is_labels(info, task) and info.classes is None:
        return AppError("data.task", f"the targets cannot be classes ({info.why})", 'set the task to "regress"')
    return None


def _columns_misfit(columns: int, outputs: int) -> AppError | None:
    if columns == outputs:
        return None
    there = "is 1 target column" if columns == 1 else f"are {columns} target columns"
    has = "1 output" if outputs == 1 else f"{outputs} outputs"
    return AppError("data", f"there {there}, but the network has {has}", f"give its last layer {columns} units")


def _room(outputs: int) -> str:
    return "1 output, enough for 2 classes" if outputs == 1 else f"{outputs} outputs"


def _hint(info: DataInfo, count: int) -> str:
    other = "" if info.target_dtype == "text" else ', or set the task to "regress"'
    return f"give its last layer {count} units{other}"


def require_fit(y: Array, info: DataInfo, task: Task, outputs: int, part: str = "") -> None:
    """Refuse targets which a network of so many outputs cannot learn, a label by its row."""
    if not is_labels(info, task) or info.classes is None:
        fault = misfit(info, task, outputs)
        if fault:
            raise fault
        return
    wrong = np.flatnonzero(y.reshape(-1) >= max(outputs, 2))
    if len(wrong):
        row = int(wrong[0])
        label = int(y.reshape(-1)[row])
        name = f"'{info.classes[label]}', label {label}" if info.target_dtype == "text" else f"label {label}"
        what = f"row {row}{part} (counted from 0) is of class {name}, but the network has {_room(outputs)}"
        raise AppError("data", what, _hint(info, len(info.classes)))


def encode(y: Array, info: DataInfo, task: Task, outputs: int) -> NDArray[np.float64]:
    """y as the network is trained on it, (n, outputs): numbers as they stand, one 0/1 column, or one-hot."""
    if not is_labels(info, task) or outputs == 1:
        return y.astype(np.float64).reshape(len(y), -1)
    hot = np.zeros((len(y), outputs))
    hot[np.arange(len(y)), y.reshape(-1).astype(np.int64)] = 1.0
    return hot
