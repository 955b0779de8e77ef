"""The learning rate over the epochs of a project, as its schedule makes it, and where the run is."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from core.catalog.schedules import SCHEDULES
from core.registry import Options
from core.spec.training import TrainingSpec
from guiapp.plots.base import Columns, Plot, number_text
from guiapp.theme import tabular

POINTS = 321
STEPS = 1000
"""Steps an epoch is thought to have: the curve is drawn over epochs, whatever the data."""


class SchedulePlot(Plot):
    """A line; a small mark at the present epoch."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Learning rate over time"), "", parent)
        self._epochs: NDArray[np.float64] = np.zeros(0)
        self._rates: NDArray[np.float64] = np.zeros(0)
        self._known: tuple[Options, float, int] | None = None
        self._epoch = 0
        self.setFixedHeight(88)

    def show_training(self, training: TrainingSpec) -> bool:
        """Draw this schedule; False where there is nothing to draw beforehand."""
        entry = SCHEDULES.of(training.schedule)
        rate = float(getattr(training.optimizer, "lr", 1.0))
        known = (training.schedule, rate, training.epochs)
        if known != self._known:
            self._known = known
            step = np.linspace(1, training.epochs * STEPS, POINTS).astype(np.int64)
            self._epochs = step / STEPS
            self._rates = rate * entry.factor(training.schedule, step, STEPS, training.epochs)
            self.setAccessibleDescription(self.tr("from {0} to {1}").format(*map(number_text, self._rates[[0, -1]])))
            self.update()
        return training.schedule.kind != "constant" and not entry.adaptive

    def set_epoch(self, epoch: int) -> None:
        """Where the run is."""
        before, self._epoch = self._epoch, epoch
        if self._known is not None and round(self._at(before)) != round(self._at(epoch)):
            self.update()

    def numbers(self) -> Columns:
        return {"epoch": self._epochs, "rate": self._rates} if len(self._rates) else {}

    def sizeHint(self) -> QSize:
        return QSize(200, 88)

    def _area(self) -> QRectF:
        return QRectF(46, 6, max(self.width() - 52, 1), self.height() - 24)

    def _at(self, epoch: float) -> float:
        """The pixel of an epoch."""
        area = self._area()
        return area.left() + area.width() * min(epoch / float(self._epochs[-1]), 1.0)

    # Qt's overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        if not len(self._rates):
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area, top = self._area(), float(self._rates.max()) or 1.0
        painter.setPen(QPen(self.theme.color("grid"), 1))
        painter.drawRect(area)
        x = area.left() + self._epochs / self._epochs[-1] * area.width()
        y = area.bottom() - self._rates / (1.08 * top) * area.height()
        painter.setPen(QPen(self.theme.color("accent"), 1.6 * self.theme.line_size))
        painter.drawPolyline(QPolygonF([QPointF(*point) for point in np.stack([x, y], axis=1).tolist()]))
        if 0 < self._epoch <= self._epochs[-1]:
            painter.setPen(QPen(self.theme.color("text"), 1, Qt.PenStyle.DotLine))
            at = self._at(self._epoch)
            painter.drawLine(QPointF(at, area.top()), QPointF(at, area.bottom()))
        self._paint_words(painter, area, top)

    def _paint_words(self, painter: QPainter, area: QRectF, top: float) -> None:
        flag = Qt.AlignmentFlag
        painter.setFont(tabular(self.font(), scale=0.82))
        painter.setPen(self.theme.color("muted"))
        for value, y in ((top, area.top()), (0.0, area.bottom() - 14)):
            painter.drawText(QRectF(0, y, 42, 14), int(flag.AlignRight | flag.AlignVCenter), number_text(value, 3))
        below = QRectF(area.left(), area.bottom() + 2, area.width(), 14)
        painter.drawText(below, int(flag.AlignLeft), "0")
        painter.drawText(below, int(flag.AlignRight), self.tr("{0} epochs").format(f"{round(self._epochs[-1]):,}"))
