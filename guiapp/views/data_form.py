"""The controls of the data panel: they show a DataSpec and tell what the person wishes, and edit nothing."""

from __future__ import annotations

from typing import Any

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from core.catalog.datasets import DATASETS
from core.data.prepare import Described
from core.registry import Options
from core.spec.data import DataSpec
from core.spec.training import TrainingSpec
from guiapp.form.editors import ChoiceEditor, NumberEditor
from guiapp.form.fields import Field, fields_of
from guiapp.icons import icon
from guiapp.theme import Theme, title_label
from guiapp.translation.catalogue import said
from guiapp.views.feature_picker import FeaturePicker
from guiapp.views.fetch_box import FetchBox
from guiapp.views.file_source import FileSource
from guiapp.views.problem_list import ProblemList
from guiapp.views.segments import Segments
from guiapp.views.slider_row import SliderRow
from guiapp.views.source_picker import SourcePicker
from guiapp.views.tall import TallScroll

EDITOR_WIDTH = 92
MARGIN = 12


class DataForm(QWidget):
    """Signals say what is wished; `settled` that a drag is over."""

    task_chosen = Signal(str)
    source_chosen = Signal(object)
    options_changed = Signal(object, str)
    data_changed = Signal(object, str, str)
    batch_changed = Signal(object, str)
    drawing_wanted = Signal()
    settled = Signal()
    failed = Signal(object)

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._data = DataSpec()
        self.task = Segments(
            self.tr("Task"), (("classify", self.tr("Classify")), ("regress", self.tr("Predict a number")))
        )
        pages = (("plane", self.tr("Plane")), ("real", self.tr("Real")), ("own", self.tr("Own file")))
        self.page = Segments(self.tr("Sort of data"), pages)
        tips = (
            self.tr("Points made up in the plane"),
            self.tr("Measured tables and pictures"),
            self.tr("Files of your own"),
        )
        for button, tip in zip(self.page.buttons.values(), tips, strict=True):
            button.setToolTip(tip)
        self.picker, self.files, self.features = SourcePicker(), FileSource(), FeaturePicker()
        self.fetching = FetchBox()
        self.about, self.faults = QLabel(), ProblemList()
        self.draw_own = QPushButton(self.tr("Draw your own..."))
        self.draw_own.setToolTip(self.tr("Points with the mouse, beginning with those that are there"))
        self.redraw = QPushButton(self.tr("New sample"))
        self.redraw.setToolTip(self.tr("Draw other points of the same pattern"))
        self.options = QVBoxLayout()
        self.rows: dict[str, Any] = {}
        self._kind = ""
        self._make_split()
        self._arrange(host)
        self._connect()

    def _make_split(self) -> None:
        fields = {field.name: field for field in fields_of(DataSpec)}
        tips = {name: said(fields[name].text) for name in ("test_fraction", "validation_fraction")}
        self.test = SliderRow(self.tr("Test"), tips["test_fraction"], 0.0, 0.9, percent=True)
        self.validation = SliderRow(self.tr("Validation"), tips["validation_fraction"], 0.0, 0.9, percent=True)
        self.scaling = ChoiceEditor(fields["scaling"])
        self.target_scaling = ChoiceEditor(fields["target_scaling"])
        self.batch = NumberEditor(next(field for field in fields_of(TrainingSpec) if field.name == "batch_size"))

    def _arrange(self, host: QWidget) -> None:
        self.about.setProperty("role", "muted")
        self.about.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 8, 6, 12)
        column.setSpacing(8)
        self.options.setSpacing(8)
        self.redraw.setIcon(icon("dice"))
        for part in (
            self.task, self.page, self.picker, self.draw_own, self.fetching, self.files,
            self.about, self.faults, self.options, self.redraw,
        ):  # fmt: skip
            if isinstance(part, QVBoxLayout):
                column.addLayout(part)
            else:
                column.addWidget(part)
        self.split_title, self.feature_title = title_label(self.tr("Split")), title_label(self.tr("Features"))
        self.scaling_row = labelled(self.tr("Scaling"), self.scaling)
        self.target_row = labelled(self.tr("Target scaling"), self.target_scaling)
        self.batch_row = labelled(self.tr("Batch size"), self.batch)
        for widget in (
            self.feature_title, self.features, self.scaling_row, self.target_row,
            self.split_title, self.test, self.validation, self.batch_row,
        ):  # fmt: skip
            column.addWidget(widget)
        column.addStretch(1)
        layout = QVBoxLayout(host)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(TallScroll(self, host.accessibleName()))

    def _connect(self) -> None:
        self.task.chosen.connect(self.task_chosen)
        self.page.chosen.connect(self.show_page)
        self.draw_own.clicked.connect(self.drawing_wanted)
        self.picker.chosen.connect(lambda kind: self.source_chosen.emit(DATASETS[kind].options()))
        self.files.chosen.connect(self.source_chosen)
        self.files.weighted.connect(lambda name: self._tell("weights", name, self.tr("sample weights")))
        self.files.failed.connect(self.failed)
        self.features.changed.connect(lambda names: self._tell("features", names, self.tr("features")))
        self.scaling.edited.connect(lambda value, _: self._tell("scaling", value, self.tr("scaling")))
        self.target_scaling.edited.connect(
            lambda value, _: self._tell("target_scaling", value, self.tr("target scaling"))
        )
        self.batch.edited.connect(
            lambda value, merges: self.batch_changed.emit(value, "training.batch_size" if merges else "")
        )
        for row, name, words in (
            (self.test, "test_fraction", self.tr("test share")),
            (self.validation, "validation_fraction", self.tr("validation share")),
        ):
            row.moved.connect(lambda value, name=name, words=words: self._tell(name, value, words, f"data.{name}"))
            row.settled.connect(self.settled)

    def controls(self) -> dict[str, list[QWidget]]:
        """What a project may hide or lock, by name."""
        found: dict[str, list[QWidget]] = {
            "data.task": [self.task],
            "data.source": [self.page, self.picker, self.draw_own, self.files, self.redraw],
            "data.draw": [self.redraw],
            "data.features": [self.feature_title, self.features],
            "data.scaling": [self.scaling_row],
            "data.target_scaling": [self.target_row],
            "data.test_fraction": [self.test],
            "data.validation_fraction": [self.validation],
            "training.batch_size": [self.batch_row],
        }
        for name, row in self.rows.items():
            found[f"data.source.{name}"] = [row if isinstance(row, SliderRow) else row.parentWidget()]
        for grid in self.picker.grids.values():
            for kind, button in grid.buttons.items():
                found.setdefault(f"dataset.{kind}", []).append(button)
        return found

    def show_page(self, page: str) -> None:
        """Show the thumbnails of the plane, of real data, or the buttons for files."""
        self.page.set_key(page)
        self.picker.show_page(page, self.task.key())
        self.files.setVisible(page == "own")
        self.draw_own.setVisible(page == "plane")

    def show_data(self, data: DataSpec, task: str, described: Described | None, batch: int | None) -> None:
        """Show a value without telling."""
        self._data = data
        entry = DATASETS.of(data.source)
        self.task.set_key(task)
        self.show_page(self.page.key())
        self.picker.set_chosen(entry.name)
        self.files.show_source(data.source, data.weights)
        self._show_about(data, described)
        self._show_options(data.source)
        self.redraw.setVisible(entry.plane)
        self.feature_title.setVisible(described is not None and not described.info.picture)
        self.features.show_features(data.features, described)
        self.scaling.set_value(data.scaling)
        self.target_scaling.set_value(data.target_scaling)
        self.target_row.setVisible(task == "regress")
        own = described is not None and described.info.own_test
        self.test.set_value(data.test_fraction)
        self.test.setEnabled(not own)
        self.validation.set_value(data.validation_fraction)
        self.batch.set_value(batch)

    def set_theme(self, theme: Theme) -> None:
        self.picker.set_theme(theme)
        self.files.set_theme(theme)
        self.redraw.setIcon(icon("dice", theme))
        self.draw_own.setIcon(icon("edit", theme))

    def _tell(self, name: str, value: Any, words: str, merge: str = "") -> None:
        if getattr(self._data, name) != value:
            self.data_changed.emit(msgspec.structs.replace(self._data, **{name: value}), words, merge)

    def _show_about(self, data: DataSpec, described: Described | None) -> None:
        """Size of data that are not made up here."""
        entry = DATASETS.of(data.source)
        self.about.setVisible(described is not None and not entry.plane)
        if described is None or entry.plane:
            return
        info = described.info
        shape = info.shape[:2] if info.picture and info.shape[2] == 1 else info.shape
        size = " \N{MULTIPLICATION SIGN} ".join(str(n) for n in shape)
        words = self.tr("{samples} pictures of {size}") if info.picture else self.tr("{samples} rows, {size} columns")
        end = (
            self.tr("{count} classes").format(count=len(described.classes))
            if described.classes
            else self.tr("a number")
        )
        self.about.setText(words.format(samples=f"{info.samples:,}", size=size) + f" \N{RIGHTWARDS ARROW} {end}")
        self.about.setToolTip(said(entry.text))

    def _show_options(self, source: Options) -> None:
        """Rows for numbers that make the data; files and points have none."""
        if source.kind != self._kind:
            self._kind = source.kind
            while (item := self.options.takeAt(0)) is not None:
                widget = item.widget()
                if widget is not None:
                    widget.hide()
                    widget.deleteLater()
            self.rows = {}
            for field in fields_of(type(source)):
                if field.kind in ("int", "float", "bool", "choice"):
                    self._add_row(field)
        for name, row in self.rows.items():
            row.set_value(getattr(source, name))

    def _add_row(self, field: Field) -> None:
        key, title = f"data.source.{field.name}", said(field.title)
        if field.kind == "float" and {"ge", "le"} <= set(field.bounds):
            row = SliderRow(title, said(field.text), field.bounds["ge"], field.bounds["le"])
            row.moved.connect(lambda value: self._on_option(field.name, value, key))
            row.settled.connect(self.settled)
            self.rows[field.name] = row
            self.options.addWidget(row)
            return
        editor = ChoiceEditor(field) if field.kind == "choice" else NumberEditor(field)
        editor.edited.connect(lambda value, merges: self._on_option(field.name, value, key if merges else ""))
        self.rows[field.name] = editor
        widget = labelled(title, editor)
        widget.setToolTip(said(field.text))
        self.options.addWidget(widget)

    def _on_option(self, name: str, value: Any, merge: str) -> None:
        source = self._data.source
        if getattr(source, name) != value:
            self.options_changed.emit(msgspec.structs.replace(source, **{name: value}), merge)


def labelled(text: str, editor: QWidget) -> QWidget:
    """A row of a label and its editor."""
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(8)
    label = QLabel(text)
    label.setProperty("role", "muted")
    label.setBuddy(editor)
    editor.setFixedWidth(EDITOR_WIDTH)
    layout.addWidget(label, 1)
    layout.addWidget(editor)
    return row
