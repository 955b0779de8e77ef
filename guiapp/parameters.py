"""What a layer's arrays are called in words, and which stand beside its weights."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication


def tr(text: str) -> str:
    return QCoreApplication.translate("parameters", text)


def parameter_word(name: str) -> str:
    """The array NODE.`name` in words; one nobody knows is called by its name."""
    words = {
        "bias": tr("bias"),
        "slope": tr("slope below 0"),
        "scale": tr("scale"),
        "shift": tr("shift"),
        "mean": tr("running mean"),
        "variance": tr("running variance"),
    }
    return words.get(name, name)


def rows_beside(arrays: Mapping[str, NDArray[Any]], node: str) -> dict[str, NDArray[Any]]:
    """A layer's arrays of one number for each unit, (units,), by name: biases, slopes, scales ..."""
    start = f"{node}."
    return {key[len(start) :]: array for key, array in arrays.items() if key.startswith(start) and array.ndim == 1}
