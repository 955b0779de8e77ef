"""What an action is, and what it acts on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt

from guiapp.translation.catalogue import said

if TYPE_CHECKING:
    from pathlib import Path

    from guiapp.context import Context
    from guiapp.exports import Exports
    from guiapp.files import ProjectFiles
    from guiapp.pump import Pump


class Opener(Protocol):
    """Opens dialogs."""

    def palette(self) -> None: ...
    def shortcuts(self) -> None: ...
    def preferences(self) -> None: ...
    def find_rate(self) -> None: ...
    def verified(self) -> None: ...
    def about(self) -> None: ...


class Showing(Protocol):
    """Large text, and one panel alone."""

    @property
    def on(self) -> bool: ...
    @property
    def alone(self) -> bool: ...
    def set_on(self, on: bool) -> None: ...
    def show_focused(self) -> None: ...
    def leave_alone(self) -> None: ...


class Classes(Protocol):
    """Lessons, and what a class may use."""

    @property
    def projector(self) -> Showing: ...
    def ask_lesson(self) -> None: ...
    def open_lesson(self, name: str, folder: Path | None = None) -> None: ...
    def next(self) -> None: ...
    def back(self) -> None: ...
    def leave(self) -> None: ...
    def lift(self, on: bool = True) -> None: ...
    def choose(self) -> None: ...
    def browse(self, kind: str) -> None: ...
    def show_glossary(self, term: str = "") -> None: ...
    def own_lessons(self) -> None: ...
    def record_step(self) -> None: ...
    def keep_picture(self) -> None: ...
    def export_notebook(self) -> None: ...


class Deck(Protocol):
    """What actions act on: the window, and what it was furnished with."""

    context: Context
    pump: Pump
    files: ProjectFiles
    exports: Exports
    network: Any
    """The panel of the drawing, which only the window knows by name."""

    @property
    def dialogs(self) -> Opener: ...
    @property
    def classroom(self) -> Classes: ...

    def edit_layer(self) -> None: ...
    def draw_points(self) -> None: ...
    def reset_layout(self) -> None: ...
    def toggle_full_screen(self) -> None: ...
    def step_part(self, by: int) -> None: ...
    def set_theme(self, name: str) -> None: ...
    def toggle_theme(self) -> None: ...
    def new_window(self) -> None: ...
    def shut(self) -> object: ...
    def leave(self) -> None: ...


BARE = {"Space": Qt.Key.Key_Space, "B": Qt.Key.Key_B, "E": Qt.Key.Key_E}
"""Single keys, by name."""

MENUS = ("file", "edit", "run", "view", "learn", "export", "help")


def tr(text: str) -> str:
    return QCoreApplication.translate("actions", text)


def N(text: str) -> str:
    """Marks a text for translation, as Qt's tools know it."""
    return str(QT_TRANSLATE_NOOP("actions", text))


def always(deck: Deck) -> str:
    return ""


@dataclass(frozen=True, kw_only=True)
class Action:
    """One thing to do. `when` answers why it cannot be done now, and nothing when it can."""

    id: str
    text: str
    run: Callable[[Deck], object]
    icon: str = ""
    shortcut: str = ""
    menu: str = ""
    tip: str = ""
    when: Callable[[Deck], str] = always
    group: int = 0
    """Actions of one group stand together in the menu."""

    @property
    def bare(self) -> bool:
        """Whether the shortcut is a single key without Ctrl or the like."""
        return self.shortcut in BARE


def ready(deck: Deck) -> str:
    """Why nothing can be trained now."""
    errors = deck.context.checked.errors
    return "; ".join(
        f"{said(problem.text)} ({said(problem.hint)})" if problem.hint else said(problem.text) for problem in errors[:3]
    )
