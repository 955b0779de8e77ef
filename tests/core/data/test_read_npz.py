"""NPZ files: shapes, types, and archives that lie."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.catalog.datasets.npz_file import Npz
from core.data.prepare import describe, prepare
from core.errors import AppError
from core.spec.data import DataSpec

Y = np.array([0, 1, 1])


def saved(folder: Path, **arrays: Any) -> DataSpec:
    path = folder / "set.npz"
    np.savez(path, **arrays)
    return DataSpec(source=Npz(path=str(path)), test_fraction=0.0)


@pytest.mark.parametrize(
    ("shape", "one"),
    [((3,), (1,)), ((3, 5), (5,)), ((3, 4, 2), (4, 2, 1)), ((3, 4, 2, 3), (4, 2, 3))],
)
def test_shapes(tmp_path: Path, shape: tuple[int, ...], one: tuple[int, ...]) -> None:
    spec = saved(tmp_path, x=np.ones(shape, dtype=np.float32), y=Y)
    assert describe(spec).shape == one
    assert prepare(spec, 1, 0).train.x.shape == (3, *one)


def test_columns_are_named_by_position(tmp_path: Path) -> None:
    assert describe(saved(tmp_path, x=np.ones((3, 3)), y=Y)).names == ("x1", "x2", "x3")
    assert describe(saved(tmp_path, x=np.ones((3, 2)), y=Y)).info.plane


@pytest.mark.parametrize("dtype", [np.uint8, np.int32, np.float16, np.bool_])
def test_only_pictures_of_bytes_are_divided(tmp_path: Path, dtype: type) -> None:
    pictures = np.ones((3, 2, 2), dtype=dtype)
    expected = 1 / 255 if dtype is np.uint8 else 1.0
    assert prepare(saved(tmp_path, x=pictures, y=Y), 1, 0).train.x.max() == expected
    assert prepare(saved(tmp_path, x=pictures.reshape(3, 4), y=Y), 1, 0).train.x.max() == 1.0


@pytest.mark.parametrize(
    ("y", "task"),
    [
        (np.array(["a", "b", "a"]), "classify"),
        (np.array([b"a", b"b", b"a"]), "classify"),
        (np.array([True, False, True]), "classify"),
        (np.array([[1], [0], [1]], dtype=np.uint8), "classify"),
        (np.array([1.0, 0.5, 2.0]), "regress"),
    ],
)
def test_kinds_of_targets(tmp_path: Path, y: np.ndarray, task: str) -> None:
    spec = saved(tmp_path, x=np.ones((3, 2)), y=y)
    assert describe(spec).task == task
    assert prepare(spec, 1, 0).train.y.shape == (3, 1)


@pytest.mark.parametrize(
    ("arrays", "text"),
    [
        ({"x": np.ones((3, 2))}, "the array y is missing; there is x"),
        ({"a": Y}, "the array x is missing; there is a"),
        ({"x_train": np.ones((3, 2)), "y": Y}, "the array y_train is missing"),
        ({"x": np.ones((3, 2)), "y": Y, "x_test": np.ones((3, 2))}, "the array y_test is missing"),
        ({"x": np.ones((2, 2)), "y": Y}, "x has 2 rows and y has 3"),
        ({"x": np.ones((3, 2)), "y": np.array(1)}, "x has 3 rows and y has 0"),
        ({"x": np.ones((0, 2)), "y": Y}, "shape (0, 2)"),
        ({"x": np.ones((3, 1, 1, 1, 1)), "y": Y}, "shape (3, 1, 1, 1, 1)"),
        ({"x": np.ones((3, 2)), "y": np.ones((3, 1, 1))}, "shape (3, 1, 1)"),
        ({"x": np.array(["a", "b", "c"]), "y": Y}, "inputs are numbers"),
        ({"x": np.ones(3, dtype=complex), "y": Y}, "complex128"),
        ({"x": np.ones((3, 2)), "y": np.array([0.5, np.nan, 1])}, "y, row 1 (counted from 0): the value is nan"),
        ({"x": np.ones((3, 2)), "y": Y, "x_test": np.ones((1, 3)), "y_test": Y[:1]}, "(3, 2) and (1, 3)"),
        ({"x": np.ones((3, 2)), "y": np.array(["2020-01-01"] * 3, dtype="datetime64[D]")}, "type datetime64"),
        ({"x": np.ones((3, 2)), "y": np.array([b"\xff", b"b", b"c"])}, "the array cannot be read"),
    ],
)
def test_arrays_that_do_not_fit_are_refused(tmp_path: Path, arrays: dict[str, np.ndarray], text: str) -> None:
    with pytest.raises(AppError) as fault:
        describe(saved(tmp_path, **arrays))
    assert text in str(fault.value)
    assert "set.npz" in fault.value.where
    assert fault.value.hint


def test_a_value_that_is_no_number_is_refused_with_its_place(tmp_path: Path) -> None:
    x = np.ones((3, 2))
    x[2, 1] = np.inf
    with pytest.raises(AppError, match=r"x, row 2, column 1 \(counted from 0\): the value is inf"):
        prepare(saved(tmp_path, x=x, y=Y), 1, 0)


def test_python_objects_are_never_read(tmp_path: Path) -> None:
    objects = np.array([{}, [], 1], dtype=object)
    for arrays in ({"x": objects, "y": Y}, {"x": np.ones((3, 2)), "y": objects}):
        with pytest.raises(AppError, match="Python objects"):
            describe(saved(tmp_path, **arrays))


def lying(shape: tuple[int, ...], data: bytes = b"") -> bytes:
    """An array file whose header promises this shape."""
    stream = io.BytesIO()
    np.lib.format.write_array_header_1_0(stream, {"descr": "<f8", "fortran_order": False, "shape": shape})
    return stream.getvalue() + data


@pytest.mark.parametrize("content", [lying((10**12, 4)), lying((2, 2), b"1234"), b"", b"\x93NUMPY\x01\x00", b"what"])
def test_a_lying_header_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "set.npz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("x.npy", content)
        archive.writestr("y.npy", lying((3,), bytes(24)))
    with pytest.raises(AppError, match=r"set\.npz"):
        describe(DataSpec(source=Npz(path=str(path))))


def test_damage_anywhere_is_one_sentence(tmp_path: Path) -> None:
    spec = saved(tmp_path, x=np.arange(6.0).reshape(3, 2), y=Y)
    path = tmp_path / "set.npz"
    whole = path.read_bytes()
    sentences = []
    for place in range(0, len(whole), 7):
        for broken in (whole[:place], whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :]):
            path.write_bytes(broken)
            try:
                prepare(spec, 1, 0)  # some bytes of an archive are never read
            except AppError as fault:
                sentences.append(str(fault))
    assert len(sentences) > len(whole) // 7
    assert not [sentence for sentence in sentences if "\n" in sentence]
