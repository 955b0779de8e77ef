"""The small tables that scikit-learn brings, read from its folder: importing it would cost a second and 50 MB."""

from __future__ import annotations

import gzip
import importlib
import io
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def digits() -> tuple[Array, Array]:
    """Pictures (1797, 8, 8) of whole numbers 0 to 16, and the digit on each (1797,)."""
    table = _table("digits.csv.gz", ",", (1797, 65))
    if table is None:
        data = _loader("load_digits")()
        return data.images, data.target
    return table[:, :-1].reshape(-1, 8, 8), table[:, -1].astype(np.int64)


def iris() -> tuple[Array, Array]:
    """Measures (150, 4) and kinds (150,)."""
    return _classes("iris", "iris.csv", (150, 5))


def wine() -> tuple[Array, Array]:
    """Measures (178, 13) and growers (178,)."""
    return _classes("wine", "wine_data.csv", (178, 14))


def breast_cancer() -> tuple[Array, Array]:
    """Measures (569, 30) and diagnoses (569,)."""
    return _classes("breast_cancer", "breast_cancer.csv", (569, 31))


def diabetes() -> tuple[Array, Array]:
    """Measures (442, 10) as they were taken, and progression (442,)."""
    x, y = _table("diabetes_data_raw.csv.gz", None, (442, 10)), _table("diabetes_target.csv.gz", None, (442, 1))
    if x is None or y is None:
        found: tuple[Array, Array] = _loader("load_diabetes")(return_X_y=True, scaled=False)
        return found
    return x, y[:, 0]


def _classes(name: str, file: str, shape: tuple[int, int]) -> tuple[Array, Array]:
    """A table whose first line counts it and whose last column is the class."""
    table = _table(file, ",", shape, skip=1)
    if table is None:
        found: tuple[Array, Array] = _loader(f"load_{name}")(return_X_y=True)
        return found
    return table[:, :-1], table[:, -1].astype(np.int64)


def _loader(name: str) -> Callable[..., Any]:
    """scikit-learn's own, for a release that keeps its tables in another way."""
    loader: Callable[..., Any] = getattr(importlib.import_module("sklearn.datasets"), name)
    return loader


def _table(file: str, delimiter: str | None, shape: tuple[int, int], skip: int = 0) -> Array | None:
    """The numbers of a file in scikit-learn's folder; None where it is not there or is not of this shape."""
    try:
        content = (_folder() / file).read_bytes()
        text = (gzip.decompress(content) if file.endswith(".gz") else content).decode()
        table = np.loadtxt(io.StringIO(text), delimiter=delimiter, skiprows=skip, ndmin=2)
    except (OSError, EOFError, ValueError):
        return None
    return table if table.shape == shape else None


def _folder() -> Path:
    """Where scikit-learn's tables lie; it is found, not imported."""
    spec = find_spec("sklearn")
    places = spec.submodule_search_locations if spec else None
    if not places:
        raise FileNotFoundError("scikit-learn is not installed")
    return Path(places[0]) / "datasets" / "data"
