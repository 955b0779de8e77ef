"""Starts the program: an empty window first, then everything that lives as long as it does."""

from __future__ import annotations

import os
import signal
import sys
import threading
import traceback
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMessageLogContext, QPoint, QSize, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from core.errors import AppError
from guiapp.main_window import MainWindow
from guiapp.settings import Settings
from guiapp.station import Station
from guiapp.stats import Stats
from guiapp.theme import Themes
from guiapp.watch import LoopWatch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from core.cli.window import Request
    from core.session.accelerator import Accelerator
    from core.session.recovery import Left
    from core.spec.project import Project
    from guiapp.context import Context
    from guiapp.messages import Messages
    from guiapp.pump import Pump

SWITCH_SECONDS = 0.00002
"""How soon Python's other threads get their turn. Every call of Qt waits for it: with a millisecond, and the
NumPy engine at work, one frame took 14 seconds."""
COMPILE_MS = 240_000
"""How long `--play --for` waits for the first training step before its seconds begin all the same."""
FIRST = "spiral"
SEARCH_MS = 1500
"""How long after the start a GPU is looked for."""
APART = 32
"""Pixels between a window and the next."""


def main(request: Request) -> int:
    """Open the window as the command line asks; the answer is the exit code."""
    _choose_platform(request.seconds is not None)
    # One thread for NumPy's matrix products: the kernels and the window share the cores. Read when NumPy is imported.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(["glassnet"])
    app.setApplicationName("Glassnet")
    app.setDesktopFileName("glassnet")
    return Program(app, request).run()


def _choose_platform(offscreen: bool) -> None:
    """Without a display go offscreen where that was asked for, else say so."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return
    if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        return
    if not offscreen:
        hint = "on this terminal use `glassnet train PROJECT`, or `glassnet open PROJECT --for SECONDS`"
        raise AppError("display", "there is none, and the window needs one", hint)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"


def _drop_noise(kind: QtMsgType, where: QMessageLogContext, text: str) -> None:
    """Print what Qt says, but for the sentence that the offscreen platform says at every show."""
    if "propagateSizeHints" not in text:
        print(text, file=sys.stderr)


@contextmanager
def _quick_turns() -> Iterator[None]:
    """Threads get their turn soon while the window is there."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH_SECONDS)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


