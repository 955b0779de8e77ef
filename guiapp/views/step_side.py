"""What stands beside a page's numbers: the chain rule of the chosen weight, or the loss over the prediction."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QStackedWidget, QWidget

from core.explain.loss import LossWritten
from guiapp.plots.cost_curve import CostCurve
from guiapp.views.written_page import paper, put


def tr(text: str) -> str:
    return QCoreApplication.translate("views", text)


class StepSide(QStackedWidget):
    """Gone where a page has neither."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chain = paper(tr("Chain rule of the chosen weight"))
        self.chain.setPlaceholderText(
            tr("Choose a weight of the table: its chain rule, and a difference that checks it, stand here.")
        )
        self.cost = CostCurve()
        self.addWidget(self.chain)
        self.addWidget(self.cost)
        self.setMinimumWidth(150)

    def show_chain(self, text: str) -> None:
        put(self.chain, text)

    def show_loss(self, loss: LossWritten) -> None:
        self.cost.set_loss(loss)

    def turn_to(self, phase: str, *, weights: bool) -> None:
        """Show what belongs to a page."""
        self.setCurrentWidget(self.cost if phase == "loss" else self.chain)
        self.setVisible(weights or phase == "loss")
