"""CSV files: text into columns of numbers or texts, each bad value refused with its row and column."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from core.data.features import nearest
from core.data.files import Remembered, found, reason
from core.errors import AppError

DELIMITERS = ",;\t"
MISSING = frozenset(("", "na", "n/a", "nan", "null", "?"))
MOST_ROWS = 10_000_000
DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+")
FILL = "fill it in, or remove the row"

Texts: TypeAlias = tuple[str, ...]
Column: TypeAlias = NDArray[np.int64] | NDArray[np.float64] | Texts


@dataclass(frozen=True)
class Table:
    """Columns in the file's order: whole numbers, decimal numbers, or texts (n,)."""

    name: str
    columns: dict[str, Column]
    lines: tuple[int, ...]
    """The line of the file on which each row ends."""

    def __len__(self) -> int:
        return len(self.lines)

    def place(self, row: int, column: str) -> str:
        return _place(self.name, row, self.lines[row], column)

    def __getitem__(self, column: str) -> Column:
        if column not in self.columns:
            raise AppError(self.name, f"there is no column '{column}'", nearest(column, tuple(self.columns)))
        return self.columns[column]


def _place(name: str, row: int, line: int, column: str) -> str:
    return f"{name}, row {row + 1} (line {line}), column '{column}'"


def read_table(path: str) -> Table:
    """The file as a table; the last ones are remembered while they do not change on disk."""
    return _remembered(found(path, "CSV file"))


def read_texts(path: str) -> Table:
    """The file as a table whose cells are all taken as they stand."""
    return _texts(found(path, "CSV file"))


def typed(table: Table, columns: Sequence[str], texts: Collection[str] = ()) -> Table:
    """Some columns of a table of texts as what they hold; those named in `texts` are texts whatever they look like."""
    lines = list(table.lines)
    read = {
        column: _column(table.name, column, cells, lines, column in texts)
        for column, cells in table.columns.items()
        if column in columns and isinstance(cells, tuple)
    }
    return Table(table.name, read, table.lines)


def _read(file: Path) -> Table:
    table = _texts(file)
    return typed(table, tuple(table.columns))


def _texts(file: Path) -> Table:
    name = file.name
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except OSError as fault:
        raise AppError(name, f"the file cannot be read: {reason(fault)}", "choose another file") from None
    except UnicodeDecodeError as fault:
        raise AppError(name, f"the file is not UTF-8 text (byte {fault.start})", "save it as CSV in UTF-8") from None
    if "\0" in text:
        raise AppError(name, "the file holds zero bytes, so it is not CSV", "save it as CSV in UTF-8")
    header, rows, lines = _rows(name, text)
    cells = zip(*rows, strict=True)
    return Table(name, dict(zip(header, cells, strict=True)), tuple(lines))


_remembered = Remembered(_read, files=2)


def _rows(name: str, text: str) -> tuple[list[str], list[list[str]], list[int]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    header: list[str] = []
    rows: list[list[str]] = []
    lines: list[int] = []
    try:
        for row in reader:
            if not row or (len(row) == 1 and not row[0].strip() and len(header) != 1):
                continue
            if not header:
                header = _header(name, row)
                continue
            if len(row) != len(header):
                where = f"{name}, row {len(rows) + 1} (line {reader.line_num})"
                raise AppError(
                    where, f"there are {len(row)} values for {len(header)} columns", "give every row as many values"
                )
            rows.append(row)
            lines.append(reader.line_num)
    except csv.Error as fault:
        raise AppError(
            f"{name}, line {reader.line_num}", f"the line cannot be read: {fault}", "check its quotes"
        ) from None
    if not header:
        raise AppError(name, "the file is empty", "give a line of column names and a line for each row")
    if not rows:
        raise AppError(name, "the file has column names but no rows", "give a line for each row")
    if len(rows) > MOST_ROWS:
        raise AppError(name, f"the file has {len(rows):,} rows", f"use at most {MOST_ROWS:,}")
    return header, rows, lines


def _delimiter(text: str) -> str:
    """The separator found most often in the first line outside quotes."""
    head = re.sub(r'"[^"]*"', "", text.lstrip("\r\n")[:65_536])
    first = head.splitlines()[0] if head else ""
    return max(DELIMITERS, key=first.count)


def _header(name: str, row: list[str]) -> list[str]:
    header = [cell.strip() for cell in row]
    seen: set[str] = set()
    for place, column in enumerate(header):
        if not column:
            raise AppError(
                f"{name}, column {place + 1}", "the column has no name", "name every column in the first line"
            )
        if column in seen:
            raise AppError(name, f"two columns are named '{column}'", "give every column its own name")
        seen.add(column)
    if all(_number(cell) is not None for cell in header):
        raise AppError(name, "the first line holds numbers instead of column names", "put a line of column names first")
    return header


def _number(cell: str) -> float | None:
    """The cell as a number (with a decimal point), not finite ones too, or None."""
    try:
        return None if "_" in cell else float(cell)
    except ValueError:
        return None


def _column(name: str, column: str, cells: Texts, lines: list[int], text: bool) -> Column:
    """Whole numbers, decimal numbers or texts; at least half numbers means that all should be, unless it is `text`."""
    quick = None if text else _quick_numbers(cells)
    if quick is not None:
        return quick
    cells = tuple(cell.strip() for cell in cells)
    numbers = [_number(cell) for cell in cells]
    decimals = any(DECIMAL_COMMA.fullmatch(cell) for cell in cells) and all(
        number is not None or DECIMAL_COMMA.fullmatch(cell) or cell.lower() in MISSING
        for cell, number in zip(cells, numbers, strict=True)
    )
    present = [number for cell, number in zip(cells, numbers, strict=True) if cell.lower() not in MISSING]
    numeric = not text and (decimals or 2 * sum(number is not None for number in present) >= len(present) > 0)
    for row, (cell, number) in enumerate(zip(cells, numbers, strict=True)):
        fault = _fault(cell, number, numeric)
        if fault:
            raise AppError(_place(name, row, lines[row], column), *fault)
    return cells


def _fault(cell: str, number: float | None, numeric: bool) -> tuple[str, str] | None:
    """What is wrong with the cell and what to do, or None."""
    if cell.lower() in MISSING:
        return "the value is missing" + (f" ('{cell}')" if cell else ""), FILL
    if numeric and number is None:
        point = DECIMAL_COMMA.fullmatch(cell)
        return f"'{_short(cell)}' is not a number", "write decimals with a point" if point else FILL
    if numeric and not math.isfinite(number or 0.0):
        return f"'{_short(cell)}' is not a finite number", FILL
    return None


def _short(cell: str) -> str:
    return cell if len(cell) <= 40 else cell[:37] + "..."


def _quick_numbers(cells: Texts) -> NDArray[np.int64] | NDArray[np.float64] | None:
    """The column as numbers if every cell is a finite one."""
    if "_" in "".join(cells):
        return None
    try:
        whole = list(map(int, cells))
    except ValueError:
        pass
    else:
        if max(map(abs, whole)) < 2**53:
            return np.array(whole, dtype=np.int64)
    try:
        numbers = np.array(list(map(float, cells)))
    except ValueError:
        return None
    return numbers if np.isfinite(numbers).all() else None
