"""Edits of the network and of the project."""

from __future__ import annotations

from guiapp.actions.record import Action, Deck, N, tr
from guiapp.translation.catalogue import said
from guiapp.views.problem_list import fix_of


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


def _fixable(deck: Deck) -> str:
    """Why there is nothing to mend by itself."""
    problems = deck.context.checked.problems
    if fix_of(problems) is not None:
        return ""
    return tr("What is wrong here has to be decided by you") if problems else tr("Nothing is wrong")


def _fix(deck: Deck) -> None:
    fix = fix_of(deck.context.checked.problems)
    if fix is not None:
        deck.context.fix(fix)
        deck.context.messages.say(said(fix.title))


def _selected(deck: Deck) -> str:
    return "" if deck.context.selection else tr("No layer is selected")


def _drawable(deck: Deck) -> str:
    """Why no points can be drawn."""
    rules = deck.context.rules
    return rules.locks("panel.data") or rules.locks("data.source")


EDIT: tuple[Action, ...] = (
    Action(
        id="undo", text=N("Undo"), icon="undo", shortcut="Ctrl+Z", menu="edit", when=_undoable,
        run=lambda deck: deck.context.document.undo(), tip=N("Take back the last edit; training goes on"),
    ),
    Action(
        id="redo", text=N("Redo"), icon="redo", shortcut="Ctrl+Shift+Z", menu="edit", when=_redoable,
        run=lambda deck: deck.context.document.redo(),
    ),
    Action(
        id="add_layer", text=N("Add dense layer"), icon="add-layer", shortcut="Ctrl+L", menu="edit", group=1,
        run=lambda deck: deck.network.add("dense"), tip=N("Add a dense layer behind the selected one"),
    ),
    Action(
        id="duplicate_layer", text=N("Duplicate layer"), icon="duplicate", shortcut="Ctrl+D", menu="edit", group=1,
        when=_layer, run=lambda deck: deck.network.view.scissors.duplicate(),
    ),
    Action(
        id="remove_layer", text=N("Remove layer"), icon="delete", menu="edit", group=1, when=_layer,
        run=lambda deck: deck.network.view.delete(),
    ),
    Action(
        id="cut", text=N("Cut"), icon="cut", shortcut="Ctrl+X", menu="edit", group=1, when=_layer,
        run=lambda deck: deck.network.view.scissors.cut(),
        tip=N("Take the selected layers away, to be pasted elsewhere"),
    ),
    Action(
        id="copy", text=N("Copy"), icon="copy", shortcut="Ctrl+C", menu="edit", group=1, when=_layer,
        run=lambda deck: deck.network.view.scissors.copy(),
        tip=N("Copy the selected layers as text, for other windows too"),
    ),
    Action(
        id="paste", text=N("Paste"), icon="paste", shortcut="Ctrl+V", menu="edit", group=1,
        run=lambda deck: deck.network.paste(), tip=N("Put copied layers behind the selected one"),
    ),
    Action(
        id="select_all", text=N("Select all layers"), icon="select-all", shortcut="Ctrl+A", menu="edit", group=1,
        run=lambda deck: deck.network.view.select_all(),
    ),
    Action(
        id="fix_problem", text=N("Fix the first problem"), icon="check", shortcut="F4", menu="edit", group=2,
        when=_fixable, run=_fix, tip=N("Do what the first sign in the drawing or note in a panel suggests"),
    ),
    Action(
        id="draw_points", text=N("Draw points..."), icon="edit", menu="edit", group=2, when=_drawable,
        run=lambda deck: deck.draw_points(), tip=N("Points of your own, with the mouse, kept in the project"),
    ),
    Action(
        id="edit_layer", text=N("Edit layer"), icon="edit", shortcut="F2", menu="edit", group=1, when=_selected,
        run=lambda deck: deck.edit_layer(), tip=N("The selected layer's form, ready to type"),
    ),
    Action(
        id="group_layers", text=N("Group layers"), icon="table", shortcut="Ctrl+G", menu="edit", group=2,
        when=_selected, run=lambda deck: deck.network.view.grouping.group(),
        tip=N("A frame with a name around the selected layers; drag the name to move them together"),
    ),
    Action(
        id="ungroup_layers", text=N("Ungroup layers"), icon="close", shortcut="Ctrl+Shift+G", menu="edit", group=2,
        when=_selected, run=lambda deck: deck.network.view.grouping.ungroup(),
    ),
    Action(
        id="fold_layer", text=N("Fold or unfold layer"), icon="minus", shortcut="Ctrl+Shift+F", menu="edit", group=2,
        when=_selected, run=lambda deck: deck.network.view.grouping.toggle_fold(),
        tip=N("Draw a few units of the selected layer, or all of them (up to 64)"),
    ),
    Action(
        id="arrange", text=N("Arrange the drawing"), icon="arrange", menu="edit", group=2,
        run=lambda deck: deck.network.strip.arrange.emit(), tip=N("Every layer back to its place"),
    ),
    Action(
        id="preferences", text=N("Preferences..."), icon="settings", shortcut="Ctrl+,", menu="edit", group=8,
        run=lambda deck: deck.dialogs.preferences(),
    ),
)  # fmt: skip
