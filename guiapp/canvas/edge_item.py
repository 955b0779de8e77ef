"""All lines in one item. Smooth curves cost 40 us each, so the picture is renewed a few milliseconds a frame."""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF, QTimer
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPen, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget
from shiboken6 import isValid

from guiapp.canvas.drawing import Drawing
from guiapp.canvas.edges import Bundle, bend, bundle_of, bundles_of
from guiapp.canvas.pens import LEVELS, WEAK, off_pen, trunk_pen, unknown_pen, weight_pens, wire_pen
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
        self._order: list[tuple[int, int]] = []
        self._done = 0
        self.moving: frozenset[int] = frozenset()
        """Bundles of layers that are being dragged: no part of the picture, drawn anew with every frame."""
        self._stale = True
        self._wake = QTimer(singleShot=True, interval=8)
        self._wake.timeout.connect(self._on_wake_timeout)
        self.setZValue(0)

    def _on_wake_timeout(self) -> None:
        if isValid(self):  # the timer may outlive the scene
            self.update()

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
        self.moving = frozenset()
        self._detours = self._make_detours()
        self.prepareGeometryChange()
        self._rect = _extent(self.bundles)
        self._lit = []
        self._restart()

    def move(self, drawing: Drawing, nodes: Collection[str]) -> None:
        """The lines of some layers run elsewhere."""
        links = {(link.source, link.target, link.port): link for link in drawing.links}
        moving = set()
        for number, old in enumerate(self.bundles):
            link = links[old.link.source, old.link.target, old.link.port]
            if link.source in nodes or link.target in nodes:
                bundle = bundle_of(link, drawing.blocks[link.source], drawing.blocks[link.target])
                bundle.values, bundle.strength, bundle.known = old.values, old.strength, old.known
                self.bundles[number] = bundle
                self._paths[number] = _paths(bundle)
                moving.add(number)
        self.prepareGeometryChange()
        self._rect = _extent(self.bundles)
        self._detours = self._make_detours()
        if self.moving != moving:
            self.moving = frozenset(moving)
            self._restart()
        self.update()

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

    def _in_order(self) -> list[tuple[int, int]]:
        """Every line (bundle, index) that goes straight and rests, the weakest first."""
        chosen = [(n, b) for n, b in enumerate(self.bundles) if b.link.under is None and n not in self.moving]
        if not chosen:
            return []
        strength = np.concatenate([np.abs(b.strength) if b.known else np.full(len(b), -1.0) for _, b in chosen])
        numbers = np.concatenate([np.full(len(b), n) for n, b in chosen])
        indices = np.concatenate([np.arange(len(b)) for _, b in chosen])
        order = np.argsort(strength, kind="stable")
        return list(zip(numbers[order].tolist(), indices[order].tolist(), strict=True))

    def _make_detours(self) -> list[Stroke]:
        """Lines that go around something, those of dragged layers among them."""
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
        moving = [
            (n, i) for n in self.moving if self.bundles[n].link.under is None for i in range(len(self.bundles[n]))
        ]
        for stroke in (*self._detours, *(self.stroke(*line) for line in (*self._in_order(), *moving))):
            _draw(painter, stroke)

    def _paint_picture(self, painter: QPainter, widget: QWidget) -> None:
        """Show the last picture and work on the next one for a moment."""
        transform = QTransform(painter.worldTransform())
        moved = self._shown is None or self._shown[1] != transform
        if (self._next is None and (self._stale or moved)) or (self._next is not None and self._next[1] != transform):
            self._begin(transform, widget)
        if self._next is not None:
            few = self._shown is None and len(self._order) <= AT_ONCE
            self._advance(1.0 if few else SLICE_SECONDS)
        if self._shown is None:
            self._shown = self._rough(transform, widget)
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
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for stroke in self._detours:
            _draw(painter, stroke)
        if self.moving:
            few = sum(len(self.bundles[number]) for number in self.moving) <= AT_ONCE
            if few:
                for number in self.moving:
                    if self.bundles[number].link.under is None:
                        for index in range(len(self.bundles[number])):
                            _draw(painter, self.stroke(number, index))
            else:
                self._paint_straight(painter, [self.bundles[number] for number in self.moving])
        if self._next is not None or self._stale:
            self._wake.start()

    def _rough(self, transform: QTransform, widget: QWidget) -> Picture:
        """A first picture of straight hair lines, made in one go; the smooth one follows."""
        image = _sheet(widget)
        painter = QPainter(image)
        painter.setTransform(transform)
        self._paint_straight(painter, [b for n, b in enumerate(self.bundles) if n not in self.moving])
        painter.end()
        return image, QTransform(transform)

    def _begin(self, transform: QTransform, widget: QWidget) -> None:
        self._next = (_sheet(widget), QTransform(transform))
        self._order = self._in_order()
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
        while self._done < len(self._order) and time.perf_counter() < until:
            for line in self._order[self._done : self._done + STRIDE]:
                _draw(painter, self.stroke(*line))
            self._done += STRIDE
        painter.end()
        if self._done >= len(self._order):
            self._shown, self._next, self._order = self._next, None, []

    def _paint_straight(self, painter: QPainter, bundles: Sequence[Bundle]) -> None:
        """Straight hair lines, those of weak weights left out, for the moments in which things move."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for bundle in bundles:
            if bundle.link.under is not None:
                continue
            lines = np.hstack([bundle.start, bundle.end])
            if bundle.kind != "weight" or not bundle.known:
                painter.setPen(_hair(wire_pen(self.theme) if bundle.kind == "wire" else unknown_pen(self.theme)))
                painter.drawLines([QLineF(*row) for row in lines.tolist()])
                continue
            for negative, pens in enumerate(weight_pens(self.theme)):
                mine = (bundle.strength < 0) == bool(negative)
                for low, high in ((WEAK, 0.5), (0.5, 1.1)):
                    some = lines[
                        mine & ~bundle.off & (np.abs(bundle.strength) >= low) & (np.abs(bundle.strength) < high)
                    ]
                    if len(some):
                        painter.setPen(_hair(pens[round(min(low + high, 1.0) / 2 * LEVELS) + 4]))
                        painter.drawLines([QLineF(*row) for row in some.tolist()])


def _hair(pen: QPen) -> QPen:
    """As thin as can be, which is fastest."""
    return QPen(pen.color(), 0)


def _sheet(widget: QWidget) -> QImage:
    """An empty image of a widget's pixels."""
    ratio, size = widget.devicePixelRatioF(), widget.size()
    image = QImage(
        max(round(size.width() * ratio), 1),
        max(round(size.height() * ratio), 1),
        QImage.Format.Format_ARGB32_Premultiplied,
    )
    image.setDevicePixelRatio(ratio)
    image.fill(0)
    return image


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
