"""Arrays to images: colour tables applied in NumPy, and contour lines. Row 0 of a map is its lowest edge."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

Bytes = NDArray[np.uint8]
Floats = NDArray[np.floating]


def pack(lut: Bytes) -> NDArray[np.uint32]:
    """RGBA bytes (..., 4) as the 0xffRRGGBB words that Qt draws fastest, (...)."""
    wide = lut.astype(np.uint32)
    return np.asarray(0xFF000000 | wide[..., 0] << 16 | wide[..., 1] << 8 | wide[..., 2], np.uint32)


def indices(values: Floats, span: float, size: int = 256) -> NDArray[np.intp]:
    """Signed values to positions in a table: -span is the first, +span the last, NaN the middle."""
    with np.errstate(invalid="ignore", over="ignore", divide="ignore"):
        scaled = np.asarray(values) * (size / 2 / (span or 1.0)) + size / 2
    if not np.isfinite(scaled).all():
        scaled = np.nan_to_num(scaled, nan=size / 2, posinf=size - 1, neginf=0)
    return np.clip(scaled, 0, size - 1).astype(np.intp)


def heat_image(values: Floats, lut: Bytes, span: float = 1.0, *, flip: bool = True) -> QImage:
    """Signed values (h, w) as an image by a table (256, 4); `span` is the value of the last colour.

    With `flip`, row 0 of the values is the lowest row of the image.
    """
    return word_image(pack(lut)[indices(values, span, len(lut))], flip=flip)


def word_image(words: NDArray[np.uint32], *, flip: bool = True) -> QImage:
    """0xffRRGGBB words (h, w) as an image that owns its pixels."""
    words = np.ascontiguousarray(words[::-1] if flip else words)
    height, width = words.shape
    return QImage(words.data, width, height, width * 4, QImage.Format.Format_RGB32).copy()


def class_words(values: Floats, colors: Floats, background: Floats, strength: float) -> NDArray[np.uint32]:
    """Answers (h, w, k) as words: the winning class's colour (k, 3 in 0..255), paler where less certain."""
    winner = values.argmax(axis=-1)
    classes = values.shape[-1]
    certainty = np.nan_to_num(np.clip(sureness(values), 0, 1)) * strength
    levels = np.minimum((certainty * 64).astype(np.intp), 63)
    share = (np.arange(64) / 63)[None, :, None]
    table = background + share * (colors[:classes, None, :] - background)
    return np.asarray(pack(np.rint(table).astype(np.uint8))[winner, levels])


def are_shares(values: Floats) -> bool:
    """Whether answers (..., k) are probabilities that add up to one; scores and single chances are not."""
    some = values.reshape(-1, values.shape[-1])[:: max(1, values.size // (values.shape[-1] * 512))]
    return bool((np.abs(some.sum(axis=-1) - 1.0) < 1e-3).all() and (some > -1e-6).all())


def sureness(values: Floats) -> Floats:
    """How sure the winner (..., k) is, 0 to 1: what its share is above chance, or by how much its score leads."""
    top = values.max(axis=-1)
    classes = values.shape[-1]
    if classes < 2 or are_shares(values):
        return np.asarray((top - 1 / classes) / (1 - 1 / classes) if classes > 1 else top)
    return np.asarray(top - np.partition(values, -2, axis=-1)[..., -2])


def margins(values: Floats) -> list[Floats]:
    """For probabilities (h, w, k): the maps whose zero lines are the borders between the classes that win somewhere."""
    winner = values.argmax(axis=-1)
    if values.shape[-1] < 2:
        return []
    ranked = np.partition(values, -2, axis=-1)
    second, first = ranked[..., -2], ranked[..., -1]
    present = np.unique(winner)
    # The last class's borders are those of the others with it.
    return [values[..., index] - np.where(winner == index, second, first) for index in present[:-1]]


# Marching squares: corners a (row, column), b (row, column + 1), c (row + 1, column + 1), d (row + 1, column);
# edges 0 a-b, 1 b-c, 2 d-c, 3 a-d. Each case names the edges that its segments join.
_CASES: tuple[tuple[tuple[int, int], ...], ...] = (
    (), ((3, 0),), ((0, 1),), ((3, 1),), ((1, 2),), ((3, 0), (1, 2)), ((0, 2),), ((3, 2),),
    ((2, 3),), ((2, 0),), ((0, 1), (2, 3)), ((2, 1),), ((1, 3),), ((1, 0),), ((0, 3),), (),
)  # fmt: skip


def contour(values: Floats, level: float) -> NDArray[np.float64]:
    """Segments (n, 4) of column, row, column, row along which a map (h, w) has this value."""
    above = values > level
    a, b, c, d = above[:-1, :-1], above[:-1, 1:], above[1:, 1:], above[1:, :-1]
    case = a.astype(np.uint8) | b << 1 | c << 2 | d << 3
    rows, columns = np.nonzero((case != 0) & (case != 15))
    if not len(rows):
        return np.empty((0, 4))
    case = case[rows, columns]
    points = _edge_points(values, level, rows, columns)
    parts = []
    for number in np.unique(case):
        chosen = points[case == number]
        parts += [np.concatenate([chosen[:, i], chosen[:, j]], axis=1) for i, j in _CASES[number]]
    segments = np.concatenate(parts)
    return segments[np.isfinite(segments).all(axis=1)]


def _edge_points(values: Floats, level: float, rows: NDArray[np.intp], columns: NDArray[np.intp]) -> Floats:
    """Where the level crosses the four edges of the cells, (n, 4, 2) as (column, row)."""
    corner = [values[rows + i, columns + j] - level for i, j in ((0, 0), (0, 1), (1, 1), (1, 0))]
    a, b, c, d = (np.asarray(part, np.float64) for part in corner)

    def cross(first: Floats, second: Floats) -> Floats:
        gap = first - second
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.clip(np.where(gap != 0, first / np.where(gap != 0, gap, 1.0), 0.5), 0, 1)

    points = np.empty((len(rows), 4, 2))
    points[:, 0] = np.stack([columns + cross(a, b), rows], axis=1)
    points[:, 1] = np.stack([columns + 1, rows + cross(b, c)], axis=1)
    points[:, 2] = np.stack([columns + cross(d, c), rows + 1], axis=1)
    points[:, 3] = np.stack([columns, rows + cross(a, d)], axis=1)
    return points
