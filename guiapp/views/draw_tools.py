"""The tools beside the plane while its points are one's own: what to draw with, how wide, the eraser."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from core.catalog.datasets.points import Points
from core.spec import drawn
from core.spec.drawn import Edit
from guiapp.plots.brush_plane import BrushPlane
from guiapp.views.segments import Segments
from guiapp.views.slider_row import SliderRow

MOST_CLASSES = 9
SPREAD = 1.5


class DrawTools(QWidget):
    """`wished(words, edit, merges)`: an edit of the points; `settled()` when the hand is lifted."""

    wished = Signal(str, object, bool)
    settled = Signal()

    def __init__(self, plane: BrushPlane, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plane = plane
        self._dabs = 0
        self._numbers = False
        self.draw = QCheckBox(self.tr("draw points"))
        self.draw.setToolTip(
            self.tr("Click or drag in the plane; the right button erases. By keyboard: arrows, Space, Delete, 1 to 9.")
        )
        self.colour = Segments(self.tr("Class to draw"))
        self.more = QPushButton("+")
        self.more.setToolTip(self.tr("One more class"))
        self.more.setAccessibleName(self.tr("One more class"))
        self.more.setFixedWidth(30)
        self.value = SliderRow(self.tr("Value"), self.tr("The number of the points that are drawn"), -1.0, 1.0)
        self.spread = SliderRow(
            self.tr("Spread"), self.tr("How far a dab of the brush scatters its points"), 0.0, SPREAD
        )
        self.eraser = QCheckBox(self.tr("eraser"))
        self.clear = QPushButton(self.tr("Clear"))
        self.clear.setToolTip(self.tr("Begin again with a few points"))
        self._classes = 2
        self._arrange()
        self._connect()
        self.hide()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        first, second = QHBoxLayout(), QHBoxLayout()
        for widget in (self.draw, self.eraser):
            first.addWidget(widget)
        first.addStretch(1)
        first.addWidget(self.clear)
        second.addWidget(self.colour)
        second.addWidget(self.more)
        second.addWidget(self.value, 1)
        second.addStretch(0)
        column.addLayout(first)
        column.addLayout(second)
        column.addWidget(self.spread)
        self.value.set_value(1.0)
        self.spread.set_value(0.3)

    def _connect(self) -> None:
        plane = self._plane
        self.draw.toggled.connect(self._on_draw_toggled)
        self.eraser.toggled.connect(self._on_eraser_toggled)
        self.spread.moved.connect(self._on_spread_moved)
        self.more.clicked.connect(self._on_more_clicked)
        self.clear.clicked.connect(self._on_clear_clicked)
        self.colour.chosen.connect(lambda _: self._ink())
        plane.dabbed.connect(self._on_dabbed)
        plane.rubbed.connect(self._on_rubbed)
        plane.lifted.connect(self.settled)
        plane.chosen.connect(self._on_class_key)

    def show_points(self, points: Points | None, classes: int, numbers: bool) -> None:
        """Tools for these points; hidden where the data are not one's own."""
        self.setVisible(points is not None)
        if points is None:
            self.draw.setChecked(False)
            return
        self._numbers = numbers
        self._classes = max(classes, self._classes if self._classes > classes else 2, 2)
        self.colour.set_choices([(str(i), str(i + 1)) for i in range(min(self._classes, MOST_CLASSES))])
        for widget in (self.colour, self.more):
            widget.setVisible(not numbers)
        self.more.setEnabled(self._classes < MOST_CLASSES)
        self.value.setVisible(numbers)
        self._ink()

    def begin(self) -> None:
        """Points have just become one's own: draw."""
        self.draw.setChecked(True)
        self._plane.setFocus()

    def lock(self, on: bool) -> None:
        """Nothing may be changed."""
        if on:
            self.draw.setChecked(False)
        self.setEnabled(not on)

    def _on_draw_toggled(self, on: bool) -> None:
        self._plane.set_brush(on)
        self._on_spread_moved(self.spread.value())
        self._ink()

    def _on_eraser_toggled(self, on: bool) -> None:
        self._plane.erasing = on
        self._plane.update()

    def _on_spread_moved(self, value: float) -> None:
        self._plane.radius = value

    def _ink(self) -> None:
        if not self._numbers:
            self._plane.ink = self._plane.theme.class_color(int(self.colour.key() or 0))

    def _on_class_key(self, place: int) -> None:
        if not self._numbers and place < self._classes:
            self.colour.set_key(str(place))
            self._ink()

    def _on_more_clicked(self) -> None:
        self._classes = min(self._classes + 1, MOST_CLASSES)
        self.colour.set_choices([(str(i), str(i + 1)) for i in range(self._classes)])
        self.colour.set_key(str(self._classes - 1))
        self.more.setEnabled(self._classes < MOST_CLASSES)
        self.draw.setChecked(True)
        self._ink()

    def _on_dabbed(self, x1: float, x2: float) -> None:
        self._dabs += 1
        places = drawn.sprinkled((x1, x2), self.spread.value(), self._dabs, self._plane.extent)
        target: int | float = self.value.value() if self._numbers else int(self.colour.key() or 0)
        edit: Edit = lambda points: drawn.added(points, places, target)  # noqa: E731
        self.wished.emit(self.tr("Draw points"), edit, True)

    def _on_rubbed(self, x1: float, x2: float, radius: float) -> None:
        edit: Edit = lambda points: drawn.erased(points, (x1, x2), radius)  # noqa: E731
        self.wished.emit(self.tr("Erase points"), edit, True)

    def _on_clear_clicked(self) -> None:
        numbers = self._numbers
        self._classes = 2
        edit: Edit = lambda points: drawn.starters(not numbers)  # noqa: E731
        self.wished.emit(self.tr("Clear the points"), edit, False)
