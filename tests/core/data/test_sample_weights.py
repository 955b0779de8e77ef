"""Sample weights from columns, arrays and points: read, kept from the inputs, and refused with one sentence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest

from core.catalog.datasets.csv_file import Csv
from core.catalog.datasets.npz_file import Npz
from core.catalog.datasets.plane_classes import Spiral
from core.catalog.datasets.points import Points
from core.data.prepare import describe, prepare
from core.errors import AppError
from core.spec.data import DataSpec

ROWS = 20


def _csv(folder: Path, weights: Any = None) -> DataSpec:
    values = np.arange(ROWS) / 4.0 if weights is None else weights
    lines = [f"{i},{values[i]},{i * i},{i % 2}" for i in range(ROWS)]
    (folder / "t.csv").write_text("a,share,b,y\n" + "\n".join(lines))
    return DataSpec(source=Csv(path=str(folder / "t.csv"), target="y"), weights="share", scaling="standard")


def _npz(folder: Path, weights: Any = None) -> DataSpec:
    values = np.arange(ROWS) / 4.0 if weights is None else weights
    np.savez(folder / "t.npz", x=np.arange(2.0 * ROWS).reshape(ROWS, 2), y=np.arange(ROWS) % 2, share=values)
    return DataSpec(source=Npz(path=str(folder / "t.npz")), weights="share")


def _points(folder: Path, weights: Any = None) -> DataSpec:
    values = np.arange(ROWS) / 4.0 if weights is None else weights
    x = tuple((float(i), float(i * i)) for i in range(ROWS))
    return DataSpec(source=Points(x=x, y=tuple(i % 2 for i in range(ROWS)), weights=tuple(values)))


MAKERS = [_csv, _npz, _points]


@pytest.mark.parametrize("make", MAKERS)
def test_factors_go_with_the_training_rows(make: Any, tmp_path: Path) -> None:
    prepared = prepare(make(tmp_path), 1, 0)
    assert prepared.factors is not None
    np.testing.assert_array_equal(prepared.factors, prepared.train.rows / 4.0)


def test_the_column_is_no_input(tmp_path: Path) -> None:
    spec = _csv(tmp_path)
    assert describe(spec).names == ("a", "b")
    prepared = prepare(spec, 1, 0)
    assert prepared.train.x.shape[1] == 2
    assert prepared.preparation.fields == ("a", "b")
    assert prepare(msgspec.structs.replace(spec, weights=""), 1, 0).train.x.shape[1] == 3


def test_without_weights_there_are_no_factors() -> None:
    assert prepare(DataSpec(), 1, 0).factors is None


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda w: w * -1.0, "the weight of row 2 is -0.25"),
        (lambda w: w * 0.0, "every weight is 0"),
    ],
)
def test_bad_weights_are_refused(make: Any, change: Any, message: str, tmp_path: Path) -> None:
    with pytest.raises(AppError, match=message) as caught:
        describe(make(tmp_path, change(np.arange(ROWS) / 4.0)))
    assert caught.value.hint


def test_a_nan_is_refused(tmp_path: Path) -> None:
    values = np.ones(ROWS)
    values[3] = np.nan
    with pytest.raises(AppError, match="row 4"):
        describe(_csv(tmp_path, values))
    with pytest.raises(AppError, match="the value is nan"):
        describe(_npz(tmp_path, values))
    with pytest.raises(AppError, match="the weight of row 4 is nan"):
        describe(_points(tmp_path, values))


def test_a_wrong_length_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AppError, match="there are 19 weights for 20 samples"):
        describe(_npz(tmp_path, np.ones(19)))
    with pytest.raises(AppError, match="there are 3 weights for 20 samples"):
        describe(_points(tmp_path, [1.0, 2.0, 3.0]))


@pytest.mark.parametrize(
    ("make", "name", "message"),
    [
        (_csv, "shre", "there is no column 'shre'"),
        (_csv, "y", "'y' is the target"),
        (_npz, "w", "there is no array 'w' of weights"),
        (_points, "w", "points have no column 'w'"),
        (lambda folder: DataSpec(source=Spiral()), "w", "have no weights 'w'"),
    ],
)
def test_a_name_that_leads_nowhere_is_refused(make: Any, name: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(AppError, match=message):
        describe(msgspec.structs.replace(make(tmp_path), weights=name))


def test_text_is_no_weight(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("a,share,y\n1,many,0\n2,few,1\n")
    spec = DataSpec(source=Csv(path=str(tmp_path / "t.csv"), target="y"), weights="share")
    with pytest.raises(AppError, match="the weights are text"):
        describe(spec)


def test_something_to_learn_from_must_be_left(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("share,y\n1,0\n2,1\n")
    spec = DataSpec(source=Csv(path=str(tmp_path / "t.csv"), target="y"), weights="share")
    with pytest.raises(AppError, match="besides 'share' there is no column"):
        describe(spec)
