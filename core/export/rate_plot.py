"""The picture of a sweep of learning rates: the loss over the rate, and where the suggestion lies."""

from __future__ import annotations

import io

import numpy as np
from matplotlib.figure import Figure

from core.export.plot_style import NEUTRAL
from core.session.find_rate import RateSweep

SIZE, DPI = (6.4, 4.4), 110


def rate_picture(sweep: RateSweep, title: str, kind: str) -> bytes:
    """A sweep as `png` or `svg`."""
    figure = Figure(SIZE, DPI, layout="constrained")
    axes = figure.subplots()
    axes.plot(sweep.rates, sweep.losses, color=NEUTRAL, alpha=0.35, linewidth=0.8, label="each batch")
    axes.plot(sweep.rates, sweep.smoothed, color=NEUTRAL, linewidth=1.6, label="smoothed")
    axes.set_xscale("log")
    if len(sweep.losses):
        # The explosion at the end would press everything else flat.
        low = float(sweep.losses.min())
        high = float(np.max(sweep.losses[: int(sweep.losses.argmin()) + 1]))
        room = 0.08 * (high - low) or 0.1 * abs(high) or 1.0
        axes.set_ylim(low - room, high + 2.0 * room)
    if sweep.suggestion is not None:
        axes.axvline(sweep.suggestion, color=NEUTRAL, linestyle="--", linewidth=1.0)
        height = float(np.interp(sweep.suggestion, sweep.rates, sweep.smoothed))
        axes.plot([sweep.suggestion], [height], "o", color=NEUTRAL, label=f"suggestion {sweep.suggestion:.2g}")
    axes.set(xlabel="learning rate", ylabel="loss", title=f"{title}: loss against learning rate")
    axes.grid(alpha=0.25)
    axes.legend()
    file = io.BytesIO()
    figure.savefig(file, format=kind, metadata={"Date": None} if kind == "svg" else None)
    return file.getvalue()
