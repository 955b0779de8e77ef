"""Everything the window can be told to do, in one table; menus, top bar, command palette and tests are made from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction, QIcon, QKeySequence
from PySide6.QtWidgets import QMainWindow

from guiapp.canvas import edit
from guiapp.icons import icon
from guiapp.theme import Theme

if TYPE_CHECKING:
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

    def reset_layout(self) -> None: ...
    def toggle_full_screen(self) -> None: ...
    def set_theme(self, name: str) -> None: ...
    def toggle_theme(self) -> None: ...
    def leave(self) -> None: ...


BARE = {"Space": Qt.Key.Key_Space, "B": Qt.Key.Key_B, "E": Qt.Key.Key_E}
"""Single keys, by name."""

MENUS = ("file", "edit", "run", "view", "export", "help")


def tr(text: str) -> str:
    return QCoreApplication.translate("actions", text)


def _always(deck: Deck) -> str:
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
    when: Callable[[Deck], str] = _always
    group: int = 0
    """Actions of one group stand together in the menu."""

    @property
    def bare(self) -> bool:
        """Whether the shortcut is a single key without Ctrl or the like."""
        return self.shortcut in BARE


def _ready(deck: Deck) -> str:
    """Why nothing can be trained now."""
    errors = deck.context.checked.errors
    return "; ".join(f"{problem.text} ({problem.hint})" if problem.hint else problem.text for problem in errors[:3])


def _undoable(deck: Deck) -> str:
    return "" if deck.context.document.can_undo else tr("There is nothing to undo")


def _redoable(deck: Deck) -> str:
    return "" if deck.context.document.can_redo else tr("There is nothing to redo")


def _layer(deck: Deck) -> str:
    """Why the selected layer cannot be taken away or doubled."""
    nodes = {node.id: node.kind for node in deck.context.project.architecture.nodes}
    kinds = [nodes[name] for name in deck.context.selection if name in nodes]
    if not kinds:
        return tr("No layer is selected")
    return "" if set(kinds) - {"input", "output"} else tr("Input and output stay")


@cache
def _has_page() -> bool:
    return files("resources").joinpath("help", "verified.json").is_file()


def _verified(deck: Deck) -> str:
    return "" if _has_page() else tr("This copy has no page of verified numbers: the test run makes it (make verified)")


def _duplicate(deck: Deck) -> None:
    deck.network.view.make(edit.duplicate(deck.context.project, deck.context.selection[-1]))


def _N(text: str) -> str:  # marks a text for translation, as Qt's tools know it
    return str(QT_TRANSLATE_NOOP("actions", text))


ACTIONS: tuple[Action, ...] = (
    Action(
        id="new", text=_N("New project"), icon="new", shortcut="Ctrl+N", menu="file", run=lambda deck: deck.files.new(),
        tip=_N("Begin with a small network"),
    ),
    Action(
        id="open", text=_N("Open..."), icon="open", shortcut="Ctrl+O", menu="file",
        run=lambda deck: deck.files.ask_open(), tip=_N("Open a project"),
    ),
    Action(
        id="save", text=_N("Save"), icon="save", shortcut="Ctrl+S", menu="file", group=1,
        run=lambda deck: deck.files.save(), tip=_N("Save the project"),
    ),
    Action(
        id="save_as", text=_N("Save as..."), icon="save-as", shortcut="Ctrl+Shift+S", menu="file", group=1,
        run=lambda deck: deck.files.ask_save_as(),
    ),
    Action(id="quit", text=_N("Quit"), shortcut="Ctrl+Q", menu="file", group=9, run=lambda deck: deck.leave()),
    Action(
        id="undo", text=_N("Undo"), icon="undo", shortcut="Ctrl+Z", menu="edit", when=_undoable,
        run=lambda deck: deck.context.document.undo(), tip=_N("Take back the last edit; training goes on"),
    ),
    Action(
        id="redo", text=_N("Redo"), icon="redo", shortcut="Ctrl+Shift+Z", menu="edit", when=_redoable,
        run=lambda deck: deck.context.document.redo(),
    ),
    Action(
        id="add_layer", text=_N("Add dense layer"), icon="add-layer", shortcut="Ctrl+L", menu="edit", group=1,
        run=lambda deck: deck.network.add("dense"), tip=_N("Add a dense layer behind the selected one"),
    ),
    Action(
        id="duplicate_layer", text=_N("Duplicate layer"), icon="duplicate", shortcut="Ctrl+D", menu="edit", group=1,
        when=_layer, run=_duplicate,
    ),
    Action(
        id="remove_layer", text=_N("Remove layer"), icon="delete", menu="edit", group=1, when=_layer,
        run=lambda deck: deck.network.view.delete(),
    ),
    Action(
        id="arrange", text=_N("Arrange the drawing"), icon="arrange", menu="edit", group=2,
        run=lambda deck: deck.network.strip.arrange.emit(), tip=_N("Every layer back to its place"),
    ),
    Action(
        id="fit", text=_N("Show the whole network"), icon="zoom-fit", shortcut="Ctrl+0", menu="view",
        run=lambda deck: deck.network.view.fit(),
    ),
    Action(
        id="play", text=_N("Play"), icon="play", shortcut="Space", menu="run", when=_ready,
        run=lambda deck: deck.pump.toggle(), tip=_N("Train until paused"),
    ),
    Action(
        id="step_batch", text=_N("Step one batch"), icon="step-batch", shortcut="B", menu="run", when=_ready,
        run=lambda deck: deck.pump.step_batch(), tip=_N("One step of the optimizer, on one batch of samples"),
    ),
    Action(
        id="step_epoch", text=_N("Step one epoch"), icon="step-epoch", shortcut="E", menu="run", when=_ready,
        run=lambda deck: deck.pump.step_epoch(), tip=_N("Once through all training samples"),
    ),
    Action(
        id="restart", text=_N("Restart"), icon="restart", shortcut="Ctrl+R", menu="run", when=_ready, group=1,
        run=lambda deck: deck.pump.restart(), tip=_N("Begin again with the same starting weights"),
    ),
    Action(
        id="new_weights", text=_N("New weights"), icon="dice", shortcut="Ctrl+Shift+R", menu="run", when=_ready,
        group=1, run=lambda deck: deck.files.new_weights(), tip=_N("Begin again with other random starting weights"),
    ),
    Action(
        id="find_rate", text=_N("Find a learning rate..."), icon="search", menu="run", when=_ready, group=2,
        run=lambda deck: deck.dialogs.find_rate(), tip=_N("Try many rates for one batch each, and see where it learns"),
    ),
    Action(
        id="slower", text=_N("Slower"), shortcut="Ctrl+Alt+-", menu="run", group=2,
        run=lambda deck: deck.pump.change_speed(0.5), icon="minus",
    ),
    Action(
        id="faster", text=_N("Faster"), shortcut="Ctrl+Alt++", menu="run", group=2,
        run=lambda deck: deck.pump.change_speed(2.0), icon="plus",
    ),
    Action(
        id="theme", text=_N("Light or dark"), icon="contrast", shortcut="Ctrl+Shift+L", menu="view",
        run=lambda deck: deck.toggle_theme(), tip=_N("Change between light and dark colours"),
    ),
    Action(
        id="full_screen", text=_N("Full screen"), icon="fullscreen", shortcut="F11", menu="view",
        run=lambda deck: deck.toggle_full_screen(),
    ),
    Action(
        id="reset_layout", text=_N("Reset layout"), icon="home", menu="view", group=5,
        run=lambda deck: deck.reset_layout(), tip=_N("Put all panels back to where they were at first"),
    ),
    Action(
        id="preferences", text=_N("Preferences..."), icon="settings", shortcut="Ctrl+,", menu="edit", group=8,
        run=lambda deck: deck.dialogs.preferences(),
    ),
    Action(
        id="palette", text=_N("Find an action..."), icon="search", shortcut="Ctrl+K", menu="help",
        run=lambda deck: deck.dialogs.palette(), tip=_N("Type what you want to do"),
    ),
    Action(
        id="shortcuts", text=_N("Keyboard shortcuts"), icon="keyboard", shortcut="F1", menu="help",
        run=lambda deck: deck.dialogs.shortcuts(),
    ),
    Action(
        id="verified", text=_N("Verified numbers"), icon="check", menu="help", when=_verified,
        run=lambda deck: deck.dialogs.verified(), tip=_N("What was compared with what, and the largest error found"),
    ),
    Action(id="about", text=_N("About Glassnet"), icon="info", menu="help", run=lambda deck: deck.dialogs.about()),
)  # fmt: skip


class ActionBook(QObject):
    """The table as QActions of one window."""

    def __init__(self, deck: Deck, window: QMainWindow) -> None:
        super().__init__(window)
        self._deck = deck
        self.entries = {action.id: action for action in ACTIONS}
        self.qactions: dict[str, QAction] = {}
        for action in ACTIONS:
            made = QAction(tr(action.text), window)
            made.setObjectName(action.id)
            if action.bare:
                # A single key belongs to whatever has the focus first (a button, a field); the window gets the rest.
                made.setText(f"{tr(action.text)}\t{action.shortcut}")
            elif action.shortcut:
                made.setShortcut(QKeySequence(action.shortcut))
                made.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            made.triggered.connect(partial(self.trigger, action.id))
            self.qactions[action.id] = made
            window.addAction(made)
        self.refresh()

    def __getitem__(self, name: str) -> QAction:
        return self.qactions[name]

    def trigger(self, name: str, checked: bool = False) -> None:
        """Do it, unless there is a reason not to."""
        action = self.entries[name]
        if not action.when(self._deck):
            action.run(self._deck)

    def press(self, key: int) -> bool:
        """A single key that nobody else wanted; whether it is ours."""
        for action in ACTIONS:
            if action.bare and BARE[action.shortcut] == key:
                self.trigger(action.id)
                return True
        return False

    def refresh(self) -> None:
        """Enable what can be done now; what cannot says why in its tooltip."""
        for name, made in self.qactions.items():
            action = self.entries[name]
            reason = action.when(self._deck)
            made.setEnabled(not reason)
            tip = reason or tr(action.tip or action.text).rstrip(".")
            keys = QKeySequence(action.shortcut).toString(QKeySequence.SequenceFormat.NativeText)
            made.setToolTip(f"{tip} ({keys})" if keys and not reason else tip)

    def set_theme(self, theme: Theme) -> None:
        for name, made in self.qactions.items():
            picture = self.entries[name].icon
            made.setIcon(icon(picture, theme) if picture else QIcon())
