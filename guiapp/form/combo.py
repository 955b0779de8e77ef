"""A combo box that is pleasant with many entries: a list with formulas below each other, and a line to search it."""

from __future__ import annotations

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QStyleOptionViewItem,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

FEW = 7
"""Up to so many entries the list is short enough to be read at a glance."""
ROWS = 11
"""Entries seen at once in the list of many."""
POPUP_WIDTH = 330
FORMULA = Qt.ItemDataRole.UserRole + 1
"""What stands in small print beside an entry."""
WORDS = Qt.ItemDataRole.UserRole + 2
"""More words that find an entry."""


class ComboBox(QComboBox):
    """The wheel turns it only while it has the focus; a long choice is cut with an ellipsis, never by the edge."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._popup: EntryPopup | None = None

    def describe(self, index: int, tip: str, formula: str = "", words: str = "") -> None:
        """What is known of an entry beside its title."""
        self.setItemData(index, tip, Qt.ItemDataRole.ToolTipRole)
        self.setItemData(index, formula, FORMULA)
        self.setItemData(index, words, WORDS)

    @property
    def popup(self) -> EntryPopup:
        """The searchable list, made when it is first needed."""
        if self._popup is None:
            self._popup = EntryPopup(self)
            self._popup.chosen.connect(self._on_popup_chosen)
        return self._popup

    def _on_popup_chosen(self, index: int) -> None:
        self.setCurrentIndex(index)
        self.activated.emit(index)
        self.setFocus()

    # Qt's overrides

    def showPopup(self) -> None:
        if self.count() <= FEW:
            super().showPopup()
        else:
            self.popup.open_below(self)

    def hidePopup(self) -> None:
        if self._popup is not None:
            self._popup.hide()
        super().hidePopup()

    def minimumSizeHint(self) -> QSize:
        return QSize(72, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        room = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        text: str = option.currentText or self.placeholderText()
        option.currentText = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width() - 2)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class EntryPopup(QFrame):
    """The entries of a combo box with their formulas; what is typed narrows them down."""

    chosen = Signal(int)

    def __init__(self, box: ComboBox) -> None:
        super().__init__(box, Qt.WindowType.Popup)
        self.setProperty("role", "popup")
        name = box.accessibleName()
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Search"))
        self.search.setAccessibleName(tr("Search {0}").format(name))
        self.search.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setAccessibleName(name)
        self.list.setItemDelegate(WithFormula(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.itemEntered.connect(self.list.setCurrentItem)
        self.list.itemClicked.connect(self._choose)
        self.search.textChanged.connect(self._on_search_changed)
        self.search.installEventFilter(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.setSpacing(4)
        column.addWidget(self.search)
        column.addWidget(self.list)

    def open_below(self, box: ComboBox) -> None:
        """Show what the box holds now, at the box, inside the screen."""
        self.list.clear()
        for index in range(box.count()):
            item = QListWidgetItem(box.itemText(index))
            for role in (FORMULA, WORDS, Qt.ItemDataRole.ToolTipRole):
                item.setData(role, box.itemData(index, role))
            self.list.addItem(item)
        self.list.setCurrentRow(max(box.currentIndex(), 0))
        self.search.clear()
        self._place(box)
        self.show()
        self.list.scrollToItem(self.list.currentItem(), QListWidget.ScrollHint.PositionAtCenter)
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)

    def shown(self) -> list[str]:
        """The titles that fit what is typed."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return [item.text() for item in items if not item.isHidden()]

    def _place(self, box: ComboBox) -> None:
        rows = min(ROWS, self.list.count())
        self.list.setFixedHeight(rows * self.list.sizeHintForRow(0) + 4)
        self.resize(max(POPUP_WIDTH, box.width()), self.sizeHint().height())
        screen = box.screen().availableGeometry()
        at = box.mapToGlobal(QPoint(box.width() - self.width(), box.height()))
        if at.y() + self.height() > screen.bottom():
            at.setY(box.mapToGlobal(QPoint(0, 0)).y() - self.height())
        self.move(max(at.x(), screen.left()), max(at.y(), screen.top()))

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None and not item.isHidden():
            self.hide()
            self.chosen.emit(self.list.row(item))

    def _step(self, by: int) -> None:
        """The next entry that is shown, upwards or downwards."""
        row = self.list.currentRow() + by
        while 0 <= row < self.list.count():
            if not self.list.item(row).isHidden():
                self.list.setCurrentRow(row)
                return
            row += by

    def _on_search_changed(self, text: str) -> None:
        """Narrow the list down: by titles, where none fits by formulas and descriptions."""
        wanted = text.casefold().split()
        items = [self.list.item(row) for row in range(self.list.count())]
        fitting = [item for item in items if all(part in item.text().casefold() for part in wanted)]
        if not fitting:
            more = [f"{item.text()} {item.data(WORDS)} {item.data(FORMULA)}".casefold() for item in items]
            fitting = [item for item, words in zip(items, more, strict=True) if all(part in words for part in wanted)]
        for item in items:
            item.setHidden(item not in fitting)
        if wanted and fitting:
            self.list.setCurrentItem(min(fitting, key=lambda item: not item.text().casefold().startswith(wanted[0])))

    # Qt's overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: ROWS, Qt.Key.Key_PageUp: -ROWS}
            key = Qt.Key(event.key())
            if key in steps:
                for _ in range(abs(steps[key])):
                    self._step(1 if steps[key] > 0 else -1)
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
                self._choose(self.list.currentItem())
                return True
            if key == Qt.Key.Key_Escape:
                self.hide()
                return True
        return super().eventFilter(watched, event)


class WithFormula(QStyledItemDelegate):
    """A title, and the formula in small print at its right."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        formula = index.data(FORMULA)
        if not formula:
            return
        rect: QRect = option.rect
        palette = option.palette
        room = rect.adjusted(
            option.fontMetrics.horizontalAdvance(index.data()) + option.decorationSize.width() + 20, 0, -8, 0
        )
        painter.save()
        font = painter.font()
        font.setPointSizeF(font.pointSizeF() * 0.88)
        painter.setFont(font)
        painter.setPen(palette.color(palette.ColorRole.PlaceholderText))
        text = painter.fontMetrics().elidedText(str(formula), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), text)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, max(24, super().sizeHint(option, index).height()))


def tr(text: str) -> str:
    return QCoreApplication.translate("form", text)
