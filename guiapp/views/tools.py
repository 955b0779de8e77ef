"""The actions that a panel offers for a plot it shows."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from guiapp.plots.base import Plot

NAME = "panel-tools"


def plot_actions(plot: Plot) -> list[QAction]:
    """Copy and save this plot; the actions live until they are asked for again."""
    for old in plot.findChildren(QMenu, NAME):
        old.setObjectName("")
        old.deleteLater()
    menu = plot.menu()
    menu.setObjectName(NAME)
    return menu.actions()
