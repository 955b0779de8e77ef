"""The loss landscape: a plane through the weights, the loss over it, and the way of the run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from core.explain.landscape import Landscape, Plane, Surface, Weight
from core.explain.race import Race
from core.session.errands import Findings
from guiapp.form.combo import ComboBox
from guiapp.panels.base import Checked, Context, FrameView, Panel, Theme
from guiapp.plots.base import number_text
from guiapp.plots.terrain import Terrain
from guiapp.theme import tabular
from guiapp.translation.catalogue import said
from guiapp.views.segments import Segments
from guiapp.views.tools import plot_actions

WIDTH = 224
MOST = 400
"""Weights of which one can be chosen by name."""


def tr(text: str) -> str:
    return QCoreApplication.translate("panels", text)


def planes() -> dict[str, str]:
    return {
        "random": tr("Two random directions"),
        "ends": tr("From now to the start"),
        "weights": tr("Two weights"),
        "paths": tr("Paths of the race"),
    }


class LandscapePanel(Panel):
    """Sends an errand, which waits for nobody; training goes on when it is done."""

    id = "landscape"
    title = str(QT_TRANSLATE_NOOP("panels", "Landscape"))
    area = "bottom"
    open_first = False
    tall = 330

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.plane = ComboBox()
        self.plane.setAccessibleName(tr("Plane"))
        for key, text in planes().items():
            self.plane.addItem(text, key)
        self.first, self.second = ComboBox(), ComboBox()
        self.budget = QSpinBox()
        self.again = QCheckBox(tr("new directions"))
        self.again.setToolTip(tr("Other directions each time it is drawn"))
        self.start = QPushButton()
        self.start.setProperty("role", "primary")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(tr("Landscape"))
        self.view = Segments(tr("View"), (("map", tr("From above")), ("surface", tr("Surface"))))
        self.terrain = Terrain(
            tr("Loss landscape"), tr("Choose a plane and press draw: the loss around the network stands here.")
        )
        self.words, self.under = QLabel(), QLabel()
        self._working = False
        self._seed = 0
        self._way: tuple[Mapping[str, Any], ...] = ()
        self._arrange()
        self._connect()
        self.show_project(context.checked)
        self._on_plane_chosen()

    def _arrange(self) -> None:
        for box, name in ((self.first, tr("Weight across")), (self.second, tr("Weight upwards"))):
            box.setAccessibleName(name)
        self.budget.setRange(1, 600)
        self.budget.setValue(10)
        self.budget.setSuffix(" s")
        self.budget.setFont(tabular())
        self.budget.setAccessibleName(tr("Time"))
        self.budget.setToolTip(tr("It grows finer for so long at the most; training waits meanwhile"))
        side = QWidget()
        side.setFixedWidth(WIDTH)
        left = QVBoxLayout(side)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(4)
        for widget in (self.plane, self.first, self.second, self.again):
            left.addWidget(widget)
        row = QHBoxLayout()
        label = QLabel(tr("at most"))
        label.setProperty("role", "muted")
        row.addWidget(label)
        row.addWidget(self.budget, 1)
        left.addLayout(row)
        left.addWidget(self.start)
        left.addWidget(self.progress)
        left.addStretch(1)
        head = QHBoxLayout()
        head.addWidget(self.view)
        head.addWidget(self.under)
        head.addStretch(1)
        for words in (self.words, self.under):
            words.setProperty("role", "muted")
            words.setFont(tabular(scale=0.9))
        right = QVBoxLayout()
        right.setSpacing(4)
        right.addLayout(head)
        right.addWidget(self.terrain, 1)
        right.addWidget(self.words)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 4)
        layout.setSpacing(12)
        layout.addWidget(side)
        layout.addLayout(right, 1)

    def _connect(self) -> None:
        self.plane.activated.connect(lambda _: self._on_plane_chosen())
        self.start.clicked.connect(self._on_start_clicked)
        self.view.chosen.connect(lambda key: self.terrain.set_raised(key == "surface"))
        self.terrain.hovered.connect(self.under.setText)
        self.terrain.failed.connect(self.context.messages.fault)
        self.context.errand_moved.connect(self._on_errand_moved)

    # the contract

    def show_project(self, checked: Checked) -> None:
        names: list[Weight] = []
        for node in checked.project.architecture.of_kind("dense"):
            shape = checked.shapes.get(node.id)
            source = checked.shapes.get(node.inputs[0]) if node.inputs else None
            if not shape or not source:
                continue
            rows = 1
            for size in source:
                rows *= size
            names += [Weight(node.id, i, j) for j in range(shape[0]) for i in range(rows)][: MOST - len(names)]
        if names != [self.first.itemData(i) for i in range(self.first.count())]:
            for place, box in enumerate((self.first, self.second)):
                box.clear()
                for weight in names:
                    box.addItem(f"{weight.node}[{weight.row + 1}, {weight.column + 1}]", weight)
                box.setCurrentIndex(min(place, len(names) - 1))

    def draw(self, frame: FrameView) -> None:
        self._way = tuple(mark.state.weights for mark in frame.snapshot.marks)
        self._refresh()

    def set_theme(self, theme: Theme) -> None:
        self.terrain.set_theme(theme)

    def tools(self) -> list[QAction]:
        return plot_actions(self.terrain)

    # what is asked

    def _on_plane_chosen(self) -> None:
        key = self.plane.currentData()
        for box in (self.first, self.second):
            box.setVisible(key == "weights")
        self.again.setVisible(key == "random")
        self._refresh()

    def _refresh(self) -> None:
        reason = self._reason()
        self.start.setEnabled(self._working or not reason)
        self.start.setText(tr("Stop drawing") if self._working else tr("Draw the landscape"))
        self.start.setToolTip("" if self._working else reason)

    def _reason(self) -> str:
        key = self.plane.currentData()
        if not self.context.checked.ready:
            return tr("The drawing cannot train")
        if key == "paths" and Race.key not in self.context.errands:
            return tr("Run a race first: its paths are drawn here")
        if key == "ends" and not self.context.step:
            return tr("Train the network first")
        return ""

    def _on_start_clicked(self) -> None:
        if self._working:
            self.context.recall(Landscape.key)
            return
        key: Plane = self.plane.currentData()
        if self.again.isChecked():
            self._seed += 2
        numbers = (self.first.currentData(), self.second.currentData()) if key == "weights" else ()
        self._working = True
        self._refresh()
        errand = Landscape(
            plane=key, path=self._way, paths=self._paths() if key == "paths" else (), numbers=numbers,
            reach=3.0 if key == "weights" else 1.0, budget=float(self.budget.value()), seed=self._seed,
        )  # fmt: skip
        self.context.errands.pop(Landscape.key, None)
        self.context.send(errand)

    def _paths(self) -> tuple[tuple[str, tuple[Mapping[str, Any], ...]], ...]:
        """The ways of the last race, one of each entrant."""
        found = self.context.errands.get(Race.key)
        if found is None:
            return ()
        run = found.found
        return tuple((entrant.title, run.of(place)[0].path) for place, entrant in enumerate(run.entrants))

    def _on_errand_moved(self, key: str) -> None:
        if key != Landscape.key:
            return
        findings: Findings = self.context.errands[key]
        surface: Surface = findings.found
        self._working = not findings.end
        self.progress.setValue(round(100 * findings.share))
        self.terrain.set_surface(surface)
        where = tr("loss at the paths' start {loss}") if surface.plane == "paths" else tr("loss of the network {loss}")
        words = [where.format(loss=number_text(surface.centre))]
        if findings.end:
            words.append(said(findings.end))
        self.words.setText("   ".join(words))
        self._refresh()

    def keyPressEvent(self, event: Any) -> None:
        if event.key() == Qt.Key.Key_Escape and self._working:
            self.context.recall(Landscape.key)
        else:
            super().keyPressEvent(event)
