"""Small real data sets which come with scikit-learn; their descriptions are written down here, so that describing
them reads nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from core.catalog.datasets.base import DATASETS, DataSource
from core.data import bundled
from core.data.dataset import Array, DataInfo, Dataset
from core.data.scaling import ScalingKind
from core.registry import Options

Arrays = Callable[[], tuple[Array, Array]]


class Digits(Options, tag="digits"):
    """No options."""


class Iris(Options, tag="iris"):
    """No options."""


class Wine(Options, tag="wine"):
    """No options."""


class BreastCancer(Options, tag="breast_cancer"):
    """No options."""


class Diabetes(Options, tag="diabetes"):
    """No options."""


_CELL = (
    "radius",
    "texture",
    "perimeter",
    "area",
    "smoothness",
    "compactness",
    "concavity",
    "concave points",
    "symmetry",
    "fractal dimension",
)

DIGITS = DataInfo(
    shape=(8, 8, 1),
    columns=(),
    classes=tuple("0123456789"),
    target_columns=1,
    target_dtype="integer",
    samples=1797,
    own_test=False,
    task="classify",
    why="integers with 10 values",
    target="digit",
)
IRIS_COLUMNS = ("sepal length (cm)", "sepal width (cm)", "petal length (cm)", "petal width (cm)")
WINE_COLUMNS = (
    "alcohol",
    "malic_acid",
    "ash",
    "alcalinity_of_ash",
    "magnesium",
    "total_phenols",
    "flavanoids",
    "nonflavanoid_phenols",
    "proanthocyanins",
    "color_intensity",
    "hue",
    "od280/od315_of_diluted_wines",
    "proline",
)
CANCER_COLUMNS = (
    *(f"mean {name}" for name in _CELL),
    *(f"{name} error" for name in _CELL),
    *(f"worst {name}" for name in _CELL),
)
DIABETES_COLUMNS = ("age", "sex", "bmi", "bp", "s1", "s2", "s3", "s4", "s5", "s6")


def _table(columns: tuple[str, ...], samples: int, target: str, classes: tuple[str, ...] | None) -> DataInfo:
    return DataInfo(
        shape=(len(columns),),
        columns=columns,
        fields=columns,
        classes=classes,
        target_columns=1,
        target_dtype="integer" if classes else "float",
        samples=samples,
        own_test=False,
        task="classify" if classes else "regress",
        why=f"integers with {len(classes)} values" if classes else "decimal numbers",
        named=True,
        target=target,
    )


def _digits() -> tuple[Array, Array]:
    pictures, labels = bundled.digits()
    return pictures[..., np.newaxis] / 16.0, labels


@dataclass(frozen=True)
class _Bundled:
    """Loads one set and fits it to its description."""

    info: DataInfo
    arrays: Arrays

    def describe(self, options: Options) -> DataInfo:
        return self.info

    def load(self, options: Options, rng: np.random.Generator) -> Dataset:
        x, y = self.arrays()
        y = y.astype(np.int64) if self.info.classes else y.astype(np.float64).reshape(-1, 1)
        return Dataset(x=np.array(x, dtype=np.float64), y=y, info=self.info)


def _add(options: type[Options], title: str, text: str, info: DataInfo, arrays: Arrays) -> None:
    source = _Bundled(info, arrays)
    scaling: ScalingKind = "none" if info.picture else "standard"
    DATASETS.add(
        DataSource(
            options=options,
            title=title,
            text=text,
            group="pictures" if info.picture else "table",
            task=info.task,
            scaling=scaling,
            target_scaling="none" if info.classes else "standard",
            describe=source.describe,
            load=source.load,
        )
    )


_add(Digits, "Digits", "1,797 handwritten digits of 8 x 8 points, 17 shades of grey read as 0 to 1.", DIGITS, _digits)
_add(
    Iris,
    "Iris",
    "150 iris flowers of three kinds, by the sizes of their petals and sepals.",
    _table(IRIS_COLUMNS, 150, "species", ("setosa", "versicolor", "virginica")),
    bundled.iris,
)
_add(
    Wine,
    "Wine",
    "178 wines from three growers, by 13 chemical measurements.",
    _table(WINE_COLUMNS, 178, "grower", ("class_0", "class_1", "class_2")),
    bundled.wine,
)
_add(
    BreastCancer,
    "Breast cancer",
    "569 tumours, malignant or benign, by 30 measurements of their cells.",
    _table(CANCER_COLUMNS, 569, "diagnosis", ("malignant", "benign")),
    bundled.breast_cancer,
)
_add(
    Diabetes,
    "Diabetes",
    "442 patients and how far their illness had gone a year later, a number to predict.",
    _table(DIABETES_COLUMNS, 442, "progression", None),
    bundled.diabetes,
)
