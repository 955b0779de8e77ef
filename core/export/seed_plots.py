"""The picture of several runs: for every metric the mean curve of each part, in its band of deviation."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from core.export.plot_style import LINES, NEUTRAL
from core.session.spread import Band

WIDTH, HEIGHT, DPI = 5.4, 4.2, 110
COLUMNS = 3
MANY = 4000
"""Points drawn of one curve."""


def band_pictures(stem: str, title: str, bands: Sequence[Band], runs: int) -> Iterator[tuple[str, bytes]]:
    """File names and bytes of the picture, as PNG and as SVG."""
    metrics = list(dict.fromkeys(_metric(band.name) for band in bands))
    columns = min(len(metrics), COLUMNS)
    rows = -(-len(metrics) // columns)
    figure = Figure((WIDTH * columns, HEIGHT * rows), DPI, layout="constrained")
    figure.suptitle(f"{title}: mean and deviation of {runs} seeds")
    places = figure.subplots(rows, columns, squeeze=False).ravel()
    for axes in places[len(metrics) :]:
        axes.set_axis_off()
    for axes, metric in zip(places, metrics, strict=False):
        _draw(axes, metric, [band for band in bands if _metric(band.name) == metric])
    for suffix in ("png", "svg"):
        file = io.BytesIO()
        figure.savefig(file, format=suffix, metadata={"Date": None} if suffix == "svg" else None)
        yield f"{stem}.{suffix}", file.getvalue()


def _metric(name: str) -> str:
    return name.partition("_")[2]


def _draw(axes: Axes, metric: str, bands: Sequence[Band]) -> None:
    for band in bands:
        part = band.name.partition("_")[0]
        thin = slice(None, None, max(1, len(band.epoch) // MANY))
        epoch, mean, deviation = band.epoch[thin], band.mean[thin], band.deviation[thin]
        marker = "o" if len(epoch) < 3 else None
        # Bands of two parts lie over each other: each has its part's line for an edge.
        look: dict[str, Any] = {"facecolor": (*NEUTRAL, 0.14), "edgecolor": (*NEUTRAL, 0.5), "linewidth": 0.6}
        axes.fill_between(epoch, mean - deviation, mean + deviation, linestyle=LINES[part], **look)
        axes.plot(epoch, mean, label=part, color=NEUTRAL, linestyle=LINES[part], linewidth=1.3, marker=marker)
    lowest = min(float((band.mean - band.deviation).min()) for band in bands)
    highest = max(float((band.mean + band.deviation).max()) for band in bands)
    # A band that reaches down to 0 has no lower edge on a logarithmic axis.
    if metric == "loss" and 0.0 < lowest < 0.1 * highest:
        axes.set_yscale("log")
    axes.set(xlabel="epoch", ylabel=metric, title=metric)
    axes.grid(alpha=0.25)
    axes.legend()
