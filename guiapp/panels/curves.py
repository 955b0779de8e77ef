"""Loss and metrics while they are learnt, with past runs behind them."""

from __future__ import annotations

from textwrap import wrap

import numpy as np
from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from core.explain.sweep import Sweep
from core.session.curves import CAPACITY, Curves
from core.session.snapshot import Event, Points
from guiapp.figures import fitting, metric_title
from guiapp.panels.base import Checked, Context, FrameView, Panel, Theme
from guiapp.plots.curve import CurvePlot
from guiapp.plots.spread_band import SpreadBand
from guiapp.translation.catalogue import said
from guiapp.views.choice import Choice
from guiapp.views.pace import Spaced
from guiapp.views.tools import plot_actions

LONG = 2000
"""Epochs from which the curves are drawn ten times a second, not with every frame."""
SLOW_MS = 100
MARKED = ("rate", "changed", "edited", "branched", "diverged", "finished", "message")
MOST_MARKS = 400
"""The latest so many of a run are marked; the log lists them all."""
SHORT = 60


class CurvesPanel(Panel):
    """One plot; a switch chooses between the loss and each metric."""

    id = "curves"
    title = str(QT_TRANSLATE_NOOP("panels", "Curves"))
    area = "bottom"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.plot = CurvePlot()
        self.plot.failed.connect(context.messages.fault)
        self.switch = Choice(tr("Curve"), (("loss", tr("Loss")),))
        self.switch.chosen.connect(lambda _: self._show_chosen())
        controls = self.plot.controls.layout()
        assert isinstance(controls, QHBoxLayout)
        controls.insertWidget(0, self.switch)
        self._epoch = 0
        self._seconds = 0.0
        self._count = 0
        self._events: list[tuple[Event, float]] = []
        self._marked = 0
        self._best: int | None = None
        self._drawing = Spaced(self.plot.draw, SLOW_MS, self)
        self._log = {"loss": True}
        self._behind = True
        self.plot.controls.log.toggled.connect(self._on_log_toggled)
        self.spread = QCheckBox(tr("spread over seeds"))
        self.spread.setToolTip(tr("The band of the last sweep's seeds whose rate and penalty are nearest to these."))
        self.spread.hide()
        controls.insertWidget(1, self.spread)
        self._band = SpreadBand(self.plot.view)
        for changed in (self.spread.toggled, self.plot.controls.axis_chosen, self.plot.controls.log.toggled):
            changed.connect(lambda _: self._show_band())
        context.errand_moved.connect(self._on_errand_moved)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 4)
        layout.addWidget(self.plot)
        self._show_chosen()
        context.happened.connect(self._on_context_happened)
        context.branched.connect(self._on_context_branched)

    def show_project(self, checked: Checked) -> None:
        choices = {"loss": tr("Loss")} | {label: said(metric_title(label)) for label in fitting(checked)}
        before = self.switch.key()
        self.switch.set_choices(list(choices.items()))
        if self.switch.key() != before:
            self._show_chosen()
        self._show_band()

    def draw(self, frame: FrameView) -> None:
        if self._behind:
            self._catch_up()
        for points in frame.points:
            self._append(points, frame.snapshot.seconds)
        self._seconds = max(self._seconds, frame.snapshot.seconds)
        self._mark_events()
        self._mark_best(frame)
        if self._count < LONG:
            self.plot.draw()
        else:
            self._drawing.call()
            self.plot.place_ends()

    def reset(self) -> None:
        self._events = []
        self._start_over()

    def set_theme(self, theme: Theme) -> None:
        self.plot.set_theme(theme)
        self._show_band()

    def tools(self) -> list[QAction]:
        return plot_actions(self.plot)

    def _on_errand_moved(self, key: str) -> None:
        if key == Sweep.key and self.context.errands[key].end:
            self._show_band()

    def _show_band(self) -> None:
        """The curves of the networks most like this one, over epochs alone: seeds take their steps at other moments."""
        found = self.context.errands.get(Sweep.key)
        near = found.found.nearest(self.context.project) if found is not None and found.end else None
        self.spread.setVisible(near is not None)
        if found is None or near is None or not self.spread.isChecked() or self.plot.controls.axis.currentIndex():
            self._band.clear()
            return
        names = {f"{part}_{self.switch.key() or 'loss'}" for part in ("train", "validation", "test")}
        bands = [band for band in found.found.band(*near) if band.name in names]
        self._band.show(bands, self.plot.theme, self.plot.controls.log.isChecked())

    def showEvent(self, event: QShowEvent) -> None:
        self._behind = True  # frames that came while nobody looked
        super().showEvent(event)

    def _on_context_branched(self) -> None:
        """The run went another way: draw what is left of it, and what it left behind."""
        self._behind = True

    def _catch_up(self) -> None:
        """Draw everything that is kept of this run."""
        self._start_over()
        self._append(self.context.curves.points(), self.context.seconds)

    def _start_over(self) -> None:
        self.plot.clear()
        self._epoch = self._count = self._marked = 0
        self._seconds, self._best = 0.0, None
        self._behind = False
        self._show_past()

    def _append(self, points: Points, seconds: float) -> None:
        """Take in epochs that are not drawn yet; their moments lie evenly since the last one."""
        fresh = points.epoch > self._epoch
        count = int(fresh.sum())
        if not count:
            return
        epoch, step, values = points.epoch[fresh], points.step[fresh], points.values[fresh]
        moments = self._seconds + (seconds - self._seconds) * np.arange(1, count + 1) / count
        for column, name in enumerate(points.names):
            known = np.isfinite(values[:, column]) | (name == "train_loss")  # a gap there is a blow-up
            if known.any():
                self.plot.append(name, epoch[known], step[known], moments[known], values[known, column])
        self._epoch, self._seconds = int(epoch[-1]), seconds
        self._count += count
        self._behind = self._count > 2 * CAPACITY  # start over from what is kept, so that memory stays bounded

    def _mark_events(self) -> None:
        for event, seconds in self._events[self._marked :]:
            self.plot.mark(mark_text(event), read_text(event), event.epoch, event.step, seconds)
        self._marked = len(self._events)

    def _mark_best(self, frame: FrameView) -> None:
        """Where the loss was best, once a stop rule that looks for it has ended the run."""
        best = frame.snapshot.best_epoch
        if best is None or self._best == best or frame.snapshot.status != "finished":
            return
        moment = self.plot.moment(best)
        if moment is not None and best < self._epoch:
            self._best = best
            self.plot.mark(tr("best"), tr("epoch {0}: the best epoch").format(f"{best:,}"), *moment)

    def _show_past(self) -> None:
        self.plot.set_past([_columns(run.curves) for run in self.context.past])

    def _show_chosen(self) -> None:
        """Draw the curves of the pressed button."""
        chosen = self.switch.key() or "loss"
        self.plot.set_shown([f"{part}_{chosen}" for part in ("train", "validation", "test")])
        if self.plot.controls.log.isChecked() != self._log.get(chosen, False):
            self.plot.set_log(self._log.get(chosen, False))
        self._show_band()

    def _on_context_happened(self, event: Event) -> None:
        """Keep what is marked on the axis, seen or not."""
        if event.kind in MARKED and event.text:
            self._events.append((event, self.context.seconds))
            if len(self._events) > MOST_MARKS + MOST_MARKS // 4:
                self._events = self._events[-MOST_MARKS:]
                self._behind = True

    def _on_log_toggled(self, on: bool) -> None:
        self._log[self.switch.key() or "loss"] = on


def mark_text(event: Event) -> str:
    """A short word for an event; a change says which."""
    words = {"edited": tr("edit"), "diverged": tr("diverged"), "finished": tr("end")}
    text = words.get(event.kind, event.text)
    return text if len(text) <= SHORT else text[: SHORT - 1].rpartition(" ")[0] + " \N{HORIZONTAL ELLIPSIS}"


def read_text(event: Event) -> str:
    """The whole of it, in lines that can be read."""
    return "\n".join(wrap(tr("epoch {0}: {1}").format(f"{event.epoch:,}", event.text), 72))


def _columns(curves: Curves) -> dict[str, tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]]:
    """A past run's curves; its seconds are not kept, so they count as none."""
    found = {name: curves.series(name) for name in curves.names}
    return {name: (epoch, step, np.zeros(len(epoch)), value) for name, (epoch, step, value) in found.items()}


def tr(text: str) -> str:
    return QCoreApplication.translate("panels", text)
