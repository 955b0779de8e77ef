"""Find a learning rate: a sweep over many rates while one looks on, and a line that chooses one of them."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from core.session.errands import CANCELLED, Findings
from core.session.find_rate import HIGH, LOW, RateErrand, RateSweep
from guiapp.context import Context
from guiapp.plots.rate import RatePlot
from guiapp.theme import title_label

SIZE = (620, 460)
DIGITS = 2
"""A rate that is chosen by eye is not known better."""


def tr(text: str) -> str:
    return QCoreApplication.translate("dialogs", text)


class FindRate(QDialog):
    """Begins its sweep when it is made, and ends it when it goes."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._over = False
        self.rate = present = float(context.project.training.optimizer.lr)  # type: ignore[attr-defined]  # each has one
        self.setWindowTitle(tr("Find a learning rate"))
        self.resize(*SIZE)
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setProperty("role", "muted")
        self.plot = RatePlot()
        self.plot.chosen.connect(self._on_plot_chosen)
        self.progress = QProgressBar()
        self.progress.setRange(0, 100)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(tr("Rates tried"))
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.take = QPushButton()
        self.take.setDefault(True)
        self.take.setEnabled(False)
        self.buttons.addButton(self.take, QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.accepted.connect(self._on_accepted)
        self.buttons.rejected.connect(self.close)
        for button in self.buttons.buttons():
            button.setIcon(QIcon())
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        for widget in (title_label(self.windowTitle()), self.words, self.plot, self.progress, self.buttons):
            column.addWidget(widget, 1 if widget is self.plot else 0)
        self._say(tr("One batch is trained at each of many rates, on a copy of the network: yours stays as it is."))
        self._name(present)
        self._unlisten = context.themes.listen(self.plot.set_theme)
        # Findings of an earlier search are not this one's.
        context.errands.pop(RateErrand.key, None)
        context.errand_moved.connect(self._on_errand_moved)
        context.send(RateErrand())

    def _on_errand_moved(self, key: str) -> None:
        if key == RateErrand.key:
            self.show_sweep(self._context.errands[key])

    def show_sweep(self, findings: Findings) -> None:
        """What the trainer has found so far; with an `end`, the last of it."""
        self.plot.show_sweep(findings.found, LOW, HIGH)
        self.progress.setValue(round(100 * findings.share))
        if findings.end and not self._over:
            self._finish(findings.found, findings.end)

    def _finish(self, sweep: RateSweep, end: str) -> None:
        self._over = True
        if end == CANCELLED:
            self._say(tr("The project changed meanwhile. Open this again to search with what it is now."))
            return
        if sweep.suggestion is None:
            self._say(tr("The loss falls at no rate ({end}). Other starting weights may help.").format(end=end))
            return
        text = tr(
            "{best} is suggested: where the loss falls steepest, safely below {lowest}, from where on it hardly falls; "
            "{end}. Drag the line to choose another rate."
        )
        best = f"{sweep.suggestion:.{DIGITS}g}"
        self._say(text.format(best=best, lowest=f"{sweep.lowest:.{DIGITS}g}", end=end))
        self.take.setEnabled(True)
        self.plot.choose(sweep.suggestion)

    def _say(self, text: str) -> None:
        self.words.setText(text)
        self.words.setAccessibleName(text)

    def _name(self, rate: float) -> None:
        self.rate = float(f"{rate:.{DIGITS}g}")
        self.take.setText(tr("Use {rate}").format(rate=f"{self.rate:g}"))

    def _on_plot_chosen(self, rate: float) -> None:
        self._name(min(max(rate, LOW), HIGH))

    def _on_accepted(self) -> None:
        project = self._context.project
        optimizer = msgspec.structs.replace(project.training.optimizer, lr=self.rate)
        training = msgspec.structs.replace(project.training, optimizer=optimizer)
        self._context.edit(tr("Change learning rate"), msgspec.structs.replace(project, training=training))
        self._context.seal()
        self.close()

    # Qt's own

    def done(self, result: int) -> None:
        if not self._over:
            self._over = True
            self._context.recall(RateErrand.key)
        self._unlisten()
        super().done(result)
