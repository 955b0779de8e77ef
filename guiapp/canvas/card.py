"""A pinned card: the exact numbers of a unit or a weight, live, with a box to type into."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from guiapp.canvas.numbers import Place
from guiapp.form.fields import Field
from guiapp.form.number import NumberBox
from guiapp.icons import icon
from guiapp.theme import Theme

WIDTH = 232
LARGEST = 1e6
DIGITS = 6


class Card(QFrame):
    """`edited(value)` with every change of the number, `settled()` when the person is done with it."""

    edited = Signal(object)
    settled = Signal()
    switched = Signal()
    closed = Signal()

    def __init__(self, place: Place, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.place = place
        self.setObjectName("card")
        self.setFixedWidth(WIDTH)
        self._grip: QPoint | None = None
        self._build()
        self.set_theme(theme)

    def _build(self) -> None:
        self.title = QLabel()
        self.title.setObjectName("card-title")
        self.title.setWordWrap(True)
        self.keep = self._button(self.tr("Keep this card beside the next one"))
        self.keep.setCheckable(True)
        self.close_button = self._button(self.tr("Close this card (Escape)"))
        self.close_button.clicked.connect(self.closed)
        above = QHBoxLayout()
        above.addWidget(self.title, 1)
        above.addWidget(self.keep)
        above.addWidget(self.close_button)
        word = self.tr("weight") if self.place.weight else self.tr("bias")
        self.word = QLabel(word)
        self.box = NumberBox(
            Field(name="value", kind="float", annotation=float, default=0.0, title=word, text="", bounds={
                "ge": -LARGEST, "le": LARGEST,
            })
        )  # fmt: skip
        self.box.setAccessibleName(word)
        self.box.edited.connect(self.edited)
        self.box.editingFinished.connect(self.settled)
        self.box.setEnabled(False)
        self.switch = QPushButton()
        self.switch.setVisible(self.place.weight)
        self.switch.clicked.connect(self.switched)
        row = QHBoxLayout()
        row.addWidget(self.word)
        row.addWidget(self.box, 1)
        self.lines = QLabel()
        self.lines.setProperty("role", "muted")
        self.lines.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 8, 10)
        column.setSpacing(6)
        column.addLayout(above)
        column.addLayout(row)
        column.addWidget(self.switch)
        column.addWidget(self.lines)

    def _button(self, tip: str) -> QToolButton:
        button = QToolButton()
        button.setProperty("role", "flat")
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setIconSize(QSize(14, 14))
        return button

    def set_theme(self, theme: Theme) -> None:
        self.keep.setIcon(icon("pin", theme))
        self.close_button.setIcon(icon("close", theme))
        self.setStyleSheet(
            f"#card {{ background: {theme.raised}; border: 1px solid {theme.border_strong}; border-radius: 8px; }}"
            f"#card-title {{ color: {theme.text}; font-weight: bold; }}"
        )

    def show_numbers(self, text: str, value: float | None, off: bool, *, typed: bool = False) -> None:
        """The words of the moment, the first line a title. A number that is being typed is left alone, and so is one
        that was `typed` while the person is not done with it."""
        title, *more = text.split("\n")
        # The number itself stands in the box.
        rest = "\n".join(more if value is None else more[1:])
        self.title.setText(title)
        self.lines.setText(rest)
        self.lines.setVisible(bool(rest))
        self.switch.setText(self.tr("Switch this weight on") if off else self.tr("Switch this weight off"))
        self.box.setEnabled(value is not None and not off)
        self.box.setVisible(value is not None)
        self.word.setVisible(value is not None)
        if value is not None and not typed:
            self._show_value(float(f"{value:.{DIGITS}g}"))
        self.setAccessibleName(title)
        self.resize(self.sizeHint())

    def _show_value(self, value: float) -> None:
        """The number goes on moving in a box that has the focus, until somebody begins to type."""
        line = self.box.lineEdit()
        if self.box.hasFocus() and (line.isModified() or self.box.property("fault")):
            return
        if value != self.box.value():
            marked = line.hasSelectedText()
            self.box.set_value(value)
            if marked:
                line.selectAll()

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return QSize(WIDTH, layout.totalHeightForWidth(WIDTH) if layout is not None else 0)

    def take_focus(self) -> None:
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)
        self.box.selectAll()

    # Qt's overrides: the card is dragged by its body

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._grip = event.position().toPoint()
        self.raise_()
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        parent = self.parentWidget()
        if self._grip is not None and parent is not None:
            there = self.mapToParent(event.position().toPoint()) - self._grip
            self.move(inside(there, self.size(), parent.size()))
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grip = None
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def inside(place: QPoint, size: QSize, room: QSize) -> QPoint:
    """The place, moved so that a thing of this size stays in the room."""
    most = QPoint(max(room.width() - size.width() - 4, 4), max(room.height() - size.height() - 4, 4))
    return QPoint(min(max(place.x(), 4), most.x()), min(max(place.y(), 4), most.y()))
