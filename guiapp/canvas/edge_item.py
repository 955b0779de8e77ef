"""All lines in one item. Smooth curves cost 40 us each, so the picture is renewed a few milliseconds a frame."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF, QTimer
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPen, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from guiapp.canvas.drawing import Drawing
from guiapp.canvas.edges import Bundle, bend, bundles_of
from guiapp.canvas.pens import LEVELS, off_pen, trunk_pen, unknown_pen, weight_pens, wire_pen
from guiapp.plots.base import is_vector
from guiapp.theme import Theme

SLICE_SECONDS = 0.003
"""Drawing time spent on the next picture of the lines in one frame."""
AT_ONCE = 160
"""So few lines are drawn smoothly at once when the drawing changes; more are drawn straight until it rests."""
STRIDE = 8
"""Lines drawn between two looks at the clock."""
OUT = 46.0
"""How far from a layer a line that goes around has come down."""

Array = NDArray[Any]
Stroke = tuple[QPainterPath, QPen]
Picture = tuple[QImage, QTransform]


class EdgeItem(QGraphicsItem):
    """The lines of a drawing. `bundles` hold their numbers; `lit` are those in the light, the others dim."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.bundles: list[Bundle] = []
        self._paths: list[list[QPainterPath]] = []
        self._detours: list[Stroke] = []
        self._rect = QRectF()
        self._lit: list[tuple[int, int]] = []
        self._shown: Picture | None = None
        self._next: Picture | None = None
        self._strokes: list[Stroke] = []
        self._done = 0
        self._stale = True
        self._wake = QTimer()
        self._wake.setSingleShot(True)
        self._wake.setInterval(8)
        self._wake.timeout.connect(self.update)
        self.setZValue(0)

    @property
    def count(self) -> int:
        return sum(len(bundle) for bundle in self.bundles)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self._detours = self._make_detours()
        self._restart()

    def set_drawing(self, drawing: Drawing) -> None:
        """Lines of another drawing; weights that still fit their link are kept until new ones come."""
        old = {(b.link.source, b.link.target, b.link.port): b for b in self.bundles}
        self.bundles = bundles_of(drawing)
        for bundle in self.bundles:
            last = old.get((bundle.link.source, bundle.link.target, bundle.link.port))
            if last and np.array_equal(last.rows, bundle.rows) and np.array_equal(last.columns, bundle.columns):
                bundle.values, bundle.strength, bundle.known = last.values, last.strength, last.known
        self._paths = [_paths(bundle) for bundle in self.bundles]
        self._detours = self._make_detours()
        self.prepareGeometryChange()
        self._rect = _extent(self.bundles)
        self._lit = []
        self._restart()

    def take_weights(self, drawing: Drawing, weights: Mapping[str, Array]) -> None:
        """The weights of the moment, NODE.weight (inputs, outputs)."""
        for bundle in self.bundles:
            source, target = drawing.blocks[bundle.link.source], drawing.blocks[bundle.link.target]
            bundle.take(weights, source.width, target.width)
        self._stale = True
        self.update()

    def forget(self) -> None:
        """The weights are not known any more."""
        for bundle in self.bundles:
            bundle.known = False
        self._stale = True
        self.update()

    def light(self, lines: Sequence[tuple[int, int]]) -> None:
        """Put some lines (bundle, index) in the light; none puts all back."""
        if list(lines) != self._lit:
            self._lit = list(lines)
            self.update()

    @property
    def lit(self) -> tuple[tuple[int, int], ...]:
        return tuple(self._lit)

    def _restart(self) -> None:
        """What was drawn so far shows something else."""
        self._shown = self._next = None
        self._stale = True
        self.update()

    # drawing

    def stroke(self, number: int, index: int) -> Stroke:
        """Path and pen of one line."""
        bundle = self.bundles[number]
        return self._paths[number][index], self._pen(bundle, index)

    def _pen(self, bundle: Bundle, index: int) -> QPen:
        if bundle.kind == "wire":
            return wire_pen(self.theme)
        if bundle.off[index]:
            return off_pen(self.theme)
        if not bundle.known:
            return unknown_pen(self.theme)
        strength = float(bundle.strength[index])
        if bundle.kind == "picture":
            return QPen(self.theme.color("border_strong", 0.3 + 0.6 * strength), 0.8 + 2.4 * strength)
        return weight_pens(self.theme)[strength < 0][min(round(abs(strength) * LEVELS), LEVELS)]

    def _all_strokes(self) -> list[Stroke]:
        """Every line, the weakest first."""
        order: list[tuple[float, int, int]] = []
        for number, bundle in enumerate(self.bundles):
            if bundle.link.under is None:
                strength = np.abs(bundle.strength).tolist() if bundle.known else [-1.0] * len(bundle)
                order += [(value, number, index) for index, value in enumerate(strength)]
        order.sort()
        return [*self._detours, *(self.stroke(number, index) for _, number, index in order)]

    def _make_detours(self) -> list[Stroke]:
        return [stroke for bundle in self.bundles if bundle.link.under is not None
                for stroke in _detour(bundle, self.theme)]  # fmt: skip

    def boundingRect(self) -> QRectF:
        return self._rect

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        if widget is None or is_vector(painter):
            self._paint_exactly(painter)
            return
        if self._lit:
            painter.setOpacity(0.16)
        self._paint_picture(painter, widget)
        if self._lit:
            painter.setOpacity(1.0)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for number, index in self._lit:
                _draw(painter, self.stroke(number, index))

    def _paint_exactly(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for stroke in self._all_strokes():
            _draw(painter, stroke)

    def _paint_picture(self, painter: QPainter, widget: QWidget) -> None:
        """Show the last picture and work on the next one for a moment."""
        transform = QTransform(painter.worldTransform())
        moved = self._shown is None or self._shown[1] != transform
        if (self._next is None and (self._stale or moved)) or (self._next is not None and self._next[1] != transform):
            self._begin(transform, widget)
        if self._next is not None:
            few = self._shown is None and len(self._strokes) <= AT_ONCE
            self._advance(1.0 if few else SLICE_SECONDS)
        if self._shown is None:
            self._paint_straight(painter)
        else:
            image, taken = self._shown
            painter.save()
            painter.resetTransform()
            if taken != transform:
                back, ok = taken.inverted()
                if ok:
                    painter.setTransform(back * transform)
                    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(0, 0, image)
            painter.restore()
        if self._next is not None or self._stale:
            self._wake.start()

    def _begin(self, transform: QTransform, widget: QWidget) -> None:
        ratio = widget.devicePixelRatioF()
        size = widget.size()
        image = QImage(
            max(round(size.width() * ratio), 1),
            max(round(size.height() * ratio), 1),
            QImage.Format.Format_ARGB32_Premultiplied,
        )
        image.setDevicePixelRatio(ratio)
        image.fill(0)
        self._next = (image, QTransform(transform))
        self._strokes = self._all_strokes()
        self._done = 0
        self._stale = False

    def _advance(self, seconds: float) -> None:
        """Draw on the next picture until the time is over."""
        assert self._next is not None
        image, transform = self._next
        until = time.perf_counter() + seconds
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setTransform(transform)
        while self._done < len(self._strokes) and time.perf_counter() < until:
            for stroke in self._strokes[self._done : self._done + STRIDE]:
                _draw(painter, stroke)
            self._done += STRIDE
        painter.end()
        if self._done >= len(self._strokes):
            self._shown, self._next, self._strokes = self._next, None, []

    def _paint_straight(self, painter: QPainter) -> None:
        """Plain lines, for the moments in which the drawing changes under the hand."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for bundle in self.bundles:
            if bundle.link.under is None:
                painter.setPen(unknown_pen(self.theme) if bundle.kind != "wire" else wire_pen(self.theme))
                painter.drawLines([QLineF(*row) for row in np.hstack([bundle.start, bundle.end]).tolist()])
        for stroke in self._detours:
            _draw(painter, stroke)


def _draw(painter: QPainter, stroke: Stroke) -> None:
    painter.strokePath(*stroke)


def _paths(bundle: Bundle) -> list[QPainterPath]:
    paths = []
    reach = bend(bundle.start, bundle.end).tolist()
    for (x0, y0), (x1, y1), r in zip(bundle.start.tolist(), bundle.end.tolist(), reach, strict=True):
        path = QPainterPath(QPointF(x0, y0))
        path.cubicTo(x0 + r, y0, x1 - r, y1, x1, y1)
        paths.append(path)
    return paths


def _detour(bundle: Bundle, theme: Theme) -> list[Stroke]:
    """Down from the source's units, along below, and up to the target's."""
    under = bundle.link.under
    assert under is not None
    strokes: list[Stroke] = []
    starts = np.unique(bundle.start, axis=0).tolist()
    ends = np.unique(bundle.end, axis=0).tolist()
    left, right = starts[0][0] + OUT, ends[0][0] - OUT
    for x, y in starts:
        path = QPainterPath(QPointF(x, y))
        path.cubicTo(x + OUT * 0.7, y, left - OUT * 0.6, under, left, under)
        strokes.append((path, wire_pen(theme)))
    for x, y in ends:
        path = QPainterPath(QPointF(right, under))
        path.cubicTo(right + OUT * 0.6, under, x - OUT * 0.7, y, x, y)
        strokes.append((path, wire_pen(theme)))
    trunk = QPainterPath(QPointF(left, under))
    trunk.lineTo(right, under)
    strokes.append((trunk, trunk_pen(theme)))
    return strokes


def _extent(bundles: Sequence[Bundle]) -> QRectF:
    """Around all lines."""
    rect = QRectF()
    for bundle in bundles:
        both = np.concatenate([bundle.start, bundle.end])
        low, high = both.min(axis=0), both.max(axis=0)
        around = bundle.link.under if bundle.link.under is not None else high[1]
        top, bottom = min(low[1], around), max(high[1], around)
        rect |= QRectF(low[0] - 60, top - 8, high[0] - low[0] + 120, bottom - top + 16)
    return rect
