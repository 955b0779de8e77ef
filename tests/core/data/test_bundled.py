"""scikit-learn's tables, read without it: the same numbers bit for bit."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from core.data import bundled

READERS = {
    "digits": (bundled.digits, (1797, 8, 8)),
    "iris": (bundled.iris, (150, 4)),
    "wine": (bundled.wine, (178, 13)),
    "breast_cancer": (bundled.breast_cancer, (569, 30)),
    "diabetes": (bundled.diabetes, (442, 10)),
}


@pytest.mark.parametrize("name", READERS)
def test_the_numbers_are_scikit_learns(name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    reader, shape = READERS[name]
    x, y = reader()
    monkeypatch.setattr(bundled, "_folder", lambda: tmp_path)  # the tables are not there: its own loaders serve
    wanted_x, wanted_y = reader()
    assert x.shape == shape
    assert np.array_equal(x, wanted_x)
    assert np.array_equal(y, wanted_y)
    assert (x.dtype, y.dtype) == (wanted_x.dtype, wanted_y.dtype)


@pytest.mark.parametrize("content", [b"1,2\n3\n", b"150,4,a,b,c\n1,2,3,4,0\n", b"\xff\xfe"])
def test_a_table_of_another_kind_is_left_to_scikit_learn(
    content: bytes, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    wanted = bundled.iris()
    (tmp_path / "iris.csv").write_bytes(content)
    monkeypatch.setattr(bundled, "_folder", lambda: tmp_path)
    monkeypatch.setattr(bundled, "_loader", lambda name: lambda return_X_y: (name, return_X_y))
    assert bundled.iris() == ("load_iris", True)
    monkeypatch.undo()
    assert np.array_equal(bundled.iris()[0], wanted[0])


def test_reading_imports_none_of_it() -> None:
    code = (
        "import sys; from core.data import bundled; bundled.iris(), bundled.digits(); print('sklearn' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
