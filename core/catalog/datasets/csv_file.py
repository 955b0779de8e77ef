"""A table from a CSV file."""

from __future__ import annotations

from typing import Annotated

import numpy as np

from core.catalog.datasets.base import DATASETS, DataSource
from core.data.dataset import Array, DataInfo, Dataset
from core.data.features import columns_of
from core.data.read_csv import Table, read_table
from core.data.tables import categories_of, inputs_of
from core.data.targets import Targets, read_targets
from core.errors import AppError
from core.registry import Options, meta
from core.spec.paths import FILE_PATH


class Csv(Options, tag="csv"):
    path: Annotated[
        str, FILE_PATH, meta("File", "A table with a line of column names, separated by comma, semicolon or tab.")
    ] = ""
    target: Annotated[str, meta("Target", "The column to be predicted; every other column is an input.")] = ""


def _parts(options: Csv) -> tuple[Table, Targets, DataInfo]:
    table = read_table(options.path)
    if not options.target:
        raise AppError(
            "data.source.target", "no target column is chosen", "one of " + ", ".join(list(table.columns)[:12])
        )
    cells = table[options.target]
    fields = tuple(column for column in table.columns if column != options.target)
    if not fields:
        raise AppError(table.name, "there is no column besides the target", "give at least one input column")
    targets = read_targets(f"{table.name}, column '{options.target}'", np.array(cells))
    categories = categories_of(table, fields)
    columns = columns_of(fields, categories)
    if len(set(columns)) < len(columns):
        twice = next(name for name in columns if columns.count(name) > 1)
        raise AppError(table.name, f"a column and a text's value are both named '{twice}'", "rename the column")
    info = DataInfo(
        shape=(len(columns),),
        columns=columns,
        classes=targets.classes,
        target_columns=1,
        target_dtype=targets.dtype,
        samples=len(table),
        own_test=False,
        task=targets.task,
        why=targets.why,
        fields=fields,
        categories=categories,
        named=True,
        target=options.target,
    )
    return table, targets, info


def _describe(options: Csv) -> DataInfo:
    return _parts(options)[2]


def _load(options: Csv, rng: np.random.Generator) -> Dataset:
    table, targets, info = _parts(options)
    return Dataset(x=inputs_of(table, info.fields, info.categories), y=targets.y, info=info)


def _weights(options: Csv, name: str) -> tuple[str, Array] | None:
    if not name:
        return None
    if name == options.target:
        raise AppError("data.weights", f"'{name}' is the target", "choose another column, or none")
    table = read_table(options.path)
    return f"{table.name}, column '{name}'", np.array(table[name])


DATASETS.add(
    DataSource(
        options=Csv,
        title="CSV file",
        text="A table of your own; columns of text become categories.",
        group="file",
        scaling="standard",
        describe=_describe,
        load=_load,
        weights=_weights,
    )
)
