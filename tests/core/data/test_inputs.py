"""Inputs for predicting: files read as the model's preparation expects them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from core.catalog.datasets.bundled import Digits, Iris
from core.catalog.datasets.csv_file import Csv
from core.catalog.datasets.npz_file import Npz
from core.data.inputs import read_inputs
from core.data.preparation import Preparation
from core.data.prepare import prepare
from core.errors import AppError
from core.spec.data import DataSpec

TABLE = "size,colour,weight,y\n1,red,0.5,dog\n2,blue,1.5,cat\n3,red,2.5,dog\n"


def written(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.fixture
def table(tmp_path: Path) -> Preparation:
    source = Csv(path=written(tmp_path, "train.csv", TABLE), target="y")
    return prepare(DataSpec(source=source, scaling="standard", test_fraction=0.0), 2, 0).preparation


@pytest.fixture
def plane() -> Preparation:
    return prepare(DataSpec(features=("x1", "x1*x2")), 1, 0).preparation


def test_the_training_table_comes_out_as_it_was_trained(table: Preparation, tmp_path: Path) -> None:
    x = read_inputs(table, written(tmp_path, "in.csv", TABLE))
    assert x.tolist() == [[1, 0, 1, 0.5], [2, 1, 0, 1.5], [3, 0, 1, 2.5]]
    assert np.allclose(table.apply(x).mean(axis=0), 0)


def test_columns_are_found_by_name_in_any_order(table: Preparation, tmp_path: Path) -> None:
    x = read_inputs(table, written(tmp_path, "in.csv", "note,weight,colour,size\nhello,4,blue,9\n"))
    assert x.tolist() == [[9, 1, 0, 4]]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("size,color,weight\n1,red,2\n", "in.csv: the column 'colour' is missing (did you mean 'color'?)"),
        ("size,colour,weight\n1,red,2\n1,bleu,2\n", "in.csv, row 2 (line 3), column 'colour': 'bleu' was no value"),
        ("size,colour,weight\n1,7,2\n", "column 'colour': '7' was no value"),
        ("size,colour,weight\nbig,red,2\n", "row 1 (line 2), column 'size': 'big' is not a number"),
        ("size,colour,weight\n1,red,\n", "row 1 (line 2), column 'weight': the value is missing"),
        ("size,weight,a,b\n1,2,3,4\n", "the column 'colour' is missing"),
    ],
)
def test_a_table_that_does_not_fit_is_refused(table: Preparation, tmp_path: Path, text: str, fault: str) -> None:
    with pytest.raises(AppError) as caught:
        read_inputs(table, written(tmp_path, "in.csv", text))
    assert fault in str(caught.value)


def test_made_up_names_are_matched_by_position(plane: Preparation, tmp_path: Path) -> None:
    for text in ("x2,x1\n3,2\n", "left,right\n2,3\n", "left,right,y\n2,3,1\n"):
        x = read_inputs(plane, written(tmp_path, "in.csv", text))
        assert plane.apply(x).tolist() == [[2, 6]]
    with pytest.raises(AppError, match="the column 'x1' is missing"):
        read_inputs(plane, written(tmp_path, "in.csv", "a,b,c\n1,2,3\n"))


def test_named_columns_are_not_matched_by_position(tmp_path: Path) -> None:
    iris = prepare(DataSpec(source=Iris()), 3, 0).preparation
    with pytest.raises(AppError, match="the column 'sepal length"):
        read_inputs(iris, written(tmp_path, "in.csv", "a,b,c,d\n1,2,3,4\n"))


def test_arrays(plane: Preparation, tmp_path: Path) -> None:
    path = tmp_path / "in.npz"
    x = np.array([[2.0, 3.0]])
    for arrays in ({"x": x, "y": [1]}, {"x_test": x}, {"anything": x}):
        np.savez(path, **arrays)
        assert read_inputs(plane, str(path)).tolist() == x.tolist()


@pytest.mark.parametrize(
    ("arrays", "fault"),
    [
        ({"a": np.ones((1, 2)), "b": np.ones(1)}, "there is no array x; there is a, b"),
        ({"x": np.ones((1, 3))}, "the array has shape (1, 3) (the model takes (n, 2))"),
        ({"x": np.array(1.0)}, "the array has shape ()"),
        ({"x": np.array([["a", "b"]])}, "inputs are numbers"),
        ({"x": np.array([[1, np.nan]])}, "x, row 0, column 1 (counted from 0): the value is nan"),
    ],
)
def test_arrays_that_do_not_fit_are_refused(
    plane: Preparation, tmp_path: Path, arrays: dict[str, np.ndarray], fault: str
) -> None:
    path = tmp_path / "in.npz"
    np.savez(path, **arrays)
    with pytest.raises(AppError) as caught:
        read_inputs(plane, str(path))
    assert fault in str(caught.value)


def test_pictures_may_be_flat(tmp_path: Path) -> None:
    prepared = prepare(DataSpec(source=Digits()), 10, 0)
    x = prepared.raw("train")[:3]
    path = tmp_path / "in.npz"
    for shape in ((3, 8, 8, 1), (3, 8, 8), (3, 64)):
        np.savez(path, x=x.reshape(shape))
        assert np.array_equal(read_inputs(prepared.preparation, str(path)), x)


def test_bytes_are_divided_from_a_table_too(tmp_path: Path) -> None:
    path = tmp_path / "train.npz"
    np.savez(path, x=np.array([[[0, 255], [51, 102]]] * 2, dtype=np.uint8), y=np.array([0, 1]))
    preparation = prepare(DataSpec(source=Npz(path=str(path)), test_fraction=0.0), 1, 0).preparation
    x = read_inputs(preparation, written(tmp_path, "in.csv", "label,a,b,c,d\n1,0,255,51,102\n"))
    assert preparation.apply(x).reshape(-1).tolist() == [0, 1, 0.2, 0.4]
    with pytest.raises(AppError, match="a picture of this model is 4 numbers"):
        read_inputs(preparation, written(tmp_path, "in.csv", "a,b,c\n0,1,2\n"))


def test_a_column_of_texts_stays_one_where_its_values_look_like_numbers(tmp_path: Path) -> None:
    source = Csv(path=written(tmp_path, "train.csv", "code,y\n01,0\n1a,1\n2b,0\n3c,1\n"), target="y")
    preparation = prepare(DataSpec(source=source, test_fraction=0.0), 2, 0).preparation
    assert read_inputs(preparation, written(tmp_path, "in.csv", "code\n01\n")).tolist() == [[1, 0, 0, 0]]
    x = read_inputs(preparation, written(tmp_path, "in.csv", "code\n01\n01\n1a\n"))
    assert x.tolist() == [[1, 0, 0, 0], [1, 0, 0, 0], [0, 1, 0, 0]]


def test_columns_that_the_model_does_not_take_may_hold_anything(table: Preparation, tmp_path: Path) -> None:
    text = "y,size,colour,weight,note\n,1,red,2,\nNA,3,blue,4,5\nx,5,red,6,7\n"
    assert read_inputs(table, written(tmp_path, "in.csv", text)).tolist() == [[1, 0, 1, 2], [3, 1, 0, 4], [5, 0, 1, 6]]
