"""Which inputs the network is fed: chips for the plane, a list for the columns of a table."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from core.data.features import available
from core.data.prepare import Described
from guiapp.views.chips import Chips

SIGNS = {
    "x1": "x₁", "x2": "x₂", "x1^2": "x₁²", "x2^2": "x₂²", "x1*x2": "x₁x₂", "sin(x1)": "sin x₁", "sin(x2)": "sin x₂",
}  # fmt: skip
"""Features of the plane as they are written."""


class FeaturePicker(QWidget):
    """`changed(names)` with the chosen names in their fixed order; one always stays chosen."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chips = Chips(self.tr("Features"))
        self.chips.toggled.connect(self._on_toggled)
        self.columns = QToolButton()
        self.columns.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.columns.setAccessibleName(self.tr("Columns"))
        self.columns.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.menu = QMenu(self.columns)
        self.columns.setMenu(self.menu)
        self._names: tuple[str, ...] = ()
        self._chosen: tuple[str, ...] = ()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.chips)
        layout.addWidget(self.columns)

    def show_features(self, features: tuple[str, ...], described: Described | None) -> None:
        """Show a choice without telling."""
        info = described.info if described is not None else None
        plane = info is not None and info.plane
        self.setVisible(info is not None and not info.picture)
        self.chips.setVisible(plane)
        self.columns.setVisible(not plane)
        if info is None or info.picture:
            return
        self._names = available(info) if plane else info.fields
        self._chosen = features or (info.columns if plane else self._names)
        if plane:
            self.chips.set_choices([(name, SIGNS.get(name, name)) for name in self._names])
            self.chips.set_on(self._chosen)
        else:
            self._show_columns()

    def _show_columns(self) -> None:
        count = sum(name in self._chosen for name in self._names)
        text = self.tr("All {total} columns") if count == len(self._names) else self.tr("{count} of {total} columns")
        self.columns.setText(
            text.format(count=count, total=len(self._names)) + "  \N{BLACK DOWN-POINTING SMALL TRIANGLE}"
        )
        self.menu.clear()
        for name in self._names:
            action = self.menu.addAction(name)
            action.setCheckable(True)
            action.setChecked(name in self._chosen)
            action.triggered.connect(lambda on, name=name: self._on_toggled(name, on))

    def _on_toggled(self, name: str, on: bool) -> None:
        known = tuple(other for other in self._chosen if other not in self._names)
        chosen = tuple(other for other in self._names if (on if other == name else other in self._chosen))
        if chosen:
            self.changed.emit((*chosen, *known))
        else:  # a network needs an input
            self.chips.set_on(self._chosen)
