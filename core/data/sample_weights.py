"""Sample weights: factors by which samples count in the loss, from a column or an array of the data."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from core.catalog.datasets import DATASETS
from core.data.dataset import DataInfo, Dataset
from core.errors import AppError
from core.spec.data import DataSpec

Floats = NDArray[np.float64]

WHERE = "data.weights"


def factors_of(spec: DataSpec, samples: int) -> Floats | None:
    """One factor for each sample (n,), all of them 0 or more; None where samples count alike."""
    source = DATASETS.of(spec.source)
    if source.weights is None:
        if spec.weights:
            hint = "leave it empty, or use a CSV or NPZ file"
            raise AppError(WHERE, f"{source.title.lower()} data have no weights '{spec.weights}'", hint)
        return None
    found = source.weights(spec.source, spec.weights)
    if found is None:
        return None
    where, values = found
    return _checked(where, values, samples)


def _checked(where: str, values: NDArray[np.generic], samples: int) -> Floats:
    if values.dtype.kind not in "biuf":
        raise AppError(where, "the weights are text", "give numbers from 0 up")
    if values.shape not in ((samples,), (samples, 1)):
        shape = " x ".join(map(str, values.shape)) or "1"
        raise AppError(where, f"there are {shape} weights for {samples} samples", "give one for each")
    factors = values.astype(np.float64).reshape(-1)
    wrong = np.flatnonzero(~(np.isfinite(factors) & (factors >= 0.0)))
    if len(wrong):
        row = int(wrong[0])
        raise AppError(where, f"the weight of row {row + 1} is {factors[row]:g}", "give numbers from 0 up")
    if not factors.any():
        raise AppError(where, "every weight is 0, so nothing would be learned", "give some samples more")
    return factors


def info_without(info: DataInfo, column: str) -> DataInfo:
    """The description of data whose column of weights is no input."""
    if column not in info.fields:
        return info
    fields = tuple(name for name in info.fields if name != column)
    columns = tuple(name for name in info.columns if name != column)
    if not columns:
        raise AppError(WHERE, f"besides '{column}' there is no column to learn from", "give at least one input column")
    return replace(info, fields=fields, columns=columns, shape=(len(columns),))


def without(dataset: Dataset, column: str) -> Dataset:
    """Data whose column of weights is no input."""
    info = info_without(dataset.info, column)
    if info is dataset.info:
        return dataset
    kept = [place for place, name in enumerate(dataset.info.columns) if name != column]
    return Dataset(x=np.ascontiguousarray(dataset.x[:, kept]), y=dataset.y, info=info)
