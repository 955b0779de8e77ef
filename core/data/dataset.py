"""What a data source hands over: frozen arrays, and a description that needs no arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[Any]
Task: TypeAlias = Literal["classify", "regress"]
TargetType: TypeAlias = Literal["integer", "float", "text"]
Categories: TypeAlias = tuple[tuple[str, tuple[str, ...]], ...]

PLANE = ("x1", "x2")
"""Input columns of data in the plane, on which x1^2, sin(x1) and the like are defined."""


@dataclass(frozen=True)
class DataInfo:
    """What is known of a data set before its arrays are made."""

    shape: tuple[int, ...]
    """One sample's: (width,) or (height, width, channels)."""
    columns: tuple[str, ...]
    """Input columns, a text column as one `column=value` for each value; none for pictures."""
    classes: tuple[str, ...] | None
    """Names of the classes, if the targets can be read as classes."""
    target_columns: int
    target_dtype: TargetType
    samples: int
    own_test: bool
    task: Task
    """What `auto` makes of the targets."""
    why: str
    """The reason for that task, in words."""
    fields: tuple[str, ...] = ()
    """Input columns as they stand in the file, before text columns are spread out."""
    categories: Categories = ()
    """(column, its values in sorted order) for each text column."""
    named: bool = False
    """The columns' names are the data's own, not made up from their positions."""
    is_bytes: bool = False
    """Pictures of bytes 0..255, which reach the network divided by 255."""
    target: str = ""
    """Name of the target column, where there is one."""

    @property
    def plane(self) -> bool:
        return self.columns == PLANE

    @property
    def picture(self) -> bool:
        return len(self.shape) == 3


@dataclass(frozen=True)
class Dataset:
    """x (n, *shape); y (n,) integers (the codes of text too), or (n, k) numbers; all frozen."""

    x: Array
    y: Array
    info: DataInfo
    x_test: Array | None = None
    y_test: Array | None = None

    def __post_init__(self) -> None:
        for array in (self.x, self.y, self.x_test, self.y_test):
            if array is not None:
                array.flags.writeable = False

    @property
    def columns(self) -> tuple[str, ...]:
        return self.info.columns

    @property
    def classes(self) -> tuple[str, ...] | None:
        return self.info.classes

    @property
    def categories(self) -> Categories:
        return self.info.categories

    @property
    def is_bytes(self) -> bool:
        return self.info.is_bytes


def frozen(array: Array) -> NDArray[np.float64]:
    """The array, which nobody else holds, as float64 in C order and not writeable."""
    result = np.ascontiguousarray(array, dtype=np.float64)
    result.flags.writeable = False
    return result


def numbered(width: int) -> tuple[str, ...]:
    """Names for columns which have none: x1, x2 ..."""
    return tuple(f"x{i + 1}" for i in range(width))
