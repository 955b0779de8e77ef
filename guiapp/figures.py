"""Losses and shares as they are read: the header and the curves' ends write them alike."""

from __future__ import annotations

import math


def number(value: float | None) -> str:
    """A loss for reading: four places that do not jump about."""
    if value is None or math.isnan(value):
        return "–"
    if math.isinf(value) or abs(value) >= 1e5 or 0 < abs(value) < 1e-3:
        text = f"{value:.1e}"
    else:
        text = f"{value:.4f}" if abs(value) < 10 else f"{value:,.2f}"
    return text.replace("-", "\N{MINUS SIGN}")


def percent(value: float | None) -> str:
    if value is None or math.isnan(value):
        return "–"
    return f"{value * 100:.1f} %"


def metric_text(name: str, value: float) -> str:
    """The value of the curve or figure of this name: shares of right answers in percent."""
    return percent(value) if name.endswith("accuracy") else number(value)


def metric_word(title: str) -> str:
    """A metric's title inside a sentence: RMSE stays as it is."""
    return title if title.isupper() else title.lower()
