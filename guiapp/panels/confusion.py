"""Which class is taken for which; for numbers, predictions against the truth."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QWidget

from core.session.probes import PartPredictions
from core.session.setup import Setup
from guiapp.panels.base import Context, FrameView, Panel, Probe, Theme
from guiapp.plots.confusion import ConfusionMatrix
from guiapp.theme import tabular
from guiapp.views.pace import Pace
from guiapp.views.predicted import PredictedPlot
from guiapp.views.samples import class_names, is_classes, is_large, labels, numbers, tested
from guiapp.views.tools import plot_actions

SIDE = 200
MISTAKES = 5


class ConfusionPanel(Panel):
    """Looks at the test part, or at the training part where there is no other."""

    id = "confusion"
    title = str(QT_TRANSLATE_NOOP("panels", "Confusion"))
    area = "bottom"
    open_first = False

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.matrix, self.predicted = ConfusionMatrix(), PredictedPlot()
        self.words = QLabel()
        self.words.setFont(tabular(scale=0.9))
        self.words.setProperty("role", "muted")
        self.stack = QStackedWidget()
        for plot in (self.matrix, self.predicted):
            self.stack.addWidget(plot)
            plot.failed.connect(context.messages.fault)
        self._part = "test"
        self._pace = Pace(self.probes_changed.emit, self)
        self.words.setWordWrap(True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.words.setFixedWidth(SIDE)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(12)
        layout.addWidget(self.stack, 1)
        layout.addWidget(self.words)
        context.setup_changed.connect(self._on_setup_changed)
        if context.setup is not None:
            self._on_setup_changed(context.setup)

    def probes(self) -> dict[str, Probe]:
        if self.context.setup is None or not self._pace.due:
            return {}
        return {"confusion.part": PartPredictions(self._part)}

    def draw(self, frame: FrameView) -> None:
        answer, setup = frame.answers.get("confusion.part"), self.context.setup
        if answer is None or setup is None:
            return
        prediction, target = answer
        if prediction.shape[1] != setup.prepared.preparation.outputs:
            return  # of the network before an edit
        if is_classes(setup):
            self._show_counts(setup, labels(prediction, setup.boundary), labels(target))
        else:
            title = setup.prepared.preparation.target
            self.predicted.set_values(numbers(setup.prepared, target), numbers(setup.prepared, prediction), title)
        self._pace.answered(is_large(setup, self._part))

    def set_theme(self, theme: Theme) -> None:
        self.matrix.set_theme(theme)
        self.predicted.set_theme(theme)

    def tools(self) -> list[QAction]:
        return plot_actions(self.predicted if self.stack.currentWidget() is self.predicted else self.matrix)

    def _show_counts(self, setup: Setup, answer: np.ndarray, true: np.ndarray) -> None:
        names = class_names(setup)
        size = max(len(names), 2)
        counts = np.bincount(true * size + answer, minlength=size * size)[: size * size].reshape(size, size)
        self.matrix.set_counts(counts, names)
        right, total = int(np.trace(counts)), int(counts.sum())
        text = tr("{part} part: {right} of {total} right ({share})")
        part = {"test": tr("Test"), "validation": tr("Validation"), "train": tr("Training")}[self._part]
        share = f"{right / max(total, 1):.1%}"
        lines = [text.format(part=part, right=f"{right:,}", total=f"{total:,}", share=share), *confused(counts, names)]
        self.words.setText("\n".join(lines))

    def _on_setup_changed(self, setup: Setup) -> None:
        self._part = tested(setup)
        classes = is_classes(setup)
        self.stack.setCurrentWidget(self.matrix if classes else self.predicted)
        self.words.setVisible(classes)
        self._pace.renew()
        self.probes_changed.emit()


def confused(counts: np.ndarray, names: tuple[str, ...]) -> list[str]:
    """The commonest mistakes in words."""
    wrong = counts * (1 - np.eye(len(counts), dtype=counts.dtype))
    found = []
    for place in np.argsort(-wrong, axis=None, kind="stable")[:MISTAKES].tolist():
        row, column = divmod(place, len(counts))
        if wrong[row, column]:
            words = tr("{true} taken for {answer}: {count} of {total}")
            total, count = int(counts[row].sum()), int(wrong[row, column])
            found.append(words.format(true=names[row], answer=names[column], count=count, total=total))
    return ["", tr("Most often:"), *found] if found else []


def tr(text: str) -> str:
    return QCoreApplication.translate("panels", text)
