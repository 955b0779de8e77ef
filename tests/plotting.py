"""Plots on the screen, and something to fill each of them."""

from __future__ import annotations

import numpy as np
from pytestqt.qtbot import QtBot

from guiapp import theme
from guiapp.plots.base import Plot
from guiapp.plots.boundary import BoundaryPlot, grid_points
from guiapp.plots.confusion import ConfusionMatrix
from guiapp.plots.curve import CurvePlot
from guiapp.plots.heatmap import WeightMatrix

EXTENT = (-6.0, 6.0, -6.0, 6.0)
LIGHT = theme.load("light")
ALL = (BoundaryPlot, ConfusionMatrix, CurvePlot, WeightMatrix)


def shown(qtbot: QtBot, plot: Plot, width: int = 320, height: int = 400) -> Plot:
    plot.resize(width, height)
    qtbot.addWidget(plot)
    with qtbot.waitExposed(plot):
        plot.show()
    return plot


def fill(plot: Plot) -> None:
    """Something for every sort of plot."""
    if isinstance(plot, BoundaryPlot):
        x = grid_points(EXTENT, 5)
        plot.set_points(x, (x[:, 0] > 0).astype(int), x[:, 1] > 0, names=["left", "right"])
        plot.set_map((grid_points(EXTENT, 20)[:, 0] / 12 + 0.5).reshape(20, 20), EXTENT)
    elif isinstance(plot, ConfusionMatrix):
        plot.set_counts(np.array([[3, 1], [0, 4]]), ["cat", "dog"])
    elif isinstance(plot, CurvePlot):
        epochs = np.arange(1, 51)
        plot.append("train_loss", epochs, epochs * 10, epochs * 0.1, 1 / epochs)
        plot.append("test_loss", epochs, epochs * 10, epochs * 0.1, 2 / epochs)
        plot.draw()
    elif isinstance(plot, WeightMatrix):
        plot.set_matrix(
            np.array([[1.0, -2.0, 0.0], [0.5, np.nan, 2.0]]), ["a", "b"], ["u", "v", "w"], titles=("x", "h1")
        )
