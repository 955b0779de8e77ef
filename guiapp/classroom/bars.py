"""Takes away and locks what the project says, everywhere in one window, and gives it back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from guiapp.actions.book import ActionBook
from guiapp.classroom.rules import Rules
from guiapp.context import Context
from guiapp.docks import Docks
from guiapp.form.rows import FieldRow
from guiapp.menus import Menus
from guiapp.panels.base import Panel
from guiapp.top_bar import TopBar


class House(Protocol):
    """What a window has that can be hidden or locked."""

    context: Context
    book: ActionBook
    menus: Menus
    top: TopBar
    docks: Docks

    @property
    def panels(self) -> list[Panel]: ...


@dataclass
class _Kept:
    """How a widget was before it was locked."""

    tip: str
    enabled: bool


class Bars(QObject):
    """`apply` after everything that makes or shows a control: edits, selections, unfolded parts, panels that open."""

    def __init__(self, house: House, parent: QObject) -> None:
        super().__init__(parent)
        self._house = house
        self._hidden: dict[QWidget, str] = {}
        self._locked: dict[QWidget, _Kept] = {}
        self._closed: set[str] = set()
        """Panels that were open when they were hidden."""
        self._working = False
        self._before = False

    @property
    def _rules(self) -> Rules:
        return self._house.context.rules

    @property
    def closed(self) -> frozenset[str]:
        """Panels that would stand open, did the rules not hide them."""
        return frozenset(self._closed)

    def apply(self) -> None:
        """Bring everything in line with the rules of now."""
        rules = self._rules
        if self._working or not (rules.any or self._before):
            return
        self._working = True
        self._before = rules.any
        self._give_back()
        self._bar_panels()
        for panel in self._house.panels:
            panel.lock(rules.locks("network"))
            self._bar_widgets(panel)
            for name, row in named_rows(panel):
                # The form of a layer changes the network too.
                row.bar(rules.hides(name), rules.locks(name) or (rules.locks("network") if panel.id == "layer" else ""))
        self._bar_bar()
        self._house.book.refresh()
        self._working = False

    def _give_back(self) -> None:
        """What is hidden no longer is shown as its panel wishes."""
        rules = self._rules
        # A row that another data set has put in its place is on its way out, and stays away.
        there = {each for panel in self._house.panels for found in panel.controls().values() for each in found}
        freed = [widget for widget, name in self._hidden.items() if widget in there and not rules.hides(name)]
        for widget in freed:
            widget.setVisible(True)
        for widget, kept in self._locked.items():
            if isValid(widget):
                widget.setEnabled(kept.enabled)
                widget.setToolTip(kept.tip)
        self._hidden, self._locked = {}, {}
        if freed:
            for panel in self._house.panels:
                panel.show_project(self._house.context.checked)

    def _bar_widgets(self, panel: Panel) -> None:
        for name, widgets in panel.controls().items():
            reason = self._rules.locks(name)
            for widget in widgets:
                if self._rules.hides(name):
                    self._hidden[widget] = name
                    widget.setVisible(False)
                elif reason:
                    self._lock(widget, reason)

    def _lock(self, widget: QWidget, reason: str) -> None:
        if widget not in self._locked:
            self._locked[widget] = _Kept(
                widget.toolTip(), not widget.testAttribute(Qt.WidgetAttribute.WA_ForceDisabled)
            )
        widget.setEnabled(False)
        widget.setToolTip(reason)

    def _bar_panels(self) -> None:
        for name, dock in self._house.docks.docks.items():
            hidden, reason = self._rules.hides(f"panel.{name}"), self._rules.locks(f"panel.{name}")
            dock.toggleViewAction().setVisible(not hidden)
            if hidden and not dock.isHidden():
                self._closed.add(name)
                dock.hide()
            elif not hidden and name in self._closed:
                self._closed.discard(name)
                dock.show()
            if reason and dock.made_panel is not None:
                self._lock(dock.made_panel, reason)

    def _bar_bar(self) -> None:
        """The top bar, and the menus that are no actions."""
        rules, top, menus = self._rules, self._house.top, self._house.menus
        top.bar(speed=rules.hides("speed"), figures=rules.hides("figures"), export=rules.hides("export"))
        for name, menu in (("export", menus.export), ("examples", menus.examples)):
            menu.menuAction().setVisible(not rules.hides(name))
            menu.menuAction().setEnabled(not rules.locks(name))
        for name, widget in (("speed", top.speed), ("export", top.export)):
            reason = rules.locks(name)
            if reason:
                self._lock(widget, reason)


def named_rows(panel: Panel) -> Iterator[tuple[str, FieldRow]]:
    """The rows of forms in a panel, by the names of their controls."""
    before = "layer." if panel.id == "layer" else ""
    rows: Iterable[FieldRow] = panel.findChildren(FieldRow)
    for row in rows:
        yield before + row.key, row
