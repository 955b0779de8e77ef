"""Projects and files."""

from __future__ import annotations

from guiapp.actions.record import Action, N

FILE: tuple[Action, ...] = (
    Action(
        id="new", text=N("New project"), icon="new", shortcut="Ctrl+N", menu="file", run=lambda deck: deck.files.new(),
        tip=N("Begin with a small network"),
    ),
    Action(
        id="open", text=N("Open..."), icon="open", shortcut="Ctrl+O", menu="file",
        run=lambda deck: deck.files.ask_open(), tip=N("Open a project"),
    ),
    Action(
        id="save", text=N("Save"), icon="save", shortcut="Ctrl+S", menu="file", group=1,
        run=lambda deck: deck.files.save(), tip=N("Save the project"),
    ),
    Action(
        id="save_as", text=N("Save as..."), icon="save-as", shortcut="Ctrl+Shift+S", menu="file", group=1,
        run=lambda deck: deck.files.ask_save_as(),
    ),
    Action(
        id="quit", text=N("Quit"), icon="quit", shortcut="Ctrl+Q", menu="file", group=9,
        run=lambda deck: deck.leave(),
    ),
)  # fmt: skip
