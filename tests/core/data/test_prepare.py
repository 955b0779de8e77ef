"""Prepared data: what is fitted where, what is kept with the model, and what is only said."""

from __future__ import annotations

from pathlib import Path

import msgspec
import numpy as np
import pytest

from core.catalog.datasets.bundled import Diabetes, Digits, Iris
from core.catalog.datasets.idx_folder import Idx
from core.catalog.datasets.npz_file import Npz
from core.catalog.datasets.plane_classes import Blobs, Spiral
from core.data.preparation import read_preparation
from core.data.prepare import Prepared, describe, prepare
from core.errors import AppError
from core.spec.data import DataSpec


def test_scaling_is_fitted_on_the_training_part_only() -> None:
    prepared = prepare(DataSpec(source=Iris(), scaling="standard"), 3, 0)
    assert np.allclose(prepared.train.x.mean(axis=0), 0)
    assert np.allclose(prepared.train.x.std(axis=0), 1)
    assert prepared.test is not None
    assert np.abs(prepared.test.x.mean(axis=0)).max() > 1e-3


def test_features_come_before_scaling() -> None:
    prepared = prepare(DataSpec(features=("x1^2",), scaling="minmax"), 1, 0)
    squares = prepared.raw("train")[:, 0] ** 2
    assert np.allclose(prepared.train.x[:, 0], (squares - squares.min()) / (squares.max() - squares.min()))
    assert prepared.described.shape == (1,)
    assert prepared.described.names == ("x1^2",)


def test_target_scaling_is_undone() -> None:
    prepared = prepare(DataSpec(source=Diabetes(), target_scaling="standard"), 1, 0)
    back = prepared.preparation.invert_targets(prepared.train.y)
    assert np.allclose(back, prepared.dataset.y[prepared.train.rows])
    assert np.allclose(prepared.train.y.std(), 1)


def test_classes_are_not_scaled() -> None:
    spec = DataSpec(target_scaling="standard")
    assert set(prepare(spec, 1, 0).train.y.ravel()) == {0.0, 1.0}
    assert any("scaling of the target is not used" in note for note in describe(spec).notes)


def test_the_parts_are_rows_of_the_data_in_its_order() -> None:
    prepared = prepare(DataSpec(source=Blobs(samples=100), validation_fraction=0.2), 4, 0)
    sizes = [len(prepared.raw(part)) for part in ("train", "validation", "test")]
    assert sizes == [50, 20, 30]
    for name in ("train", "validation", "test"):
        part = prepared.part(name)
        assert part is not None
        assert np.array_equal(part.x, prepared.dataset.x[part.rows])
        assert part.y.argmax(axis=1).tolist() == prepared.dataset.y[part.rows].tolist()


def test_arrays_cannot_be_written() -> None:
    prepared = prepare(DataSpec(), 1, 0)
    for array in (prepared.train.x, prepared.train.y, prepared.train.rows, prepared.dataset.x, prepared.dataset.y):
        assert not array.flags.writeable
    assert prepared.train.x.dtype == np.float64
    assert prepared.train.x.flags.c_contiguous


def test_no_test_share_means_no_test_part() -> None:
    prepared = prepare(DataSpec(test_fraction=0.0), 1, 0)
    assert prepared.test is None
    assert prepared.validation is None
    assert len(prepared.raw("test")) == 0


def test_one_seed_gives_the_same_arrays() -> None:
    first, again, other = (prepare(DataSpec(), 1, seed) for seed in (1, 1, 2))
    assert np.array_equal(first.train.x, again.train.x)
    assert not np.array_equal(first.train.x, other.train.x)
    assert not np.array_equal(first.train.x, prepare(DataSpec(draw=1), 1, 1).train.x)


def test_describing_many_samples_makes_none() -> None:
    assert describe(DataSpec(source=Spiral(samples=10_000_000))).info.samples == 10_000_000


def test_an_own_test_set_is_used(tmp_path: Path) -> None:
    path = tmp_path / "both.npz"
    x = np.arange(24.0).reshape(12, 2)
    np.savez(path, x_train=x, y_train=np.arange(12) % 3, x_test=x[:4], y_test=np.array([2, 2, 2, 2]))
    spec = DataSpec(source=Npz(path=str(path)), scaling="minmax", validation_fraction=0.25)
    prepared = prepare(spec, 3, 0)
    assert [len(prepared.raw(part)) for part in ("train", "validation", "test")] == [9, 3, 4]
    assert np.array_equal(prepared.raw("test"), x[:4])
    assert any("test share is not used" in note for note in prepared.described.notes)


def test_a_test_label_that_does_not_fit_names_its_row(tmp_path: Path) -> None:
    path = tmp_path / "both.npz"
    np.savez(path, x_train=np.eye(2), y_train=np.array([0, 1]), x_test=np.eye(2), y_test=np.array([0, 2]))
    with pytest.raises(AppError, match="row 1 of the test part"):
        prepare(DataSpec(source=Npz(path=str(path))), 2, 0)


def test_bytes_reach_the_network_divided_by_255(shared: Path) -> None:
    prepared = prepare(DataSpec(source=Idx(folder=str(shared / "data" / "fashion-mnist-mini"))), 10, 0)
    assert prepared.train.x.shape == (600, 28, 28, 1)
    assert prepared.test is not None
    assert prepared.test.x.shape == (300, 28, 28, 1)
    assert np.array_equal(prepared.train.x, prepared.raw("train") / 255)
    assert np.array_equal(prepared.preparation.apply(prepared.raw("test").astype(np.int64)), prepared.test.x)
    assert np.bincount(prepared.test.y.argmax(axis=1)).tolist() == [30] * 10


def kept(prepared: Prepared) -> dict[str, object]:
    plain: dict[str, object] = msgspec.json.decode(msgspec.json.encode(prepared.preparation.to_plain()))
    return plain


@pytest.mark.parametrize(
    ("spec", "outputs"),
    [
        (DataSpec(features=("x1", "sin(x2)"), scaling="standard"), 1),
        (DataSpec(source=Iris(), features=("petal width (cm)",), scaling="minmax"), 3),
        (DataSpec(source=Diabetes(), target_scaling="minmax"), 1),
        (DataSpec(source=Digits(), scaling="standard"), 10),
    ],
)
def test_the_kept_preparation_does_the_same(spec: DataSpec, outputs: int) -> None:
    prepared = prepare(spec, outputs, 0)
    again = read_preparation(kept(prepared))
    assert again == prepared.preparation
    assert np.array_equal(again.apply(prepared.raw("train")), prepared.train.x)


def test_applying_leaves_the_callers_array_alone() -> None:
    x = np.zeros((3, 2))
    prepare(DataSpec(), 1, 0).preparation.apply(x)
    x[0, 0] = 1.0


@pytest.mark.parametrize(
    "change",
    [
        {"task": "guess"},
        {"extra": 1},
        {"shape": "two"},
        {"features": ["x1", "x3"]},
        {"fields": ["x1"]},
        {"scaling": {"kind": "standard", "offset": [0], "scale": [1]}},
        {"scaling": {"kind": "standard", "offset": [0, 0], "scale": [1, 1, 1]}},
        {"target_scaling": {"kind": "minmax", "offset": [0, 1], "scale": [1, 1]}},
    ],
)
def test_a_damaged_preparation_is_refused(change: dict[str, object]) -> None:
    plain = {**kept(prepare(DataSpec(scaling="standard"), 1, 0)), **change}
    with pytest.raises(AppError, match="damaged"):
        read_preparation(plain)


def test_data_that_is_no_object_is_refused() -> None:
    with pytest.raises(AppError):
        read_preparation([1, 2])
