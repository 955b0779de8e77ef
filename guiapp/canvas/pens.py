"""How a weight looks as a line."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QPen

from guiapp.theme import Theme

LEVELS = 32
THIN, THICK = 0.8, 5.2
WEAK = 0.15
"""Weights below this share are hair lines, which are ten times as fast to draw."""


def line_width(strength: float) -> float:
    """Width of a line whose weight is this share of the layer's largest."""
    return THIN + (THICK - THIN) * min(max(abs(strength) - WEAK, 0.0) / (1 - WEAK), 1.0)


@lru_cache(maxsize=8)
def weight_pens(theme: Theme) -> tuple[tuple[QPen, ...], tuple[QPen, ...]]:
    """Pens by level 0..LEVELS, for positive and for negative weights."""
    return _ramp(theme, "positive"), _ramp(theme, "negative")


def _ramp(theme: Theme, token: str) -> tuple[QPen, ...]:
    pens = []
    for level in range(LEVELS + 1):
        share = level / LEVELS
        pen = QPen(theme.color(token, 0.20 + 0.74 * share**0.75), line_width(share) * theme.line_size)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pens.append(pen)
    return tuple(pens)


@lru_cache(maxsize=8)
def wire_pen(theme: Theme) -> QPen:
    """A connection that carries numbers unchanged."""
    return QPen(theme.color("border_strong", 0.85), 1.4 * theme.line_size)


@lru_cache(maxsize=8)
def trunk_pen(theme: Theme) -> QPen:
    """The common part of a connection that goes around something."""
    pen = QPen(theme.color("border_strong"), 4.0 * theme.line_size)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    return pen


@lru_cache(maxsize=8)
def off_pen(theme: Theme) -> QPen:
    """A weight that is switched off."""
    pen = QPen(theme.color("border_strong"), 1.4)
    pen.setDashPattern([2.0, 4.0])
    return pen


@lru_cache(maxsize=8)
def unknown_pen(theme: Theme) -> QPen:
    """A weight that nobody has told yet."""
    return QPen(theme.color("border_strong", 0.45), 1.0)
