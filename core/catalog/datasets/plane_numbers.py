"""Numbers over the plane, to be predicted from x1 and x2 within [-6, 6]^2."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from core.catalog.datasets.base import DATASETS, DataSource
from core.data.dataset import PLANE, DataInfo, Dataset
from core.registry import Options, meta

Floats: TypeAlias = NDArray[np.float64]

REACH = 6.0

Samples: TypeAlias = Annotated[int, meta("Samples", "How many points there are.", ge=2, le=10_000_000)]
Noise: TypeAlias = Annotated[
    float, meta("Noise", "How far the numbers stray from the pattern.", ge=0.0, le=0.5, step=0.05)
]


class Plane(Options, tag="plane"):
    samples: Samples = 500
    noise: Noise = 0.05


class Bumps(Options, tag="bumps"):
    samples: Samples = 500
    noise: Noise = 0.05


BUMPS = ((-3.0, -3.0, 1.0), (0.0, 0.0, -1.0), (3.0, 3.0, 1.0), (-3.5, 3.0, -1.0), (3.5, -3.0, -1.0))
"""Centre and height of each bump."""


def plane(x: Floats) -> Floats:
    """A tilted plane, (n, 2) -> (n,) between -1 and 1."""
    return (x[:, 0] + x[:, 1]) / (2 * REACH)


def bumps(x: Floats) -> Floats:
    """Hills and hollows, (n, 2) -> (n,) between about -1 and 1."""
    result = np.zeros(len(x))
    for first, second, height in BUMPS:
        distance = (x[:, 0] - first) ** 2 + (x[:, 1] - second) ** 2
        result += height * np.exp(-distance / 4.0)
    return result


def _describe(options: Any) -> DataInfo:
    return DataInfo(
        shape=(2,),
        columns=PLANE,
        fields=PLANE,
        classes=None,
        target_columns=1,
        target_dtype="float",
        samples=options.samples,
        own_test=False,
        task="regress",
        why="decimal numbers",
    )


def _add(options: type[Options], title: str, text: str, formula: str, height: Callable[[Floats], Floats]) -> None:
    def load(chosen: Any, rng: np.random.Generator) -> Dataset:
        x = rng.uniform(-REACH, REACH, (chosen.samples, 2))
        y = height(x) + chosen.noise * rng.standard_normal(len(x))
        return Dataset(x=x, y=y.reshape(-1, 1), info=_describe(chosen))

    DATASETS.add(
        DataSource(
            options=options,
            title=title,
            text=text,
            formula=formula,
            group="plane",
            plane=True,
            task="regress",
            describe=_describe,
            load=load,
        )
    )


_add(Plane, "Plane", "A number that rises evenly from one corner to the other.", "y = (x1 + x2) / 12", plane)
_add(Bumps, "Bumps", "Hills and hollows: no flat surface fits them.", "y = sum of ± exp(-|x - centre|^2 / 4)", bumps)
