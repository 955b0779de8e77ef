"""The view on the drawing: mouse, wheel and keys become selections and edits."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QWidget

from core.session.document import Checked
from core.session.patch import Patch
from core.spec.project import Project
from guiapp.canvas import edit, keys
from guiapp.canvas.cards import Cards
from guiapp.canvas.drawing import Drawing
from guiapp.canvas.edit import Edit
from guiapp.canvas.gestures import Gesture, Move, Pan
from guiapp.canvas.layer_item import LayerItem
from guiapp.canvas.menus import activation_menu, layer_menu
from guiapp.canvas.numbers import Place, place_of
from guiapp.canvas.paper import Paper
from guiapp.canvas.places import Zone
from guiapp.canvas.readout import describe
from guiapp.canvas.scene import NOTHING, CanvasScene, Hit
from guiapp.theme import Theme

REACH = 6.0
"""Pixels from a line within which it is met."""


class Desk(Protocol):
    """What the canvas asks of the window."""

    selection: tuple[str, ...]

    @property
    def checked(self) -> Checked: ...

    def edit(self, text: str, project: Project, merge: str | None = None) -> None: ...

    def type_number(self, text: str, patch: Patch, merge: str | None = None) -> None: ...

    def seal(self) -> None: ...

    def select(self, *nodes: str) -> None: ...


class NetworkView(Paper):
    """Shows the scene; `unit_changed(node, unit)` names the unit that the keyboard stands on."""

    unit_changed = Signal(str, int)

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(CanvasScene(theme), parent)
        self.desk = desk
        self.unit = -1
        self.menu: QMenu | None = None
        self._hover = NOTHING
        self._held: Hit | None = None
        self._mouse = QPoint()
        self._pressed: tuple[Hit, QPoint, QPointF] | None = None
        self._gesture: Gesture | None = None
        self.readout = QLabel(self.viewport())
        self.readout.setObjectName("readout")
        self.readout.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.readout.setMaximumWidth(340)
        self.readout.setWordWrap(True)
        self.readout.hide()
        self.cards = Cards(self.canvas, desk, self.make, self.viewport(), self)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(240, 180)
        self.setAccessibleName(self.tr("Network drawing"))
        self.set_theme(theme)

    # what is shown

    @property
    def drawing(self) -> Drawing:
        return self.canvas.drawing

    @property
    def project(self) -> Project:
        return self.desk.checked.project

    @property
    def node(self) -> str:
        """The layer that keys are about."""
        return self.desk.selection[-1] if self.desk.selection else ""

    def set_theme(self, theme: Theme) -> None:
        self.canvas.set_theme(theme)
        self.cards.set_theme(theme)
        self.setBackgroundBrush(theme.color("window"))
        self.readout.setStyleSheet(
            f"#readout {{ background: {theme.raised}; color: {theme.text}; border: 1px solid {theme.border_strong};"
            " border-radius: 6px; padding: 6px 8px; }"
        )

    def show_project(self, checked: Checked) -> None:
        self.canvas.show_project(checked)
        self._hover = NOTHING
        self.canvas.show_hover(NOTHING)
        self.refresh_readout()
        self.show_selection()
        if self.fitted and self._held is None:
            self.fit()

    def show_selection(self) -> None:
        """Mark what is selected, and say it to a screen reader."""
        nodes = tuple(name for name in self.desk.selection if name in self.drawing.blocks)
        block = self.drawing.blocks.get(nodes[-1]) if nodes else None
        self.unit = min(self.unit, block.width - 1) if block else -1
        self.canvas.show_selection(nodes, self.unit)
        self.setAccessibleDescription(self.words())

    def words(self) -> str:
        """The selected layer or unit in words, else the whole network."""
        if self.node in self.drawing.blocks:
            return describe(self.canvas, Hit("unit" if self.unit >= 0 else "layer", self.node, self.unit))
        titles = [block.title for block in self.drawing.blocks.values() if not block.attached]
        return " \N{RIGHTWARDS ARROW} ".join(titles)

    def refresh_readout(self) -> None:
        """The numbers in the readout and on the cards follow the training."""
        self.cards.refresh()
        text = describe(self.canvas, self._hover)
        place = place_of(self.canvas, self._hover)
        if not text or self._gesture is not None or (place and self.cards.of(place)):
            self.readout.hide()
            return
        self.readout.setText(text)
        self.readout.adjustSize()
        size, room = self.readout.size(), self.viewport().size()
        x = min(self._mouse.x() + 16, room.width() - size.width() - 4)
        y = self._mouse.y() + 18
        if y + size.height() > room.height() - 4:
            y = self._mouse.y() - size.height() - 10
        self.readout.move(max(x, 4), max(y, 4))
        self.readout.show()
        self.readout.raise_()

    # edits and selection

    def make(self, change: Edit | None) -> None:
        """Send an edit through the gate, and select what it wants selected."""
        if change is None:
            return
        self.desk.edit(change.text, change.project, change.merge)
        if change.select is not None:
            self.select(*change.select)

    def seal(self) -> None:
        self.desk.seal()

    def current_move(self, positions: dict[str, tuple[float, float]]) -> Edit:
        there = {name: (b.x, b.y) for name, b in self.drawing.blocks.items() if not b.attached}
        return edit.move(self.project, there, positions)

    def undo_move(self, node: str) -> None:
        """Give a cancelled drag its start back: no step of it is left."""
        before, self._before = self._before, None
        if before is not None:
            self.desk.edit(self.tr("Move layer"), before, edit.move_key(node))
            self.desk.seal()

    _before: Project | None = None

    def select(self, *nodes: str, unit: int = -1) -> None:
        self.unit = unit
        self.desk.select(*nodes)
        self.show_selection()
        self.unit_changed.emit(self.node, unit)

    def delete(self) -> None:
        self.make(edit.remove(self.desk.checked.project, self.desk.selection))

    def click(self, hit: Hit, add: bool = False) -> None:
        """What a click on this part does."""
        checked = self.desk.checked
        if hit.where in ("plus", "minus"):
            self._click_units(hit)
        elif hit.where == "knob" and hit.link:
            self.make(edit.insert(checked, hit.link.source, hit.link.target))
        elif hit.where == "remove":
            self.make(edit.remove(checked.project, [hit.node]))
        elif hit.where == "activation":
            self.select(hit.node)
            self.choose_activation(hit.node)
        elif hit.where == "nothing":
            self.select()
        elif hit.where == "edge":
            self._pin(hit)
        else:
            kept = tuple(name for name in self.desk.selection if name != hit.node) if add else ()
            self.select(*kept, hit.node, unit=hit.unit)
            self._pin(hit)

    def _pin(self, hit: Hit) -> None:
        """A click on a line or a unit leaves its exact numbers on the drawing; another one takes them away."""
        place = place_of(self.canvas, hit)
        if place is not None:
            self.cards.toggle(place, self._mouse)

    def edit_number(self, place: Place) -> None:
        """Type a number from the keyboard: its card, with the box in focus."""
        self.cards.open(place, QPoint(self.viewport().width() // 2, 12), focus=True)

    def _click_units(self, hit: Hit) -> None:
        """The button stays under the mouse, however often it is pressed; the drawing is fitted when it is left."""
        item = self.canvas.layers[hit.node]
        before = self._middle_of(item, hit)
        self._held = hit
        self.make(edit.change_units(self.project, hit.node, 1 if hit.where == "plus" else -1))
        after = self._middle_of(item, hit)
        self._shift(QPointF(after - before) / self.zoom)

    def _middle_of(self, item: LayerItem, hit: Hit) -> QPoint:
        """Where a button is in the view."""
        zone: Zone = "plus" if hit.where == "plus" else "minus"
        return self.mapFromScene(item.mapToScene(item.button_rect(zone).center()))

    def choose_activation(self, node: str) -> None:
        """Open the choice of activations below the layer's header."""
        item = self.canvas.layers[node]
        if item.activation_rect().isEmpty():
            return
        self.menu = activation_menu(self.desk.checked, node, self.make, self)
        corner = item.mapToScene(item.activation_rect().bottomLeft())
        self.menu.popup(self.viewport().mapToGlobal(self.mapFromScene(corner)))

    def open_menu(self, node: str, at: QPoint) -> None:
        self.menu = layer_menu(self.desk.checked, node, self.make, self)
        self.menu.popup(at)

    # hover

    def hit_at(self, pixels: QPoint) -> Hit:
        return self.canvas.hit(self.mapToScene(pixels), REACH / self.zoom)

    def _set_hover(self, hit: Hit) -> None:
        if self._held is not None and (hit.where, hit.node) != (self._held.where, self._held.node):
            self._held = None
            if self.fitted:
                self.fit()
        if hit != self._hover:
            self._hover = hit
            self.canvas.show_hover(hit)
        pointing = hit.where in ("plus", "minus", "activation", "remove", "knob")
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if pointing else Qt.CursorShape.ArrowCursor)
        self.refresh_readout()

    # Qt's overrides

    def mousePressEvent(self, event: QMouseEvent) -> None:
        pixels = event.position().toPoint()
        hit = self.hit_at(pixels)
        if event.button() == Qt.MouseButton.MiddleButton:
            self._begin(Pan(self, event.position()))
        elif event.button() == Qt.MouseButton.LeftButton:
            self._pressed = (hit, pixels, self.mapToScene(pixels))
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        pixels = event.position().toPoint()
        self._mouse = pixels
        if self._pressed is not None and self._gesture is None:
            hit, at, place = self._pressed
            if (pixels - at).manhattanLength() >= QApplication.startDragDistance():
                self._start_drag(hit, at, place)
        if self._gesture is not None:
            self._gesture.move(self.mapToScene(pixels), event.position())
        else:
            self._set_hover(self.hit_at(pixels))
        event.accept()

    def _start_drag(self, hit: Hit, at: QPoint, place: QPointF) -> None:
        if hit.where in ("unit", "header", "layer", "badge", "activation"):
            self._before = self.desk.checked.project
            self.select(hit.node, unit=hit.unit)
            self.fitted = False
            self._begin(Move(self, hit.node, place))
        elif hit.where in ("nothing", "edge"):
            self._begin(Pan(self, QPointF(at)))
        self._pressed = None

    def _begin(self, gesture: Gesture) -> None:
        self._gesture = gesture
        self._set_hover(NOTHING)
        self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        gesture, self._gesture = self._gesture, None
        pressed, self._pressed = self._pressed, None
        hit = self.hit_at(event.position().toPoint())
        if gesture is not None:
            gesture.finish()
        elif pressed is not None and (pressed[0].where, pressed[0].node) == (hit.where, hit.node):
            self.click(hit, bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        self._set_hover(self.hit_at(event.position().toPoint()))
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A second press is a press; on nothing, all is shown."""
        if self.hit_at(event.position().toPoint()).where == "nothing":
            self.fit()
        else:
            self.mousePressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._set_hover(NOTHING)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom_by(1.0015 ** event.angleDelta().y(), event.position())
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        hit = self.hit_at(event.pos())
        node = self.node if keyboard else hit.node
        if node in self.drawing.blocks:
            self.select(node, unit=hit.unit if not keyboard else self.unit)
            self.open_menu(node, event.globalPos())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._gesture is not None:
            gesture, self._gesture = self._gesture, None
            gesture.cancel()
        elif not keys.press(self, event):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.fitted:
            self.fit()
