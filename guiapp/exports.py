"""Weights and pictures on their way into files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from core.errors import AppError
from core.export.model import model_of
from core.export.weights import EXPORTERS, Exporter
from core.session.probes import Parameters
from core.spec.files import write_atomic
from guiapp.context import Context
from guiapp.pump import Pump


def tr(text: str) -> str:
    return QCoreApplication.translate("exports", text)


class Exports(QObject):
    """Asks for a file and writes the weights of this moment; training goes on."""

    def __init__(self, context: Context, pump: Pump, window: QWidget) -> None:
        super().__init__(window)
        self._context, self._pump, self._window = context, pump, window

    def ask_weights(self, name: str) -> None:
        """Ask where to, then write the weights with the exporter of this name."""
        exporter = EXPORTERS[name]
        stem = "-".join(self._context.project.name.lower().split()) or "weights"
        start = str(Path(self._context.settings.folder) / (stem + exporter.suffix))
        title = tr("Export weights")
        path, _ = QFileDialog.getSaveFileName(self._window, title, start, f"{exporter.title} (*{exporter.suffix})")
        if path:
            self.weights(exporter, Path(path) if Path(path).suffix else Path(path + exporter.suffix))

    def weights(self, exporter: Exporter, path: Path) -> None:
        """Write the weights as they are when the trainer is asked."""
        self._pump.ask_once(Parameters(), lambda weights: self._write(exporter, path, weights))

    def _write(self, exporter: Exporter, path: Path, weights: dict[str, Any]) -> None:
        setup = self._context.setup
        if setup is None:
            return
        try:
            write_atomic(path, exporter.write(model_of(setup, weights)))
        except AppError as fault:
            self._context.messages.fault(fault)
            return
        self._context.messages.say(tr("Weights saved as {0}").format(path.name))
