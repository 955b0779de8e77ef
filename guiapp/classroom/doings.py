"""What somebody has done in the window since a step began: panels, actions, layers, runs, and deeds in instruments."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, Signal

from core.lessons.deeds import ERRANDS
from core.session.patch import Patch
from guiapp.actions.book import ActionBook
from guiapp.context import Context
from guiapp.docks import Docks


class Room(Protocol):
    """The window, as far as doings can be seen in it."""

    context: Context
    docks: Docks
    book: ActionBook


class Doings(QObject):
    """Made once for each window; listens, and asks nobody to report."""

    more = Signal()

    def __init__(self, room: Room, parent: QObject) -> None:
        super().__init__(parent)
        self._room = room
        self.begin()
        context = room.context
        context.selection_changed.connect(lambda nodes: self._add(self.selected, *nodes))
        context.errand_moved.connect(self._on_errand_moved)
        context.place_wanted.connect(self._on_place_wanted)
        context.branched.connect(lambda: self._add(self.deeds, "branched"))
        context.pointed.connect(self._on_pointed)
        context.document.listen_patches(self._on_patched)
        room.docks.changed.connect(self._on_docks_changed)
        room.book.used.connect(lambda name: self._add(self.actions, name))

    def begin(self) -> None:
        """Nothing was done yet; what stands open and selected counts at once."""
        context = self._room.context
        self.panels: set[str] = {panel.id for panel in self._room.docks.seen()}
        self.actions: set[str] = set()
        self.selected: set[str] = set(context.selection)
        self.deeds: set[str] = set()
        self.runs: set[int] = set()
        """Runs that were trained."""
        self._looked = (context.unit, context.sample)

    def _add(self, known: set[str], *names: str) -> None:
        if not known.issuperset(names):
            known.update(names)
            self.more.emit()

    def _on_errand_moved(self, key: str) -> None:
        findings = self._room.context.errands.get(key)
        if findings is not None and findings.end and findings.share >= 1.0 and key in ERRANDS:
            self._add(self.deeds, key)

    def _on_place_wanted(self, place: int | None) -> None:
        if place is not None:
            self._add(self.deeds, "went_back")

    def _on_pointed(self) -> None:
        before, self._looked = self._looked, (self._room.context.unit, self._room.context.sample)
        if before[0] != self._looked[0]:
            self._add(self.deeds, "unit")
        if before[1] != self._looked[1]:
            self._add(self.deeds, "sample")

    def _on_patched(self, patch: Patch) -> None:
        self._add(self.deeds, "number")

    def _on_docks_changed(self) -> None:
        self._add(self.panels, *(panel.id for panel in self._room.docks.seen()))
