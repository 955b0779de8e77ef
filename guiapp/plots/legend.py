"""A row of keys: a small sign and its word, wrapped to the width."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from guiapp.plots.markers import draw_marker
from guiapp.theme import Theme

Look = Literal["filled", "ring", "swatch", "solid", "dash", "dot"]
POINTS = ("filled", "ring", "swatch")
DASHES = {"dash": [5.0, 3.0], "dot": [1.5, 2.5]}
ROW = 18


@dataclass(frozen=True)
class Key:
    """A word with a point ("filled", "ring", "swatch") or a line ("solid", "dash", "dot") in front."""

    text: str
    marker: str
    color: QColor
    look: Look = "filled"


class Legend(QWidget):
    """The keys, painted left to right."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._keys: list[Key] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(ROW)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def set_keys(self, keys: list[Key]) -> None:
        if keys != self._keys:
            self._keys = keys
            self.setAccessibleName(", ".join(key.text for key in keys))
            self._fit()
            self.update()

    def _places(self) -> list[QPointF]:
        x, y, places = 0.0, 0.0, []
        for key in self._keys:
            width = self._sign(key) + self.fontMetrics().horizontalAdvance(key.text) + 12
            if x and x + width - 12 > self.width():
                x, y = 0.0, y + ROW
            places.append(QPointF(x, y))
            x += width
        return places

    def _sign(self, key: Key) -> float:
        return 16.0 if key.look in POINTS else 28.0

    def _fit(self) -> None:
        places = self._places()
        rows = int(places[-1].y() / ROW) + 1 if places else 1
        self.setFixedHeight(ROW * min(rows, 3))

    # Qt's overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(160, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for key, place in zip(self._keys, self._places(), strict=True):
            middle = place.y() + ROW / 2
            if key.look in POINTS:
                ring = key.look == "ring"
                fill = self.theme.color("window") if ring else key.color
                edge = self.theme.color("border_strong") if key.look == "swatch" else key.color
                draw_marker(painter, key.marker, place.x() + 6, middle, 4.2, fill, edge, 1.6 if ring else 0.5)
            else:
                pen = QPen(key.color, 1.6)
                if key.look in DASHES:
                    pen.setDashPattern(DASHES[key.look])
                painter.setPen(pen)
                painter.drawLine(QPointF(place.x(), middle), QPointF(place.x() + 22, middle))
            painter.setPen(self.theme.color("muted"))
            box = QRectF(place.x() + self._sign(key), place.y(), 400, ROW)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), key.text)
