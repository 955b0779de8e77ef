"""Picture folders: four files, compressed or not, and headers that lie."""

from __future__ import annotations

import gzip
import shutil
import struct
from pathlib import Path

import numpy as np
import pytest

from core.catalog.datasets.idx_folder import FILES, Idx
from core.data.prepare import describe, prepare
from core.errors import AppError
from core.spec.data import DataSpec


def idx(array: np.ndarray) -> bytes:
    return struct.pack(f">BBBB{array.ndim}I", 0, 0, 8, array.ndim, *array.shape) + array.astype(np.uint8).tobytes()


PICTURES = np.arange(5 * 2 * 3).reshape(5, 2, 3)
LABELS = np.array([0, 1, 2, 1, 0])
CONTENTS = (idx(PICTURES), idx(LABELS), idx(PICTURES[:2]), idx(LABELS[:2]))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, content in zip(FILES, CONTENTS, strict=True):
        (tmp_path / name).write_bytes(content)
    return tmp_path


def spec(folder: Path, *classes: str) -> DataSpec:
    return DataSpec(source=Idx(folder=str(folder), classes=classes))


def test_plain_files(folder: Path) -> None:
    prepared = prepare(spec(folder, "a", "b", "c"), 3, 0)
    assert np.array_equal(prepared.train.x[..., 0], PICTURES / 255)
    assert prepared.train.y.argmax(axis=1).tolist() == LABELS.tolist()
    assert prepared.described.classes == ("a", "b", "c")
    assert prepared.described.info.own_test


def test_compressed_files_and_other_names(folder: Path) -> None:
    for name, content in zip(FILES, CONTENTS, strict=True):
        (folder / name).unlink()
        (folder / (name.replace("-idx", ".idx") + ".gz")).write_bytes(gzip.compress(content))
    assert prepare(spec(folder), 3, 0).train.x.shape == (5, 2, 3, 1)


def test_missing_files_are_named(folder: Path) -> None:
    (folder / FILES[1]).unlink()
    (folder / FILES[3]).unlink()
    with pytest.raises(AppError, match="lacks train-labels-idx1-ubyte, t10k-labels-idx1-ubyte"):
        describe(spec(folder))
    with pytest.raises(AppError, match="there is no such folder"):
        describe(spec(folder / "none"))
    with pytest.raises(AppError, match="no folder is chosen"):
        describe(DataSpec(source=Idx()))


BODY = CONTENTS[0]


@pytest.mark.parametrize(
    ("place", "content", "text"),
    [
        (0, b"", "does not begin like an IDX file"),
        (0, b"\x89PNG" + BODY, "does not begin like an IDX file"),
        (0, b"\0\0\x0d\x03" + BODY[4:], "type 0x0D"),
        (0, b"\0\0\x08\x02" + BODY[4:], "2 dimensions instead of 3"),
        (0, BODY[:9], "cut short in its header"),
        (0, BODY[:-1], "promises 30 bytes, and there are 29"),
        (0, BODY + b"1", "promises 30 bytes, and there are 31"),
        (0, b"\0\0\x08\x03" + b"\xff" * 12, "its header promises"),
        (0, struct.pack(">BBBB3I", 0, 0, 8, 3, 0, 2, 3), "its header promises 0 x 2 x 3"),
        (0, gzip.compress(BODY)[:-12], "cut short"),
        (0, gzip.compress(BODY)[:14] + b"\xff\xff\xff\xff" + gzip.compress(BODY)[18:], "damaged"),
        (0, gzip.compress(BODY[:-1]), "promises 30 bytes, and there are 29"),
        (0, gzip.compress(BODY + b"1"), "more than the 30 bytes"),
        (1, idx(LABELS[:4]), "has 5 pictures, train-labels-idx1-ubyte 4 labels"),
        (2, idx(PICTURES[:2].reshape(2, 3, 2)), "different sizes, 2 x 3 and 3 x 2"),
    ],
)
def test_damaged_files_are_refused_by_name(folder: Path, place: int, content: bytes, text: str) -> None:
    (folder / FILES[place]).write_bytes(content)
    with pytest.raises(AppError) as fault:
        prepare(spec(folder), 3, 0)
    assert text in str(fault.value)
    assert FILES[place] in str(fault.value) or "different sizes" in text
    assert fault.value.hint


def test_a_label_without_a_name_is_refused(folder: Path) -> None:
    with pytest.raises(AppError, match="label 2 has no name"):
        describe(spec(folder, "a", "b"))


def test_real_pictures(shared: Path, tmp_path: Path) -> None:
    source = shared / "data" / "fashion-mnist-mini"
    for name in FILES:
        with gzip.open(source / f"{name}.gz") as packed, open(tmp_path / name, "wb") as plain:
            shutil.copyfileobj(packed, plain)
    packed_set, plain_set = prepare(spec(source), 10, 0), prepare(spec(tmp_path), 10, 0)
    assert np.array_equal(packed_set.train.x, plain_set.train.x)
    assert plain_set.described.info == packed_set.described.info
