"""A window in miniature for tests of the canvas: a document, a selection, and the view on it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.session.document import Checked, Document
from core.session.patch import Patch
from core.session.switched_off import trimmed
from core.spec.plain import project_from_plain
from core.spec.project import Project
from guiapp import theme
from guiapp.canvas.scene import Where
from guiapp.canvas.view import NetworkView


def project_of(*nodes: dict[str, Any], source: str = "spiral", loss: str = "bce") -> Project:
    """A project with these nodes on generated points."""
    data = {"source": {"kind": source}, "features": ["x1", "x2"] if source == "spiral" else []}
    return project_from_plain(
        {"format": 1, "architecture": {"nodes": list(nodes)}, "data": data, "training": {"loss": loss, "metrics": []}}
    )


def dense(name: str, source: str, units: int, activation: str = "tanh") -> dict[str, Any]:
    return {"id": name, "kind": "dense", "inputs": [source], "units": units, "activation": activation}


def chain(*units: int) -> Project:
    """x -> h1 -> h2 ... -> y -> out."""
    nodes: list[dict[str, Any]] = [{"id": "x", "kind": "input"}]
    for index, width in enumerate(units):
        nodes.append(dense(f"h{index + 1}", nodes[-1]["id"], width))
    nodes.append(dense("y", nodes[-1]["id"], 1, "sigmoid"))
    return project_of(*nodes, {"id": "out", "kind": "output", "inputs": ["y"]})


class Desk:
    """Edits through a real document; the view follows it."""

    def __init__(self, project: Project) -> None:
        self.document = Document(project)
        self.selection: tuple[str, ...] = ()
        self.view = NetworkView(self, theme.load("light"))
        self.document.subscribe(lambda old, new: self.view.show_project(new))
        self.view.show_project(self.checked)

    @property
    def checked(self) -> Checked:
        return self.document.checked

    @property
    def project(self) -> Project:
        return self.document.project

    def edit(self, text: str, project: Project, merge: str | None = None, patch: Patch | None = None) -> None:
        self.document.replace(text, trimmed(project), merge, patch)

    def type_number(self, text: str, patch: Patch, merge: str | None = None) -> None:
        self.document.replace(text, self.project, merge, patch)

    def seal(self) -> None:
        self.document.seal()

    def select(self, *nodes: str) -> None:
        self.selection = nodes

    # hands

    def units(self, node: str) -> int:
        return int(self.project.architecture[node].options.units)  # type: ignore[attr-defined]  # a dense layer

    def place(self, zone: Where, node: str, index: int = 0) -> QPoint:
        """Where a part of a layer is in the view."""
        item = self.view.canvas.layers[node]
        if zone == "unit":
            rect = item.tile_rect(index)
        elif zone == "header":
            rect = item.title_rect()
        elif zone == "activation":
            rect = item.activation_rect()
        else:
            rect = item.button_rect(zone)  # type: ignore[arg-type]  # one of the buttons
        return self.view.mapFromScene(item.mapToScene(rect.center()))

    def knob(self, source: str, target: str) -> QPoint:
        knobs = self.view.canvas.knobs
        link = next(link for link in knobs.links if (link.source, link.target) == (source, target))
        return self.view.mapFromScene(knobs.rect_of(link).center())

    def click(self, qtbot: QtBot, at: QPoint, button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
        qtbot.mouseClick(self.view.viewport(), button, pos=at)

    def move(self, at: QPoint, buttons: Qt.MouseButton = Qt.MouseButton.NoButton) -> None:
        port = self.view.viewport()
        no = Qt.KeyboardModifier.NoModifier
        where, on_screen = QPointF(at), QPointF(port.mapToGlobal(at))
        event = QMouseEvent(QEvent.Type.MouseMove, where, on_screen, Qt.MouseButton.NoButton, buttons, no)
        QApplication.sendEvent(port, event)

    def drag(self, qtbot: QtBot, start: QPoint, end: QPoint, *, drop: bool = True) -> None:
        left = Qt.MouseButton.LeftButton
        qtbot.mousePress(self.view.viewport(), left, pos=start)
        for step in range(1, 9):
            self.move(start + (end - start) * (step / 8), left)
        if drop:
            qtbot.mouseRelease(self.view.viewport(), left, pos=end)


def desks(qtbot: QtBot, project: Project) -> Iterator[Desk]:
    """A shown desk of the usual size."""
    desk = Desk(project)
    qtbot.addWidget(desk.view)
    desk.view.resize(900, 560)
    with qtbot.waitExposed(desk.view):
        desk.view.show()
    yield desk
    if desk.view.menu is not None:
        desk.view.menu.close()
