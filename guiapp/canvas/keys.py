"""What keys do on the canvas."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QCoreApplication, QPointF, Qt
from PySide6.QtGui import QKeyEvent

from guiapp.canvas import edit
from guiapp.canvas.cards import Cards
from guiapp.canvas.drawing import Drawing
from guiapp.canvas.edit import Edit, Project
from guiapp.canvas.numbers import Place

Key = Qt.Key


def tr(text: str) -> str:
    return QCoreApplication.translate("canvas", text)


class Board(Protocol):
    """What keys need of the view."""

    unit: int

    @property
    def drawing(self) -> Drawing: ...

    @property
    def node(self) -> str: ...

    @property
    def project(self) -> Project: ...

    def make(self, change: Edit | None) -> None: ...

    def select(self, *nodes: str, unit: int = -1) -> None: ...

    def delete(self) -> None: ...

    def fit(self) -> None: ...

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None: ...

    cards: Cards

    def choose_activation(self, node: str) -> None: ...

    def edit_number(self, place: Place) -> None: ...


def drawing_keys() -> list[tuple[str, str]]:
    """(what it does, keys), for the page of shortcuts."""
    return [
        (tr("Next or previous layer"), "\N{LEFTWARDS ARROW} \N{RIGHTWARDS ARROW}"),
        (tr("Next or previous unit"), "\N{UPWARDS ARROW} \N{DOWNWARDS ARROW}"),
        (tr("More or fewer units"), "+ \N{MINUS SIGN}"),
        (tr("Activation of the layer"), tr("Enter")),
        (tr("Move the layer in its chain"), "Alt+\N{LEFTWARDS ARROW} \N{RIGHTWARDS ARROW}"),
        (tr("Type the unit's bias"), "V"),
        (tr("Remove the layer"), tr("Del")),
        (tr("Zoom in or out"), "Ctrl++ Ctrl+\N{MINUS SIGN}"),
        (tr("Show the whole network"), tr("Home")),
        (tr("Put numbers and selection away"), "Esc"),
    ]


def press(board: Board, event: QKeyEvent) -> bool:
    """Do what the key means here; False where it means nothing."""
    key = Key(event.key())
    if event.modifiers() == Qt.KeyboardModifier.AltModifier and key in (Key.Key_Left, Key.Key_Right) and board.node:
        board.make(edit.shift(board.project, board.node, 1 if key == Key.Key_Right else -1))
        return True
    if event.modifiers() & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier):
        return False
    if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        return _zoom(board, key)
    if key in (Key.Key_Left, Key.Key_Right):
        step_layer(board, -1 if key == Key.Key_Left else 1)
    elif key in (Key.Key_Up, Key.Key_Down):
        step_unit(board, -1 if key == Key.Key_Up else 1)
    elif key in (Key.Key_Plus, Key.Key_Equal, Key.Key_Minus) and board.node:
        board.make(edit.change_units(board.project, board.node, -1 if key == Key.Key_Minus else 1))
    elif key in (Key.Key_Delete, Key.Key_Backspace, Key.Key_X):
        board.delete()
    elif key in (Key.Key_Return, Key.Key_Enter) and board.node:
        board.choose_activation(board.node)
    elif key == Key.Key_V and board.unit >= 0:
        board.edit_number(Place(board.node, "bias", (board.unit,)))
    elif key == Key.Key_Escape and board.cards.close_all():
        return True
    elif key == Key.Key_Escape and board.node:
        board.select()
    elif key == Key.Key_Home:
        board.fit()
    else:
        return False
    return True


def _zoom(board: Board, key: Qt.Key) -> bool:
    if key in (Key.Key_Plus, Key.Key_Equal):
        board.zoom_by(1.2)
    elif key == Key.Key_Minus:
        board.zoom_by(1 / 1.2)
    elif key == Key.Key_0:
        board.fit()
    else:
        return False
    return True


def step_layer(board: Board, by: int) -> None:
    """To the next layer, as the eye reads them."""
    order = board.drawing.order()
    if not order:
        return
    if board.node not in order:
        board.select(order[0 if by > 0 else -1])
        return
    at = order.index(board.node) + by
    if 0 <= at < len(order):
        block = board.drawing.blocks[order[at]]
        board.select(block.id, unit=board.unit if board.unit in block.rows else -1)


def step_unit(board: Board, by: int) -> None:
    """To the next unit that is drawn; above the first is the layer itself."""
    block = board.drawing.blocks.get(board.node)
    if block is None:
        step_layer(board, 1)
        return
    places = (-1, *block.rows)
    at = places.index(board.unit) if board.unit in places else 0
    board.select(block.id, unit=places[min(max(at + by, 0), len(places) - 1)])
