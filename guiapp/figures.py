"""Losses and shares as they are read: the header and the curves' ends write them alike."""

from __future__ import annotations

import math

from core.catalog.losses import LOSSES
from core.catalog.metrics import METRICS, Metric
from core.session.document import Checked
from guiapp.translation.catalogue import said

SHARES = ("accuracy", "balanced_accuracy", "top_k")
"""Metrics that are read in percent."""


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
    """The value of the curve or figure of this name, with or without its part: shares of right answers in percent."""
    metric, _ = metric_of(name)
    if metric is None:
        metric, _ = metric_of(name.partition("_")[2])
    return percent(value) if metric is not None and metric.name in SHARES else number(value)


def metric_of(label: str) -> tuple[Metric | None, str]:
    """The metric whose curve has this label, and the options that the label names: f1_micro is F1 and "micro"."""
    names = [m.name for m in METRICS if label == m.name or label.startswith(m.name + "_")]
    if not names:
        return None, ""
    name = max(names, key=len)
    return METRICS[name], label[len(name) + 1 :].replace("_", ", ")


def metric_title(label: str) -> str:
    """The label of a metric's curve in words, as they stand at the beginning of a line."""
    metric, options = metric_of(label)
    title = said(metric.title) if metric is not None else said(label.replace("_", " ").capitalize())
    return f"{title} ({options})" if options else title


def metric_word(label: str) -> str:
    """The same inside a sentence: RMSE stays as it is."""
    title, mark, options = metric_title(label).partition(" (")
    return (title if title.isupper() else title.lower()) + mark + options


def fitting(checked: Checked) -> list[str]:
    """The labels of the metrics that the present data have."""
    task = checked.described.task if checked.described else ""
    tasks = {"", task}
    if LOSSES.of(checked.project.training.loss).task == "classify":
        tasks.add("classify")  # as the trainer does: it reads numbers from 0 to 1 as classes
    found = [(METRICS.of(options), options) for options in checked.project.training.metrics]
    return [metric.label(options) for metric, options in found if metric.task in tasks]
