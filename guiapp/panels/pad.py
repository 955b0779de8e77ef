"""Pictures of one's own: a pad to draw on, classified live, and the samples that drive a unit most."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QAction, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSpinBox, QStackedLayout, QVBoxLayout, QWidget

from core.data.pad import pad_picture, pen
from core.explain.drivers import Driven, Drivers
from core.session.probes import Predictions
from core.session.setup import Setup
from guiapp.form.combo import ComboBox
from guiapp.panels.base import Checked, Context, FrameView, Panel, Probe, Theme
from guiapp.plots.base import Plot, number_text, paint_empty
from guiapp.plots.multiples import Multiples, Tile
from guiapp.theme import tabular
from guiapp.views.bars import ProbabilityBars
from guiapp.views.empty import EmptyText
from guiapp.views.pace import Pace
from guiapp.views.pictures import picture_image
from guiapp.views.pixel_picture import PixelPicture
from guiapp.views.samples import class_names, is_large
from guiapp.views.tools import plot_actions

SIDE, INK = 168, 96
"""Pixels of the pad, and places of ink along it."""
STEP = 7
"""Pixels that a key moves the pen."""
WAYS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}


def tr(text: str) -> str:
    return QCoreApplication.translate("panels", text)


class PadSheet(Plot):
    """Ink under the mouse; `changed()` with every stroke, `ink` (INK, INK) from 0 to 1. The right button rubs out."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Drawing pad"), tr("Draw a digit here"))
        self.ink: NDArray[np.float64] = np.zeros((INK, INK))
        self.pen = 0.1
        """How wide it draws, as a share of the sheet."""
        self._last: QPointF | None = None
        self._pen = QPointF(SIDE / 2, SIDE / 4)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedSize(SIDE, SIDE)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setToolTip(
            tr("The right button rubs out, Delete clears. Arrows move the pen, with Shift they draw; Space dots.")
        )

    def wipe(self) -> None:
        self.ink = np.zeros((INK, INK))
        self.update()
        self.changed.emit()

    def stroke(self, first: QPointF, last: QPointF, *, rub: bool = False) -> None:
        """A line from one pixel to another."""
        scale = INK / SIDE
        length = math.hypot(last.x() - first.x(), last.y() - first.y()) * scale
        rows, columns = np.mgrid[0:INK, 0:INK] + 0.5
        for share in np.linspace(0.0, 1.0, max(2, math.ceil(length / 1.5))).tolist():
            x = (first.x() + share * (last.x() - first.x())) * scale
            y = (first.y() + share * (last.y() - first.y())) * scale
            near = np.clip(self.pen * INK / 2 + 1.0 - np.hypot(columns - x, rows - y), 0.0, 1.0)
            self.ink = np.where(near > 0, 0.0, self.ink) if rub else np.maximum(self.ink, near)
        self.update()
        self.changed.emit()

    # Qt's overrides

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._last = self._pen = event.position()
        self.stroke(self._last, self._last, rub=event.button() == Qt.MouseButton.RightButton)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._last is not None:
            self.stroke(self._last, event.position(), rub=bool(event.buttons() & Qt.MouseButton.RightButton))
            self._last = event.position()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._last = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in WAYS:
            x, y = self._pen.x() + WAYS[key][0] * STEP, self._pen.y() + WAYS[key][1] * STEP
            before, self._pen = self._pen, QPointF(min(max(x, 0.0), SIDE), min(max(y, 0.0), SIDE))
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.stroke(before, self._pen)
            self.update()
        elif key == Qt.Key.Key_Space:
            self.stroke(self._pen, self._pen)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.wipe()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.black)
        if self.ink.any():
            grey = np.ascontiguousarray(np.rint(self.ink * 255).astype(np.uint8))
            image = QImage(grey.data, INK, INK, INK, QImage.Format.Format_Grayscale8)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(QRectF(self.rect()), image)
        else:
            paint_empty(painter, QRectF(self.rect()), self.empty_text, self.theme)
        painter.setPen(QPen(self.theme.color("accent" if self.hasFocus() else "border_strong"), 2))
        painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        if self.hasFocus():
            painter.drawEllipse(self._pen, 4, 4)


