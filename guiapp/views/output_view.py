"""What every way of showing the network's output answers to the output panel."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from core.session.probes import Probe
from core.session.setup import Setup
from guiapp.plots.base import Plot
from guiapp.theme import Theme


class OutputView(QWidget):
    """Shows one sort of data. `failed(AppError)` tells of a picture that could not be saved."""

    probes_changed = Signal()
    failed = Signal(object)
    wished = Signal(str, object, bool)
    """An edit of the data's own points: its words, a function of the source, whether it merges with the one before."""
    settled = Signal()

    def take_setup(self, setup: Setup) -> None:
        """Show the data of this setup."""

    def lock(self, on: bool) -> None:
        """The data may not be changed, or may again."""

    def probes(self) -> dict[str, Probe]:
        """What has to be asked, by keys without a prefix."""
        return {}

    def draw(self, answers: Mapping[str, Any]) -> None:
        """Show the answers that have come; keys without the prefix."""

    def set_theme(self, theme: Theme) -> None:
        """Wear another theme."""

    def plot(self) -> Plot:
        """The picture that copying and saving is about."""
        raise NotImplementedError
