"""An hour of play, and the memory of every minute: `python -m tests.benchmarks.hour --minutes 60`.

Exit code 1 if the second half of the time needed more memory than the first (by more than 2 %).
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time

from PySide6.QtCore import QEventLoop, QTimer

from core.cli.window import Request
from guiapp.main_window import MainWindow
from tests.benchmarks.playing import rounds

SECONDS = 1.5
"""Between two things that somebody does."""
GROWTH = 1.02


def live(window: MainWindow) -> None:
    loop = QEventLoop()
    QTimer.singleShot(int(SECONDS * 1000), loop.quit)
    loop.exec()


def play(window: MainWindow, minutes: float) -> list[tuple[float, float]]:
    """(minutes, MB) after every round."""
    found: list[tuple[float, float]] = []
    began, said = time.monotonic(), -1
    for memory in rounds(window, live):
        passed = (time.monotonic() - began) / 60
        found.append((passed, memory))
        if int(passed) > said:
            said = int(passed)
            print(f"{passed:6.1f} min  {memory:7.1f} MB  {len(found):5} rounds", flush=True)
        if passed >= minutes:
            return found
    raise AssertionError("rounds do not end")


def verdict(found: list[tuple[float, float]]) -> bool:
    """Whether the memory stayed flat: the largest of the last quarter against the largest of the second."""
    if len(found) < 8:
        print(f"{len(found)} rounds are too few to tell")
        return False
    quarter = len(found) // 4
    early = max(memory for _, memory in found[quarter : 2 * quarter])
    late = max(memory for _, memory in found[3 * quarter :])
    print(f"second quarter {early:.1f} MB, last quarter {late:.1f} MB, ratio {late / early:.3f}")
    return late <= early * GROWTH


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60.0)
    minutes = parser.parse_args().minutes
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="glassnet-hour-") as folder:
        os.environ["GLASSNET_HOME"] = folder
        from PySide6.QtWidgets import QApplication

        from guiapp.app import Program

        program = Program(QApplication(sys.argv), Request("spiral", size=(1280, 800)))
        flat: list[bool] = []

        def begin() -> None:
            try:
                flat.append(verdict(play(program.window, minutes)))
            finally:
                program.app.exit(0)

        QTimer.singleShot(4000, begin)
        program.run()
        return 0 if flat == [True] else 1


if __name__ == "__main__":
    raise SystemExit(main())
