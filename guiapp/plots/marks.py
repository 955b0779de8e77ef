"""Moments marked on the horizontal axis: a line for each, one for several that lie close, their words where room is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt

from guiapp.plots.series import AXES
from guiapp.theme import Theme

NEAR = 9.0
"""Pixels within which marks are one line."""
MOST_LINES = 48
REACH = 6.0
"""Pixels from a line within which the mouse reads it."""
GAP = 6.0
MOST_READ = 6
ARROW = "\N{RIGHTWARDS ARROW}"
ROW, MOST_ROWS = 15.0, 3
"""Pixels of a row of words, and rows at the most."""


@dataclass(frozen=True)
class Mark:
    """`short` stands at its line, `text` is read there; `moment` is (epoch, step, seconds)."""

    short: str
    text: str
    moment: tuple[float, float, float]


class Marks:
    """The marks of one plot; `place` after every change of its axes."""

    def __init__(self, view: pg.PlotWidget, theme: Theme) -> None:
        self._view = view
        self._theme = theme
        self.all: list[Mark] = []
        self.lines: list[pg.InfiniteLine] = []
        self.groups: list[tuple[float, list[Mark]]] = []
        """Where each visible line is, in pixels of the scene, and what it stands for."""

    def add(self, mark: Mark) -> None:
        self.all.append(mark)

    def clear(self) -> None:
        self.all = []
        self._show(0)
        self.groups = []

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for line in self.lines:
            line.setPen(self._pen())
            line.label.setColor(theme.muted)
            line.label.fill = self._fill()

    def place(self, axis: str) -> None:
        """Put the lines where their moments are on this axis; words that would run into others are left out."""
        box = self._view.getViewBox()
        area = box.sceneBoundingRect()
        if not self.all or area.width() < 1:
            self._show(0)
            self.groups = []
            return
        moments = np.array([mark.moment[AXES.index(axis)] for mark in self.all])
        start = box.mapViewToScene(QPointF(0.0, 0.0)).x()
        pixels = start + moments * (box.mapViewToScene(QPointF(1.0, 0.0)).x() - start)
        near = max(NEAR, area.width() / MOST_LINES)
        self.groups = []
        for index in np.argsort(pixels, kind="stable").tolist():
            at = float(pixels[index])
            if not area.left() - 1 <= at <= area.right() + 1:
                continue
            if self.groups and at - self.groups[-1][0] < near:
                self.groups[-1][1].append(self.all[index])
            else:
                self.groups.append((at, [self.all[index]]))
        self._show(len(self.groups))
        self._place_words(axis, area)

    def _place_words(self, axis: str, area: QRectF) -> None:
        """Words in as many rows as there is height for; what fits into none is read under the mouse alone."""
        free = [-np.inf] * max(1, min(MOST_ROWS, int(area.height() / 40)))
        for line, (at, marks) in zip(self.lines, self.groups, strict=False):
            line.setValue(marks[0].moment[AXES.index(axis)])
            row = None
            for text in words(marks):
                line.label.setFormat(text)
                end = at + line.label.textItem.boundingRect().width() + GAP
                row = next((row for row, left in enumerate(free) if at >= left and end <= area.right()), None)
                if row is not None:
                    break
            line.label.setVisible(row is not None)
            if row is not None:
                free[row] = end
                line.label.setPosition(1.0 - row * ROW / max(area.height(), 1.0))

    def at(self, x: float) -> list[Mark]:
        """The marks under the mouse, at this place of the scene, the oldest first."""
        near = [(abs(at - x), marks) for at, marks in self.groups if abs(at - x) <= REACH]
        return min(near, key=lambda found: found[0])[1] if near else []

    def _show(self, count: int) -> None:
        while len(self.lines) < count:
            self.lines.append(self._make())
        for index, line in enumerate(self.lines):
            line.setVisible(index < count)

    def _make(self) -> pg.InfiniteLine:
        options: dict[str, Any] = {"position": 1.0, "anchors": [(0, 0), (0, 0)], "color": self._theme.muted}
        options["fill"] = self._fill()
        line = pg.InfiniteLine(angle=90, label=" ", labelOpts=options, pen=self._pen())
        line.setZValue(-5)
        self._view.addItem(line, ignoreBounds=True)
        return line

    def _fill(self) -> Any:
        """Behind words, so that lines and curves do not cross them out."""
        return pg.mkBrush(self._theme.color("window", 0.75))

    def _pen(self) -> Any:
        return pg.mkPen(self._theme.border_strong, width=1, style=Qt.PenStyle.DotLine)


def words(marks: list[Mark]) -> list[str]:
    """What may stand at a line, the longest first: the latest of its marks, and how many more there are."""
    # The label is a format string to pyqtgraph.
    text = marks[-1].short.replace("{", "(").replace("}", ")")
    more = "" if len(marks) == 1 else f" (+{len(marks) - 1})"
    return [form + more for form in dict.fromkeys((text, brief(text)))]


def brief(text: str) -> str:
    """A change without what was before: "batch size 32 → 64" as "batch size → 64"; of several, the first."""
    text, comma, _ = text.partition(", ")
    before, arrow, after = text.partition(f" {ARROW} ")
    name = before.rpartition(" ")[0]
    short = f"{name} {ARROW} {after}" if arrow and name else text
    return f"{short} \N{HORIZONTAL ELLIPSIS}" if comma else short


def told(marks: list[Mark], more: str) -> list[str]:
    """The lines that are read at a mark, the latest few of them; `more` says how many others there are."""
    texts = [mark.text for mark in marks[-MOST_READ:]]
    hidden = len(marks) - len(texts)
    return [more.format(hidden), *texts] if hidden else texts
