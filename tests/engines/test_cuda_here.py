"""The GPU of this machine, where it has one: found, proved, compared and trained with."""

from __future__ import annotations

import numpy as np
import pytest

from core.doctor import gpu_lines
from core.engine.cuda.driver import simulated
from core.engine.cuda.probe import Device
from core.engine.cuda.standing import standing
from core.session.headless import run_project
from core.spec.assign import assign
from core.spec.files import load_example

pytestmark = pytest.mark.gpu


@pytest.fixture
def device() -> Device:
    found = standing()
    if simulated() or not isinstance(found, Device):
        pytest.skip(f"no GPU to test with: {found}")
    return found


def test_it_is_found_and_proved(device: Device) -> None:
    assert device.processors > 0
    assert any(line.startswith("engine cuda: ready") for line in gpu_lines())


def test_auto_says_what_it_found(device: Device) -> None:
    why = run_project(load_example("spiral"), engine="auto", epochs=3).why
    assert device.name in why
    assert "steps/s" in why


def test_it_trains_as_the_processor_does(device: Device) -> None:
    project = assign(load_example("spiral"), "training.epochs=20")
    ours, theirs = (run_project(project, engine=name, threads=1) for name in ("cpu", "cuda"))
    assert theirs.engine == "cuda"
    for key, array in ours.weights.items():
        assert np.linalg.norm(theirs.weights[key] - array) < 1e-2 * np.linalg.norm(array), key