class PadPanel(Panel):
    """For data of pictures; others have nothing to draw."""

    id = "pad"
    title = str(QT_TRANSLATE_NOOP("panels", "Pictures"))
    area = "bottom"
    open_first = False
    tall = 270

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.sheet, self.seen, self.bars = PadSheet(), PixelPicture(72), ProbabilityBars()
        self.wipe, self.words = QPushButton(tr("Clear")), QLabel()
        self.layer, self.unit = ComboBox(), QSpinBox()
        self.driven = Multiples(
            tr("What drives the unit"), tr("Press play: the pictures that drive a unit stand here.")
        )
        self._setup: Setup | None = None
        self._asked: Predictions | None = None
        self._drivers: Drivers | None = None
        self._pace = Pace(self.probes_changed.emit, self)
        self._arrange()
        self._connect()
        self.show_project(context.checked)
        if context.setup is not None:
            self._on_setup_changed(context.setup)

    def _arrange(self) -> None:
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(12, 8, 12, 4)
        row.setSpacing(12)
        pad = QVBoxLayout()
        pad.addWidget(self.sheet)
        pad.addWidget(self.wipe)
        pad.addStretch(1)
        middle = QVBoxLayout()
        self.words.setProperty("role", "muted")
        self.words.setWordWrap(True)
        self.words.setFixedWidth(100)
        self.words.setText(tr("as the network sees it"))
        middle.addWidget(self.seen)
        middle.addWidget(self.words)
        middle.addStretch(1)
        head = QHBoxLayout()
        label = QLabel(tr("What drives"))
        label.setProperty("role", "muted")
        self.layer.setAccessibleName(tr("Layer"))
        self.unit.setAccessibleName(tr("Unit"))
        self.unit.setFont(tabular())
        for widget in (label, self.layer, self.unit):
            head.addWidget(widget)
        head.addStretch(1)
        right = QVBoxLayout()
        right.addLayout(head)
        right.addWidget(self.driven, 1)
        row.addLayout(pad)
        row.addLayout(middle)
        row.addWidget(self.bars, 2)
        row.addLayout(right, 3)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(
            EmptyText(tr("Choose data of pictures, such as the digits: then draw one yourself here."))
        )
        self._pages.addWidget(page)

    def _connect(self) -> None:
        self.sheet.changed.connect(self._on_sheet_changed)
        self.wipe.clicked.connect(self.sheet.wipe)
        self.layer.activated.connect(lambda _: self.context.point_at(str(self.layer.currentData()), 0))
        self.unit.valueChanged.connect(lambda value: self.context.point_at(str(self.layer.currentData()), value - 1))
        self.context.pointed.connect(self._on_pointed)
        self.context.setup_changed.connect(self._on_setup_changed)
        for plot in (self.bars, self.driven, self.sheet):
            plot.failed.connect(self.context.messages.fault)

    # the contract

    def show_project(self, checked: Checked) -> None:
        names = [node.id for node in checked.project.architecture.of_kind("dense") if node.id in checked.used]
        if names != [self.layer.itemData(i) for i in range(self.layer.count())]:
            self.layer.clear()
            for name in names:
                self.layer.addItem(name, name)
        self._on_pointed()

    def probes(self) -> dict[str, Probe]:
        if self._pages.currentIndex() == 0:
            return {}
        asked: dict[str, Probe] = {}
        if self._asked is not None:
            asked["pad.drawn"] = self._asked
        if self._drivers is not None and self._pace.due:
            asked["pad.driven"] = self._drivers
        return asked

    def draw(self, frame: FrameView) -> None:
        drawn, driven = frame.answers.get("pad.drawn"), frame.answers.get("pad.driven")
        if drawn is not None and self._setup is not None and self._asked is not None:
            self.bars.set_values(drawn[0], class_names(self._setup))
        if isinstance(driven, Driven):
            self._show_driven(driven)

    def set_theme(self, theme: Theme) -> None:
        for plot in (self.sheet, self.bars, self.driven):
            plot.set_theme(theme)

    def tools(self) -> list[QAction]:
        return plot_actions(self.driven)

    # what is asked and shown

    def _on_setup_changed(self, setup: Setup) -> None:
        self._setup = setup
        info = setup.prepared.described.info
        self._pages.setCurrentIndex(1 if info.picture else 0)
        self.sheet.pen = pen(info.shape) if info.picture else self.sheet.pen
        self._on_sheet_changed()
        self._pace.renew()

    def _on_sheet_changed(self) -> None:
        setup = self._setup
        if setup is None or not setup.prepared.described.info.picture or not self.sheet.ink.any():
            self._asked = None
            self.seen.set_picture(None)
            self.bars.set_values(None)
        else:
            info = setup.prepared.described.info
            picture = pad_picture(self.sheet.ink, info.shape, info.is_bytes)
            self.seen.set_picture(picture[0])
            self._asked = Predictions(picture)
        self.probes_changed.emit()

    def _on_pointed(self) -> None:
        node, unit = self.context.unit
        place = self.layer.findData(node)
        if place < 0:
            place, unit = 0, 0
        self.layer.setCurrentIndex(place)
        name = str(self.layer.currentData() or "")
        width = math.prod(self.context.checked.shapes.get(name, (1,)))
        self.unit.blockSignals(True)
        self.unit.setRange(1, max(width, 1))
        self.unit.setValue(min(unit, width - 1) + 1)
        self.unit.blockSignals(False)
        self._drivers = Drivers(name, self.unit.value() - 1) if name else None
        self._pace.renew()
        self.probes_changed.emit()

    def _show_driven(self, found: Driven) -> None:
        setup = self._setup
        if setup is None or not setup.prepared.described.info.picture:
            return
        raw = setup.prepared.raw("train")
        tiles = []
        for places, values in ((found.highest, found.high), (found.lowest[:2], found.low[:2])):
            for place, value in zip(places.tolist(), values.tolist(), strict=True):
                tiles.append(Tile(number_text(value, 3), "", picture_image(raw[place])))
        self.driven.columns = {
            "sample": np.append(found.highest, found.lowest),
            "activation": np.append(found.high, found.low),
        }
        self.driven.set_tiles(tiles)
        self._pace.answered(is_large(setup, "train"))
