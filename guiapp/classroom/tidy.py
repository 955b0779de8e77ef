"""Panels that a lesson opened go again: a step begins with its own, and the window ends as it was before."""

from __future__ import annotations

from collections.abc import Collection

from guiapp.docks import Docks

LESSON = "lesson"


class Tidy:
    """Knows which panels stood open before the lesson, and which its steps have opened."""

    def __init__(self, docks: Docks) -> None:
        self._docks = docks
        self._before: set[str] | None = None
        """None while no lesson is open."""
        self._opened: set[str] = set()

    def _open(self) -> set[str]:
        return {name for name, dock in self._docks.docks.items() if not dock.isHidden()}

    def enter(self, kept: Collection[str]) -> None:
        """A lesson begins, or another one: `kept` stand open for the person, though the project hides them now."""
        if self._before is None:
            self._before = self._open() | set(kept) | {LESSON}
        self._close(self._open() - self._before)
        self._opened.clear()

    def show(self, names: Collection[str]) -> None:
        """A step begins with these in front; what only an earlier step wanted goes."""
        self._close(self._opened - set(names))
        opened = self._open()
        for name in names:
            self._docks.show(name)
        self._opened |= set(names) - opened

    def leave(self) -> None:
        """The lesson is over."""
        if self._before is not None:
            self._close(self._open() - self._before)
        self._before = None
        self._opened.clear()

    def _close(self, names: set[str]) -> None:
        for name in names - {LESSON}:
            self._docks.docks[name].hide()
        self._opened -= names
