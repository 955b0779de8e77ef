"""The contract between the window and its panels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, Literal

from PySide6.QtCore import QCoreApplication, QSize, Signal
from PySide6.QtGui import QAction, QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from core.session.document import Checked
from core.session.probes import Probe
from guiapp.context import Context, FrameView
from guiapp.theme import Theme

__all__ = ["Area", "Checked", "Context", "FrameView", "Panel", "Probe", "Theme"]

Area = Literal["lesson", "left", "centre", "output", "inspector", "bottom"]
"""Where a panel stands at first: the lesson above the data left, network in the middle, output right, layer and
training below it."""


WIDEST = 690
"""Pixels of width that a panel at the bottom may insist on."""


class Panel(QWidget):
    """The contents of one dock. It shows what it is given, files probes while it is seen, and keeps no state that
    matters: closed and opened again it looks the same.

    The order of calls: `__init__`, `show_project` at once and after every edit, then `draw` for every frame while the
    panel is visible. Whatever changes what `probes()` would answer (a hover, a selection, a switch) emits
    `probes_changed`; being shown and hidden does so by itself.
    """

    id: ClassVar[str] = ""
    """Short and stable: the dock's name in the kept layout, and the prefix of its probes."""
    title: ClassVar[str] = ""
    """Written with QT_TRANSLATE_NOOP("panels", ...); `heading()` translates it."""
    area: ClassVar[Area] = "bottom"
    open_first: ClassVar[bool] = True
    """Whether it stands open in the layout that the window begins with."""

    tall: ClassVar[int] = 0
    """Pixels of height that it wants at the bottom when it is opened, as far as the window has them."""

    probes_changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.setObjectName(self.id)
        self.setAccessibleName(self.heading())

    @classmethod
    def heading(cls) -> str:
        return QCoreApplication.translate("panels", cls.title)

    def show_project(self, checked: Checked) -> None:
        """Show another value of the project; compare with what is shown, and touch only what differs."""

    def probes(self) -> dict[str, Probe]:
        """What to ask of the trainer while this panel is seen; keys begin with "ID."."""
        return {}

    def draw(self, frame: FrameView) -> None:
        """Show a frame; called only while visible, so what must not be missed is read from the context."""

    def set_theme(self, theme: Theme) -> None:
        """Wear another theme at once."""

    def take_focus(self) -> None:
        """The keyboard goes to where one begins to edit."""
        self.setFocus()

    def reset(self) -> None:
        """A fresh run has begun: forget what was drawn of the last one."""

    def lock(self, reason: str) -> None:
        """Nothing may change the network, and why; an empty reason gives it back."""

    def controls(self) -> Mapping[str, Sequence[QWidget]]:
        """What the project may hide or lock besides rows of forms, by the names of `core.spec.controls`."""
        return {}

    def tools(self) -> list[QAction]:
        """Actions of its menu: copy the picture, save it as PNG, SVG, PDF, save its numbers."""
        return []

    # Qt's own

    def minimumSizeHint(self) -> QSize:
        """A wide instrument at the bottom must not push the columns beside it together."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), WIDEST), hint.height()) if self.area == "bottom" else hint

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.probes_changed.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.probes_changed.emit()
