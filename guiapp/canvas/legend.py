"""One line below the drawing that says what its colours and marks mean."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from guiapp.theme import Theme, tabular

SAMPLE = 30.0
GAP = 18.0


class Legend(QWidget):
    """Edge colour, edge width, bias mark, and what a tile shows; what does not fit is left out from the end."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.tiles = "plane"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Legend"))
        self.setAccessibleDescription(", ".join(text for _, text in self.entries()))

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def set_tiles(self, tiles: str) -> None:
        """What tiles show: maps of the "plane", what is made of one "picture", or a mean over samples."""
        self.tiles = tiles
        self.setAccessibleDescription(", ".join(text for _, text in self.entries()))
        self.update()

    def entries(self) -> list[tuple[str, str]]:
        """(sample, words)"""
        return [
            ("positive", self.tr("positive weight")),
            ("negative", self.tr("negative")),
            ("width", self.tr("thicker: larger")),
            ("bias", self.tr("bias: colour and size")),
            ("tile", self._tile_words()),
            ("ring", self.tr("selected")),
        ]

    def _tile_words(self) -> str:
        if self.tiles == "plane":
            return self.tr("unit's output on the plane")
        if self.tiles == "picture":
            return self.tr("what a unit looks for, or its output for this picture")
        return self.tr("unit's mean output")

    def sizeHint(self) -> QSize:
        return QSize(400, 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = tabular(self.font(), scale=0.88)
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        shown = self.entries()
        while shown and sum(self._width(name, text, metrics) for name, text in shown) - GAP > self.width() - 16:
            shown.pop()
        x, y = 12.0, self.height() / 2
        for name, text in shown:
            width = self._sample_width(name)
            self._paint_sample(painter, name, x, y, width)
            painter.setPen(self.theme.color("muted"))
            rect = QRectF(x + width + 6, 0, metrics.horizontalAdvance(text) + 4, self.height())
            painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter), text)
            x += self._width(name, text, metrics)

    def _sample_width(self, name: str) -> float:
        return SAMPLE if name == "width" else 20.0 if name in ("positive", "negative") else 12.0

    def _width(self, name: str, text: str, metrics: QFontMetricsF) -> float:
        return self._sample_width(name) + 6 + metrics.horizontalAdvance(text) + GAP

    def _paint_sample(self, painter: QPainter, name: str, x: float, y: float, width: float) -> None:
        theme = self.theme
        if name in ("positive", "negative"):
            painter.setPen(QPen(theme.color(name), 3))
            painter.drawLine(QPointF(x, y), QPointF(x + width, y))
        elif name == "width":
            for index, size in enumerate((1.0, 2.6, 5.0)):
                painter.setPen(QPen(theme.color("muted"), size, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
                painter.drawLine(QPointF(x + index * 10, y), QPointF(x + index * 10 + 8, y))
        elif name == "bias":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("negative"))
            painter.drawEllipse(QPointF(x + 2, y), 2.4, 2.4)
            painter.setBrush(theme.color("positive"))
            painter.drawEllipse(QPointF(x + 9, y), 4.2, 4.2)
        else:
            rect = QRectF(x, y - 6, 12, 12)
            painter.setPen(
                QPen(theme.color("accent" if name == "ring" else "border_strong"), 2 if name == "ring" else 1)
            )
            painter.setBrush(Qt.BrushStyle.NoBrush)
            if name == "tile":
                painter.fillRect(QRectF(x, y - 6, 6, 12), theme.color("negative"))
                painter.fillRect(QRectF(x + 6, y - 6, 6, 12), theme.color("positive"))
            painter.drawRoundedRect(rect, 3, 3)
