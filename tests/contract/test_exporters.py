"""Every export format: what is read back is what the network computes with."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from safetensors.numpy import load

from core.export.model import Model, model_of
from core.export.read_weights import read_weights
from core.export.weights import EXPORTERS, Exporter
from core.session.setup import Setup, set_up
from core.spec.plain import project_from_plain
from tests.projects import BINARY, CLASSES, NORMED, NUMBERS

Arrays = dict[str, NDArray[Any]]

X = np.random.default_rng(1).normal(size=(50, 2))


def read_npz(data: bytes) -> Arrays:
    with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
        return {name: arrays[name] for name in arrays.files}


def read_csv(data: bytes) -> Arrays:
    cells: dict[str, dict[tuple[int, ...], str]] = {}
    for row in csv.DictReader(io.StringIO(data.decode())):
        place = (int(row["row"]), int(row["column"])) if row["row"] else (int(row["column"]),)
        cells.setdefault(row["array"], {})[place] = row["value"]
    found = {}
    for name, values in cells.items():
        found[name] = np.zeros(tuple(size + 1 for size in max(values)))
        for place, value in values.items():
            found[name][place] = float(value)
    return found


READERS: dict[str, Callable[[bytes], Arrays]] = {"npz": read_npz, "safetensors": load, "csv": read_csv}


def model(plain: dict[str, Any], precision: str) -> tuple[Setup, Model]:
    project = project_from_plain({**plain, "training": {**plain["training"], "precision": precision}})
    setup = set_up(project, 1)
    weights = {name: array.astype(precision) for name, array in setup.state.weights.items()}
    return setup, model_of(setup, weights)


@pytest.mark.parametrize("precision", ["float32", "float64"])
@pytest.mark.parametrize("plain", [BINARY, CLASSES, NUMBERS, NORMED], ids=lambda plain: plain["name"])
@pytest.mark.parametrize("entry", EXPORTERS, ids=lambda entry: entry.name)
def test_what_is_read_back_predicts_the_same(entry: Exporter, plain: dict[str, Any], precision: str) -> None:
    _, sent = model(plain, precision)
    arrays = READERS[entry.name](entry.write(sent))
    assert set(arrays) == set(sent.weights)
    for name, array in sent.weights.items():
        assert arrays[name].shape == array.shape
        np.testing.assert_array_equal(arrays[name].astype(precision), array)
    assert (sent.with_weights(arrays, "file").predict(X) == sent.predict(X)).all()


@pytest.mark.parametrize("entry", EXPORTERS, ids=lambda entry: entry.name)
def test_every_format_has_a_reader_here_a_suffix_and_words(entry: Exporter) -> None:
    assert entry.name in READERS
    assert entry.suffix.startswith(".")
    assert entry.title
    assert entry.text


@pytest.mark.parametrize("entry", EXPORTERS, ids=lambda entry: entry.name)
def test_the_same_model_gives_the_same_bytes(entry: Exporter) -> None:
    assert entry.write(model(CLASSES, "float32")[1]) == entry.write(model(CLASSES, "float32")[1])


@pytest.mark.parametrize("entry", [entry for entry in EXPORTERS if entry.prepared], ids=lambda entry: entry.name)
def test_a_format_that_keeps_the_model_brings_it_back(entry: Exporter, tmp_path: Path) -> None:
    _, sent = model({**CLASSES, "data": {**CLASSES["data"], "scaling": "standard"}}, "float32")
    path = tmp_path / f"w{entry.suffix}"
    path.write_bytes(entry.write(sent))
    saved = read_weights(path)
    assert saved.model is not None
    assert saved.model.preparation == sent.preparation
    assert (saved.model.with_weights(saved.arrays, "file").predict(X) == sent.predict(X)).all()
