"""The fair race: several settings from the same start, side by side; and the overfitting studio."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QSpinBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.explain.race import FEWEST, MOST, MOST_SEEDS, Entrant, Race, Run
from core.explain.variants import AXES, Variant, hidden
from core.session.errands import Findings
from core.session.setup import Setup
from guiapp.form.combo import ComboBox
from guiapp.panels.base import Checked, Context, Panel, Theme
from guiapp.plots.multiples import Multiples
from guiapp.plots.race_curves import RaceCurves
from guiapp.theme import tabular
from guiapp.translation.catalogue import said
from guiapp.views.pace import Spaced
from guiapp.views.race_views import RaceTable, curve_names, offer_curves, show_codes, show_curves, show_maps
from guiapp.views.samples import gathered, is_classes, square
from guiapp.views.segments import Segments
from guiapp.views.tools import plot_actions

WIDTH, ROW = 224, 22
SLOW_MS = 120
EPOCHS = 200


def tr(text: str) -> str:
    return QCoreApplication.translate("panels", text)


class RacePanel(Panel):
    """Chooses an axis and its values, starts the errand and draws what it finds; a race outlives a closed panel."""

    id = "race"
    title = str(QT_TRANSLATE_NOOP("panels", "Race"))
    area = "bottom"
    open_first = False
    tall = 300

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.axis = ComboBox()
        self.axis.setAccessibleName(tr("What differs"))
        for axis in AXES:
            self.axis.addItem(said(axis.title), axis.key)
            self.axis.setItemData(self.axis.count() - 1, said(axis.text), Qt.ItemDataRole.ToolTipRole)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Settings that race"))
        self.epochs, self.seeds = QSpinBox(), QSpinBox()
        self.start = QPushButton(tr("Start the race"))
        self.start.setProperty("role", "primary")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(tr("Race"))
        self.view = Segments(
            tr("View"), (("curves", tr("Curves")), ("maps", tr("Maps")), ("codes", tr("Codes")), ("table", tr("Table")))
        )
        self.which = ComboBox()
        self.which.setAccessibleName(tr("Curve"))
        self.which.setMaximumWidth(130)
        self.log = QCheckBox(tr("log"))
        self.log.setToolTip(tr("log scale"))
        self.log.setChecked(True)
        empty = tr(
            "Choose what differs, tick two or more, and start: they train from the same weights on the same data."
        )
        self.curves = RaceCurves(tr("Curves of the race"), empty)
        self.maps = Multiples(tr("Maps of the race"), tr("What each setting says over the plane is drawn here."))
        self.codes = Multiples(
            tr("Encodings of the race"), tr("What the hidden layer makes of the data is drawn here.")
        )
        self.table = RaceTable()
        self.words = QLabel()
        self._variants: list[Variant] = []
        self._run: Run | None = None
        self._racing = False
        self._checked: Checked | None = None
        self._drawing = Spaced(self._show, SLOW_MS, self)
        self._arrange()
        self._connect()
        self.show_project(context.checked)

    def _arrange(self) -> None:
        for box, low, high, value, name in (
            (self.epochs, 1, 1_000_000, EPOCHS, tr("Epochs")),
            (self.seeds, 1, MOST_SEEDS, 1, tr("Seeds")),
        ):
            box.setRange(low, high)
            box.setValue(value)
            box.setFont(tabular())
            box.setAccessibleName(name)
            box.setGroupSeparatorShown(True)
        self.seeds.setToolTip(tr("Each setting runs with so many seeds: other starting weights, split and order"))
        side = QWidget()
        side.setFixedWidth(WIDTH)
        left = QVBoxLayout(side)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(4)
        left.addWidget(self.axis)
        left.addWidget(self.list, 1)
        for text, box in ((tr("epochs"), self.epochs), (tr("seeds"), self.seeds)):
            row = QHBoxLayout()
            label = QLabel(text)
            label.setProperty("role", "muted")
            label.setBuddy(box)
            row.addWidget(label, 1)
            row.addWidget(box, 1)
            left.addLayout(row)
        left.addWidget(self.start)
        left.addWidget(self.progress)
        head = QHBoxLayout()
        head.setSpacing(8)
        for widget in (self.view, self.which, self.log):
            head.addWidget(widget)
        head.addStretch(1)
        self.stack = QStackedWidget()
        for plot in (self.curves, self.maps, self.codes, self.table):
            self.stack.addWidget(plot)
        right = QVBoxLayout()
        right.setSpacing(4)
        right.addLayout(head)
        right.addWidget(self.stack, 1)
        self.words.setProperty("role", "muted")
        right.addWidget(self.words)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 4)
        layout.setSpacing(12)
        layout.addWidget(side)
        layout.addLayout(right, 1)

    def _connect(self) -> None:
        self.axis.activated.connect(lambda _: self._fill())
        self.list.itemChanged.connect(lambda _: self._refresh())
        self.start.clicked.connect(self._on_start_clicked)
        self.view.chosen.connect(lambda _: self._show())
        self.which.activated.connect(lambda _: self._show())
        self.log.toggled.connect(self.curves.set_log)
        self.context.errand_moved.connect(self._on_errand_moved)
        for plot in (self.curves, self.maps, self.codes):
            plot.failed.connect(self.context.messages.fault)

    # the contract

    def show_project(self, checked: Checked) -> None:
        before = self._checked
        self._checked = checked
        same = before is not None and before.project.architecture == checked.project.architecture
        if not same or before is None or before.project.training != checked.project.training:
            self._fill(keep=True)
        else:
            self._refresh()

    def set_theme(self, theme: Theme) -> None:
        for plot in (self.curves, self.maps, self.codes):
            plot.set_theme(theme)
        self._show()

    def tools(self) -> list[QAction]:
        shown = self.stack.currentWidget()
        return plot_actions(shown) if isinstance(shown, RaceCurves | Multiples) else []

    # who races

    def _fill(self, *, keep: bool = False) -> None:
        """The values along the axis; ticked ones stay ticked where only the project changed."""
        axis = next(axis for axis in AXES if axis.key == self.axis.currentData())
        ticked = {self.list.item(i).text() for i in self._ticked()} if keep else set()
        checked = self.context.checked
        self._variants = list(axis.variants(checked)) if checked.ready else []
        self.axis.setToolTip(said(axis.text))
        self.list.blockSignals(True)
        self.list.clear()
        for variant in self._variants:
            item = QListWidgetItem(said(variant.title))
            on = variant.title in ticked if ticked else variant.start
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            item.setSizeHint(QSize(0, ROW))
            if variant.present:
                item.setToolTip(tr("As the project has it now"))
            self.list.addItem(item)
        self.list.blockSignals(False)
        self._refresh()

    def _ticked(self) -> list[int]:
        rows = range(self.list.count())
        return [i for i in rows if self.list.item(i).checkState() == Qt.CheckState.Checked]

    def _refresh(self) -> None:
        count = len(self._ticked())
        ready = self.context.checked.ready and FEWEST <= count <= MOST
        self.start.setEnabled(self._racing or ready)
        self.start.setText(tr("Stop the race") if self._racing else tr("Start the race"))
        hint = "" if ready else tr("Tick {low} to {high} settings").format(low=FEWEST, high=MOST)
        self.start.setToolTip("" if self._racing else hint)

    def _on_start_clicked(self) -> None:
        if self._racing:
            self.context.recall(Race.key)
            return
        chosen = [self._variants[i] for i in self._ticked()]
        entrants = tuple(Entrant(said(variant.title), variant.project) for variant in chosen)
        layers = hidden(self.context.checked)
        setup = self.context.setup
        reach = 6.0 if setup is None or not self._plane(setup) else square(setup, gathered(setup)[0])[1]
        self._racing = True
        self._refresh()
        self.context.send(Race(entrants, self.epochs.value(), self.seeds.value(), layers[-1] if layers else "", reach))

    @staticmethod
    def _plane(setup: Setup) -> bool:
        return setup.prepared.described.info.plane

    # what is found

    def _on_errand_moved(self, key: str) -> None:
        if key != Race.key:
            return
        findings: Findings = self.context.errands[key]
        self._run = findings.found
        self._racing = not findings.end
        self.progress.setValue(round(100 * findings.share))
        self._refresh()
        if findings.end:
            self._drawing.settle()
            self._show()
            self.words.setText(self._summary(findings))
        else:
            self._drawing.call()

    def _summary(self, findings: Findings) -> str:
        run: Run = findings.found
        stopped = sum(track.status == "diverged" for track in run.tracks)
        words = [tr("{n} runs").format(n=len(run.tracks))]
        if findings.end != "finished":
            words.append(tr("stopped before the end"))
        if stopped:
            words.append(tr("{n} diverged").format(n=stopped))
        return ", ".join(words)

    def _targets(self) -> tuple[NDArray[np.float64], bool]:
        """Classes or numbers of the training part, in its order."""
        setup = self.context.setup
        if setup is None:
            return np.zeros(0), True
        _, y, _ = gathered(setup)
        return np.asarray(y[: len(setup.prepared.train)], np.float64), is_classes(setup)

    def _show(self) -> None:
        view = self.view.key()
        self.stack.setCurrentIndex(("curves", "maps", "codes", "table").index(view))
        self.which.setVisible(view == "curves")
        self.log.setVisible(view == "curves")
        run = self._run
        if run is None or not self.isVisible():
            return
        targets, classes = self._targets()
        offer_curves(self.which, curve_names(run))
        if view == "curves":
            show_curves(self.curves, run, str(self.which.currentData() or "train_loss"))
        elif view == "maps":
            show_maps(self.maps, run, self.maps.theme, classes)
        elif view == "codes":
            show_codes(self.codes, run, self.codes.theme, targets, classes)
        else:
            self.table.show_run(run)
