"""Weights on their way into files and out of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QFileDialog, QGraphicsScene, QWidget

from core.errors import AppError
from core.export.model import model_of
from core.export.weights import EXPORTERS, Exporter
from core.session.probes import Parameters
from core.session.weights_file import weights_for
from core.spec.files import write_atomic
from guiapp.context import Context
from guiapp.plots.export import export_widget
from guiapp.pump import Pump
from guiapp.translation.catalogue import said


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
        path, _ = QFileDialog.getSaveFileName(
            self._window, title, start, f"{said(exporter.title)} (*{exporter.suffix})"
        )
        if path:
            self.weights(exporter, Path(path) if Path(path).suffix else Path(path + exporter.suffix))

    def ask_load(self) -> None:
        """Ask for a weights file, then go on from its numbers."""
        title, kinds = tr("Load weights"), tr("Weights (*.npz *.safetensors)")
        path, _ = QFileDialog.getOpenFileName(self._window, title, self._context.settings.folder, kinds)
        if path:
            self.load(Path(path))

    def load(self, path: Path) -> None:
        """Put the numbers of a file into the network; training goes on from them."""
        setup = self._context.setup
        if setup is None:
            return
        try:
            self._pump.load(weights_for(setup, path))
        except AppError as fault:
            self._context.messages.fault(fault)

    def ask_drawing(self, scene: QGraphicsScene) -> None:
        """Ask where to, then save the whole drawing; the suffix names the format."""
        stem = "-".join(self._context.project.name.lower().split()) or "network"
        start = str(Path(self._context.settings.folder) / (stem + ".svg"))
        kinds = f"{tr('Drawing')} (*.svg *.pdf *.png)"
        path, _ = QFileDialog.getSaveFileName(self._window, tr("Export drawing"), start, kinds)
        if path:
            self.drawing(scene, Path(path) if Path(path).suffix else Path(path + ".svg"))

    def drawing(self, scene: QGraphicsScene, path: Path) -> None:
        """Save the whole network as it is drawn now."""
        try:
            export_widget(scene, path)
        except AppError as fault:
            self._context.messages.fault(fault)
            return
        self._context.messages.say(tr("Drawing saved as {0}").format(path.name))

    def weights(self, exporter: Exporter, path: Path) -> None:
        """Write the weights as they are when the trainer is asked."""
        self._pump.questions.ask_once(Parameters(), lambda weights: self._write(exporter, path, weights))

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
