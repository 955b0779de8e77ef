"""CSV files: what is read, and one sentence with row and column for what is not."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.catalog.datasets.csv_file import Csv
from core.data.prepare import describe, prepare
from core.data.read_csv import read_table
from core.errors import AppError
from core.spec.data import DataSpec


def written(folder: Path, content: str | bytes) -> str:
    path = folder / "table.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def loaded(path: str, target: str = "y") -> DataSpec:
    return DataSpec(source=Csv(path=path, target=target), test_fraction=0.0)


@pytest.mark.parametrize(
    "content",
    [
        "a,b,y\n1,2.5,0\n3,4,1\n",
        "a;b;y\r\n1;2.5;0\r\n3;4;1\r\n",
        "a\tb\ty\n1\t2.5\t0\n3\t4\t1",
        "\ufeffa,b,y\n1,2.5,0\n3,4,1\n",
        '"a","b","y"\n"1","2.5","0"\n"3","4","1"\n',
        "a, b ,y\n\n 1 ,2.5,0\n3, 4,1\n\n",
        "a,b,y\r1,2.5,0\r3,4,1\r",
    ],
)
def test_one_table_in_many_spellings(tmp_path: Path, content: str) -> None:
    prepared = prepare(loaded(written(tmp_path, content)), 1, 0)
    assert prepared.dataset.columns == ("a", "b")
    assert prepared.train.x.tolist() == [[1, 2.5], [3, 4]]
    assert prepared.train.y.tolist() == [[0], [1]]


def test_text_columns_become_categories(tmp_path: Path) -> None:
    path = written(tmp_path, "size,colour,y\n1,red,dog\n2,blue,cat\n3,red,dog\n")
    prepared = prepare(loaded(path), 2, 0)
    assert prepared.dataset.columns == ("size", "colour=blue", "colour=red")
    assert prepared.train.x.tolist() == [[1, 0, 1], [2, 1, 0], [3, 0, 1]]
    assert prepared.described.classes == ("cat", "dog")
    assert prepared.train.y.tolist() == [[0, 1], [1, 0], [0, 1]]


def test_quotes_hold_commas_and_line_ends(tmp_path: Path) -> None:
    path = written(tmp_path, 'a,"b,\nb",y\n1,"p, ""q""\nr",2\n3,s,x\n4,s,7\n')
    with pytest.raises(AppError) as fault:
        read_table(path)
    assert fault.value.where == "table.csv, row 2 (line 5), column 'y'"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("", "table.csv: the file is empty"),
        ("\n \n", "table.csv: the file is empty"),
        ("a,b,y\n", "table.csv: the file has column names but no rows"),
        ("a,b,y\n1,2,3\n4,,5\n", "table.csv, row 2 (line 3), column 'b': the value is missing"),
        ("a,b,y\n1,NA,3\n4,5,5\n", "table.csv, row 1 (line 2), column 'b': the value is missing ('NA')"),
        ("a,b,y\n1,nan,3\n", "row 1 (line 2), column 'b': the value is missing ('nan')"),
        ("a,b,y\n1,inf,3\n", "row 1 (line 2), column 'b': 'inf' is not a finite number"),
        ("a,b,y\n1,1e999,3\n", "column 'b': '1e999' is not a finite number"),
        ("a,b,y\n1,2,3\n4,x,5\n", "row 2 (line 3), column 'b': 'x' is not a number"),
        ("a,b,y\n1,1_000,3\n4,2,5\n", "row 1 (line 2), column 'b': '1_000' is not a number"),
        ("a;b;y\n1;2,5;3\n4;3,5;5\n", "column 'b': '2,5' is not a number (write decimals with a point)"),
        ("a,b,y\nred,2,3\n,4,5\n", "row 2 (line 3), column 'a': the value is missing"),
        ("a,b,y\n1,2,3\n4,5\n", "table.csv, row 2 (line 3): there are 2 values for 3 columns"),
        ("a,b,y\n1,2,3,4\n", "table.csv, row 1 (line 2): there are 4 values for 3 columns"),
        ("a,a,y\n1,2,3\n", "two columns are named 'a'"),
        ("a,,y\n1,2,3\n", "table.csv, column 2: the column has no name"),
        ("1,2,3\n4,5,6\n", "the first line holds numbers instead of column names"),
        ('a,b,y\n1,"2,3\n', "cannot be read"),
        (b"a,b,y\n1,\xe4,3\n", "the file is not UTF-8 text (byte 8)"),
        (b"PK\x03\x04\x00\x00", "zero bytes"),
        ("a,b,why\n1,2,3\n", "there is no column 'y'"),
        ("y\n1\n2\n", "there is no column besides the target"),
        ("a,b,target,y=\n1,2,3,4\n", "there is no column 'y' (did you mean 'y='?)"),
        ("c,c=u,y\nu,1,0\nv,2,1\n", "both named 'c=u'"),
        ("name,y\n" + "".join(f"n{i}x,1\n" for i in range(1001)), "'name' has 1,001 different values"),
    ],
)
def test_faults_are_one_sentence(tmp_path: Path, content: str | bytes, text: str) -> None:
    with pytest.raises(AppError) as fault:
        describe(loaded(written(tmp_path, content)))
    assert text in str(fault.value)
    assert fault.value.hint
    assert "\n" not in str(fault.value)


def test_missing_files_and_choices_are_said(tmp_path: Path) -> None:
    with pytest.raises(AppError, match="there is no such file"):
        describe(loaded(str(tmp_path / "none.csv")))
    with pytest.raises(AppError, match="this is a folder"):
        describe(loaded(str(tmp_path)))
    with pytest.raises(AppError, match="no file is chosen"):
        describe(loaded(""))
    with pytest.raises(AppError, match="no target column is chosen"):
        describe(loaded(written(tmp_path, "a,y\n1,2\n"), target=""))


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    path = written(tmp_path, "a,y\n1,2\n")
    assert describe(loaded(path)).info.samples == 1
    written(tmp_path, "a,y\n1,2\n3,4\n")
    assert describe(loaded(path)).info.samples == 2
    written(tmp_path, "a,y\n1,2\n3,x\n")
    os.utime(path, (1, 1))
    for _ in range(2):
        with pytest.raises(AppError, match="'x' is not a number"):
            describe(loaded(path))


NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8).map(str.strip)
LETTERS = st.text("abc ,;\"'\t", min_size=1, max_size=6).map(lambda text: f"t{text}t")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    names=st.lists(NAMES.filter(lambda name: name and not name[0].isdigit()), min_size=2, max_size=4, unique=True),
    numbers=st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=8),
    delimiter=st.sampled_from(",;\t"),
    data=st.data(),
)
def test_what_was_written_is_read(
    tmp_path: Path, names: list[str], numbers: list[float], delimiter: str, data: st.DataObject
) -> None:
    texts = data.draw(st.lists(LETTERS, min_size=len(numbers), max_size=len(numbers)))
    path = tmp_path / f"{data.draw(st.uuids())}.csv"
    names = [f"c{name}" for name in names]
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, delimiter=delimiter, quoting=csv.QUOTE_ALL)
        writer.writerow(names)
        writer.writerows(
            [repr(number), text] + ["1"] * (len(names) - 2) for number, text in zip(numbers, texts, strict=True)
        )
    table = read_table(str(path))
    assert list(table.columns) == names
    assert np.array_equal(table[names[0]], np.array(numbers))
    assert table[names[1]] == tuple(texts)
