"""Pictures of a data set in pages, with what the network takes each for; wrong ones come first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QToolTip, QWidget

from guiapp.plots.base import Columns, Plot, paint_empty
from guiapp.plots.images import pack, word_image
from guiapp.theme import tabular

CELL_WIDTH, CELL_HEIGHT = 50, 66
KEYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Home: -(10**9), Qt.Key.Key_End: 10**9}


def picture_image(picture: NDArray[Any]) -> QImage:
    """A picture (h, w, c), bytes or 0..1, as an image; one channel is grey."""
    array = np.asarray(picture, np.float64)
    if picture.dtype == np.uint8:
        array = array / 255.0
    colors = np.repeat(array, 3, axis=2)[..., :3] if array.shape[2] < 3 else array[..., :3]
    words = pack(np.rint(np.clip(colors, 0, 1) * 255).astype(np.uint8))
    return word_image(words, flip=False)


class PictureBrowser(Plot):
    """Cells of pictures with their answers. `chosen(index)` names a picture of the data, `paged()` another page."""

    chosen = Signal(int)
    paged = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("Pictures"), self.tr("Press play: pictures and what the network takes them for stand here."), parent
        )
        self._pictures: NDArray[Any] | None = None
        self._true: NDArray[np.intp] = np.empty(0, np.intp)
        self._answers: NDArray[np.intp] | None = None
        self._order: NDArray[np.intp] = np.empty(0, np.intp)
        self._names: tuple[str, ...] = ()
        self._images: dict[int, QImage] = {}
        self.page = 0
        self.current: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(3 * CELL_WIDTH, CELL_HEIGHT)

    def set_pictures(self, pictures: NDArray[Any] | None, true: NDArray[Any], names: Sequence[str] = ()) -> None:
        """Show pictures (n, h, w, c) of the true classes (n,)."""
        self._pictures = None if pictures is None or not len(pictures) else pictures
        self._true, self._names = np.asarray(true, np.intp), tuple(names)
        self._answers, self._order = None, np.arange(len(self._true))
        self._images, self.page, self.current = {}, 0, None
        self.update()

    def set_answers(self, answers: NDArray[Any]) -> None:
        """What the network takes each picture for, (n,)."""
        if self._pictures is None or len(answers) != len(self._true):
            return
        self._answers = np.asarray(answers, np.intp)
        self.update()

    def sort(self) -> None:
        """Move wrong ones to the front."""
        if self._answers is not None:
            self._order = np.argsort(self._answers == self._true, kind="stable")
            self.update()

    def wrong(self) -> int:
        """How many answers are wrong."""
        return 0 if self._answers is None else int((self._answers != self._true).sum())

    def grid(self) -> tuple[int, int]:
        """Rows and columns that fit."""
        return max(self.height() // CELL_HEIGHT, 1), max(self.width() // CELL_WIDTH, 1)

    def pages(self) -> int:
        rows, columns = self.grid()
        return max(-(-len(self._order) // (rows * columns)), 1)

    def turn(self, by: int) -> None:
        """Show the page so many further on."""
        self.page = min(max(self.page + by, 0), self.pages() - 1)
        self.update()
        self.paged.emit()

    def visible(self) -> list[int]:
        """The pictures on this page."""
        rows, columns = self.grid()
        size = rows * columns
        return self._order[self.page * size : (self.page + 1) * size].tolist()

    def choose(self, index: int) -> None:
        """Take a picture as the chosen one, and tell."""
        self.current = index
        self.setAccessibleDescription(self.words(index))
        self.update()
        self.chosen.emit(index)

    def words(self, index: int) -> str:
        """A picture's class and answer."""
        true = self.name(int(self._true[index]))
        if self._answers is None:
            return true
        answer = self.name(int(self._answers[index]))
        if answer == true:
            return self.tr("{true}, recognised").format(true=true)
        return self.tr("{true}, taken for {answer}").format(true=true, answer=answer)

    def name(self, label: int) -> str:
        return self._names[label] if label < len(self._names) else str(label)

    def numbers(self) -> Columns:
        if self._answers is None:
            return {}
        return {
            "true": [self.name(i) for i in self._true.tolist()],
            "answer": [self.name(i) for i in self._answers.tolist()],
        }

    def _box(self, place: int) -> QRectF:
        columns = self.grid()[1]
        row, column = divmod(place, columns)
        width = self.width() / columns
        return QRectF(column * width, row * CELL_HEIGHT, width, CELL_HEIGHT)

    def _at(self, x: float, y: float) -> int | None:
        return next((index for place, index in enumerate(self.visible()) if self._box(place).contains(x, y)), None)

    # Qt's overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._pictures is None:
            paint_empty(painter, QRectF(self.rect()), self.empty_text, self.theme)
            return
        painter.setFont(tabular(self.font(), scale=0.82))
        for place, index in enumerate(self.visible()):
            self._paint_cell(painter, self._box(place), index)

    def _paint_cell(self, painter: QPainter, box: QRectF, index: int) -> None:
        assert self._pictures is not None
        if index not in self._images:
            if len(self._images) > 2000:
                self._images.clear()
            self._images[index] = picture_image(self._pictures[index])
        side = min(box.width() - 8, box.height() - 22)
        frame = QRectF(box.center().x() - side / 2, box.top() + 3, side, side)
        painter.drawImage(frame, self._images[index])
        answer = None if self._answers is None else int(self._answers[index])
        wrong = answer is not None and answer != self._true[index]
        current = index == self.current
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(
            QPen(
                self.theme.color("accent" if current else "error" if wrong else "border"), 2 if current or wrong else 1
            )
        )
        painter.drawRect(frame.adjusted(-1, -1, 1, 1))
        text = self.name(int(self._true[index]) if answer is None else answer)
        text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(box.width() - 4))
        painter.setPen(self.theme.color("error" if wrong else "muted"))
        painter.drawText(
            QRectF(box.left(), frame.bottom() + 2, box.width(), 15), int(Qt.AlignmentFlag.AlignCenter), text
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self._at(event.position().x(), event.position().y())
        if event.button() == Qt.MouseButton.LeftButton and index is not None:
            self.choose(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, shown = Qt.Key(event.key()), self.visible()
        if key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.turn(1 if key == Qt.Key.Key_PageDown else -1)
            return
        step = {Qt.Key.Key_Up: -self.grid()[1], Qt.Key.Key_Down: self.grid()[1], **KEYS}.get(key)
        if step is None or not shown:
            super().keyPressEvent(event)
            return
        at = shown.index(self.current) if self.current in shown else -step
        self.choose(shown[min(max(at + step, 0), len(shown) - 1)])

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.turn(0)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            index = self._at(event.pos().x(), event.pos().y())
            QToolTip.showText(event.globalPos(), "" if index is None else self.words(index), self)
            return True
        return super().event(event)

    def sizeHint(self) -> QSize:
        return QSize(5 * CELL_WIDTH, 3 * CELL_HEIGHT)
