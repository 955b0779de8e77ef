"""Every data source, by iterating the registry: what it describes is what it loads, and a seed is a seed."""

from __future__ import annotations

import gzip
import struct
import sys
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest

from core.catalog.datasets import DATASETS
from core.catalog.datasets import bundled as tables
from core.catalog.datasets.base import DataSource
from core.data.dataset import Dataset
from core.data.preparation import read_preparation
from core.data.prepare import Prepared, describe, prepare
from core.errors import AppError
from core.registry import Options
from core.session.streams import stream
from core.spec.data import DataSpec
from core.spec.paths import FILE_PATH

KINDS = DATASETS.names()
BUNDLED = ["digits", "iris", "wine", "breast_cancer", "diabetes"]


def _csv(folder: Path) -> dict[str, Any]:
    path = folder / "table.csv"
    rows = [f"{i},{'red' if i % 3 else 'blue'},{'yes' if i % 2 else 'no'}" for i in range(20)]
    path.write_text("\n".join(["size,colour,answer", *rows]), encoding="utf-8")
    return {"path": str(path), "target": "answer"}


def _npz(folder: Path) -> dict[str, Any]:
    path = folder / "arrays.npz"
    np.savez(path, x=np.arange(40.0).reshape(20, 2), y=np.arange(20) % 2)
    return {"path": str(path)}


def _idx(folder: Path) -> dict[str, Any]:
    for part, count in (("train", 20), ("t10k", 6)):
        pictures = np.arange(count * 6, dtype=np.uint8)
        head = struct.pack(">BBBB3I", 0, 0, 8, 3, count, 2, 3)
        (folder / f"{part}-images-idx3-ubyte.gz").write_bytes(gzip.compress(head + pictures.tobytes()))
        labels = struct.pack(">BBBBI", 0, 0, 8, 1, count) + bytes(i % 2 for i in range(count))
        (folder / f"{part}-labels-idx1-ubyte").write_bytes(labels)
    return {"folder": str(folder)}


FILES = {"csv": _csv, "npz": _npz, "idx": _idx, "mnist": _idx, "fashion_mnist": _idx}


@pytest.fixture
def source(request: pytest.FixtureRequest, tmp_path: Path) -> Options:
    """Options of the named kind, with a small file where one is needed."""
    kind: str = request.param
    write = FILES.get(kind)
    return DATASETS[kind].options(**(write(tmp_path) if write else {}))


every_kind = pytest.mark.parametrize("source", KINDS, indirect=True)


def load(options: Options, seed: int = 0) -> Dataset:
    return DATASETS.of(options).load(options, stream(seed, "data"))


def prepared_of(options: Options, **changes: Any) -> Prepared:
    spec = DataSpec(source=options, **changes)
    described = describe(spec)
    outputs = len(described.classes) if described.classes else described.info.target_columns
    return prepare(spec, 1 if outputs == 2 else outputs, 0)


@every_kind
def test_an_entry_says_what_it_is(source: Options) -> None:
    entry: DataSource = DATASETS.of(source)
    assert entry.title
    assert entry.text.endswith(".")
    assert msgspec.convert({"kind": entry.name}, entry.options) == entry.options()
    assert entry.group in ("plane", "table", "pictures", "file")


@every_kind
def test_what_is_described_is_what_is_loaded(source: Options) -> None:
    described, data = DATASETS.of(source).describe(source), load(source)
    assert data.info == described
    assert data.x.shape == (described.samples, *described.shape)
    assert described.shape == (len(described.columns),) if described.columns else len(described.shape) == 3
    assert len(data.y) == described.samples
    assert (data.x_test is not None) is described.own_test
    if DATASETS.of(source).task:
        assert described.task == DATASETS.of(source).task
    if described.classes and described.target_dtype != "float":
        assert data.y.min() >= 0
        assert data.y.max() < len(described.classes)


@every_kind
def test_arrays_are_frozen_and_finite(source: Options) -> None:
    data = load(source)
    for array in (data.x, data.y):
        assert not array.flags.writeable
        assert np.isfinite(array).all()


@every_kind
def test_a_seed_is_a_seed(source: Options) -> None:
    first, again = load(source), load(source)
    assert np.array_equal(first.x, again.x)
    assert np.array_equal(first.y, again.y)
    if DATASETS.of(source).plane:
        assert not np.array_equal(first.x, load(source, seed=1).x)


@every_kind
def test_parts_are_disjoint_and_complete(source: Options) -> None:
    prepared = prepared_of(source, validation_fraction=0.25)
    parts = [prepared.train, prepared.validation]
    if not prepared.described.info.own_test:
        parts.append(prepared.test)
    rows = np.concatenate([part.rows for part in parts if part is not None])
    assert sorted(rows.tolist()) == list(range(prepared.described.info.samples))


@every_kind
def test_the_preparation_survives_a_file(source: Options) -> None:
    prepared = prepared_of(source, scaling="standard")
    kept = read_preparation(msgspec.json.decode(msgspec.json.encode(prepared.preparation.to_plain())))
    assert kept == prepared.preparation
    assert np.array_equal(kept.apply(prepared.raw("train")), prepared.train.x)
    assert prepared.train.x.shape[1:] == prepared.described.shape


@pytest.mark.parametrize("kind", BUNDLED)
def test_a_bundled_description_is_the_real_thing(kind: str) -> None:
    from sklearn import datasets

    real = getattr(datasets, f"load_{kind}")()
    info = DATASETS[kind].describe(DATASETS[kind].options())
    assert info.samples == len(real.data)
    if not info.picture:
        assert info.columns == tuple(real.feature_names)
    if info.classes:
        assert info.classes == tuple(str(name) for name in real.target_names)
        assert load(DATASETS[kind].options()).y.tolist() == real.target.tolist()


def test_describing_a_bundled_set_does_not_read_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sklearn.datasets", None)
    assert [DATASETS[kind].describe(DATASETS[kind].options()).samples for kind in BUNDLED] == [1797, 150, 178, 569, 442]
    assert tables.DIGITS.picture


def test_most_samples_are_described_without_being_made() -> None:
    for entry in DATASETS:
        if entry.plane:
            assert entry.describe(entry.options(samples=10_000_000)).samples == 10_000_000


def test_paths_are_marked() -> None:
    for kind, field in (("csv", "path"), ("npz", "path"), ("idx", "folder")):
        hint = msgspec.inspect.type_info(DATASETS[kind].options)
        assert field in [entry.name for entry in hint.fields]  # type: ignore[attr-defined]  # it is a struct's
        assert FILE_PATH in _annotations(DATASETS[kind].options)[field].__metadata__


def _annotations(options: type[Options]) -> dict[str, Any]:
    from typing import get_type_hints

    return get_type_hints(options, include_extras=True)


@pytest.mark.parametrize("kind", ["csv", "npz", "idx"])
def test_a_source_without_its_file_is_one_sentence(kind: str, tmp_path: Path) -> None:
    field = "folder" if kind == "idx" else "path"
    for value in ("", str(tmp_path / "none"), "\0"):
        with pytest.raises(AppError) as fault:
            DATASETS[kind].describe(DATASETS[kind].options(**{field: value}))
        assert fault.value.hint
