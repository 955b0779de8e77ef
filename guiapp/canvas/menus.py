"""Menus of the canvas: what can be added, which activation, and everything that can be done to a layer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import prod

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu, QWidget

from core.catalog.activations import ACTIVATIONS
from core.catalog.layers import LAYERS
from core.session.document import Checked
from guiapp.canvas import edit
from guiapp.canvas.edit import Edit
from guiapp.icons import icon
from guiapp.translation.catalogue import said

Make = Callable[[Edit | None], None]
UNITS = (1, 2, 4, 8, 16, 32, 64, 128)


def tr(text: str) -> str:
    return QCoreApplication.translate("canvas", text)


def fill_kinds(menu: QMenu, add: Callable[[str], None]) -> None:
    """Every kind of layer that can be added."""
    for kind in edit.kinds():
        action = menu.addAction(f"{kind.glyph}\u2002{said(kind.title)}")
        action.setToolTip(f"{said(kind.text)}\n{kind.formula}")
        action.setData(kind.name)
        action.triggered.connect(lambda _=False, name=kind.name: add(name))
    menu.setToolTipsVisible(True)


def activation_menu(checked: Checked, node: str, make: Make, parent: QWidget) -> QMenu:
    """The activations, the present one ticked."""
    menu = QMenu(tr("Activation"), parent)
    menu.setToolTipsVisible(True)
    present = checked.project.architecture[node].options.activation.kind  # type: ignore[attr-defined]  # it has one
    for entry in ACTIVATIONS:
        action = menu.addAction(said(entry.title))
        action.setCheckable(True)
        action.setChecked(entry.name == present)
        action.setData(entry.name)
        action.setToolTip(f"{said(entry.text)}\n{entry.formula}")
        action.triggered.connect(
            lambda _=False, name=entry.name: make(edit.set_activation(checked.project, node, name))
        )
    return menu


def layer_menu(checked: Checked, node: str, make: Make, parent: QWidget) -> QMenu:
    """Everything that can be done to a layer."""
    menu = QMenu(tr("Layer"), parent)
    options = checked.project.architecture[node].options
    fixed = options.kind in ("input", "output")
    _fixes(menu, checked, node, make)
    if hasattr(options, "activation"):
        menu.addMenu(activation_menu(checked, node, make, menu))
    if hasattr(options, "units"):
        menu.addMenu(_units_menu(checked, node, make, menu))
    if getattr(options, "off", ()):
        menu.addAction(icon("link"), tr("Switch all weights on"), lambda: make(edit.switch_on(checked.project, node)))
    fold = edit.toggle_fold(checked.project, node, prod(checked.shapes.get(node, (0,))))
    if fold is not None and len(checked.shapes[node]) == 1:
        menu.addAction(icon("minus"), fold.text, lambda: make(fold))
    if options.kind != "output":
        after = menu.addMenu(icon("add-layer"), tr("Add layer after"))
        fill_kinds(after, lambda kind: make(edit.append(checked, node, kind)))
        _connections(menu, checked, node, make)
    if not fixed:
        menu.addSeparator()
        menu.addAction(icon("duplicate"), tr("Duplicate"), lambda: make(edit.duplicate(checked.project, node)))
        menu.addAction(icon("delete"), tr("Remove layer"), lambda: make(edit.remove(checked.project, [node])))
    return menu


def _fixes(menu: QMenu, checked: Checked, node: str, make: Make) -> None:
    """What ends the layer's problems."""
    fixes = [problem.fix for problem in checked.problems if problem.node == node and problem.fix is not None]
    for fix in fixes:
        action = menu.addAction(icon("check"), said(fix.title))
        action.triggered.connect(lambda _=False, fix=fix: make(edit.fixed(checked.project, fix)))
    if fixes:
        menu.addSeparator()


def join_menu(checked: Checked, source: str, target: str, kinds: Sequence[str], make: Make, parent: QWidget) -> QMenu:
    """The ways in which a layer can be led into one that has an input already."""
    menu = QMenu(tr("Connect"), parent)
    menu.setToolTipsVisible(True)
    for name in kinds:
        kind = LAYERS[name]
        action = menu.addAction(f"{kind.glyph}\u2002{said(kind.title)}")
        action.setData(name)
        action.setToolTip(f"{said(kind.text)}\n{kind.formula}")
        action.triggered.connect(lambda _=False, name=name: make(edit.connect(checked, source, target, name)))
    return menu


def link_menu(checked: Checked, source: str, target: str, make: Make, parent: QWidget) -> QMenu:
    """What can be done to a connection."""
    menu = QMenu(tr("Connection"), parent)
    into = menu.addMenu(icon("add-layer"), tr("Insert layer"))
    fill_kinds(into, lambda kind: make(edit.insert(checked, source, target, kind)))
    menu.addAction(icon("cut"), tr("Disconnect"), lambda: make(edit.disconnect(checked.project, source, target)))
    return menu


def _units_menu(checked: Checked, node: str, make: Make, parent: QWidget) -> QMenu:
    menu = QMenu(tr("Units"), parent)
    present = checked.project.architecture[node].options.units  # type: ignore[attr-defined]  # it has units
    for units in sorted({*UNITS, present}):
        action = menu.addAction(f"{units}")
        action.setCheckable(True)
        action.setChecked(units == present)
        action.triggered.connect(lambda _=False, units=units: make(edit.set_units(checked.project, node, units)))
    return menu


def _connections(menu: QMenu, checked: Checked, node: str, make: Make) -> None:
    targets = edit.targets(checked.project, node)
    if targets:
        to = menu.addMenu(icon("link"), tr("Connect to"))
        for target in targets:
            to.addAction(target, lambda target=target: make(edit.connect(checked, node, target)))  # type: ignore[misc]  # mypy guesses no default
    readers = checked.project.architecture.readers(node)
    if readers:
        part = menu.addMenu(tr("Disconnect from"))
        for target in readers:
            part.addAction(target, lambda target=target: make(edit.disconnect(checked.project, node, target)))  # type: ignore[misc]  # mypy guesses no default
