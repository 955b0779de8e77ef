"""What the project at hand hides and locks, and whether somebody has lifted that. Knows no widget."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QCoreApplication

from core.spec.controls import EDITS_NETWORK, broken
from core.spec.project import Project

SPEEDS = ("slower", "faster")
"""Actions that go with `speed`."""


def tr(text: str) -> str:
    return QCoreApplication.translate("classroom", text)


class Rules:
    """Asked by actions, panels and the gate of edits; nothing is kept but that they are lifted."""

    def __init__(self, project: Callable[[], Project]) -> None:
        self._project = project
        self.lifted = False

    @property
    def any(self) -> bool:
        """Whether the project hides or locks something, lifted or not."""
        return not self._project().classroom.free

    def hides(self, name: str) -> bool:
        """Whether this control, or the one it belongs to, is not there."""
        return not self.lifted and named(name, self._project().classroom.hide)

    def locks(self, name: str) -> str:
        """Why this control cannot be used; nothing where it can."""
        return self.reason() if not self.lifted and named(name, self._project().classroom.lock) else ""

    def reason(self) -> str:
        return self._project().classroom.reason or tr("Locked by this project; the Learn menu unlocks it")

    def bars(self, action: str) -> str:
        """Why an action cannot be run: hidden or locked itself, or with what it belongs to."""
        names = [f"action.{action}"]
        names += ["network"] if action in EDITS_NETWORK else []
        names += ["speed"] if action in SPEEDS else []
        return self.reason() if any(self.hides(name) or self.locks(name) for name in names) else ""

    def hides_action(self, action: str) -> bool:
        return self.hides(f"action.{action}") or (action in SPEEDS and self.hides("speed"))

    def refuses(self, old: Project, new: Project) -> str:
        """Why this edit is not made; nothing where it may be."""
        if self.lifted or not old.classroom.lock:
            return ""
        return self.reason() if broken(old, new, old.classroom.lock) else ""


def named(name: str, names: Iterable[str]) -> bool:
    """Whether the name, or one that it is part of, is among the names."""
    return any(name == other or name.startswith(other + ".") for other in names)
