"""The strip above the drawing: add a layer, arrange, zoom, names; and how many numbers are learned."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from core.session.document import Checked
from guiapp.canvas.menus import fill_kinds
from guiapp.epoch_clock import EpochTime
from guiapp.icons import icon
from guiapp.theme import Theme, tabular
from guiapp.views.elided import ElidedLabel


class Strip(QWidget):
    """Buttons. `add(kind)`, and a signal for each of the others."""

    add = Signal(str)
    remove = Signal()
    arrange = Signal()
    fit = Signal()
    named = Signal(bool)
    outline = Signal(bool)
    layers = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 12, 2)
        row.setSpacing(4)
        self._icons: dict[QToolButton, str] = {}
        self.palette_button = self._button("add-unit", self.tr("The palette: layers to drag onto the drawing"))
        self.palette_button.setCheckable(True)
        self.palette_button.toggled.connect(self.layers)
        self.add_button = self._button(
            "add-layer", self.tr("Add a layer behind the selected one"), self.tr("Add layer")
        )
        menu = QMenu(self.add_button)
        fill_kinds(menu, self.add.emit)
        self.add_button.setMenu(menu)
        self.add_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.remove_button = self._button("delete", self.tr("Remove the selected layer (Delete)"))
        self.remove_button.clicked.connect(self.remove)
        self.arrange_button = self._button("arrange", self.tr("Arrange: every layer back to its place"))
        self.arrange_button.clicked.connect(self.arrange)
        self.fit_button = self._button("zoom-fit", self.tr("Show the whole network (Home)"))
        self.fit_button.clicked.connect(self.fit)
        self.names_button = self._button("", self.tr("Write the names of weights, sums and activations"), "w z a")
        self.names_button.setCheckable(True)
        self.names_button.toggled.connect(self.named)
        self.outline_button = self._button("table", self.tr("The network as a list"))
        self.outline_button.setCheckable(True)
        self.outline_button.toggled.connect(self.outline)
        self.summary = ElidedLabel()
        self.summary.setProperty("role", "muted")
        self.summary.setFont(tabular(self.font(), scale=0.92))
        for button in self._icons:
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.summary)
        self.set_theme(theme)

    def _button(self, name: str, tip: str, text: str = "") -> QToolButton:
        button = QToolButton()
        button.setProperty("role", "flat")
        button.setToolTip(tip)
        button.setAccessibleName(text or tip)
        button.setText(text)
        button.setIconSize(QSize(18, 18))
        if text and name:
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._icons[button] = name
        return button

    def set_theme(self, theme: Theme) -> None:
        for button, name in self._icons.items():
            if name:
                button.setIcon(icon(name, theme))

    def lock(self, locked: bool) -> None:
        """Whether layers may be added."""
        for button in (self.palette_button, self.add_button):
            button.setEnabled(not locked)

    def set_removable(self, removable: bool) -> None:
        self.remove_button.setEnabled(removable)

    def set_summary(self, checked: Checked, epoch: EpochTime) -> None:
        """How many numbers are learned, how many of them are switched off, and what training them takes."""
        parameters, off = checked.parameters, checked.switched_off
        text = self.tr("{n} parameters").format(n=f"{parameters:,}") if parameters != 1 else self.tr("1 parameter")
        if off:
            text += " \N{MIDDLE DOT} " + self.tr("{n} switched off").format(n=f"{off:,}")
        if epoch.seconds:
            took = f"{epoch.seconds:.2g} s" if epoch.seconds >= 1 else f"{epoch.seconds * 1e3:.2g} ms"
            words = self.tr("{time} per epoch") if epoch.timed else self.tr("about {time} per epoch")
            text += " \N{MIDDLE DOT} " + words.format(time=took)
        size = f"{checked.memory / 2**20:,.1f} MB" if checked.memory >= 2**20 else f"{checked.memory / 2**10:,.0f} kB"
        memory = self.tr("{size} of memory").format(size=size)
        made_of = self.tr("Weights, their gradients, the optimizer's memory, a batch and the data")
        self.summary.setToolTip("\n".join((*text.split(" \N{MIDDLE DOT} "), memory, made_of)))
        text += f" \N{MIDDLE DOT} {size}"
        if text != self.summary.text():
            self.summary.setText(text)
