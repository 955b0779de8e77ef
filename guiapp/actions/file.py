"""Projects and files."""

from __future__ import annotations

from guiapp.actions.record import Action, N, ready

FILE: tuple[Action, ...] = (
    Action(
        id="new", text=N("New project"), icon="new", shortcut="Ctrl+N", menu="file", run=lambda deck: deck.files.new(),
        tip=N("Begin with a small network"),
    ),
    Action(
        id="new_window", text=N("New window"), icon="add-unit", shortcut="Ctrl+Shift+N", menu="file",
        run=lambda deck: deck.new_window(), tip=N("Another window, with a project of its own"),
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
        id="load_weights", text=N("Load weights..."), icon="import", menu="file", group=2, when=ready,
        run=lambda deck: deck.exports.ask_load(), tip=N("Numbers from an NPZ or safetensors file into this network"),
    ),
    Action(
        id="close", text=N("Close window"), icon="close", shortcut="Ctrl+W", menu="file", group=9,
        run=lambda deck: deck.shut(),
    ),
    Action(
        id="export_drawing", text=N("Export drawing..."), icon="picture", menu="export",
        run=lambda deck: deck.exports.ask_drawing(deck.network.view.canvas),
        tip=N("Save the whole network as SVG, PDF or PNG"),
    ),
    Action(
        id="quit", text=N("Quit"), icon="quit", shortcut="Ctrl+Q", menu="file", group=9,
        run=lambda deck: deck.leave(),
    ),
)  # fmt: skip
