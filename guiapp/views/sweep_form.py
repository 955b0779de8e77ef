"""What a sweep tries: learning rates, seeds, a penalty and its strengths, epochs."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QSpinBox, QWidget

from core.catalog.optimizers import Sgd
from core.catalog.penalties import PENALTIES
from core.explain.sweep import Sweep, defaults, penalties
from core.spec.project import Project
from guiapp.form.combo import ComboBox
from guiapp.form.fields import fields_of
from guiapp.form.number import NumberBox
from guiapp.theme import tabular
from guiapp.translation.catalogue import said

MOST_RATES, MOST_SEEDS = 40, 100


def tr(text: str) -> str:
    return QCoreApplication.translate("panels", text)


def _rate_box() -> NumberBox:
    """For a learning rate, as the form of an optimizer has it."""
    return NumberBox(next(field for field in fields_of(Sgd) if field.name == "lr"))


class SweepForm(QWidget):
    """`edited` when something else is to be tried."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.low, self.high = _rate_box(), _rate_box()
        self.rates, self.seeds, self.epochs = QSpinBox(), QSpinBox(), QSpinBox()
        self.penalty = ComboBox()
        self.strengths = QLineEdit()
        for name in penalties():
            self.penalty.addItem(said(PENALTIES[name].title), name)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(4)
        spans = ((self.rates, 1, MOST_RATES), (self.seeds, 1, MOST_SEEDS), (self.epochs, 1, 1_000_000))
        for box, least, most in spans:
            box.setRange(least, most)
            box.setFont(tabular())
            box.setGroupSeparatorShown(True)
        for number in (self.rates, self.seeds, self.epochs):
            number.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.seeds.setToolTip(tr("Each cell is trained with so many seeds: other starting weights, split and order"))
        self.strengths.setToolTip(tr("Strengths of the penalty, with commas between; 0 is none"))
        rows = (
            (tr("rates from"), self.low, tr("Lowest learning rate")),
            (tr("to"), self.high, tr("Highest learning rate")),
            (tr("how many"), self.rates, tr("Learning rates")),
            (tr("penalty"), self.penalty, tr("Penalty")),
            (tr("strengths"), self.strengths, tr("Strengths")),
            (tr("seeds"), self.seeds, tr("Seeds")),
            (tr("epochs"), self.epochs, tr("Epochs")),
        )
        for row, (text, widget, name) in enumerate(rows):
            label = QLabel(text)
            label.setProperty("role", "muted")
            label.setBuddy(widget)
            widget.setAccessibleName(name)
            widget.setMinimumWidth(40)
            grid.addWidget(label, row, 0)
            grid.addWidget(widget, row, 1)
        grid.setColumnStretch(1, 1)
        for rate in (self.low, self.high):
            rate.edited.connect(lambda _: self.edited.emit())
        for whole in (self.rates, self.seeds, self.epochs):
            whole.valueChanged.connect(lambda _: self.edited.emit())
        self.penalty.activated.connect(lambda _: self.edited.emit())
        self.strengths.textChanged.connect(lambda _: self.edited.emit())

    def suggest(self, project: Project) -> None:
        """What one would try around a project's own settings."""
        sweep = defaults(project)
        self.low.set_value(min(sweep.rates))
        self.high.set_value(max(sweep.rates))
        self.rates.setValue(len(sweep.rates))
        self.seeds.setValue(sweep.seeds)
        self.epochs.setValue(sweep.epochs)
        self.penalty.setCurrentIndex(max(self.penalty.findData(sweep.penalty), 0))
        self.strengths.setText(", ".join(f"{strength:g}" for strength in sweep.strengths))
        self.strengths.setCursorPosition(0)

    def fault(self) -> str:
        """What cannot be tried, in a sentence; empty where all can."""
        if self.low.value() > self.high.value():
            return tr("The lowest learning rate is above the highest")
        read = self._strengths()
        if read is None or not read:
            return tr("Strengths are numbers from 0 up, with commas between")
        return tr("A strength stands there twice") if len(set(read)) < len(read) else ""

    def sweep(self) -> Sweep:
        """What is to be tried; only where there is no fault."""
        rates = np.geomspace(self.low.value(), self.high.value(), self.rates.value())
        chosen = dict.fromkeys(float(f"{rate:.3g}") for rate in rates)
        strengths = tuple(sorted(self._strengths() or (0.0,)))
        penalty = str(self.penalty.currentData())
        return Sweep(tuple(chosen), self.seeds.value(), penalty, strengths, self.epochs.value())

    def _strengths(self) -> list[float] | None:
        try:
            found = [float(text) for text in self.strengths.text().replace(";", ",").split(",") if text.strip()]
        except ValueError:
            return None
        return found if all(np.isfinite(value) and value >= 0.0 for value in found) else None
