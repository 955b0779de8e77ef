"""Rewind: the way of the run to scrub through, moments kept side by side, and a branch from any of them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSpinBox, QVBoxLayout, QWidget

from core.explain.geometry import plane_grid
from core.session.probes import Predictions
from core.session.setup import Setup
from guiapp.figures import metric_text
from guiapp.panels.base import Context, FrameView, Panel, Probe, Theme
from guiapp.plots.curve_parts import curve_words
from guiapp.plots.multiples import Multiples, Tile
from guiapp.plots.way import WayPlot
from guiapp.theme import tabular
from guiapp.views.race_views import map_image
from guiapp.views.samples import gathered, is_classes, square
from guiapp.views.tools import plot_actions

SIZE = 44
MOST = 8
"""Moments that are kept."""


def tr(text: str) -> str:
    return QCoreApplication.translate("panels", text)


class TimelinePanel(Panel):
    """What it shows is where the trainer says it stands; a branch is made by playing on, or by any change."""

    id = "timeline"
    title = str(QT_TRANSLATE_NOOP("panels", "Timeline"))
    area = "bottom"
    open_first = False
    tall = 260

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.way = WayPlot(tr("Way of the run"), tr("Press play: the way the run takes can be gone back here."))
        self.step = QSpinBox()
        self.step.setAccessibleName(tr("Step"))
        self.step.setGroupSeparatorShown(True)
        self.step.setKeyboardTracking(False)
        self.step.setFont(tabular())
        self.now, self.keep, self.drop = QPushButton(tr("Now")), QPushButton(tr("Keep")), QPushButton(tr("Forget"))
        for button, tip in (
            (self.now, tr("Back to where the run stood")),
            (self.keep, tr("Keep this moment, to compare it")),
            (self.drop, tr("Forget the moments that are kept")),
        ):
            button.setToolTip(tip)
        self.words = QLabel()
        self.kept = Multiples(tr("Moments kept"), tr("Keep moments to compare them: their maps stand here."))
        self._tiles: list[tuple[str, str, NDArray[Any]]] = []
        self._map: NDArray[Any] | None = None
        self._probe: Predictions | None = None
        self._reach = 6.0
        self._setup: Setup | None = None
        self._arrange()
        self._connect()
        if context.setup is not None:
            self._on_setup_changed(context.setup)

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        label = QLabel(tr("step"))
        label.setProperty("role", "muted")
        label.setBuddy(self.step)
        self.step.setMinimumWidth(90)
        for widget in (label, self.step, self.now, self.keep, self.drop):
            row.addWidget(widget)
        row.addStretch(1)
        self.words.setFont(tabular(scale=0.95))
        self.words.setWordWrap(True)
        left = QVBoxLayout()
        left.setSpacing(4)
        left.addLayout(row)
        left.addWidget(self.way, 1)
        left.addWidget(self.words)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 4)
        layout.setSpacing(12)
        layout.addLayout(left, 3)
        layout.addWidget(self.kept, 2)

    def _connect(self) -> None:
        context = self.context
        self.way.wanted.connect(lambda step: context.go_to(None if step < 0 else step))
        self.step.valueChanged.connect(context.go_to)
        self.now.clicked.connect(lambda: context.go_to(None))
        self.keep.clicked.connect(self._on_keep_clicked)
        self.drop.clicked.connect(self._on_drop_clicked)
        self.kept.failed.connect(context.messages.fault)
        self.way.failed.connect(context.messages.fault)
        context.setup_changed.connect(self._on_setup_changed)

    # the contract

    def probes(self) -> dict[str, Probe]:
        return {"timeline.map": self._probe} if self._probe is not None else {}

    def draw(self, frame: FrameView) -> None:
        shot = frame.snapshot
        answer = frame.answers.get("timeline.map")
        if answer is not None and len(answer) == SIZE * SIZE:
            self._map = answer
        last = shot.head[0] if shot.head else shot.step
        _, steps, loss = self.context.curves.series("train_loss")
        self.way.set_curve(steps, loss)
        self.way.set_place([mark.step for mark in shot.marks], shot.step, last)
        if not (self.step.hasFocus() and self.step.lineEdit().isModified()):
            self.step.blockSignals(True)
            self.step.setRange(0, last)
            self.step.setValue(shot.step)
            self.step.blockSignals(False)
        back = shot.head is not None
        self.now.setEnabled(back)
        self.step.setEnabled(last > 0)
        self.keep.setEnabled(self._map is not None and len(self._tiles) < MOST)
        self.words.setText(self._describe(back))

    def set_theme(self, theme: Theme) -> None:
        self.way.set_theme(theme)
        self.kept.set_theme(theme)
        self._show_kept()

    def reset(self) -> None:
        self._map = None

    def tools(self) -> list[QAction]:
        return plot_actions(self.kept if self._tiles else self.way)

    # moments

    def _describe(self, back: bool) -> str:
        figures = [f"{curve_words(name)} {metric_text(name, value)}" for name, value in self.context.figures().items()]
        where = tr("epoch {epoch}").format(epoch=f"{self.context.epoch:,}")
        text = "   ".join([where, *figures])
        return f"{text}\n{tr('In the past: press play to go another way from here')}" if back else text

    def _on_setup_changed(self, setup: Setup) -> None:
        old, self._setup = self._setup, setup
        if not setup.prepared.described.info.plane:
            self._probe = self._map = None
        elif old is None or old.prepared is not setup.prepared:
            self._reach = square(setup, gathered(setup)[0])[1]
            self._probe = Predictions(plane_grid(self._reach, SIZE))
        self.kept.setVisible(self._probe is not None)
        self.keep.setVisible(self._probe is not None)
        self.drop.setVisible(bool(self._tiles))
        self.probes_changed.emit()

    def _on_keep_clicked(self) -> None:
        if self._map is None:
            return
        title = tr("epoch {epoch}").format(epoch=f"{self.context.epoch:,}")
        loss = self.context.figures().get("train_loss")
        words = "" if loss is None else f"{curve_words('train_loss')} {metric_text('train_loss', loss)}"
        self._tiles.append((title, words, np.array(self._map)))
        self._show_kept()

    def _on_drop_clicked(self) -> None:
        self._tiles.clear()
        self._show_kept()

    def _show_kept(self) -> None:
        setup = self._setup
        classes = setup is None or is_classes(setup)
        boundary = setup.boundary if setup is not None else 0.5
        theme = self.kept.theme
        self.drop.setVisible(bool(self._tiles))
        self.kept.set_tiles(
            [
                Tile(title, words, map_image(values, SIZE, theme, boundary, classes))
                for title, words, values in self._tiles
            ]
        )
        self.kept.columns = {title: values[:, 0] for title, _, values in self._tiles}
