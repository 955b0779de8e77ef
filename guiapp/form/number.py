"""A box for one number: written with a point in every language, stepped in the size that the number has."""

from __future__ import annotations

import math
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QValidator, QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QWidget

from guiapp.form.fields import Field, translate
from guiapp.theme import tabular

Step = QAbstractSpinBox.StepEnabledFlag


class NumberBox(QAbstractSpinBox):
    """Edits an int or a float. `edited(value)` for what is in bounds, `faulty(text)` for the rest ("" when mended)."""

    edited = Signal(object)
    faulty = Signal(str)
    left = Signal()

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self._value: float = 0
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setFont(tabular(self.font()))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setLocale(self.locale().c())
        self.setCorrectionMode(QAbstractSpinBox.CorrectionMode.CorrectToPreviousValue)
        self.editingFinished.connect(self._on_editing_finished)

    def value(self) -> float:
        """The last value in bounds."""
        return self._value

    def set_value(self, value: float) -> None:
        """Show a value without telling."""
        self._value = value
        self.lineEdit().setText(number_text(value))
        self._say("")

    def commit(self, value: float) -> None:
        """Take a value from the person: tell, or show what is wrong with it."""
        fault = self.field.fault(value)
        self._say(fault)
        if not fault and value != self._value:
            self._value = value
            self.edited.emit(value)

    def _say(self, fault: str) -> None:
        self.setProperty("fault", bool(fault))
        self.style().unpolish(self)
        self.style().polish(self)
        self.faulty.emit(fault)

    def _on_editing_finished(self) -> None:
        value = read_number(self.lineEdit().text(), self.field.kind == "int")
        if value is None:
            self._say(
                translate("form", "a whole number is needed")
                if self.field.kind == "int"
                else translate("form", "a number is needed, such as 0.01 or 1e-4")
            )
            return
        self.commit(value)
        if not self.property("fault"):
            self.lineEdit().setText(number_text(value))

    # Qt's overrides

    def stepBy(self, steps: int) -> None:
        value = stepped(self._value, steps, self.field)
        self.lineEdit().setText(number_text(value))
        self.commit(value)

    def stepEnabled(self) -> QAbstractSpinBox.StepEnabledFlag:
        return Step.StepUpEnabled | Step.StepDownEnabled

    def validate(self, text: str, position: int) -> Any:
        allowed = set("0123456789-+_ ") if self.field.kind == "int" else set("0123456789.eE-+_ ")
        good = set(text) <= allowed | {"\N{MINUS SIGN}", ","}
        return (QValidator.State.Acceptable if good else QValidator.State.Invalid), text, position

    def wheelEvent(self, event: QWheelEvent) -> None:
        # A form is scrolled far more often than a number is turned.
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.property("fault"):
            self.set_value(self._value)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()


def number_text(value: float) -> str:
    """Digits that read back to the same number."""
    if isinstance(value, int):
        return str(value)
    text = f"{value:.10g}"
    return text if float(text) == value else repr(value)


def read_number(text: str, whole: bool) -> float | None:
    """The number that was typed, None where it is none; a comma is no decimal point."""
    clean = text.strip().replace("\N{MINUS SIGN}", "-").replace(" ", "")
    try:
        number = float(clean.replace("_", ""))
    except ValueError:
        return None
    if not whole:
        return number
    try:
        return int(clean.replace("_", ""))
    except ValueError:
        return int(number) if math.isfinite(number) and number == int(number) else None


def stepped(value: float, steps: int, field: Field) -> float:
    """The value after so many arrow steps, kept in closed bounds: by the declared step, else by one leading digit."""
    if field.step is not None:
        moved: float = value + steps * field.step
    elif field.kind == "int":
        moved = value + steps
    else:
        moved = value
        for _ in range(abs(steps)):
            moved = _leading(moved, 1 if steps > 0 else -1)
    moved = min(max(moved, field.bounds.get("ge", -math.inf)), field.bounds.get("le", math.inf))
    for key in ("gt", "lt"):
        if key in field.bounds and field.fault(moved):
            moved = value
    return int(moved) if field.kind == "int" else float(f"{moved:.12g}")


def _leading(value: float, direction: int) -> float:
    """One more or one less in the leading digit: 0.01, 0.02 ... 0.09, 0.1, and back."""
    if value == 0:
        return 0.001 * direction
    size = abs(value)
    digit = 10.0 ** math.floor(math.log10(size) + 1e-9)
    shrinking = (direction > 0) != (value > 0)
    if shrinking and size <= digit * (1 + 1e-9):
        digit /= 10
    return value + direction * digit
