"""A folder with the four files of MNIST and its relatives: pictures and labels, for training and for the test."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import numpy as np

from core.catalog.datasets.base import DATASETS, DataSource
from core.data.dataset import DataInfo, Dataset
from core.data.files import Remembered
from core.data.read_idx import read_idx, read_idx_shape
from core.data.targets import Targets, read_targets
from core.errors import AppError
from core.registry import Options, meta
from core.spec.paths import FILE_PATH

FILES = ("train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte")

_shape = Remembered(lambda file: read_idx_shape(file, 3), files=8)
_labels = Remembered(lambda file: read_idx(file, 1), files=8)


class Idx(Options, tag="idx"):
    folder: Annotated[
        str, FILE_PATH, meta("Folder", "It holds train-images, train-labels, t10k-images and t10k-labels.")
    ] = ""
    classes: Annotated[tuple[str, ...], meta("Class names", "Names of the labels 0, 1 ...; may be left out.")] = ()


def _files(folder: str) -> tuple[Path, ...]:
    """The four files in the order of FILES, compressed or not, `-idx` or `.idx`."""
    if not folder:
        raise AppError("data.source.folder", "no folder is chosen", "give its path")
    if not Path(folder).is_dir():
        raise AppError(folder, "there is no such folder", "choose another one")
    result = []
    missing = []
    for name in FILES:
        variants = [Path(folder, plain + end) for plain in (name, name.replace("-idx", ".idx")) for end in ("", ".gz")]
        there = [file for file in variants if file.is_file()]
        result.extend(there[:1])
        missing.extend([] if there else [name])
    if missing:
        raise AppError(folder, f"the folder lacks {', '.join(missing)}", "each may end in .gz")
    return tuple(result)


def _parts(options: Idx) -> tuple[tuple[Path, ...], Targets, DataInfo]:
    files = _files(options.folder)
    shape, test_shape = _shape(files[0]), _shape(files[2])
    labels, test_labels = _labels(files[1]), _labels(files[3])
    for pictures, names, place in ((shape, labels, 0), (test_shape, test_labels, 2)):
        if pictures[0] != len(names):
            what = f"{files[place].name} has {pictures[0]} pictures, {files[place + 1].name} {len(names)} labels"
            raise AppError(options.folder, what, "fetch both files again")
    if shape[1:] != test_shape[1:]:
        sizes = f"{shape[1]} x {shape[2]} and {test_shape[1]} x {test_shape[2]}"
        raise AppError(
            options.folder, f"training and test pictures have different sizes, {sizes}", "use files of one set"
        )
    targets = read_targets(files[1].name, labels, test_labels, options.classes)
    info = DataInfo(
        shape=(shape[1], shape[2], 1),
        columns=(),
        classes=targets.classes,
        target_columns=1,
        target_dtype="integer",
        samples=shape[0],
        own_test=True,
        task=targets.task,
        why=targets.why,
        is_bytes=True,
    )
    return files, targets, info


def describe_folder(options: Idx) -> DataInfo:
    return _parts(options)[2]


def load_folder(options: Idx, rng: np.random.Generator) -> Dataset:
    files, targets, info = _parts(options)
    x, x_test = read_idx(files[0], 3)[..., np.newaxis], read_idx(files[2], 3)[..., np.newaxis]
    return Dataset(x=x, y=targets.y, info=info, x_test=x_test, y_test=targets.y_test)


DATASETS.add(
    DataSource(
        options=Idx,
        title="Picture folder (IDX)",
        text="Pictures in the format of MNIST and Fashion-MNIST.",
        group="file",
        describe=describe_folder,
        load=load_folder,
    )
)
