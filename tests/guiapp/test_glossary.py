"""Terms in a lesson's text: underlined once, explained under the mouse, and looked up on a page."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QUrl
from PySide6.QtGui import QHelpEvent, QTextCursor
from PySide6.QtWidgets import QToolTip
from pytestqt.qtbot import QtBot

from guiapp.classroom.bars import named_rows
from guiapp.dialogs.glossary import Glossary
from tests.guiapp.furnished import make_window, wait
from tests.guiapp.test_study import make_lesson, opened

TEXT = (
    "# The loss\n\nThe **loss** falls. The loss falls again, and `epoch` is code. One epoch later, <b>no</b> markup.\n"
)


def test_terms_are_marked_and_explained(qtbot: QtBot, tmp_path: Path) -> None:
    folder = make_lesson(tmp_path / "own", {})
    (folder / "01-mine" / "text.md").write_text(TEXT)
    with make_window(qtbot, tmp_path / "home") as window:
        panel = opened(window, folder)
        document = panel.text.document()
        marked = []
        for at in range(document.characterCount()):
            cursor = QTextCursor(document)
            cursor.setPosition(at)
            cursor.movePosition(QTextCursor.MoveOperation.NextCharacter, QTextCursor.MoveMode.KeepAnchor)
            if cursor.charFormat().isAnchor():
                marked.append((cursor.charFormat().anchorHref(), cursor.selectedText()))
        assert "".join(text for href, text in marked if href == "term:loss") == "loss"
        assert "".join(text for href, text in marked if href == "term:epoch") == "epoch"
        first = document.toPlainText().index("loss", len("The loss"))
        cursor.setPosition(first + 1)
        assert cursor.charFormat().anchorHref() == "term:loss"
        assert cursor.charFormat().fontWeight() > 400
        wait(qtbot, lambda: window.context.setup is not None)
        window.pump.step_epoch()
        wait(qtbot, lambda: window.context.epoch == 1 and "train_loss" in window.context.values)
        words = panel.text.explain("term:loss")
        assert "now:" in words
        assert f"{window.context.values['train_loss']:.4g}" in words
        assert panel.text.explain("https://example.org") == ""
        panel.text.anchorClicked.emit(QUrl("term:loss"))
        (page,) = window.findChildren(Glossary)
        assert page.list.currentItem().text() == "loss"
        assert "how wrong" in page.text.toPlainText()


def test_hovering_shows_and_leaving_hides(qtbot: QtBot, tmp_path: Path) -> None:
    folder = make_lesson(tmp_path / "own", {})
    (folder / "01-mine" / "text.md").write_text("# Mine\n\nlearning rate\n")
    with make_window(qtbot, tmp_path / "home") as window:
        panel = opened(window, folder)
        wait(qtbot, lambda: panel.text.isVisible() and panel.text.width() > 100)
        cursor = panel.text.textCursor()
        cursor.setPosition(panel.text.toPlainText().index("rate"))
        at = panel.text.cursorRect(cursor).center() + QPoint(2, 0)
        assert panel.text.anchorAt(at) == "term:learning rate"
        panel.text.viewportEvent(QHelpEvent(QHelpEvent.Type.ToolTip, at, panel.text.viewport().mapToGlobal(at)))
        assert "0.03" in QToolTip.text()
        QToolTip.hideText()


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_page_is_searched_and_follows_links(qtbot: QtBot, tmp_path: Path) -> None:
    with make_window(qtbot, tmp_path) as window:
        window.book.trigger("glossary")
        window.book.trigger("glossary")
        (page,) = window.findChildren(Glossary)
        whole = page.list.count()
        page.search.setText("one-hot")
        assert 0 < page.list.count() < whole
        assert page.list.currentItem().text() == "one-hot"
        page.show_term("ReLU")
        assert page.search.text() == ""
        assert page.list.currentItem().text() == "ReLU"
        page.search.setText("nothing at all of this")
        assert page.text.toPlainText() == "No term fits."
        page.show_term("no term")
        page.close()
        wait(qtbot, lambda: not window.findChildren(Glossary))
        window.book.trigger("glossary")
        assert window.findChildren(Glossary)


def test_forms_and_figures_say_what_words_mean(qtbot: QtBot, tmp_path: Path) -> None:
    with make_window(qtbot, tmp_path) as window:
        rows = {name: row for panel in window.panels for name, row in named_rows(panel)}
        assert "overshoots" in rows["training.optimizer.lr"].toolTip()
        assert "for how wrong" in window.top.train_loss.toolTip()
