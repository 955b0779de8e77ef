"""The picture of how the cost grows. Imported only when it is wanted, for matplotlib takes its time."""

from __future__ import annotations

import io
from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure

from core.bench.scaling import Line
from core.export.plot_style import NEUTRAL

SUFFIXES = ("png", "svg", "pdf")


def draw(lines: Sequence[Line], suffix: str) -> bytes:
    """Measured points, and the straight line through the upper half of them; a pair of axes for each sweep."""
    figure = Figure((9.0, 6.6), 110, layout="constrained")
    for axes, line in zip(figure.subplots(2, -(-len(lines) // 2), squeeze=False).flat, lines, strict=False):
        slope, height = line.fit()
        values = np.array(line.values, float)
        axes.loglog(values, np.multiply(line.seconds, 1e6), "o", color=NEUTRAL)
        axes.loglog(values, 1e6 * np.exp(height) * values**slope, "--", color=NEUTRAL, linewidth=1.0)
        axes.set(xlabel=line.name, ylabel=f"microseconds, one {line.unit}", title=f"{line.name}: exponent {slope:.2f}")
        axes.grid(True, which="major", alpha=0.3)
    file = io.BytesIO()
    figure.savefig(file, format=suffix)
    return file.getvalue()
