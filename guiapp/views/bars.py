"""How sure the network is of each class, for one sample, as bars."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from guiapp.plots.base import Columns, Plot, number_text, paint_empty
from guiapp.plots.images import are_shares
from guiapp.plots.markers import draw_marker
from guiapp.theme import tabular

ROW = 20
LEAST = 15
"""Pixels that a row needs."""
MOST_NAME = 96


class ProbabilityBars(Plot):
    """Probabilities (k,) of one sample beside its target's row; when there are too many, the largest are shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Probabilities"), self.tr("Choose a sample to see how sure the network is."), parent)
        self._values: NDArray[np.float64] | None = None
        self._names: tuple[str, ...] = ()
        self._true: int | None = None
        self.setMinimumSize(120, 2 * ROW)
        self.setToolTip(
            self.tr("How sure the network is of each class; behind it the target's row, 1 for the true class, 0 else.")
        )

    def set_values(self, values: NDArray[Any] | None, names: Sequence[str] = (), true: int | None = None) -> None:
        """Show values (k,); one alone is the probability of class 1 of two."""
        array = None if values is None or not np.size(values) else np.asarray(values, np.float64).ravel()
        if array is not None and len(array) == 1:
            array = np.array([1.0 - array[0], array[0]])
        self._values, self._names, self._true = array, tuple(names), true
        self.setAccessibleDescription(self.words())
        self.update()

    def words(self) -> str:
        """The likeliest class in words."""
        if self._values is None:
            return ""
        best = int(np.argmax(self._values))
        return self.tr("{name} with {share}").format(name=self.name(best), share=self.figure(self._values[best]))

    def figure(self, value: float) -> str:
        """A probability in per cent; a score, of which several do not add up to one, as it is."""
        return f"{value:.1%}" if self._values is not None and are_shares(self._values) else number_text(value, 3)

    def name(self, index: int) -> str:
        return self._names[index] if index < len(self._names) else str(index)

    def numbers(self) -> Columns:
        if self._values is None:
            return {}
        return {"class": [self.name(i) for i in range(len(self._values))], "probability": self._values}

    def shown(self) -> list[int]:
        """The classes that have room: all in order, or the likeliest and the true one."""
        count = 0 if self._values is None else len(self._values)
        room = max(self.height() // LEAST, 1)
        if self._values is None or count <= room:
            return list(range(count))
        best = np.argsort(-self._values, kind="stable")[:room].tolist()
        if self._true is not None and self._true not in best and self._true < count:
            best[-1] = self._true
        return best

    # Qt's overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._values is None:
            paint_empty(painter, QRectF(self.rect()), self.empty_text, self.theme)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rows = self.shown()
        font = tabular(self.font(), scale=0.95)
        metrics = self.fontMetrics()
        names = min(max(metrics.horizontalAdvance(self.name(i)) for i in rows) + 24, MOST_NAME)
        step = min(self.height() / max(len(rows), 1), ROW + 4.0)
        best = int(np.argmax(self._values))
        for place, index in enumerate(rows):
            self._paint_row(painter, font, index, place * step, step, names, index == best)

    def _paint_row(
        self, painter: QPainter, font: QFont, index: int, top: float, height: float, names: int, best: bool
    ) -> None:
        assert self._values is not None
        value, true = float(self._values[index]), index == self._true
        middle, color = top + height / 2, self.theme.class_color(index)
        draw_marker(painter, self.theme.class_marker(index), 7, middle, 4.0, color, color, 0)
        font.setBold(best or true)
        painter.setFont(font)
        painter.setPen(self.theme.color("text" if best or true else "muted"))
        flag = Qt.AlignmentFlag
        name = painter.fontMetrics().elidedText(self.name(index), Qt.TextElideMode.ElideRight, names - 20)
        painter.drawText(QRectF(16, top, names - 16, height), int(flag.AlignLeft | flag.AlignVCenter), name)
        bar = QRectF(names, middle - 5, max(self.width() - names - 76, 10), 10)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.color("hover"))
        painter.drawRoundedRect(bar, 3, 3)
        share = min(max(value, 0.0), 1.0) if np.isfinite(value) else 0.0
        if share > 0.004:
            painter.setBrush(color)
            painter.drawRoundedRect(QRectF(bar.left(), bar.top(), max(bar.width() * share, 3), bar.height()), 3, 3)
        painter.setPen(self.theme.color("text" if best else "muted"))
        text = self.figure(value)
        if self._true is not None:
            text += "  1 \N{CHECK MARK}" if true else "  0"
        painter.drawText(QRectF(bar.right() + 6, top, 70, height), int(flag.AlignLeft | flag.AlignVCenter), text)

    def sizeHint(self) -> QSize:
        count = 0 if self._values is None else len(self._values)
        return QSize(220, max(2, min(count, 10)) * ROW)
