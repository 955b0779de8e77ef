"""Menus made from the table of actions, and those that lists fill: examples, recent files, exporters, panels."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMainWindow, QMenu, QMenuBar

from core.export.weights import EXPORTERS
from core.lessons import lesson_titles, number_of
from core.spec.files import example_names, load_example
from guiapp.actions.book import ActionBook
from guiapp.actions.record import MENUS, Deck
from guiapp.actions.table import ACTIONS
from guiapp.icons import icon
from guiapp.panels.base import Panel
from guiapp.theme import THEME_NAMES, Theme
from guiapp.translation.catalogue import said

Seen = Callable[[], list[Panel]]


def tr(text: str) -> str:
    return QCoreApplication.translate("menus", text)


class Menus:
    """`all` is the one behind the top bar's first button; `bar` is the system's own where that stands elsewhere."""

    def __init__(self, window: QMainWindow, book: ActionBook, more: QMenu, seen: Seen, deck: Deck) -> None:
        self._book, self._deck, self._seen = book, deck, seen
        self.native = sys.platform == "darwin"
        titles = {
            "file": tr("File"), "edit": tr("Edit"), "run": tr("Run"), "view": tr("View"), "learn": tr("Learn"),
            "export": tr("Export"), "help": tr("Help"),
        }  # fmt: skip
        self.menus = {name: QMenu(titles[name], window) for name in MENUS}
        self.export = self.menus["export"]
        self.all = QMenu(window)
        for name in MENUS:
            self._fill(name)
            self.all.addMenu(self.menus[name])
        more.setTitle(tr("Panels"))
        self.menus["view"].addMenu(more)
        self._add_themes()
        self._add_files()
        self._add_lessons()
        self.export.aboutToShow.connect(self._fill_export)
        self._fill_export()
        if self.native:
            bar = QMenuBar(window)
            for menu in self.menus.values():
                bar.addMenu(menu)

    def _fill(self, name: str) -> None:
        group = None
        menu = self.menus[name]
        menu.setToolTipsVisible(True)
        for action in ACTIONS:
            if action.menu == name:
                if group is not None and group != action.group:
                    menu.addSeparator()
                group = action.group
                menu.addAction(self._book[action.id])

    def _add_themes(self) -> None:
        names = {
            "system": tr("As the system"),
            "light": tr("Light"),
            "dark": tr("Dark"),
            "contrast": tr("High contrast"),
        }
        colours = self.menus["view"].addMenu(tr("Colours"))
        for name in THEME_NAMES:
            colours.addAction(names[name], partial(self._deck.set_theme, name))

    def _add_files(self) -> None:
        file = self.menus["file"]
        before = self._book["save"]
        self.examples = QMenu(tr("Examples"), file)
        self.examples.aboutToShow.connect(self._fill_examples)
        self.recent = QMenu(tr("Recent files"), file)
        self.recent.aboutToShow.connect(self._fill_recent)
        file.insertMenu(before, self.examples)
        file.insertMenu(before, self.recent)
        file.insertSeparator(before)

    def _fill_examples(self) -> None:
        if self.examples.isEmpty():
            for name in example_names():
                self.examples.addAction(load_example(name).name, partial(self._deck.files.open_example, name))

    def _add_lessons(self) -> None:
        """The lessons stand first: the program's, and those of one's own folder, read when somebody looks."""
        learn, before = self.menus["learn"], self._book["lessons"]
        self.lessons, self.own = QMenu(tr("Lessons"), learn), QMenu(tr("My lessons"), learn)
        for menu in (self.lessons, self.own):
            learn.insertMenu(before, menu)
        self.lessons.aboutToShow.connect(self._fill_lessons)
        learn.aboutToShow.connect(self._fill_own)
        self._fill_own()

    def _fill_lessons(self) -> None:
        if self.lessons.isEmpty():
            self._fill_with(self.lessons, None)

    def _fill_own(self) -> None:
        chosen = self._deck.context.settings.lessons
        self.own.clear()
        if chosen:
            self._fill_with(self.own, Path(chosen))
        self.own.menuAction().setVisible(not self.own.isEmpty())

    def _fill_with(self, menu: QMenu, folder: Path | None) -> None:
        for name, title in lesson_titles(folder).items():
            words = f"{number_of(name)}  {title}".strip().replace("&", "&&")
            menu.addAction(words, partial(self._deck.classroom.open_lesson, name, folder))

    def _fill_recent(self) -> None:
        self.recent.clear()
        for path in self._deck.context.settings.recent_files:
            self.recent.addAction(Path(path).name, partial(self._deck.files.open_path, path)).setToolTip(path)
        if self.recent.isEmpty():
            self.recent.addAction(tr("None yet")).setEnabled(False)

    def _fill_export(self) -> None:
        """Weights in every format there is, and what each panel in sight can save."""
        menu = self.export
        menu.clear()
        for exporter in EXPORTERS:
            text = tr("Weights as {0}...").format(said(exporter.title))
            made = menu.addAction(icon("weights"), text, partial(self._deck.exports.ask_weights, exporter.name))
            made.setToolTip(said(exporter.text))
            made.setEnabled(self._deck.context.setup is not None)
        menu.addSeparator()
        for panel in self._seen():
            tools = panel.tools()
            if tools:
                part = menu.addMenu(icon("picture"), panel.heading())
                part.addActions(tools)

    def set_theme(self, theme: Theme) -> None:
        self.examples.setIcon(icon("learn", theme))
        self.recent.setIcon(icon("open", theme))
        self.lessons.setIcon(icon("learn", theme))
