"""Weights from .npz and .safetensors files: numbers only, refused by name where they are damaged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open

from core.data.files import found, reason
from core.data.read_npz import read_array, read_headers
from core.errors import AppError
from core.export.model import Model, read_model
from core.export.weights import METADATA

Array = NDArray[Any]

MODEL = "model.json"


@dataclass(frozen=True, eq=False)
class Saved:
    """Arrays by name, and the model that was kept with them."""

    arrays: Mapping[str, Array]
    model: Model | None


def read_weights(path: Path) -> Saved:
    """The arrays of a weights file, with the model in its metadata or in a model.json beside it."""
    file = found(str(path), "weights file")
    if file.suffix.lower() == ".safetensors":
        saved = _safetensors(file)
    elif file.suffix.lower() == ".npz":
        saved = Saved(
            {name: _number(file, name, read_array(str(file), name)) for name in read_headers(str(file))}, None
        )
    else:
        raise AppError(str(path), "this is no weights file", "weights are .npz or .safetensors files")
    if not saved.arrays:
        raise AppError(str(path), "the file holds no arrays", "choose another file")
    beside = file.parent / MODEL
    if saved.model is None and beside.is_file():
        return Saved(saved.arrays, load_model(beside))
    return saved


def load_model(path: Path) -> Model:
    """The model in a model.json, still without weights."""
    try:
        data = found(str(path), "model file").read_bytes()
    except OSError as fault:
        raise AppError(str(path), f"the file cannot be read: {reason(fault)}") from None
    return read_model(data, str(path))


def _safetensors(file: Path) -> Saved:
    try:
        with safe_open(file, framework="numpy") as opened:
            arrays = {name: opened.get_tensor(name) for name in opened.keys()}  # noqa: SIM118 - it is no dict
            text = (opened.metadata() or {}).get(METADATA)
    except (SafetensorError, OSError, ValueError, TypeError, MemoryError) as fault:
        raise AppError(
            str(file), f"the file is no safetensors file: {str(fault)[:200]}", "save the weights again"
        ) from None
    model = read_model(text.encode(), str(file)) if text else None
    return Saved({name: _number(file, name, array) for name, array in arrays.items()}, model)


def _number(file: Path, name: str, array: Array) -> Array:
    if array.dtype.kind not in "fiu":
        raise AppError(f"{file.name}, {name}", f"the array is of type {array.dtype}", "weights are numbers")
    return np.asarray(array)
