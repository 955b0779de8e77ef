"""Looks for a GPU once the window is there, and beside it: the driver may take seconds to answer."""

from __future__ import annotations

import threading

from PySide6.QtCore import QObject, Signal

from core.session.accelerator import Accelerator, driver_there, search


class GpuSearch(QObject):
    """Tells what was found, once; where there is no driver, nothing is started and nothing told."""

    found = Signal(object)

    def start(self) -> None:
        if driver_there():
            threading.Thread(target=self._search, name="gpu-search", daemon=True).start()

    def _search(self) -> None:
        found = search()
        if isinstance(found, Accelerator):
            self._tell(found)

    def _tell(self, found: Accelerator) -> None:
        try:
            self.found.emit(found)
        except RuntimeError:
            # The program has ended meanwhile.
            return
