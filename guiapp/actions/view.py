"""What is seen, and how."""

from __future__ import annotations

from guiapp.actions.record import Action, N

VIEW: tuple[Action, ...] = (
    Action(
        id="fit", text=N("Show the whole network"), icon="zoom-fit", shortcut="Ctrl+0", menu="view",
        run=lambda deck: deck.network.view.fit(),
    ),
    Action(
        id="mini_map", text=N("Map of the network"), icon="eye", menu="view",
        run=lambda deck: deck.network.toggle_map(),
        tip=N("Show or hide the small map that appears when the network does not fit"),
    ),
    Action(
        id="theme", text=N("Light or dark"), icon="contrast", shortcut="Ctrl+Shift+L", menu="view",
        run=lambda deck: deck.toggle_theme(), tip=N("Change between light and dark colours"),
    ),
    Action(
        id="full_screen", text=N("Full screen"), icon="fullscreen", shortcut="F11", menu="view",
        run=lambda deck: deck.toggle_full_screen(),
    ),
    Action(
        id="reset_layout", text=N("Reset layout"), icon="home", menu="view", group=5,
        run=lambda deck: deck.reset_layout(), tip=N("Put all panels back to where they were at first"),
    ),
)  # fmt: skip
