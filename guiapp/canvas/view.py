"""The view on the drawing: mouse, drops and keys become selections and edits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QCursor, QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from core.session.document import Checked
from core.session.patch import Patch
from core.spec.project import Project
from guiapp.canvas import edit, keys
from guiapp.canvas.cards import Cards
from guiapp.canvas.drawing import Link
from guiapp.canvas.dropping import Dropping
from guiapp.canvas.edit import Edit
from guiapp.canvas.gestures import Box, Connect, Gesture, Move, Pan
from guiapp.canvas.grouping import Grouping
from guiapp.canvas.layer_item import LayerItem
from guiapp.canvas.menus import activation_menu, join_menu, layer_menu, link_menu
from guiapp.canvas.numbers import Place, place_of
from guiapp.canvas.overlay import OverlayItem, bow
from guiapp.canvas.places import Zone
from guiapp.canvas.readout import describe
from guiapp.canvas.scene import NOTHING, CanvasScene, Hit
from guiapp.canvas.scissors import Scissors
from guiapp.canvas.tip import Tip
from guiapp.theme import Theme

NEAR = 16.0
"""Pixels from a connection within which a layer is dropped on it."""


class Desk(Protocol):
    """What the canvas asks of the window."""

    selection: tuple[str, ...]

    @property
    def checked(self) -> Checked: ...

    def edit(self, text: str, project: Project, merge: str | None = None, patch: Patch | None = None) -> None: ...

    def type_number(self, text: str, patch: Patch, merge: str | None = None) -> None: ...

    def seal(self) -> None: ...

    def select(self, *nodes: str) -> None: ...


class NetworkView(Dropping):
    """Shows the scene; `unit_changed(node, unit)` names the unit that the keyboard stands on, `edit_wanted(node)` the
    layer whose form is wanted, and `failed(AppError)` tells what went wrong."""

    unit_changed = Signal(str, int)
    edit_wanted = Signal(str)
    failed = Signal(object)
    number_pinned = Signal(object)

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(CanvasScene(theme), parent)
        self.desk = desk
        self.unit = -1
        self.menu: QMenu | None = None
        self._reason = ""
        self.readout = Tip(self.viewport())
        self.scissors = Scissors(desk, self.make, self.failed.emit)
        self.grouping = Grouping(desk, self.make, self.canvas, self)
        self.cards = Cards(self.canvas, desk, self.make, self.viewport(), self)
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(240, 180)
        self.setAccessibleName(self.tr("Network drawing"))
        self.set_theme(theme)

    # what is shown

    def checked(self) -> Checked:
        return self.desk.checked

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
        self.readout.set_theme(theme)
        self.map.set_theme(theme)

    def show_project(self, checked: Checked) -> None:
        self.canvas.show_project(checked)
        self._hover = NOTHING
        self.canvas.show_hover(NOTHING)
        self.refresh_readout()
        self.show_selection()
        if self.fitted and self._held is None:
            self.fit()
        self.map.follow()

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
        place = place_of(self.canvas, self._hover)
        pinned = place is not None and self.cards.of(place) is not None
        words = "" if self._gesture is not None or pinned else describe(self.canvas, self._hover)
        self.readout.say(self._reason or words, self._mouse)

    def say(self, text: str) -> None:
        """Words beside the mouse that go before all others: why something cannot be done."""
        self._reason = text
        self.refresh_readout()

    # edits and selection

    def make(self, change: Edit | None) -> None:
        """Send an edit through the gate, and select what it wants selected."""
        if change is None:
            return
        self.desk.edit(change.text, change.project, change.merge, change.patch)
        if change.select is not None:
            self.select(*change.select)

    def seal(self) -> None:
        self.desk.seal()

    def current_move(self, positions: dict[str, tuple[float, float]]) -> Edit:
        there = {name: (b.x, b.y) for name, b in self.drawing.blocks.items() if not b.attached}
        return edit.move(self.project, there, positions)

    def preview(self, positions: dict[str, tuple[float, float]]) -> None:
        """Layers elsewhere while they are dragged."""
        self.canvas.preview(positions)

    def end_preview(self) -> None:
        """Everything back to where the project has it."""
        if self.canvas.previewing:
            self.canvas.show_project(self.desk.checked)

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
        elif hit.where == "badge":
            self.open_menu(hit.node, self.viewport().mapToGlobal(self._mouse))
        elif hit.where == "remove":
            self.make(edit.remove(checked.project, [hit.node]))
        elif hit.where == "activation":
            self.select(hit.node)
            self.choose_activation(hit.node)
        elif hit.where == "nothing" and (group := self.canvas.groups.at(self.mapToScene(self._mouse))):
            self.select(*group.nodes)
        elif hit.where == "nothing":
            if not add:
                self.select()
        elif hit.where == "edge":
            self._pin(hit)
        else:
            others = tuple(name for name in self.desk.selection if name != hit.node) if add else ()
            if add and hit.node in self.desk.selection:
                self.select(*others)
                return
            self.select(*others, hit.node, unit=hit.unit)
            if not add:
                self._pin(hit)

    def _pin(self, hit: Hit) -> None:
        """A click on a line or a unit leaves its exact numbers on the drawing; another one takes them away."""
        place = place_of(self.canvas, hit)
        if place is not None:
            self.cards.toggle(place, self._mouse)
            self.number_pinned.emit(place)

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

    # drags

    def double_click(self, hit: Hit) -> bool:
        """A layer's form, or a number's box."""
        if hit.where in ("header", "layer"):
            self.select(hit.node)
            self.edit_wanted.emit(hit.node)
            return True
        if hit.where == "nothing" and (group := self.canvas.groups.at(self.mapToScene(self._mouse))):
            self.grouping.rename(group)
            return True
        place = place_of(self.canvas, hit)
        if place is not None:
            self.cards.open(place, self._mouse, focus=True)
        return place is not None

    def drag(self, hit: Hit, at: QPoint, place: QPointF, keys: Qt.KeyboardModifier) -> Gesture | None:
        """Layers are moved, ports lead wires, and on nothing a box chooses (with Shift the paper moves)."""
        if hit.where == "port":
            return Connect(self, hit.node, place)
        if hit.where in ("unit", "header", "layer", "badge", "activation"):
            chosen = (
                [name for name in self.desk.selection if name != hit.node] if hit.node in self.desk.selection else []
            )
            chosen = [name for name in chosen if name in self.drawing.blocks]
            self.select(*chosen, hit.node, unit=hit.unit if not chosen else -1)
            self.fitted = False
            return Move(self, [*chosen, hit.node], place)
        if hit.where in ("nothing", "edge"):
            group = self.canvas.groups.at(place)
            if group is not None:
                self.select(*group.nodes)
                return Move(self, list(group.nodes), place)
            several = Qt.KeyboardModifier.ControlModifier
            if keys & Qt.KeyboardModifier.ShiftModifier:
                return self.pan(QPointF(at))
            return Box(self, place, self.desk.selection if keys & several else ())
        return None

    def pan(self, at: QPointF) -> Gesture:
        return Pan(self, at)

    @property
    def overlay(self) -> OverlayItem:
        return self.canvas.overlay

    def link_at(self, place: QPointF, beside: Sequence[str] = ()) -> Link | None:
        """The connection on which something is dropped here; those of the nodes `beside` do not count."""
        return self.canvas.link_at(place, NEAR / self.zoom, beside)

    def light_link(self, link: Link | None) -> None:
        """Show which connection would get the layer."""
        blocks = self.drawing.blocks
        self.overlay.lit = None
        if link is not None:
            source, target = blocks[link.source], blocks[link.target]
            self.overlay.lit = bow(QPointF(source.right, source.y), QPointF(target.left, target.y))
        self.overlay.changed()

    def relocate(self, node: str, link: Link) -> None:
        self.make(edit.relocate(self.project, node, link.source, link.target))

    def choose(self, nodes: Sequence[str]) -> None:
        if tuple(nodes) != self.desk.selection:
            self.select(*nodes)

    def nodes_in(self, box: QRectF) -> list[str]:
        return [n for n, b in self.drawing.blocks.items() if not b.attached and self.canvas.frame_of(n).intersects(box)]

    def target_at(self, source: str, place: QPointF) -> tuple[str, str]:
        """The layer at this place, and why `source` cannot be led there."""
        node = self.canvas.node_at(place)
        return (node, edit.refusal(self.project, source, node)) if node else ("", "")

    def targets_of(self, source: str) -> tuple[QRectF, ...]:
        """Frames around every layer that `source` can be led into."""
        return tuple(self.canvas.frame_of(n) for n in edit.targets(self.project, source) if n in self.drawing.blocks)

    def join(self, source: str, target: str) -> None:
        """Connect; where several ways fit, ask which."""
        kinds = edit.joins(self.desk.checked, source, target)
        if len(kinds) < 2:
            self.make(edit.connect(self.desk.checked, source, target))
            return
        self.menu = join_menu(self.desk.checked, source, target, kinds, self.make, self)
        self.menu.popup(QCursor.pos())

    def select_all(self) -> None:
        self.select(*(name for name, block in self.drawing.blocks.items() if not block.fixed))

    # Qt's overrides

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        hit = self.hit_at(event.pos())
        node = self.node if keyboard else hit.node
        if node in self.drawing.blocks:
            self.select(node, unit=hit.unit if not keyboard else self.unit)
            self.open_menu(node, event.globalPos())
        elif link := self.canvas.link_of(hit):
            self.menu = link_menu(self.desk.checked, link.source, link.target, self.make, self)
            self.menu.popup(event.globalPos())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.cancel_gesture():
            return
        if not keys.press(self, event):
            super().keyPressEvent(event)
