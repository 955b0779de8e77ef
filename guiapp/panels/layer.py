"""The selected layer: its options, what goes in and comes out, and what is wrong with it."""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np
from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from core.catalog.activations import ACTIVATIONS
from core.catalog.activations.base import Activation
from core.catalog.layers import LAYERS
from core.catalog.layers.base import words
from core.errors import AppError
from core.explain.cost import ActivationCosts
from core.registry import Options
from core.session.document import Checked
from core.spec.architecture import NodeSpec
from core.spec.edits import rename, set_kind, with_architecture
from core.spec.project import Project
from guiapp.form import OptionsForm
from guiapp.form.fields import fields_of
from guiapp.form.order import in_order
from guiapp.panels.base import Context, Panel, Theme
from guiapp.theme import tabular
from guiapp.translation.catalogue import said
from guiapp.views.empty import EmptyText
from guiapp.views.function import FunctionPlot
from guiapp.views.problem_list import ProblemList
from guiapp.views.tools import plot_actions

ON_THE_DRAWING = ("off",)
"""Weights are switched off where one sees them."""


class LayerPanel(Panel):
    """Shows the last selected node; every change is an edit of the document."""

    id = "layer"
    title = str(QT_TRANSLATE_NOOP("panels", "Layer"))
    area = "inspector"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.form: OptionsForm | None = None
        self._node: str | None = None
        self.empty = EmptyText(tr("Click a layer in the drawing: its options stand here."))
        self.name = QLineEdit()
        self.name.setAccessibleName(tr("Name of the layer"))
        self.name.editingFinished.connect(self._on_name_finished)
        self.kind, self.text, self.problems = QLabel(), QLabel(), ProblemList()
        self.problems.fixing.connect(context.fix)
        self.facts = QLabel()
        self.facts.setFont(tabular())
        self.curve = FunctionPlot()
        self.curve.failed.connect(context.messages.fault)
        self.about = QLabel()
        self._arrange()
        context.errand_moved.connect(self._on_errand_moved)
        context.setup_changed.connect(lambda _: self._measure())
        context.selection_changed.connect(lambda _: self.show_project(context.checked))

    def _arrange(self) -> None:
        for label, role in ((self.text, "muted"), (self.facts, "muted"), (self.about, "muted")):
            label.setProperty("role", role)
            label.setWordWrap(True)
        font = self.kind.font()
        font.setBold(True)
        self.kind.setFont(font)
        self._body = QWidget()
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(12, 8, 12, 8)
        self._column.setSpacing(8)
        head = QGridLayout()
        head.addWidget(self.kind, 0, 0)
        head.addWidget(self.name, 0, 1)
        self.name.setFixedWidth(132)
        self._column.addLayout(head)
        self._column.addWidget(self.facts)
        self._column.addWidget(self.problems)
        self._at_form = self._column.count()
        for widget in (self.curve, self.about, self.text):
            self._column.addWidget(widget)
        self._column.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setAccessibleName(self.heading())
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._scroll)
        layout.addWidget(self.empty)
        self._scroll.hide()

    def take_focus(self) -> None:
        """The first field of the form."""
        inside = (self.form or self).findChildren(QWidget)
        fields = [box for box in inside if box.focusPolicy() & Qt.FocusPolicy.TabFocus]
        (fields[0] if fields else self.name).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_project(self, checked: Checked) -> None:
        architecture = checked.project.architecture
        chosen = [node for node in self.context.selection if node in architecture]
        self._node = chosen[-1] if chosen else None
        self._scroll.setVisible(self._node is not None)
        self.empty.setVisible(self._node is None)
        if self._node is not None:
            self._show_node(checked, architecture[self._node])

    def set_theme(self, theme: Theme) -> None:
        self.curve.set_theme(theme)

    def tools(self) -> list[QAction]:
        return plot_actions(self.curve) if self.curve.isVisible() else []

    def _show_node(self, checked: Checked, node: NodeSpec) -> None:
        kind = LAYERS.of(node.options)
        self.kind.setText(said(kind.title))
        self.name.setText(node.id)
        self.text.setText(said(kind.text) + (f"\n{kind.formula}" if kind.formula else ""))
        self.problems.show_problems([problem for problem in checked.problems if problem.node == node.id])
        self.facts.setText(facts(checked, node))
        self._show_form(node)
        self._show_curve(getattr(node.options, "activation", None))

    def _show_form(self, node: NodeSpec) -> None:
        before = None if self.form is None else type(self.form.value())
        if self.form is None:
            self.form = OptionsForm(node.options, hidden=ON_THE_DRAWING)
            self.form.changed.connect(self._on_form_changed)
            self.form.settled.connect(self.context.seal)
            self._column.insertWidget(self._at_form, self.form)
        else:
            self.form.set_value(node.options)
        if before is not type(node.options):
            in_order(self._body)
        self.form.setVisible(bool(self.form.rows))

    def _show_curve(self, options: Options | None) -> None:
        entry = None if options is None else ACTIVATIONS.of(options)
        self.curve.setVisible(entry is not None and entry.forward is not None)
        self.about.setVisible(entry is not None)
        self.about.setText(self._about(entry) if entry is not None else "")
        if entry is None or entry.forward is None or options is None:
            return
        parameter = entry.parameter_of(options)
        with np.errstate(all="ignore"):
            a = np.broadcast_to(entry.forward(self.curve.z, parameter), self.curve.z.shape)
            slope = None
            if entry.derivative is not None:
                slope = np.broadcast_to(entry.derivative(self.curve.z, a, parameter), self.curve.z.shape)
        self.curve.set_values(a, slope)
        self.curve.setAccessibleDescription(f"{said(entry.title)}: {entry.formula}")

    def _about(self, entry: Activation) -> str:
        """Range, use and cost of an activation."""
        lines = [tr("range: {range}").format(range=said(entry.range)), tr("for {use}").format(use=said(entry.use))]
        found = self.context.errands.get(ActivationCosts.key)
        if found is not None and entry.name in found.found.nanoseconds:
            cost = f"{found.found.nanoseconds[entry.name]:.2g}"
            lines.append(tr("costs {cost} ns a value here, beside the identity").format(cost=cost))
        return "\n".join(lines)

    def _measure(self) -> None:
        """Once for each window, when somebody looks: the costs of all activations, beside the training."""
        if self.isVisible() and self.context.setup is not None and ActivationCosts.key not in self.context.errands:
            self.context.send(ActivationCosts())

    def _on_errand_moved(self, key: str) -> None:
        architecture = self.context.project.architecture
        if key == ActivationCosts.key and self._node in architecture and self._node is not None:
            self._show_curve(getattr(architecture[self._node].options, "activation", None))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._measure()

    def _on_form_changed(self, options: Any, merge: str) -> None:
        if self._node is None:
            return
        project = self.context.project
        old = project.architecture[self._node].options
        changed = with_architecture(project, set_kind(project.architecture, self._node, options))
        text = tr("Change {field} of {layer}").format(field=changed_field(old, options), layer=self._node)
        self.context.edit(text, changed, f"layer.{self._node}.{merge}" if merge else None)

    def _on_name_finished(self) -> None:
        new = self.name.text().strip()
        if self._node is None or new == self._node:
            return
        try:
            project = renamed(self.context.project, self._node, new)
        except AppError as fault:
            self.name.setText(self._node)
            self.context.messages.fault(fault)
            return
        old, self._node = self._node, new
        self.context.selection = (new,)
        self.context.edit(tr("Rename {old} to {new}").format(old=old, new=new), project)
        self.context.selection_changed.emit((new,))


