"""Small pictures of data sets as buttons, of which one is chosen."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QWidget

from guiapp.icons import pixmap
from guiapp.plots.images import pack, word_image
from guiapp.plots.markers import draw_marker
from guiapp.theme import Theme, current

WIDTH, HEIGHT, GAP = 58, 76, 8
LINE = 13
MAX_POINTS = 90


def name_lines(text: str, metrics: QFontMetrics, width: int) -> list[str]:
    """A name in one line, or in two where it has a space and needs them; what is longer still is cut."""
    first, _, second = text.partition(" ")
    lines = [first, second] if second and metrics.horizontalAdvance(text) > width else [text]
    return [metrics.elidedText(line, Qt.TextElideMode.ElideRight, width) for line in lines]


class Thumbnail(QAbstractButton):
    """One data set: a picture above its name; checked while it is the chosen one."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = current()
        self._points: tuple[NDArray[np.float64], NDArray[Any], bool] | None = None
        self._pictures: QImage | None = None
        self._icon = "data"
        self.setText(text)
        self.setCheckable(True)
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_points(self, x: NDArray[Any], y: NDArray[Any], *, regress: bool = False) -> None:
        """Draw points x (n, 2) with classes or, for regression, numbers y (n,)."""
        step = max(1, len(x) // MAX_POINTS)
        x, y = np.asarray(x, np.float64)[::step, :2], np.asarray(y).reshape(len(x), -1)[::step, 0]
        low, high = x.min(axis=0), x.max(axis=0)
        centre, half = (low + high) / 2, float((high - low).max()) / 2 or 1.0
        self._points = ((x - centre) / half, y, regress)
        self.update()

    def set_pictures(self, pictures: NDArray[Any]) -> None:
        """Draw the first few of pictures (n, h, w) or (n, h, w, c), bytes or 0..1, in a grid."""
        array = np.asarray(pictures, np.float64)
        array = array[..., None] if array.ndim == 3 else array
        side = min(3, max(1, math.isqrt(len(array))))
        array = array[: side * side] / (255.0 if array.max(initial=0) > 1.5 else 1.0)
        array = np.pad(array, ((0, 0), (0, 1), (0, 1), (0, 0)))
        _, h, w, c = array.shape
        grid = array.reshape(side, side, h, w, c).swapaxes(1, 2).reshape(side * h, side * w, c)
        colors = np.repeat(grid, 3, axis=2)[..., :3] if c == 1 else grid[..., :3]
        self._pictures = word_image(pack(np.rint(np.clip(colors, 0, 1) * 255).astype(np.uint8)), flip=False)
        self.update()

    def set_icon(self, name: str) -> None:
        """Draw an icon, for sources that are files."""
        self._icon = name
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def _paint_picture(self, painter: QPainter, box: QRectF) -> None:
        if self._pictures is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self._pictures.width() > box.width())
            painter.drawImage(box, self._pictures)
        elif self._points is not None:
            self._paint_points(painter, box)
        else:
            size = 28
            image = pixmap(self._icon, self.theme.muted, size, self.devicePixelRatioF())
            painter.drawPixmap(box.center() - QPointF(size / 2, size / 2), image)

    def _paint_points(self, painter: QPainter, box: QRectF) -> None:
        if self._points is None:
            return
        x, y, regress = self._points
        half = box.width() / 2 - 3
        top = float(np.abs(y).max()) or 1.0
        for (u, v), value in zip(x.tolist(), y.tolist(), strict=True):
            if regress:
                color = QColor(*self.theme.lut[round((value / top + 1) * 127.5)][:3].tolist())
                edge, marker = self.theme.color("muted"), "circle"
            else:
                color, marker = self.theme.class_color(int(value)), self.theme.class_marker(int(value))
                edge = color
            center = box.center() + QPointF(u * half, -v * half)
            draw_marker(painter, marker, center.x(), center.y(), 1.9, color, edge, 0.5 if regress else 0)

    # Qt's overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = 2.0 if self.isChecked() or self.hasFocus() else 1.0
        edge = "accent" if self.isChecked() else "border_strong" if self.underMouse() else "border"
        if self.hasFocus():
            edge = "text" if self.isChecked() else "accent"
        painter.setPen(QPen(self.theme.color(edge), width))
        painter.setBrush(self.theme.color("hover" if self.underMouse() and not self.isChecked() else "raised"))
        frame = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.drawRoundedRect(frame, 6, 6)
        font = self.font()
        font.setPointSizeF(max(6.5, font.pointSizeF() * 0.86))
        painter.setFont(font)
        lines = name_lines(self.text(), painter.fontMetrics(), self.width() - 6)
        words = LINE * len(lines)
        side = min(self.width() - 14.0, self.height() - 15.0 - words)
        self._paint_picture(painter, QRectF((self.width() - side) / 2, 7, side, side))
        painter.setPen(self.theme.color("text" if self.isChecked() else "muted"))
        for i, line in enumerate(lines):
            box = QRectF(2, self.height() - 5 - words + LINE * i, self.width() - 4, LINE)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), line)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, HEIGHT)


class ThumbnailGrid(QWidget):
    """Thumbnails in rows that fill the width. `chosen(key)` when the person picks one."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: dict[str, Thumbnail] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Data sets"))

    def add(self, key: str, text: str, tip: str = "") -> Thumbnail:
        """One more data set; give the answer its picture."""
        button = Thumbnail(text, self)
        # The name too: a long one is cut in its small place.
        button.setToolTip(f"{text}\n{tip}" if tip else text)
        button.clicked.connect(lambda: self.chosen.emit(key))
        self._group.addButton(button)
        self.buttons[key] = button
        button.show()
        self._place()
        return button

    def set_chosen(self, key: str | None) -> None:
        """Check this one without telling; None or an unknown key checks none."""
        self._group.setExclusive(False)
        for name, button in self.buttons.items():
            button.setChecked(name == key)
        self._group.setExclusive(True)

    def set_theme(self, theme: Theme) -> None:
        for button in self.buttons.values():
            button.set_theme(theme)

    def keys(self) -> Sequence[str]:
        return list(self.buttons)

    def _place(self) -> None:
        columns = max(1, (self.width() + GAP) // (WIDTH + GAP))
        width = (self.width() - GAP * (columns - 1)) // columns
        for i, button in enumerate(self.buttons.values()):
            row, column = divmod(i, columns)
            button.setGeometry(column * (width + GAP), row * (HEIGHT + GAP), width, HEIGHT)
        rows = -(-len(self.buttons) // columns)
        self.setFixedHeight(max(rows * (HEIGHT + GAP) - GAP, 0))

    # Qt's overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()

    def sizeHint(self) -> QSize:
        return QSize(3 * (WIDTH + GAP) - GAP, self.height())
