"""Opens the dialogs of one window."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import version

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from guiapp.actions.book import ActionBook
from guiapp.context import Context
from guiapp.dialogs.lookup import Palette, Shortcuts, show_about
from guiapp.dialogs.preferences import PreferencesDialog
from guiapp.settings import Preferences


class Dialogs:
    """None of them holds up the window; `preferred` hears of changed preferences."""

    def __init__(
        self, window: QWidget, book: ActionBook, context: Context, preferred: Callable[[Preferences], None]
    ) -> None:
        self._window, self._book, self._context, self._preferred = window, book, context, preferred

    def palette(self) -> None:
        self._open(Palette(self._book, self._window))

    def shortcuts(self) -> None:
        self._open(Shortcuts(self._window))

    def preferences(self) -> None:
        dialog = PreferencesDialog(self._context.settings.preferences, self._window)
        dialog.changed.connect(self._preferred)
        self._open(dialog)

    def find_rate(self) -> None:
        from guiapp.dialogs.rates import FindRate

        self._open(FindRate(self._context, self._window))

    def verified(self) -> None:
        from guiapp.dialogs.verified import Verified, read_page

        page = read_page()
        assert page is not None, "the action is off without its page"
        self._open(Verified(page, self._window))

    def about(self) -> None:
        show_about(self._window, version("glassnet"))

    def _open(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.show()
