"""A row for every layer: how long its gradient is, how far a step moves it, what is dead or flat, its activations."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from core.explain.health import LayerHealth
from guiapp.plots.base import Columns, Plot, number_text, paint_empty
from guiapp.theme import tabular

ROW, HEAD = 26, 20
NAME, SHARE, PICTURE, FIGURE = 84.0, 62.0, 66.0, 58.0
"""Pixels that a name takes at most, of the columns that keep their width, and of a bar's figure."""
DECADES = 4.0
"""Powers of ten that a scale has at least."""
GOOD_STEP = (1e-4, 1e-2)
"""What a step's share of the weights mostly is where training goes well."""


class LayerRows(Plot):
    """`chosen(node)` when another row is clicked, or reached with the arrow keys."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("Layers"), self.tr("Add a layer that learns: how its gradients fare is drawn here."), parent
        )
        self._layers: Sequence[LayerHealth] = ()
        self.current = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumWidth(380)

    def set_layers(self, layers: Sequence[LayerHealth]) -> None:
        fresh = len(layers) != len(self._layers)
        self._layers = layers
        if self.current not in {layer.node for layer in layers}:
            self.current = layers[0].node if layers else ""
        self.setAccessibleDescription("; ".join(map(self.words, layers)))
        if fresh:
            self.setMinimumHeight(HEAD + ROW * len(layers) + 2)
            self.updateGeometry()
        self.update()

    def words(self, layer: LayerHealth) -> str:
        """A layer in a sentence."""
        text = self.tr("{node}: gradient {gradient}, step {ratio} of the weights")
        found = text.format(node=layer.node, gradient=number_text(layer.gradient, 2), ratio=number_text(layer.ratio, 2))
        if layer.dead is not None:
            found += ", " + self.tr("{0} dead").format(f"{layer.dead:.0%}")
        if layer.saturated is not None:
            found += ", " + self.tr("{0} saturated").format(f"{layer.saturated:.0%}")
        return found

    def numbers(self) -> Columns:
        fields = ("node", "gradient", "signal", "weight", "ratio", "dead", "saturated", "mean", "spread")
        return {name: [getattr(layer, name) for layer in self._layers] for name in fields} if self._layers else {}

    # Qt's overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if not self._layers:
            paint_empty(painter, QRectF(self.rect()), self.empty_text, self.theme)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        columns = self._columns()
        self._paint_head(painter, columns)
        slopes = scale_of([layer.gradient for layer in self._layers])
        steps = scale_of([layer.ratio for layer in self._layers])
        for place, layer in enumerate(self._layers):
            top = HEAD + place * ROW
            if layer.node == self.current and len(self._layers) > 1:
                painter.fillRect(QRectF(0, top, self.width(), ROW), self.theme.color("hover"))
            self._paint_name(painter, layer, top, columns[0][1])
            self._paint_bar(painter, columns[1], top, layer.gradient, slopes, "accent")
            self._paint_bar(painter, columns[2], top, layer.ratio, steps, self._step_token(layer.ratio))
            self._paint_share(painter, columns[3], top, layer)
            self._paint_counts(painter, columns[4], top, layer)

    def _columns(self) -> list[tuple[float, float]]:
        """Left end and width of every column."""
        metrics = QFontMetricsF(tabular(self.font(), scale=0.95, bold=True))
        name = min(max((metrics.horizontalAdvance(layer.node) for layer in self._layers), default=0.0) + 6, NAME)
        free = max(self.width() - max(name, 34) - SHARE - PICTURE - 36, 80)
        widths = [max(name, 34), free * 0.53, free * 0.47, SHARE, PICTURE]
        found, left = [], 4.0
        for width in widths:
            found.append((left, width))
            left += width + 7
        return found

    def _paint_head(self, painter: QPainter, columns: list[tuple[float, float]]) -> None:
        painter.setFont(tabular(self.font(), scale=0.82))
        painter.setPen(self.theme.color("muted"))
        names = (
            self.tr("layer"), self.tr("gradient"), self.tr("step / weights"), self.tr("dead, flat"),
            self.tr("activations"),
        )  # fmt: skip
        for (left, width), name in zip(columns, names, strict=True):
            text = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, int(width))
            painter.drawText(QRectF(left, 0, width, HEAD), int(Qt.AlignmentFlag.AlignVCenter), text)

    def _paint_name(self, painter: QPainter, layer: LayerHealth, top: float, width: float) -> None:
        painter.setFont(tabular(self.font(), scale=0.95, bold=layer.node == self.current))
        painter.setPen(self.theme.color("text"))
        text = painter.fontMetrics().elidedText(layer.node, Qt.TextElideMode.ElideRight, int(width))
        painter.drawText(QRectF(4, top, width, ROW), int(Qt.AlignmentFlag.AlignVCenter), text)

    def _step_token(self, ratio: float) -> str:
        return "success" if GOOD_STEP[0] <= ratio <= GOOD_STEP[1] else "warning" if ratio > 0.1 else "muted"

    def _paint_bar(
        self, painter: QPainter, column: tuple[float, float], top: float, value: float, scale: tuple[float, float],
        token: str,
    ) -> None:  # fmt: skip
        """A bar on a scale of powers of ten, and its figure."""
        left, width = column
        room = QRectF(left, top + 8, max(width - FIGURE, 4), ROW - 16)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.color("pressed"))
        painter.drawRoundedRect(room, 3, 3)
        share = share_of(value, scale)
        if share > 0.0:
            painter.setBrush(self.theme.color("error" if not math.isfinite(value) else token))
            painter.drawRoundedRect(QRectF(room.left(), room.top(), max(room.width() * share, 3), room.height()), 3, 3)
        painter.setFont(tabular(self.font(), scale=0.85))
        painter.setPen(self.theme.color("text"))
        painter.drawText(
            QRectF(room.right() + 4, top, FIGURE - 4, ROW), int(Qt.AlignmentFlag.AlignVCenter), number_text(value, 2)
        )

    def _paint_share(self, painter: QPainter, column: tuple[float, float], top: float, layer: LayerHealth) -> None:
        """Dead units of a rectifier, or saturated numbers of a function with two flat ends."""
        left, width = column
        share = layer.dead if layer.dead is not None else layer.saturated
        painter.setFont(tabular(self.font(), scale=0.85))
        painter.setPen(self.theme.color("muted"))
        if share is None:
            painter.drawText(QRectF(left, top, width, ROW), int(Qt.AlignmentFlag.AlignVCenter), "\N{EN DASH}")
            return
        word = self.tr("{0} dead") if layer.dead is not None else self.tr("{0} flat")
        painter.setPen(self.theme.color("text" if share else "muted"))
        text = painter.fontMetrics().elidedText(word.format(f"{share:.0%}"), Qt.TextElideMode.ElideRight, int(width))
        painter.drawText(QRectF(left, top, width, ROW - 5), int(Qt.AlignmentFlag.AlignVCenter), text)
        line = QRectF(left, top + ROW - 6, width - 12, 3)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.color("hover"))
        painter.drawRect(line)
        # An output that is sure of itself is flat, and no patient.
        painter.setBrush(self.theme.color("muted" if layer is self._layers[-1] else "warning"))
        painter.drawRect(QRectF(line.left(), line.top(), line.width() * share, line.height()))

    def _paint_counts(self, painter: QPainter, column: tuple[float, float], top: float, layer: LayerHealth) -> None:
        left, width = column
        most = float(layer.counts.max()) or 1.0
        step = width / len(layer.counts)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.color("curve", 0.75))
        for place, count in enumerate(layer.counts.tolist()):
            if count:
                # Small columns are seen beside one that holds nearly all.
                height = max((ROW - 6) * math.sqrt(count / most), 1.0)
                painter.drawRect(QRectF(left + place * step, top + ROW - 3 - height, max(step - 0.5, 1.0), height))
        painter.setPen(QPen(self.theme.color("border_strong"), 1))
        base = top + ROW - 3
        painter.drawLine(QPointF(left, base), QPointF(left + width, base))
        if layer.low < 0.0 < layer.high:
            zero = left + width * -layer.low / (layer.high - layer.low)
            painter.drawLine(QPointF(zero, base - 3), QPointF(zero, base + 2))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._choose(int((event.position().y() - HEAD) // ROW))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if by is None:
            super().keyPressEvent(event)
            return
        names = [layer.node for layer in self._layers]
        self._choose(names.index(self.current) + by if self.current in names else 0)

    def _choose(self, place: int) -> None:
        if 0 <= place < len(self._layers):
            self.current = self._layers[place].node
            self.update()
            self.chosen.emit(self.current)

    def sizeHint(self) -> QSize:
        return QSize(460, HEAD + ROW * max(len(self._layers), 3))


def scale_of(values: Sequence[float]) -> tuple[float, float]:
    """Whole powers of ten below and above all values that have a logarithm."""
    logs = [math.log10(value) for value in values if value > 0.0 and math.isfinite(value)]
    if not logs:
        return -DECADES, 0.0
    high = math.ceil(max(logs) + 1e-9)
    return min(math.floor(min(logs)) - 1.0, high - DECADES), float(high)


def share_of(value: float, scale: tuple[float, float]) -> float:
    """Where a value stands between the ends of a scale, 0 to 1; nothing for zero, all for what has overflowed."""
    if not math.isfinite(value):
        return 1.0
    if value <= 0.0:
        return 0.0
    return min(max((math.log10(value) - scale[0]) / (scale[1] - scale[0]), 0.0), 1.0)
