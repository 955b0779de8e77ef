"""A long time at the window costs no more memory than a short one; `tests/benchmarks/hour.py` plays for an hour."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.spec.files import load_example
from guiapp.main_window import MainWindow
from tests.benchmarks.playing import rounds
from tests.guiapp.furnished import make_window, wait

WARM, COUNTED = 2, 5
ALLOWED = 8.0
"""MB; a single leaked picture of the boundary in every round would be more."""


@pytest.mark.slow
def test_memory_stays_flat(qtbot: QtBot, tmp_path: Path) -> None:
    with make_window(qtbot, tmp_path, load_example("circle")) as window:
        seen: list[object] = []
        window.pump.frame.connect(lambda _: seen.append(None))

        def watch(window: MainWindow) -> None:
            seen.clear()
            wait(qtbot, lambda: len(seen) >= 2)

        memory = list(islice(rounds(window, watch), WARM + COUNTED))
    assert memory[-1] - memory[WARM] < ALLOWED, memory
