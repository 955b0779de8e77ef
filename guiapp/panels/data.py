"""The data: which set, how it is made, how it is split, and what of it the network is fed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
import numpy as np
from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QTimer
from PySide6.QtWidgets import QWidget

from core.catalog.datasets import DATASETS
from core.catalog.datasets.points import Points
from core.data.prepare import describe
from core.errors import AppError
from core.registry import Options
from core.session.snapshot import Event
from core.spec import drawn
from core.spec.data import DataSpec
from core.spec.fit import with_data, with_source
from core.spec.project import Project
from guiapp.panels.base import Checked, Context, Panel, Theme
from guiapp.translation.catalogue import said
from guiapp.views.data_form import DataForm
from guiapp.views.file_source import weight_names
from guiapp.views.fit_words import fit_words
from guiapp.views.samples import class_names, gathered
from guiapp.views.source_picker import GROUPS, fits

FIRST = {"classify": "spiral", "regress": "plane"}


class DataPanel(Panel):
    """Every change is an edit of the document; where the targets become others, the network's end follows."""

    id = "data"
    title = str(QT_TRANSLATE_NOOP("panels", "Data"))
    area = "left"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.form = DataForm(self)
        self._last: dict[str, Options] = {}
        self._source = ""
        self._words = ""
        form = self.form
        form.faults.fixing.connect(context.fix)
        form.task_chosen.connect(self._on_task_chosen)
        form.source_chosen.connect(self._on_source_chosen)
        form.options_changed.connect(self._on_options_changed)
        form.data_changed.connect(self._on_data_changed)
        form.batch_changed.connect(self._on_batch_changed)
        form.redraw.clicked.connect(self._on_redraw_clicked)
        form.drawing_wanted.connect(lambda: context.request("draw_points"))
        form.settled.connect(context.seal)
        form.failed.connect(context.messages.fault)
        form.fetching.ready.connect(self._on_source_chosen)
        form.fetching.failed.connect(context.messages.fault)
        context.setup_changed.connect(form.picker.take_setup)
        context.happened.connect(self._on_context_happened)
        self.show_project(context.checked)

    def show_project(self, checked: Checked) -> None:
        data = checked.project.data
        task = self._task(checked)
        self._last[task] = data.source
        if data.source.kind != self._source:
            self._source = data.source.kind
            flat = isinstance(data.source, Points) and checked.described is not None and checked.described.info.plane
            self.form.show_page("plane" if flat else GROUPS.get(DATASETS.of(data.source).group, "own"))
        faults = [p for p in checked.problems if not (p.node or p.where.startswith(("architecture", "training")))]
        self.form.show_data(data, task, checked.described, checked.project.training.batch_size)
        self.form.faults.show_problems(faults)

    def set_theme(self, theme: Theme) -> None:
        self.form.set_theme(theme)

    def controls(self) -> Mapping[str, Sequence[QWidget]]:
        return self.form.controls()

    def _task(self, checked: Checked) -> str:
        if checked.described is not None:
            return checked.described.task
        data = checked.project.data
        return data.task if data.task != "auto" else DATASETS.of(data.source).task or "classify"

    def _edit(self, text: str, project: Project, merge: str | None = None) -> None:
        """Make the edit, and say what it did to the network."""
        old = self.context.project
        self.context.edit(text, project, merge)
        self._words = fit_words(old, self.context.project)
        if self._words:
            self.context.messages.say(self._words)

    def _on_context_happened(self, event: Event) -> None:
        """What the trainer says of the edit is added to what is said already, not put in its place."""
        if event.kind == "edited" and self._words:
            words, self._words = f"{self._words}; {event.text}", ""
            QTimer.singleShot(0, self, lambda: self.context.messages.say(words))

    def _on_source_chosen(self, source: Options) -> None:
        """Another set, as a thumbnail or a file; one that cannot be read changes nothing, and one that is not on this
        computer yet is fetched first."""
        if self.form.fetching.begin(source):
            self.show_project(self.context.checked)
            return
        source = _carried(self.context.project.data.source, source)
        project = without_weights(self.context.project, source)
        changed = with_source(project, source)
        try:
            describe(changed.data)
        except AppError as fault:
            self.context.messages.fault(fault)
            self.show_project(self.context.checked)
            return
        text = tr("Choose {name}").format(name=said(DATASETS.of(source).title))
        self._edit(text, changed)

    def take_over_points(self) -> None:
        """The points that are there become one's own; without any in the plane, a few to begin with."""
        setup, project = self.context.setup, self.context.project
        if isinstance(project.data.source, Points):
            return
        source = drawn.starters(self._task(self.context.checked) == "classify")
        if setup is not None and setup.prepared.described.info.plane and setup.project.data == project.data:
            x, y, _ = gathered(setup)
            source = drawn.from_arrays(np.asarray(x, np.float64), y, class_names(setup))
        self._edit(tr("Draw points"), with_source(project, source))
        self.context.seal()

    def _on_task_chosen(self, task: str) -> None:
        """The other task: of the same data where they serve both, else of a set that has it."""
        project = self.context.project
        entry = DATASETS.of(project.data.source)
        if fits(entry, task) and not entry.task:
            changed = msgspec.structs.replace(project.data, task=task)
            try:
                describe(changed)
            except AppError as fault:
                self.context.messages.fault(fault)
                self.show_project(self.context.checked)
                return
            self._edit(task_text(task), with_data(project, changed))
        elif entry.task != task:
            source = self._last.get(task) or self._first(entry.group, task)
            self._edit(task_text(task), with_source(project, _carried(project.data.source, source)))

    def _first(self, group: str, task: str) -> Options:
        """A set for this task, of the same group if there is one."""
        same = [e for e in DATASETS if e.group == group and e.task == task]
        entry = DATASETS[FIRST[task]] if group == "plane" or not same else same[0]
        return entry.options()

    def _on_options_changed(self, source: Options, merge: str) -> None:
        text = tr("Change {name}").format(name=said(DATASETS.of(source).title).lower())
        self._edit(text, with_source(self.context.project, source), merge or None)

    def _on_data_changed(self, data: DataSpec, what: str, merge: str) -> None:
        self._edit(tr("Change {name}").format(name=what.lower()), with_data(self.context.project, data), merge or None)

    def _on_batch_changed(self, size: int | None, merge: str) -> None:
        project = self.context.project
        training = msgspec.structs.replace(project.training, batch_size=size)
        self._edit(tr("Change batch size"), msgspec.structs.replace(project, training=training), merge or None)

    def _on_redraw_clicked(self) -> None:
        project = self.context.project
        data = msgspec.structs.replace(project.data, draw=project.data.draw + 1)
        self._edit(tr("Draw a new sample"), msgspec.structs.replace(project, data=data))


def _carried(old: Options, new: Options) -> Options:
    """Samples and noise of one made-up set stay for the next, where the person has set them."""
    if old.kind == new.kind or not (DATASETS.of(old).plane and DATASETS.of(new).plane) or new != type(new)():
        return new
    start: Any = type(old)()
    kept = {
        name: getattr(old, name)
        for name in ("samples", "noise")
        if hasattr(old, name) and hasattr(new, name) and getattr(old, name) != getattr(start, name)
    }
    return msgspec.structs.replace(new, **kept)


def without_weights(project: Project, source: Options) -> Project:
    """The project without its sample weights, where a source that it is about to get does not have them."""
    if not project.data.weights or project.data.weights in weight_names(source):
        return project
    return msgspec.structs.replace(project, data=msgspec.structs.replace(project.data, weights=""))


def task_text(task: str) -> str:
    """The edit that chooses a task."""
    return tr("Classify") if task == "classify" else tr("Predict a number")


def tr(text: str) -> str:
    return QCoreApplication.translate("panels", text)
