"""What was found out about a training, in words, with what to try."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLabel, QWidget

from core.explain.diagnose import Diagnosis
from guiapp.theme import Theme, current
from guiapp.translation.catalogue import said


def tr(text: str) -> str:
    return QCoreApplication.translate("views", text)


def kind_words(kind: str) -> str:
    words = {
        "vanishing": tr("Vanishing gradients"),
        "exploding": tr("Exploding gradients"),
        "dead": tr("Dead units"),
        "symmetric": tr("Identical units"),
        "still": tr("Nothing moves"),
        "too hot": tr("Too hot"),
        "too cold": tr("Too cold"),
        "overfitting": tr("Overfitting"),
        "healthy": tr("Healthy"),
    }
    return words.get(kind, kind)


class Diagnoses(QLabel):
    """The gravest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: Sequence[Diagnosis] = ()
        self._theme = current()
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setAccessibleName(tr("Diagnosis"))

    def set_diagnoses(self, found: Sequence[Diagnosis]) -> None:
        if [*found] != [*self._found]:
            self._found = found
            self._show()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._show()

    def _show(self) -> None:
        good, bad, muted = self._theme.success, self._theme.warning, self._theme.muted
        texts = []
        for one in self._found:
            color = good if one.kind == "healthy" else bad
            title = f'<b style="color:{color}">{escape(kind_words(one.kind))}</b>'
            words, hint = escape(said(one.words)), escape(said(one.what_to_try))
            texts.append(f'{title} &nbsp;{words} <span style="color:{muted}">{hint}</span>')
        self.setText("<br>".join(texts))
        self.setAccessibleDescription(" ".join(f"{kind_words(one.kind)}: {said(one.words)}" for one in self._found))
