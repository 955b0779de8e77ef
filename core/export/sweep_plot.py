"""The picture of a sweep: the mean of a curve's newest values for every rate and strength, as a heat map."""

from __future__ import annotations

import io
from collections.abc import Iterator

import numpy as np
from matplotlib.colors import LogNorm, Normalize
from matplotlib.figure import Figure

from core.explain.sweep import Swept

CELL, MARGIN, DPI = 0.72, (2.4, 1.8), 110
LARGE = 400
"""Cells from which on no number is written into them."""


def sweep_pictures(stem: str, title: str, found: Swept, name: str) -> Iterator[tuple[str, bytes]]:
    """File names and bytes of the picture, as PNG and as SVG."""
    rates, strengths, mean = found.sweep.rates, found.sweep.strengths, found.mean(name)
    size = max(4.8, CELL * len(rates) + MARGIN[0]), CELL * len(strengths) + MARGIN[1]
    figure = Figure(size, DPI, layout="constrained")
    axes = figure.subplots()
    known = mean[np.isfinite(mean)]
    norm = LogNorm() if len(known) and known.min() > 0.0 else Normalize()
    # Gray tells height alone: hues are for sign and class.
    shown = axes.imshow(np.ma.masked_invalid(mean), cmap="gray", norm=norm, aspect="auto", origin="lower")
    figure.colorbar(shown, ax=axes, label=name)
    axes.set_xticks(range(len(rates)), [f"{rate:g}" for rate in rates], rotation=45)
    axes.set_yticks(range(len(strengths)), [f"{strength:g}" for strength in strengths])
    if mean.size <= LARGE:
        for (row, column), value in np.ndenumerate(mean):
            if np.isfinite(value):
                light = float(np.asarray(norm(float(value)))) > 0.5
                axes.text(
                    column, row, f"{value:.2g}", ha="center", va="center", color="black" if light else "white", size=8
                )
            else:
                axes.text(column, row, "\N{MULTIPLICATION SIGN}", ha="center", va="center", size=8)
    seeds = f"{found.sweep.seeds} seeds" if found.sweep.seeds > 1 else "one seed"
    axes.set(xlabel="learning rate", ylabel=f"strength of {found.sweep.penalty}", title=f"{title}: {name}, {seeds}")
    for suffix in ("png", "svg"):
        file = io.BytesIO()
        figure.savefig(file, format=suffix, metadata={"Date": None} if suffix == "svg" else None)
        yield f"{stem}.{suffix}", file.getvalue()
