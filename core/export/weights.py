"""Weights as files. An exporter is added here, in one place, and makes the bytes of one file."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass

import msgspec
import numpy as np
from safetensors.numpy import save as save_safetensors

from core.export.model import Model, model_to_plain
from core.registry import Entry, Options, Registry

METADATA = "glassnet"
"""Key under which a .safetensors file's metadata holds what model.json holds."""


@dataclass(frozen=True, kw_only=True)
class Exporter(Entry):
    """`write(model)` gives the file's bytes; `prepared` exporters need to know how the data is prepared."""

    write: Callable[[Model], bytes]
    suffix: str
    prepared: bool = False


EXPORTERS: Registry[Exporter] = Registry("export format", "exporters")


class NpzExport(Options, tag="npz"):
    """No options."""


class SafetensorsExport(Options, tag="safetensors"):
    """No options."""


class CsvExport(Options, tag="csv"):
    """No options."""


def _npz(model: Model) -> bytes:
    file = io.BytesIO()
    np.savez(file, allow_pickle=False, **dict(model.weights))
    return file.getvalue()


def _safetensors(model: Model) -> bytes:
    arrays = {name: np.ascontiguousarray(array) for name, array in model.weights.items()}
    text = msgspec.json.encode(model_to_plain(model)).decode()
    # One key alone: the library keeps several in an order that changes from call to call.
    return bytes(save_safetensors(arrays, {METADATA: text}))


def _csv(model: Model) -> bytes:
    """A line for each number; a bias has no row."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(("array", "row", "column", "value"))
    for name, array in model.weights.items():
        for place in np.ndindex(array.shape):
            row, column = place if len(place) == 2 else ("", place[0])
            writer.writerow((name, row, column, str(array[place])))
    return file.getvalue().encode()


EXPORTERS.add(
    Exporter(
        options=NpzExport,
        title="NumPy arrays",
        text=(
            "One array for each weight matrix, bias, norm and slope, named NODE.weight, NODE.bias, NODE.scale and so "
            "on; read with numpy.load."
        ),
        formula="y = x @ weight + bias",
        write=_npz,
        suffix=".npz",
    )
)
EXPORTERS.add(
    Exporter(
        options=SafetensorsExport,
        title="safetensors",
        text="The same arrays, with the model and its preparation in the metadata: predicting needs no other file.",
        formula="y = x @ weight + bias",
        write=_safetensors,
        suffix=".safetensors",
        prepared=True,
    )
)
EXPORTERS.add(
    Exporter(
        options=CsvExport,
        title="CSV table",
        text="A line for each number: array, row, column, value; for spreadsheets.",
        formula="y = x @ weight + bias",
        write=_csv,
        suffix=".csv",
    )
)
