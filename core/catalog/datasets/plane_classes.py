"""Points of two or more colours in the plane, within about [-6, 6]^2, each class as often as the others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from core.catalog.datasets.base import DATASETS, DataSource
from core.data.dataset import PLANE, DataInfo, Dataset
from core.registry import Options, meta

Floats: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.int64]
Draw: TypeAlias = Callable[[Ints, np.random.Generator], Floats]

RADIUS = 5.0

Samples: TypeAlias = Annotated[int, meta("Samples", "How many points there are.", ge=2, le=10_000_000)]
Noise: TypeAlias = Annotated[
    float, meta("Noise", "How far the points stray from the pattern.", ge=0.0, le=0.5, step=0.05)
]


class Circle(Options, tag="circle"):
    samples: Samples = 500
    noise: Noise = 0.1


class Xor(Options, tag="xor"):
    samples: Samples = 500
    noise: Noise = 0.1


class Gaussians(Options, tag="gaussians"):
    samples: Samples = 500
    noise: Noise = 0.1


class Spiral(Options, tag="spiral"):
    samples: Samples = 500
    noise: Noise = 0.1


class Moons(Options, tag="moons"):
    samples: Samples = 500
    noise: Noise = 0.1


class TwoColours(Options, tag="two_colours"):
    samples: Samples = 500
    noise: Noise = 0.1


class Blobs(Options, tag="blobs"):
    samples: Samples = 500
    noise: Noise = 0.1
    classes: Annotated[int, meta("Classes", "How many colours there are.", ge=2, le=10)] = 4


def _polar(radius: Floats, angle: Floats) -> Floats:
    """Points (n, 2) at these distances and angles from the origin."""
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)


def _stretched(points: Floats, factor: float) -> Floats:
    points *= factor
    return points


def _evenly(label: Ints) -> Floats:
    """Positions in [0, 1) which step through the samples of a class."""
    places = np.arange(len(label)) // 2
    positions: Floats = places / (int(places[-1]) + 1)
    return positions


def circle(label: Ints, rng: np.random.Generator) -> Floats:
    """Class 1 is a disc, class 0 the ring around it, with a gap between."""
    share = rng.random(len(label))
    inner, outer = np.where(label == 1, 0.0, 0.7 * RADIUS), np.where(label == 1, 0.5 * RADIUS, RADIUS)
    radius = np.sqrt(inner**2 + share * (outer**2 - inner**2))
    return _polar(radius, rng.uniform(0, 2 * np.pi, len(label)))


def xor(label: Ints, rng: np.random.Generator) -> Floats:
    """Class 1 where the signs of x1 and x2 differ; no point within 0.3 of an axis."""
    size = rng.uniform(0.3, RADIUS, (len(label), 2))
    sign = rng.choice([-1.0, 1.0], len(label))
    return np.stack([size[:, 0] * sign, size[:, 1] * sign * (1 - 2 * label)], axis=1)


def gaussians(label: Ints, rng: np.random.Generator) -> Floats:
    """Class 1 around (2, 2), class 0 around (-2, -2)."""
    points = 0.6 * rng.standard_normal((len(label), 2))
    points += (4.0 * label - 2.0)[:, None]
    return points


def spiral(label: Ints, rng: np.random.Generator) -> Floats:
    """Two arms of 1.75 turns, which start a little beside the origin."""
    along = 0.08 + 0.92 * (_evenly(label) + rng.random(len(label)) * 2 / max(len(label), 2))
    return _polar(RADIUS * along, np.pi * (0.5 - 3.5 * along - label))


def moons(label: Ints, rng: np.random.Generator) -> Floats:
    """Two half circles that reach into each other."""
    arc = _polar(np.ones(len(label)), rng.uniform(0, np.pi, len(label)))
    points: Floats = np.where(label[:, None] == 1, np.array([1.0, 0.5]) - arc, arc)
    return _stretched(points - np.array([0.5, 0.25]), 3.2)


def two_colours(label: Ints, rng: np.random.Generator) -> Floats:
    """Class 1 is a slanting band, class 0 lies on both of its sides: two lines bound it, no single one can."""
    side = rng.choice([-1.0, 1.0], len(label))
    across = side * np.where(label == 1, rng.uniform(0, 1.2, len(label)), rng.uniform(2.0, 4.0, len(label)))
    along = rng.uniform(-4, 4, len(label))
    return _stretched(np.stack([across - along, across + along], axis=1), np.sqrt(0.5))


def _blobs(classes: int) -> Draw:
    def blobs(label: Ints, rng: np.random.Generator) -> Floats:
        centre = _polar(np.full(len(label), 4.0), 2 * np.pi * label / classes + np.pi / 4)
        return centre + 0.4 * rng.standard_normal((len(label), 2))

    return blobs


def _describe(samples: int, classes: int) -> DataInfo:
    return DataInfo(
        shape=(2,),
        columns=PLANE,
        fields=PLANE,
        classes=tuple(str(i) for i in range(classes)),
        target_columns=1,
        target_dtype="integer",
        samples=samples,
        own_test=False,
        task="classify",
        why=f"integers with {classes} values",
    )


def _add(options: type[Options], title: str, text: str, formula: str, draw: Draw, spread: float = 1.5) -> None:
    """Register a set of two classes; `spread` is the points' scatter at noise 1."""

    def load(chosen: Any, rng: np.random.Generator) -> Dataset:
        return _load(chosen, rng, draw, 2, spread)

    DATASETS.add(
        DataSource(
            options=options,
            title=title,
            text=text,
            formula=formula,
            group="plane",
            plane=True,
            task="classify",
            describe=lambda chosen: _describe(chosen.samples, 2),
            load=load,
        )
    )


def _load(options: Any, rng: np.random.Generator, draw: Draw, classes: int, spread: float) -> Dataset:
    label = np.arange(options.samples, dtype=np.int64) % classes
    x = draw(label, rng)
    x += spread * options.noise * rng.standard_normal(x.shape)
    return Dataset(x=x, y=label, info=_describe(options.samples, classes))


_add(
    Circle,
    "Circle",
    "A disc of one colour inside a ring of the other.",
    "1 where |x| < 2.5, 0 where 3.5 < |x| < 5",
    circle,
)
_add(Xor, "Exclusive or", "Two opposite corners of one colour, two of the other.", "1 where x1 x2 < 0", xor)
_add(
    Gaussians,
    "Two gaussians",
    "Two round clouds; a single line can part them.",
    "x = (±2, ±2) + scatter",
    gaussians,
    3.0,
)
_add(
    Spiral,
    "Spiral",
    "Two arms wound around each other.",
    "radius = 5 t, angle = 3.5 pi t + pi class",
    spiral,
    spread=1.0,
)
_add(
    Moons, "Moons", "Two half circles that reach into each other.", "(cos t, sin t) and (1 - cos t, 0.5 - sin t)", moons
)
_add(
    TwoColours,
    "Two colours",
    "A band of one colour with the other on both sides: no single line parts them, two do.",
    "1 where |x1 + x2| < 1.7, 0 beyond 2.8",
    two_colours,
)
DATASETS.add(
    DataSource(
        options=Blobs,
        title="Blobs",
        text="Round clouds of several colours in a circle.",
        formula="centre = 4 (cos 2 pi class / k, sin 2 pi class / k)",
        group="plane",
        plane=True,
        task="classify",
        describe=lambda options: _describe(options.samples, options.classes),
        load=lambda options, rng: _load(options, rng, _blobs(options.classes), options.classes, 2.5),
    )
)
