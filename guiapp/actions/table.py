"""Everything the window can be told to do; menus, bars, command palette, shortcuts and tests are made from it."""

from __future__ import annotations

from guiapp.actions.edit import EDIT
from guiapp.actions.file import FILE
from guiapp.actions.help import HELP
from guiapp.actions.learn import LEARN
from guiapp.actions.record import Action
from guiapp.actions.run import RUN
from guiapp.actions.view import VIEW

ACTIONS: tuple[Action, ...] = (*FILE, *EDIT, *RUN, *VIEW, *LEARN, *HELP)