class Program:
    """One session, from the first window's first paint to the exit code."""

    def __init__(self, app: QApplication, request: Request) -> None:
        self.app, self.request = app, request
        self.settings = Settings()
        self._speak(request.language or self.settings.preferences.language)
        self.themes = Themes(app, request.theme or self.settings.preferences.theme)
        self.quiet = request.seconds is not None or app.platformName() == "offscreen"
        self.stations: list[Station] = []
        self.first = self._open()
        self.fault: AppError | None = None
        self.code = 0
        self._left_behind = False

    @staticmethod
    def _speak(language: str) -> None:
        if language not in ("en", "English"):
            from guiapp.translation.catalogue import install

            install(language)

    # The first window's, for those who ask about the program.

    @property
    def window(self) -> MainWindow:
        return self.first.window

    @property
    def context(self) -> Context:
        return self.first.context

    @property
    def pump(self) -> Pump:
        return self.first.pump

    @property
    def stats(self) -> Stats:
        return self.first.stats

    def run(self) -> int:
        """Show the window, and stay until the last one is closed."""
        before = qInstallMessageHandler(_drop_noise) if self.quiet else None
        if self.request.size:
            self.window.resize(QSize(*self.request.size))
        # Closing the last window ends the program, in one place and with its code.
        self.app.setQuitOnLastWindowClosed(False)
        self.window.painted.connect(lambda: QTimer.singleShot(0, self._on_painted))
        self.window.show()
        with _Signals(self), _quick_turns():
            self.app.exec()
        if self.quiet:
            qInstallMessageHandler(before)
        if self.fault is not None:
            raise self.fault
        if self._left_behind:
            # A thread in the middle of compiling would crash the interpreter's orderly end.
            self.settings.sync()
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(self.code)
        return self.code

    # Windows

    def _open(self) -> Station:
        station = Station(self.settings, self.themes, quiet=self.quiet)
        self.stations.append(station)
        station.closed.connect(self._on_closed)
        station.window.left.connect(self.quit)
        station.window.another.connect(lambda: self.open_window(*_first_project()))
        return station

    def open_window(self, project: Project, path: Path | None) -> Station:
        """One more window, with a project, a worker and a history of its own."""
        beside = self.stations[-1].window
        station = self._open()
        station.window.resize(beside.size())
        station.window.move(beside.pos() + QPoint(APART, APART))
        station.window.show()
        self._furnish(station, project, path)
        station.pump.start()
        return station

    def _furnish(self, station: Station, project: Project, path: Path | None) -> None:
        request = self.request
        station.furnish(project, path, engine=request.engine, threads=request.threads, elsewhere=self.open_window)

    def _on_closed(self, station: Station) -> None:
        self._left_behind = self._left_behind or (station.furnished and station.pump.left_behind)
        self.stations.remove(station)
        if not self.stations:
            self.app.exit(self.code)
        elif station is not self.first:
            station.window.deleteLater()

    def quit(self) -> None:
        """Close every window; several with unsaved work are asked about in one question."""
        unsaved = [station for station in self.stations if station.unsaved]
        if len(unsaved) > 1:
            from guiapp.dialogs.leaving import ask_quit

            answer = ask_quit(self.stations[-1].window, [station.context.project.name for station in unsaved])
            if answer == "cancel" or (answer == "save" and not all(one.window.files.save() for one in unsaved)):
                return
            for station in self.stations:
                station.window.quiet = True
        for station in tuple(self.stations):
            if not station.window.close():
                return

    def _on_painted(self) -> None:
        self.stats.painted()
        QTimer.singleShot(0, self._build)

    def _build(self) -> None:
        """Read the project and furnish the window; what cannot be read ends the program."""
        try:
            project, path = self.request.read() if self.request.named else _first_project()
        except AppError as fault:
            self.end(fault)
            return
        _report_faults(self._messages)
        self._furnish(self.first, project, path)
        QTimer.singleShot(0, self._start)

    def _messages(self) -> Messages:
        """The strip of the window that the person looks at."""
        furnished = [station for station in self.stations if station.furnished] or [self.first]
        active = [station for station in furnished if station.window.isActiveWindow()]
        return (active or furnished)[-1].context.messages

    def _start(self) -> None:
        self.pump.start()
        if self.request.stats:
            LoopWatch(self.stats, self.window)
        if self.request.play:
            self.pump.play(ramp=self.request.seconds is None)
        if self.request.seconds is not None:
            self._count_down()
        if not self.quiet and self.settings.preferences.autosave:
            self._offer_left()
        QTimer.singleShot(SEARCH_MS, self.window, self._search_gpu)

    def _search_gpu(self) -> None:
        """Windows whose engine chooses compare a GPU once it is found."""
        from guiapp.gpu_search import GpuSearch

        self._gpu = GpuSearch(self.window)
        self._gpu.found.connect(self._on_gpu_found)
        self._gpu.start()

    def _on_gpu_found(self, found: Accelerator) -> None:
        for station in self.stations:
            if station.furnished and not found.problem:
                station.pump.reconsider()

    def _offer_left(self) -> None:
        """Projects that an earlier program left unsaved: one may come back here, others in windows of their own."""
        from core.session.recovery import forget, left
        from guiapp.recovery import offer

        def restore(found: Left) -> None:
            here = not self.first.unsaved and not self.pump.playing
            station = self.first if here else self.open_window(found.project, found.path)
            station.window.files.restore(found.project, found.path)
            forget(found.file)

        for found in left():
            offer(self.window, found, restore)

    def _count_down(self) -> None:
        """The seconds of `--for`; those of `--play` begin with the first step, so that compiling does not eat them."""
        seconds = self.request.seconds or 0.0
        self._timer = QTimer(self.window)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._finish)
        waits = self.request.play and self.context.checked.ready
        if waits:
            self.pump.frame.connect(self._on_frame)
        self._timer.start(round(seconds * 1000) + (COMPILE_MS if waits else 0))

    def _on_frame(self) -> None:
        if self.stats.ready:
            self.pump.frame.disconnect(self._on_frame)
            self._timer.start(round((self.request.seconds or 0.0) * 1000))

    def _finish(self) -> None:
        """The time is over: the picture, the figures, the end."""
        try:
            if self.request.screenshot is not None:
                save_picture(self.window, self.request.screenshot)
        except AppError as fault:
            self.end(fault)
            return
        diverged = self.request.play and self.context.status == "diverged"
        report = self.stats.report()
        self.end(None, 1 if diverged else 0)
        if self.request.stats:
            print(report, flush=True)

    def end(self, fault: AppError | None, code: int = 0) -> None:
        """Close the window without asking, and leave with this code, or with the fault."""
        self.fault, self.code = fault, code
        for station in tuple(self.stations):
            station.window.quiet = True
            station.window.close()


def save_picture(window: MainWindow, path: Path) -> None:
    """The window as it is now, as PNG."""
    if not window.grab().save(str(path), "PNG"):
        raise AppError(str(path), "cannot be written", "choose another folder")


def _first_project() -> tuple[Project, Path | None]:
    """What a window shows that nobody gave a project."""
    from core.spec.files import load_example

    return load_example(FIRST), None


def _report_faults(strip: Callable[[], Messages]) -> None:
    """What nobody caught is printed, and said in the strip; the window stays."""

    def report(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.exit(130)
            return
        if isinstance(fault, AppError):
            strip().fault(fault)
            return
        traceback.print_exception(kind, fault, trace)
        strip().say(f"{kind.__name__}: {fault}", "this is a fault of the program: please report it", "error")

    sys.excepthook = report


class _Signals:
    """Ctrl-C and a request to end close the window in good order; what was trained is kept."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._before: dict[int, Any] = {}

    def __enter__(self) -> None:
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGINT, signal.SIGTERM):
                self._before[number] = signal.signal(number, self._close)

    def __exit__(self, *fault: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _close(self, number: int, frame: object) -> None:
        self._program.end(None, 128 + number)
