"""Training."""

from __future__ import annotations

from guiapp.actions.record import Action, N, ready

RUN: tuple[Action, ...] = (
    Action(
        id="play", text=N("Play"), icon="play", shortcut="Space", menu="run", when=ready,
        run=lambda deck: deck.pump.toggle(), tip=N("Train until paused"),
    ),
    Action(
        id="step_batch", text=N("Step one batch"), icon="step-batch", shortcut="B", menu="run", when=ready,
        run=lambda deck: deck.pump.step_batch(), tip=N("One step of the optimizer, on one batch of samples"),
    ),
    Action(
        id="step_epoch", text=N("Step one epoch"), icon="step-epoch", shortcut="E", menu="run", when=ready,
        run=lambda deck: deck.pump.step_epoch(), tip=N("Once through all training samples"),
    ),
    Action(
        id="restart", text=N("Restart"), icon="restart", shortcut="Ctrl+R", menu="run", when=ready, group=1,
        run=lambda deck: deck.pump.restart(), tip=N("Begin again with the same starting weights"),
    ),
    Action(
        id="new_weights", text=N("New weights"), icon="dice", shortcut="Ctrl+Shift+R", menu="run", when=ready,
        group=1, run=lambda deck: deck.files.new_weights(), tip=N("Begin again with other random starting weights"),
    ),
    Action(
        id="find_rate", text=N("Find a learning rate..."), icon="search", menu="run", when=ready, group=2,
        run=lambda deck: deck.dialogs.find_rate(), tip=N("Try many rates for one batch each, and see where it learns"),
    ),
    Action(
        id="slower", text=N("Slower"), shortcut="Ctrl+Alt+-", menu="run", group=2,
        run=lambda deck: deck.pump.change_speed(0.5), icon="minus",
    ),
    Action(
        id="faster", text=N("Faster"), shortcut="Ctrl+Alt++", menu="run", group=2,
        run=lambda deck: deck.pump.change_speed(2.0), icon="plus",
    ),
)  # fmt: skip
