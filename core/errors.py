"""The one exception a user reads."""

from __future__ import annotations


class AppError(Exception):
    """Something the user can act on: where it is, what is wrong, what to do.

    Printed by the command line as `error: WHERE: WHAT (HINT)` and shown by the window in its message strip.
    """

    def __init__(self, where: str, what: str, hint: str = "") -> None:
        super().__init__(where, what, hint)
        self.where = where
        self.what = what
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.where}: {self.what}" + (f" ({self.hint})" if self.hint else "")

    def at(self, where: str) -> AppError:
        """The same fault, found inside `where` (a path grows from the inside out)."""
        return AppError(f"{where}.{self.where}" if self.where else where, self.what, self.hint)
