"""F6: the keyboard goes from one part of the window to the next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


def step(parts: Sequence[QWidget], by: int) -> None:
    """Focus the next part (or the one before) in which something takes the keyboard; after the last comes the first."""
    focused = QApplication.focusWidget()
    inside = [i for i, part in enumerate(parts) if focused is not None and _holds(part, focused)]
    at = inside[0] if inside else (-1 if by > 0 else 0)
    for turn in range(1, len(parts) + 1):
        if _enter(parts[(at + by * turn) % len(parts)]):
            return


def _holds(part: QWidget, focused: QWidget) -> bool:
    return part is focused or part.isAncestorOf(focused)


def _enter(part: QWidget) -> bool:
    """Focus the first widget of this part that the tab key would reach."""
    for widget in (part, *part.findChildren(QWidget)):
        takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if takes and widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None:
            widget.setFocus(Qt.FocusReason.TabFocusReason)
            return True
    return False
