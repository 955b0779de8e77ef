"""What visible panels want to know of the run, filed with the trainer and asked anew whenever something has moved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, QTimer

from core.session.control import Control
from core.session.probes import Probe
from core.session.snapshot import Snapshot


class Questions(QObject):
    """`control` gives the trainer's controls, None while there is no trainer; `ready` says whether the drawing fits."""

    def __init__(self, control: Callable[[], Control | None], ready: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._control, self._ready = control, ready
        self._collect: Callable[[], Mapping[str, Probe]] = dict
        self._once: dict[str, tuple[Probe, Callable[[Any], None]]] = {}
        self._asked = False
        self._answered: tuple[int, int] | None = None
        self._refile = QTimer(self)
        self._refile.setSingleShot(True)
        self._refile.timeout.connect(self._file_now)

    def set_collector(self, collect: Callable[[], Mapping[str, Probe]]) -> None:
        """Where the probes of visible panels come from."""
        self._collect = collect
        self.file()

    def ask_once(self, probe: Probe, answered: Callable[[Any], None]) -> None:
        """Have one question answered, as soon as the trainer comes to it."""
        self._once[f"once.{len(self._once)}"] = (probe, answered)
        self.file()

    def file(self) -> None:
        """The probes may have changed: collect and file them when this event is over."""
        if not self._refile.isActive():
            self._refile.start(0)

    def forget(self) -> None:
        """What was answered is of another project."""
        self._answered = None

    def hear(self, snapshot: Snapshot, answers: Mapping[str, Any]) -> None:
        """Answers have come."""
        if not answers:
            return
        self._asked, self._answered = False, (snapshot.run, snapshot.step)
        for key in [key for key in self._once if key in answers]:
            self._once.pop(key)[1](answers[key])
            self.file()

    def ask(self, here: tuple[int, int]) -> None:
        """Want the next answers, unless the last ones are still on their way or nothing has moved since: `here` is the
        run and its step."""
        control = self._control()
        if control is not None and not self._asked and here != self._answered:
            self._asked = True
            control.ask()

    def stop(self) -> None:
        self._refile.stop()

    def _file_now(self) -> None:
        control = self._control()
        if control is None:
            return
        # While the drawing is wrong, an older one is trained, and questions about the new one have no answer.
        probes = dict(self._collect()) if self._ready() else {}
        probes |= {key: probe for key, (probe, _) in self._once.items()}
        control.set_probes(probes)
        self._asked, self._answered = bool(probes), None
