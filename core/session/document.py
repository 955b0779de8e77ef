"""The project that is edited: the one gate through which every edit passes, with undo and a clean mark. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from core.compile.check import Checked, check
from core.compile.problem import Fix, Problem
from core.session.patch import Patch
from core.spec.project import Project

__all__ = ["LIMIT", "Checked", "Document", "Fix", "Problem"]

LIMIT = 500
"""Edits that can be undone."""


@dataclass(frozen=True)
class _Edit:
    text: str
    merge: str | None
    project: Project
    patch: Patch | None = None
    """A number of the running network that was typed in the same step."""


class Document:
    """Holds the current project and those before and after it.

    `changed(old, new)` is called for every subscriber after an edit, with Checked values; views reconcile by node id.
    """

    def __init__(self, project: Project, path: Path | None = None) -> None:
        self._history = [_Edit("", None, project)]
        self._index = 0
        self._clean: Project | None = project
        self._subscribers: list[Callable[[Checked, Checked], None]] = []
        self._patched: list[Callable[[Patch], None]] = []
        self.path = path
        self.checked = check(project)

    @property
    def project(self) -> Project:
        return self.checked.project

    def subscribe(self, changed: Callable[[Checked, Checked], None]) -> None:
        self._subscribers.append(changed)

    def listen_patches(self, patched: Callable[[Patch], None]) -> None:
        """Hear of every number that is typed, and of those that undo and redo put back."""
        self._patched.append(patched)

    def replace(self, text: str, project: Project, merge: str | None = None, patch: Patch | None = None) -> None:
        """Make an edit. Edits in a row with the same `merge` key (a drag, a spinning field) are undone as one.

        Those that end where they began leave no step behind. `patch` is a number of the running network, typed in the
        same step; the trainer's numbers are not part of the project, so undo gives the number back and rewinds nothing.
        """
        if project == self.project and patch is None:
            return
        del self._history[self._index + 1 :]
        last = self._history[-1]
        if merge is not None and last.merge == merge and self._index > 0:
            first = replace(patch, old=last.patch.old) if patch and last.patch else patch or last.patch
            self._history[-1] = _Edit(text, merge, project, first)
            if project == self._history[-2].project and (first is None or first.old == first.new):
                del self._history[-1]
        else:
            self._history.append(_Edit(text, merge, project, patch))
        del self._history[: max(0, len(self._history) - 1 - LIMIT)]
        self._index = len(self._history) - 1
        self._show(patch)

    def seal(self) -> None:
        """The gesture is over: the next edit is a step of its own."""
        last = self._history[self._index]
        self._history[self._index] = replace(last, merge=None)

    def undo(self) -> None:
        if self.can_undo:
            patch = self._history[self._index].patch
            self._index -= 1
            self.seal()
            self._show(patch.inverse if patch else None)

    def redo(self) -> None:
        if self.can_redo:
            self._index += 1
            patch = self._history[self._index].patch
            self._show(replace(patch, told=True) if patch else None)

    @property
    def can_undo(self) -> bool:
        return self._index > 0

    @property
    def can_redo(self) -> bool:
        return self._index < len(self._history) - 1

    @property
    def undo_text(self) -> str:
        """What undo would take back."""
        return self._history[self._index].text if self.can_undo else ""

    @property
    def redo_text(self) -> str:
        return self._history[self._index + 1].text if self.can_redo else ""

    @property
    def clean(self) -> bool:
        """Whether the project is as it was saved."""
        return self.project == self._clean

    def mark_saved(self, path: Path) -> None:
        self.path = path
        self._clean = self.project

    def open(self, project: Project, path: Path | None, *, saved: bool = True) -> None:
        """Another project altogether, with a history of its own; `saved` says whether it is as in its file."""
        self._history = [_Edit("", None, project)]
        self._index = 0
        self._clean = project if saved else None
        self.path = path
        self._show()

    def _show(self, patch: Patch | None = None) -> None:
        old, project = self.checked, self._history[self._index].project
        if patch is None or project != old.project:
            self.checked = check(project)
            for subscriber in self._subscribers:
                subscriber(old, self.checked)
        # The numbers of an edit that brings a layer (back) come behind it.
        if patch is not None:
            for patched in self._patched:
                patched(patch)
