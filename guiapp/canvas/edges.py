"""The lines between units as arrays: where they run, which weight they carry, how strong it is. It knows no Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from guiapp.canvas.drawing import Block, Drawing, Link

Array = NDArray[Any]
Floats = NDArray[np.float64]
Kind = Literal["weight", "picture", "wire"]
SAMPLES = np.linspace(0.0, 1.0, 25)


@dataclass
class Bundle:
    """The lines of one link. `rows`, `columns` (n,) are units of source and target; `start`, `end` are places (n, 2).

    `values` (n,) are the weights, `strength` (n,) the same relative to the layer's largest; zero until they are known.
    """

    link: Link
    kind: Kind
    rows: NDArray[np.intp]
    columns: NDArray[np.intp]
    start: Floats
    end: Floats
    off: NDArray[np.bool_]
    """Which of them are switched off."""
    known: bool = False
    values: Floats = field(default_factory=lambda: np.zeros(0))
    strength: Floats = field(default_factory=lambda: np.zeros(0))

    def __len__(self) -> int:
        return len(self.rows)

    def take(self, weights: Mapping[str, Array], inputs: int, outputs: int) -> bool:
        """The weights of the moment; False where there are none of this shape."""
        matrix = weights.get(f"{self.link.target}.weight") if self.kind != "wire" else None
        if matrix is None or matrix.shape != (inputs, outputs):
            return False
        if self.kind == "picture":
            with np.errstate(all="ignore"):
                size = np.nan_to_num(np.sqrt(np.square(matrix, dtype=np.float64).mean(axis=0)))
            self.values = size[self.columns]
            largest = float(size.max(initial=0.0))
        else:
            self.values = matrix[self.rows, self.columns].astype(np.float64)
            largest = float(np.abs(matrix).max(initial=0.0))
        with np.errstate(all="ignore"):
            self.strength = np.nan_to_num(self.values / (largest or 1.0), nan=0.0, posinf=1.0, neginf=-1.0)
        self.known = True
        return True


def bundle_of(link: Link, source: Block, target: Block) -> Bundle:
    """The lines of a link, weights not known yet."""
    pairs = _pairs(link, source, target)
    i, j = (np.array([pair[k] for pair in pairs], np.intp) for k in (0, 1))
    rows, columns = (np.array(block.rows or (0,), np.intp) for block in (source, target))
    start, end = np.empty((len(pairs), 2)), np.empty((len(pairs), 2))
    start[:, 0], end[:, 0] = source.right, target.left
    start[:, 1] = source.y + np.array(source.offsets or (0.0,))[i]
    end[:, 1] = target.y + np.array(target.offsets or (0.0,))[j]
    kind: Kind = "wire" if not target.dense else "picture" if source.picture else "weight"
    nothing = np.zeros(len(pairs))
    off = _off(target, rows[i], columns[j]) if kind == "weight" else np.zeros(len(pairs), bool)
    return Bundle(link, kind, rows[i], columns[j], start, end, off, values=nothing, strength=nothing)


def _off(target: Block, rows: NDArray[np.intp], columns: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Which weights (n,) the layer has switched off."""
    pairs = set(getattr(target.options, "off", ()))
    return np.array([pair in pairs for pair in zip(rows.tolist(), columns.tolist(), strict=True)], bool)


def _pairs(link: Link, source: Block, target: Block) -> list[tuple[int, int]]:
    """Places among the drawn units that are joined by a line."""
    sources, targets = range(max(len(source.rows), 1)), range(max(len(target.rows), 1))
    if target.dense or source.picture or target.picture:
        return [(i, j) for i in sources for j in targets]
    place = {row: index for index, row in enumerate(target.rows)}
    found = [(i, place[row + link.first]) for i, row in enumerate(source.rows) if row + link.first in place]
    return found or [(0, 0)]


def bundles_of(drawing: Drawing) -> list[Bundle]:
    """Every line of a drawing."""
    return [
        bundle_of(link, drawing.blocks[link.source], drawing.blocks[link.target])
        for link in drawing.links
        if drawing.blocks[link.target].attached != link.source
    ]


def bend(start: Floats, end: Floats) -> Floats:
    """How far the handles of the curves reach, (n,)."""
    return np.maximum(np.abs(end[:, 0] - start[:, 0]) * 0.5, 24.0)


def curves(bundle: Bundle) -> Floats:
    """Points on the straight-through curves of a bundle, (n, samples, 2)."""
    reach = bend(bundle.start, bundle.end)
    t = SAMPLES[None, :]
    a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
    x0, x1 = bundle.start[:, :1], bundle.end[:, :1]
    x = a * x0 + b * (x0 + reach[:, None]) + c * (x1 - reach[:, None]) + d * x1
    y = (a + b) * bundle.start[:, 1:] + (c + d) * bundle.end[:, 1:]
    return np.stack([x, y], axis=-1)


def nearest(bundles: list[Bundle], x: float, y: float, within: float) -> tuple[int, int] | None:
    """The line (bundle, index) that passes closest to a place, if one does."""
    best: tuple[int, int] | None = None
    for number, bundle in enumerate(bundles):
        if bundle.link.under is not None or not len(bundle):
            continue
        left = min(bundle.start[0, 0], bundle.end[0, 0])
        right = max(bundle.start[0, 0], bundle.end[0, 0])
        if not left - within <= x <= right + within:
            continue
        points = curves(bundle)
        distance = _distance(points, x, y)
        index = int(np.argmin(distance))
        if distance[index] < within:
            within = float(distance[index])
            best = (number, index)
    return best


def _distance(points: Floats, x: float, y: float) -> Floats:
    """From a place to each polyline (n, samples, 2)."""
    a, b = points[:, :-1], points[:, 1:]
    along = b - a
    to = np.array([x, y]) - a
    t = np.clip((to * along).sum(-1) / np.maximum((along**2).sum(-1), 1e-12), 0, 1)
    return np.asarray(np.sqrt(((to - t[..., None] * along) ** 2).sum(-1)).min(axis=1))
