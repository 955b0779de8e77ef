"""Parts of a page that are as high as their words need in the width they are given."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFont, QHelpEvent, QResizeEvent, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QTextBrowser, QToolTip, QWidget

from guiapp.classroom.terms import mark_terms

INDENT = 12
"""Pixels that a list stands in from the text."""
INSIDE = 11
"""Pixels from a button's edge to its words."""
LARGE = {1: 1.25, 2: 1.1}
"""Size of headings, by level, beside the text's."""


class FlowText(QTextBrowser):
    """Markdown without a scroll bar of its own: the page scrolls."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.explain: Callable[[str], str] = lambda address: ""
        """Rich text about a link, shown while the mouse rests on it."""
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setStyleSheet("QTextBrowser { background: transparent; border: 0; padding: 0; }")

    def show_markdown(self, text: str) -> None:
        self.setMarkdown(text)
        self._temper()
        mark_terms(self.document())
        self._fit()

    def _fit(self) -> None:
        """The height that the words have in this width."""
        document = self.document()
        document.setTextWidth(max(self.viewport().width(), 40))
        self.setFixedHeight(int(document.size().height()) + 4)

    def _temper(self) -> None:
        """Headings of a dock are not those of a page."""
        document = self.document()
        document.setDocumentMargin(0)
        document.setIndentWidth(INDENT)
        size = self.font().pointSizeF()
        block = document.begin()
        while block.isValid():
            level = block.blockFormat().headingLevel()
            if level:
                cursor = QTextCursor(block)
                cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
                shape = QTextCharFormat()
                shape.setProperty(QTextCharFormat.Property.FontSizeAdjustment, 0)
                shape.setFontPointSize(size * LARGE.get(level, 1.0))
                shape.setFontWeight(QFont.Weight.Bold)
                cursor.mergeCharFormat(shape)
                space = QTextBlockFormat()
                space.setBottomMargin(6)
                space.setTopMargin(0 if block == document.begin() else 8)
                cursor.mergeBlockFormat(space)
            block = block.next()

    # Qt's own

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            words = self.explain(self.anchorAt(event.pos()))
            QToolTip.showText(event.globalPos(), words, self.viewport()) if words else QToolTip.hideText()
            return True
        return super().viewportEvent(event)


class Choice(QPushButton):
    """A button whose words wrap; a mark before them says more than a colour."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = text
        self.setCheckable(True)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._label = QLabel(self)
        self._label.setWordWrap(True)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.set_mark("")

    def set_mark(self, mark: str, spoken: str = "") -> None:
        """Put a sign before the words; `spoken` is what a screen reader says of it."""
        self._label.setText(f"{mark} {self.words}".strip())
        self.setAccessibleName(self.words)
        self.setAccessibleDescription(spoken)
        self.updateGeometry()

    # Qt's own

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(self._label.heightForWidth(max(width - 2 * INSIDE, 40)) + 12, 30)

    def sizeHint(self) -> QSize:
        return QSize(120, self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        return QSize(60, 30)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._label.setGeometry(self.rect().adjusted(INSIDE, 3, -INSIDE, -3))
