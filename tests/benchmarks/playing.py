"""Somebody plays with the window: rounds of edits while it trains, and the memory after each."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from core.catalog.datasets import DATASETS
from core.spec.fit import with_source
from guiapp.canvas import edit
from guiapp.main_window import MainWindow
from guiapp.stats import memory_mb

SETS = ("circle", "moons", "xor", "spiral")
Watch = Callable[[MainWindow], None]
"""Lets the window live for a while."""


def rounds(window: MainWindow, watch: Watch) -> Iterator[float]:
    """One round after the other, and the resident memory (MB) at the end of each; the project is as before then."""
    turn = 0
    while True:
        _play(window, turn, watch)
        _edit(window, watch)
        _look(window, watch)
        turn += 1
        yield settled()


def settled() -> float:
    """The memory without what only waits to be thrown away."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()
    gc.collect()
    return memory_mb()


def _play(window: MainWindow, turn: int, watch: Watch) -> None:
    """Another data set, new weights, a run."""
    context = window.context
    context.edit("data", with_source(context.project, DATASETS[SETS[turn % len(SETS)]].options()))
    window.book.trigger("new_weights")
    window.pump.play()
    watch(window)


def _edit(window: MainWindow, watch: Watch) -> None:
    """A layer comes and goes, a number changes, and all of it is taken back."""
    context, view = window.context, window.network.view
    start = context.project
    view.make(edit.append(context.checked, "h1"))
    watch(window)
    view.make(edit.change_units(context.project, "h1", 2))
    training = replace(context.project.training, batch_size=16)
    context.edit("batch", replace(context.project, training=training))
    watch(window)
    while context.project != start:
        window.book.trigger("undo")
    watch(window)


def _look(window: MainWindow, watch: Watch) -> None:
    """Panels come to the front, the colours change, numbers are pinned."""
    for name in window.docks.docks:
        window.docks.show(name)
        QApplication.processEvents()
    window.book.trigger("theme")
    window.context.select("h1")
    watch(window)
    window.book.trigger("theme")
    window.context.select()
    watch(window)
