"""The sweep: learning rates, penalties and seeds, all trained side by side, as a map that fills."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt
from PySide6.QtGui import QAction, QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.explain.sweep import Sweep, Swept, chosen
from core.session.errands import Findings
from guiapp.form.combo import ComboBox
from guiapp.panels.base import Checked, Context, Panel, Theme
from guiapp.plots.base import number_text
from guiapp.plots.multiples import Multiples
from guiapp.plots.race_curves import RaceCurves
from guiapp.plots.sweep_map import SweepMap
from guiapp.theme import tabular
from guiapp.views.pace import Spaced
from guiapp.views.race_views import offer_curves
from guiapp.views.segments import Segments
from guiapp.views.sweep_form import SweepForm
from guiapp.views.sweep_views import show_bands, show_boundary
from guiapp.views.tools import plot_actions

WIDTH = 196
SLOW_MS = 120


def tr(text: str) -> str:
    return QCoreApplication.translate("panels", text)


class SweepPanel(Panel):
    """Sends the errand and draws what it finds; a sweep outlives a closed panel."""

    id = "sweep"
    title = str(QT_TRANSLATE_NOOP("panels", "Sweep"))
    area = "bottom"
    open_first = False
    tall = 330

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.form = SweepForm()
        self.start = QPushButton(tr("Start the sweep"))
        self.start.setProperty("role", "primary")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(tr("Sweep"))
        self.curve = ComboBox()
        self.curve.setAccessibleName(tr("Coloured by"))
        self.curve.setMaximumWidth(150)
        self.words, self.told = QLabel(), QLabel()
        self.map = SweepMap()
        self.view = Segments(tr("Of the cell"), (("curves", tr("Curves")), ("border", tr("Border"))))
        self.curves = RaceCurves(
            tr("Curves of the cell"),
            tr("Choose a cell: the mean of its seeds is drawn here, in the band of their spread."),
        )
        self.border = Multiples(
            tr("Border of the cell"),
            tr("For data of the plane: what the seeds of a cell say together, and where they agree."),
        )
        self.use = QPushButton(tr("Use this rate and penalty"))
        self._swept: Swept | None = None
        self._sweeping = False
        self._picked = False
        self._drawing = Spaced(self._show, SLOW_MS, self)
        self._arrange()
        self._connect()
        self.form.suggest(context.project)
        found = context.errands.get(Sweep.key)
        if found is not None:
            self._take(found)
        self._refresh()

    def _arrange(self) -> None:
        side = QWidget()
        side.setFixedWidth(WIDTH)
        left = QVBoxLayout(side)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(4)
        left.addWidget(self.form)
        left.addWidget(self.start)
        left.addWidget(self.progress)
        left.addStretch(1)
        for label in (self.words, self.told):
            label.setProperty("role", "muted")
            label.setFont(tabular(scale=0.9))
            label.setMinimumWidth(20)
        self.told.setWordWrap(True)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.addWidget(self.curve)
        head.addWidget(self.words, 1)
        column.addLayout(head)
        column.addWidget(self.map, 1)
        column.addWidget(self.told)
        details = QWidget()
        below = QVBoxLayout(details)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(4)
        self.stack = QStackedWidget()
        for plot in (self.curves, self.border):
            self.stack.addWidget(plot)
        row = QHBoxLayout()
        row.addWidget(self.view)
        row.addStretch(1)
        below.addLayout(row)
        below.addWidget(self.stack, 1)
        below.addWidget(self.use)
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.setChildrenCollapsible(False)
        for widget, share in ((middle, 3), (details, 2)):
            parts.addWidget(widget)
            parts.setStretchFactor(parts.count() - 1, share)
        parts.setSizes([600, 400])
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 4)
        layout.setSpacing(12)
        layout.addWidget(side)
        layout.addWidget(parts, 1)

    def _connect(self) -> None:
        self.start.clicked.connect(self._on_start_clicked)
        self.form.edited.connect(self._refresh)
        self.curve.activated.connect(lambda _: self._show())
        self.view.chosen.connect(lambda _: self._show_cell())
        self.map.selected.connect(self._on_selected)
        self.map.hovered.connect(self.words.setText)
        self.use.clicked.connect(self._on_use_clicked)
        self.context.errand_moved.connect(self._on_errand_moved)
        self.context.happened.connect(self._on_happened)
        for plot in (self.map, self.curves, self.border):
            plot.failed.connect(self.context.messages.fault)

    # the contract

    def show_project(self, checked: Checked) -> None:
        self._refresh()

    def set_theme(self, theme: Theme) -> None:
        for plot in (self.map, self.curves, self.border):
            plot.set_theme(theme)
        self._show()

    def tools(self) -> list[QAction]:
        return plot_actions(self.map)

    # what is tried

    def _refresh(self) -> None:
        fault = self.form.fault() if self.context.checked.ready else tr("The drawing cannot train")
        self.start.setEnabled(self._sweeping or not fault)
        self.start.setText(tr("Stop the sweep") if self._sweeping else tr("Start the sweep"))
        if not fault:
            fault = tr("{n} networks").format(n=f"{self.form.sweep().networks:,}")
        self.start.setToolTip("" if self._sweeping else fault)
        self.use.setEnabled(self.map.place is not None)
        if self._swept is None and not self._sweeping:
            why = tr("{0}: which rate learns fast, which penalty helps the test part, what is chance.")
            self.told.setText(why.format(fault))

    def _on_start_clicked(self) -> None:
        if self._sweeping:
            self.context.recall(Sweep.key)
            return
        self._sweeping, self._picked = True, False
        self.context.errands.pop(Sweep.key, None)
        self._refresh()
        self.context.send(self.form.sweep())

    def _on_happened(self, event: Any) -> None:
        """A sweep that cannot be made says so in the strip of messages."""
        if event.kind == "message" and self._sweeping and Sweep.key not in self.context.errands:
            self._sweeping = False
            self._refresh()

    # what is found

    def _on_errand_moved(self, key: str) -> None:
        if key == Sweep.key:
            self._take(self.context.errands[key])

    def _take(self, findings: Findings) -> None:
        self._swept = findings.found
        self._sweeping = not findings.end
        self.progress.setValue(round(100 * findings.share))
        self._refresh()
        if findings.end:
            self._drawing.settle()
            self._show()
        else:
            self._drawing.call()

    def _show(self) -> None:
        swept = self._swept
        if swept is None or not self.isVisible():
            return
        names = [name for name in swept.names if any(name in cell.values for cell in swept.cells)] or list(swept.names)
        offer_curves(self.curve, names)
        self.map.set_swept(swept, str(self.curve.currentData() or "train_loss"))
        if not self._picked and self.map.best() is not None:
            self.map.choose(self.map.best())
            self._picked = False
        self.told.setText(self._summary(swept))
        self._show_cell()

    def _summary(self, swept: Swept) -> str:
        words = [tr("{n} networks on {engine}").format(n=f"{swept.networks:,}", engine=swept.engine)]
        if swept.seconds:
            words.append(tr("{n} network steps a second").format(n=f"{swept.steps / swept.seconds:,.0f}"))
        best = self.map.best()
        if best is not None:
            words.append(tr("best: {cell}").format(cell=self.map.describe(best, every_seed=True)))
        elif all(cell.status == "diverged" for cell in swept.cells):
            words.append(tr("every network diverged: try lower rates"))
        return "; ".join(words)

    def _on_selected(self, place: object) -> None:
        self._picked = True
        self._refresh()
        self._show_cell()

    def _show_cell(self) -> None:
        view = self.view.key()
        self.stack.setCurrentIndex(("curves", "border").index(view))
        swept, place = self._swept, self.map.place
        if swept is None or place is None or not self.isVisible():
            return
        rate, strength = self.map.rate_and_strength(place)
        self.use.setToolTip(
            tr("Learning rate {rate}, {penalty} {strength}").format(
                rate=number_text(rate), penalty=swept.sweep.penalty, strength=number_text(strength)
            )
        )
        if view == "curves":
            show_bands(self.curves, swept, str(self.curve.currentData()), rate, strength)
        else:
            show_boundary(self.border, swept, self.border.theme, rate, strength)

    def _on_use_clicked(self) -> None:
        if self._swept is not None and self.map.place is not None:
            rate, strength = self.map.rate_and_strength(self.map.place)
            self.context.edit(
                tr("Use a rate and a penalty of the sweep"),
                chosen(self.context.project, self._swept.sweep, rate, strength),
            )

    # Qt's overrides

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show()

    def hideEvent(self, event: QHideEvent) -> None:
        self._drawing.settle()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._sweeping:
            self.context.recall(Sweep.key)
        else:
            super().keyPressEvent(event)
