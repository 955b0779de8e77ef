"""Finding things, and what can be read."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from guiapp.actions.record import Action, Deck, N, tr


@cache
def _has_page() -> bool:
    return files("resources").joinpath("help", "verified.json").is_file()


def _verified(deck: Deck) -> str:
    return "" if _has_page() else tr("This copy has no page of verified numbers: the test run makes it (make verified)")


HELP: tuple[Action, ...] = (
    Action(
        id="palette", text=N("Find an action..."), icon="search", shortcut="Ctrl+K", menu="help",
        run=lambda deck: deck.dialogs.palette(), tip=N("Type what you want to do"),
    ),
    Action(
        id="shortcuts", text=N("Keyboard shortcuts"), icon="keyboard", shortcut="F1", menu="help",
        run=lambda deck: deck.dialogs.shortcuts(),
    ),
    Action(
        id="verified", text=N("Verified numbers"), icon="check", menu="help", when=_verified,
        run=lambda deck: deck.dialogs.verified(), tip=N("What was compared with what, and the largest error found"),
    ),
    Action(id="about", text=N("About Glassnet"), icon="info", menu="help", run=lambda deck: deck.dialogs.about()),
)  # fmt: skip
