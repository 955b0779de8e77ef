"""The window in Spanish: every text has its translation, holes and all, and the window shows them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QLabel,
    QWidget,
)
from pytestqt.qtbot import QtBot

from core.engine.cuda.faults import KINDS, fault
from core.errors import AppError
from core.spec.assign import assign
from core.spec.files import load_example
from guiapp.dialogs.lookup import Shortcuts
from guiapp.dialogs.preferences import PreferencesDialog
from guiapp.translation.catalogue import LANGUAGES, VALUE, install, read, said
from tests.guiapp.furnished import make_window
from tests.translations.texts import texts

TRANSLATED = [code for code in LANGUAGES.values() if code != "en"]
ENGLISH = re.compile(
    r"\b(the|and|with|of|is|are|to|in|for|from|layers?|weights?|loss|train|test|input|output|samples|features|"
    r"optimizer|batch|size|shown?|save|open|close|new|window|network|every|this|keep|step|learning)\b",
    re.IGNORECASE,
)
"""Words that only an English text has."""
FORMULA = re.compile(r"^\w+ [=~] .*|NODE\..*numpy\.load|\b\w+\.(weight|bias)\b", re.MULTILINE)


@pytest.fixture
def spanish(qapp: QApplication) -> Iterator[None]:
    install("Español")
    yield
    install("English")


def shown(window: QWidget) -> Iterator[str]:
    for widget in [window, *window.findChildren(QWidget)]:
        if isinstance(widget, QLabel | QAbstractButton):
            yield widget.text()
        if isinstance(widget, QComboBox):
            yield from (widget.itemText(row) for row in range(widget.count()))
        yield from (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription(), widget.statusTip())
    for action in window.findChildren(QAction):
        yield from (action.text(), action.toolTip())


def english(window: QWidget) -> set[str]:
    return {text for text in shown(window) if ENGLISH.search(FORMULA.sub("", re.sub("<[^>]*>", "", text)))}


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_is_translated(language: str) -> None:
    """`make translations` brings the sheet up to date and leaves what is to be done as unfinished."""
    assert set(texts()) == set(read(language))
    sheet = files("resources").joinpath("translations", f"{language}.ts").read_text("utf-8")
    states = [message.get("type") for message in ElementTree.fromstring(sheet).iter("translation")]
    assert states == [None] * len(texts())


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_have_the_holes_of_their_texts(language: str) -> None:
    for text, translation in read(language).items():
        assert sorted(VALUE.findall(text)) == sorted(VALUE.findall(translation)), text
        assert ("\t" in text) == ("\t" in translation), text


def test_nothing_english_is_left(spanish: None, qtbot: QtBot, tmp_path: Path) -> None:
    with make_window(qtbot, tmp_path, load_example("spiral")) as window:
        window.context.select("h1")
        for name in window.docks.docks:
            window.docks.show(name)
            QApplication.processEvents()
        found = english(window)
        for dialog in (Shortcuts(window), PreferencesDialog(window.context.settings.preferences, window)):
            found |= english(dialog)
    assert not found


def test_sentences_of_the_core_are_said_in_spanish(spanish: None) -> None:
    """With their values in them, whatever these are; numbers keep the point."""
    project = load_example("spiral")
    with pytest.raises(AppError) as caught:
        assign(project, "training.optimizer.rate=1")
    sentence = said(caught.value.what)
    assert "'rate'" in sentence
    assert not ENGLISH.search(sentence)
    assert said("0.05 of something that nobody translated") == "0.05 of something that nobody translated"
    assert said("") == ""


def test_texts_of_qt_are_left_to_qt(spanish: None, qtbot: QtBot) -> None:
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert {button.text().replace("&", "") for button in box.buttons()} == {"Guardar", "Cancelar"}
    assert QCoreApplication.translate("QWidget", "Ctrl+%1") == "Ctrl+%1"


def test_english_comes_back(qapp: QApplication) -> None:
    install("es")
    assert said("Loss") == "Pérdida"
    assert QCoreApplication.translate("anywhere", "Loss") == "Pérdida"
    install("en")
    assert said("Loss") == QCoreApplication.translate("anywhere", "Loss") == "Loss"


@pytest.mark.parametrize("kind", KINDS)
def test_every_fault_of_a_gpu_is_said_in_spanish(kind: str, spanish: None) -> None:
    facts = {
        "found": "12.4",
        "name": "H200",
        "capability": "6.1",
        "lacking": "x",
        "reason": "x",
        "function": "x",
        "error": 700,
    }
    told = fault(kind, **facts)
    assert not ENGLISH.search(said(told.what))
    assert not ENGLISH.search(re.sub(r"pip install.*", "", said(told.hint)))
    assert not ENGLISH.search(re.sub(r"pip install.*", "", said(f"the GPU is not used: {told.what}; {told.hint}")))
    for words in (told.what, told.short):
        assert not ENGLISH.search(said(f"{words}; the CPU has gone on from there, at step 1,234"))
