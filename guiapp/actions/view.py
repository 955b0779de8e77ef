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
        id="projector", text=N("Projector mode"), icon="eye", shortcut="F5", menu="view", group=4,
        run=lambda deck: deck.classroom.projector.set_on(not deck.classroom.projector.on),
        tip=N("Large text and thick lines, or as they were"),
    ),
    Action(
        id="alone", text=N("Show one panel alone"), icon="fullscreen", shortcut="Shift+F5", menu="view", group=4,
        run=lambda deck: deck.classroom.projector.show_focused(),
        tip=N("The panel that has the focus takes the whole screen; Escape leaves"),
    ),
    Action(
        id="leave_alone", text=N("All panels again"), icon="close", menu="view", group=4,
        run=lambda deck: deck.classroom.projector.leave_alone(), tip=N("Escape does it too, while one stands alone"),
    ),
    Action(
        id="next_part", text=N("Next part of the window"), icon="keyboard", shortcut="F6", menu="view", group=5,
        run=lambda deck: deck.step_part(1), tip=N("The keyboard goes to the next panel"),
    ),
    Action(
        id="previous_part", text=N("Part before"), icon="keyboard", shortcut="Shift+F6", menu="view", group=5,
        run=lambda deck: deck.step_part(-1), tip=N("The keyboard goes to the panel before"),
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
