"""MNIST and Fashion-MNIST: 70,000 pictures each, fetched once with `glassnet fetch` or from the Data panel."""

from __future__ import annotations

from typing import Annotated, Any

import numpy as np

from core.catalog.datasets import idx_folder
from core.catalog.datasets.base import DATASETS, DataSource
from core.data.dataset import DataInfo, Dataset
from core.data.download import Collection, Remote, at_hand, place_of
from core.errors import AppError
from core.registry import Options, meta
from core.spec.paths import FILE_PATH

NAMES = tuple(f"{name}.gz" for name in idx_folder.FILES)
SIDE, SAMPLES = 28, 60_000

Folder = Annotated[
    str, FILE_PATH, meta("Folder", "Where the four files are, if they are not fetched by the program itself.")
]


class Mnist(Options, tag="mnist"):
    folder: Folder = ""


class FashionMnist(Options, tag="fashion_mnist"):
    folder: Folder = ""


MNIST = Collection(
    "mnist",
    "MNIST",
    tuple(
        Remote(name, md5, size)
        for name, md5, size in zip(
            NAMES,
            (
                "f68b3c2dcbeaaa9fbdd348bbdeb94873",
                "d53e105ee54ea40749a09fcbcd1e9432",
                "9fb629c4189551a2d022fa330f9573f3",
                "ec29112dd5afa0611ce80d1b7f02629c",
            ),
            (9_912_422, 28_881, 1_648_877, 4_542),
            strict=True,
        )
    ),
    ("https://ossci-datasets.s3.amazonaws.com/mnist/", "https://storage.googleapis.com/cvdf-datasets/mnist/"),
)
FASHION = Collection(
    "fashion_mnist",
    "Fashion-MNIST",
    tuple(
        Remote(name, md5, size)
        for name, md5, size in zip(
            NAMES,
            (
                "8d4fb7e6c68d591d4c3dfef9ec88bf0d",
                "25c81989df183df01b3e8a0aad5dffbe",
                "bef4ecab320f06d8554ea6380940ec79",
                "bb300cfdad3c16e7a12a480ee83cd310",
            ),
            (26_421_880, 29_515, 4_422_102, 5_148),
            strict=True,
        )
    ),
    (
        "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
        "https://github.com/zalandoresearch/fashion-mnist/raw/master/data/fashion/",
    ),
)
CLOTHES = (
    "T-shirt/top", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot",
)  # fmt: skip


def _folder(collection: Collection, options: Any) -> str:
    """Where the files are; empty where there are none yet."""
    return options.folder or (str(place_of(collection)) if at_hand(collection) else "")


def _add(options: type[Options], collection: Collection, classes: tuple[str, ...], text: str) -> None:
    def describe(chosen: Any) -> DataInfo:
        folder = _folder(collection, chosen)
        if folder:
            return idx_folder.describe_folder(idx_folder.Idx(folder=folder, classes=classes))
        # What is known of it before a byte has come: so that a drawing can be checked, and a window can offer it.
        return DataInfo(
            shape=(SIDE, SIDE, 1), columns=(), classes=classes, target_columns=1, target_dtype="integer",
            samples=SAMPLES, own_test=True, task="classify", why="integers with 10 values", is_bytes=True, named=True,
        )  # fmt: skip

    def load(chosen: Any, rng: np.random.Generator) -> Dataset:
        folder = _folder(collection, chosen)
        if not folder:
            hint = f"choose it under Real in the Data panel, run `glassnet fetch {collection.name}`, or give a folder"
            raise AppError("data.source", f"{collection.title} is not on this computer yet", hint)
        try:
            return idx_folder.load_folder(idx_folder.Idx(folder=folder, classes=classes), rng)
        except AppError as fault:
            if chosen.folder:
                raise
            hint = f"`glassnet fetch {collection.name}` fetches what is damaged again"
            raise AppError(fault.where, fault.what, hint) from None

    DATASETS.add(
        DataSource(
            options=options, title=collection.title, text=text, group="pictures", task="classify",
            describe=describe, load=load, collection=collection,
        )
    )  # fmt: skip


_add(Mnist, MNIST, tuple("0123456789"), "70,000 handwritten digits of 28 x 28 points; 12 MB that are fetched once.")
_add(
    FashionMnist, FASHION, CLOTHES,
    "70,000 pictures of clothes, 28 x 28 points, in ten named classes; 31 MB that are fetched once.",
)  # fmt: skip