def facts(checked: Checked, node: NodeSpec) -> str:
    """What goes in and comes out, and how many numbers are learned."""
    unknown = tr("not known yet")
    shapes = [checked.shapes.get(source) for source in node.inputs]
    inputs = " + ".join(words(shape) if shape else unknown for shape in shapes)
    shape = checked.shapes.get(node.id)
    outputs = words(shape) if shape else unknown
    way = f"{inputs} \N{RIGHTWARDS ARROW} {outputs}" if inputs else outputs
    kept = LAYERS.of(node.options).kept([shape for shape in shapes if shape], node.options) if all(shapes) else 0
    learned = checked.sizes.get(node.id, 0)
    words_of = tr("    {count} parameters, and {kept} that follow the data") if kept else tr("    {count} parameters")
    return way + words_of.format(count=f"{learned:,}", kept=f"{kept:,}")


def renamed(project: Project, old: str, new: str) -> Project:
    """The project with one node called otherwise, at its place."""
    positions = {new if name == old else name: at for name, at in project.layout.positions.items()}
    layout = msgspec.structs.replace(project.layout, positions=positions)
    architecture = rename(project.architecture, old, new)
    return msgspec.structs.replace(project, architecture=architecture, layout=layout)


def changed_field(old: Any, new: Any) -> str:
    """The title of the first field that differs, in small letters."""
    for field in fields_of(type(new)):
        if getattr(old, field.name, None) != getattr(new, field.name):
            return said(field.title).lower()
    return tr("options")


def tr(text: str) -> str:
    return QCoreApplication.translate("panels", text)
