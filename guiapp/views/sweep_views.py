"""What is shown of one cell of a sweep: its curves in their bands, and how sure its seeds are of the border."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication

from core.explain.race import MAP, some
from core.explain.sweep import Swept
from guiapp.plots.base import number_text
from guiapp.plots.boundary import faded
from guiapp.plots.multiples import Multiples, Tile
from guiapp.plots.point_plane import looks_of
from guiapp.plots.race_curves import RaceCurves, RaceLine
from guiapp.theme import Theme
from guiapp.views.race_views import POINTS, map_image

Floats = NDArray[np.float64]


def tr(text: str) -> str:
    return QCoreApplication.translate("panels", text)


def show_bands(plot: RaceCurves, swept: Swept, metric: str, rate: float, strength: float) -> None:
    """The mean curves of training and test over the seeds, with their deviation."""
    kind = metric.partition("_")[2]
    found = [band for band in swept.band(rate, strength) if band.name.partition("_")[2] == kind]
    parts = {"train": tr("train"), "validation": tr("validation"), "test": tr("test")}
    names = [parts.get(band.name.partition("_")[0], band.name) for band in found]
    plot.neutral = True
    plot.set_lines([RaceLine(name, b.name, b.epoch, b.mean, b.deviation) for name, b in zip(names, found, strict=True)])


def doubt(swept: Swept, rate: float, strength: float) -> Floats | None:
    """How much the seeds of a cell differ over the plane (MAP, MAP), from 0 to 1; None where that is not known."""
    found = swept.boundary(rate, strength)
    if found is None or not found[1].any():
        return None
    return _share_of_doubt(*found, swept.classes is not None).reshape(MAP, MAP)


def _share_of_doubt(mean: Floats, deviation: Floats, classes: bool) -> Floats:
    """Half the way from no to yes apart is no answer at all: 1."""
    scale = 0.5 if classes else float(np.abs(mean[np.isfinite(mean)]).max(initial=0.0)) / 2.0 or 1.0
    return np.asarray(np.clip(deviation.max(axis=1) / scale, 0.0, 1.0))


def agreed(mean: Floats, deviation: Floats, boundary: float, classes: bool) -> Floats:
    """Answers (n, outputs) that lose their colour where seeds differ: half the way from no to yes is no answer."""
    return faded(mean, _share_of_doubt(mean, deviation, classes)[:, None], boundary, classes)


def show_boundary(plot: Multiples, swept: Swept, theme: Theme, rate: float, strength: float) -> None:
    """The mean answer over the plane, and the same as far as the seeds agree."""
    found = swept.boundary(rate, strength)
    if found is None:
        plot.columns = {}
        plot.set_tiles(())
        return
    mean, deviation = found
    classes = swept.classes is not None
    few = some(len(swept.samples), POINTS)
    group, looks = looks_of(theme, swept.targets[few], classes)
    points = (swept.samples[few] / swept.reach + 1) / 2
    seeds = sum(cell.map is not None and cell.status != "diverged" for cell in swept.of(rate, strength))
    worst = float(deviation.max(initial=0.0))
    pictures = [
        (tr("mean of {n} seeds").format(n=seeds), "", mean),
        (
            tr("where they agree"),
            tr("deviation up to {0}").format(number_text(worst, 2)),
            agreed(mean, deviation, swept.boundary_value, classes),
        ),
    ]
    tiles = []
    for title, words, values in pictures[: 2 if seeds > 1 else 1]:
        image = map_image(values, MAP, theme, swept.boundary_value, classes)
        tiles.append(Tile(title, words, image, points, group, looks))
    plot.columns = {"mean": mean[:, 0], "deviation": deviation[:, 0]}
    plot.set_tiles(tiles)
