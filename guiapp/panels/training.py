"""How the network is trained: loss, optimizer and everything around the loop."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QPoint, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.catalog.losses import LOSSES
from core.catalog.metrics import METRICS
from core.spec.training import TrainingSpec
from guiapp.form import SectionedForm
from guiapp.form.fields import fields_of
from guiapp.panels.base import Checked, Context, FrameView, Panel, Theme
from guiapp.translation.catalogue import said
from guiapp.views.problem_list import ProblemList
from guiapp.views.schedule_plot import SchedulePlot
from guiapp.views.tall import TallScroll

HIDDEN = ("draw",)
"""Counted by the action "New weights"."""
FIRST = ("loss", "optimizer", "batch_size")
"""What stands open."""
KNOBS = ("lr", "momentum")
"""Of the options of loss and optimizer, those that everybody turns."""


class TrainingPanel(Panel):
    """One form; a changed learning rate takes effect at the next step."""

    id = "training"
    title = str(QT_TRANSLATE_NOOP("panels", "Training"))
    area = "inspector"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.problems = ProblemList()
        self.problems.fixing.connect(context.fix)
        self.form = SectionedForm(
            context.project.training, FIRST, sections(), options=KNOBS, hidden=HIDDEN, path="training"
        )
        for name in context.settings.open_parts or ():
            self.form.open_part_of(name)
        self.form.folded.connect(self._on_form_folded)
        self.form.settled.connect(context.seal)
        self.form.changed.connect(self._on_form_changed)
        self.schedule = SchedulePlot()
        self.schedule.failed.connect(context.messages.fault)
        self.form.illustrate("schedule", self.schedule)
        self._body = QWidget()
        column = QVBoxLayout(self._body)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(8)
        column.addWidget(self.problems)
        column.addWidget(self.form)
        column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.column = TallScroll(self._body, self.heading())
        layout.addWidget(self.column)
        self.form.unfolded.connect(self._on_form_unfolded)
        self.show_project(context.checked)

    def show_project(self, checked: Checked) -> None:
        if self.form.value() != checked.project.training:
            self.form.set_value(checked.project.training)
        self.schedule.setVisible(self.schedule.show_training(checked.project.training))
        if checked.described is not None:
            self._offer(checked.described.task)
        self.problems.show_problems([problem for problem in checked.problems if problem.where.startswith("training")])

    def draw(self, frame: FrameView) -> None:
        self.schedule.set_epoch(frame.snapshot.epoch)

    def reset(self) -> None:
        self.schedule.set_epoch(0)

    def set_theme(self, theme: Theme) -> None:
        self.schedule.set_theme(theme)

    def _offer(self, task: str) -> None:
        """What makes sense for the task: its own first, and no probabilities where a number is predicted."""
        self.form.offer("metrics", [m.name for m in METRICS if m.task in ("", task)])
        fitting = [loss.name for loss in LOSSES if loss.task in ("", task)]
        others = [loss.name for loss in LOSSES if loss.name not in fitting] if task == "classify" else []
        self.form.offer("loss", [*fitting, *others])

    def _on_form_unfolded(self, part: QWidget) -> None:
        """Bring what was opened into view, its heading at the top where all of it has no room."""

        def show() -> None:
            self.column.ensureWidgetVisible(part, 0, 0)
            below = part.mapTo(self._body, QPoint(0, 0)).y()
            bar = self.column.verticalScrollBar()
            bar.setValue(min(bar.value(), below))

        QTimer.singleShot(0, self, show)

    def _on_form_folded(self) -> None:
        """What stands open is how this person works: it is kept with the settings."""
        self.context.settings.open_parts = self.form.open_parts()

    def _on_form_changed(self, training: TrainingSpec, merge: str) -> None:
        project = self.context.project
        text = tr("Change {field}").format(field=changed_field(project.training, training))
        self.context.edit(text, msgspec.structs.replace(project, training=training), merge or None)


def sections() -> dict[str, tuple[str, ...]]:
    """What is folded away, by what a person wants to do; a field that is new stands in the last part."""
    return {
        tr("Rate over time"): ("schedule",),
        tr("What is measured"): ("metrics", "evaluate_every"),
        tr("When it stops"): ("stop", "epochs"),
        tr("Keep weights small"): ("penalty", "clipping"),
        tr("Samples"): ("class_weights", "shuffle"),
        tr("Numbers"): ("precision", "seed"),
    }


def changed_field(old: TrainingSpec, new: TrainingSpec) -> str:
    """The title of the field that differs, in small letters."""
    names = (f for f in fields_of(TrainingSpec) if getattr(old, f.name) != getattr(new, f.name))
    return next((said(field.title).lower() for field in names), tr("training"))


def tr(text: str) -> str:
    return QCoreApplication.translate("panels", text)
