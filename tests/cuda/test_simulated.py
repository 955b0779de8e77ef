"""The CUDA engine on Numba's simulator, with the base dependencies alone (`make simulated`; a process of its own).

Launches, shared memory and barriers are the simulator's here; what the phases compute is proved in tests/engines.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from core.catalog.optimizers import OPTIMIZERS
from core.cli import main
from core.engine.contract import Floats, Job, State
from core.engine.cuda.shim import simulated
from core.engine.reference import ReferenceEngine
from core.engine.select import choose, choose_ensemble
from tests.cuda import networks
from tests.networks import relative

pytestmark = pytest.mark.skipif(not simulated(), reason="NUMBA_ENABLE_CUDASIM is not set: make simulated sets it")


def table(steps: int, rate: float = 0.01) -> Floats:
    return OPTIMIZERS["adam"].coefficients(OPTIMIZERS["adam"].options(), np.full(steps, rate), np.arange(1, steps + 1))


@pytest.mark.parametrize("make", [networks.small, networks.everything], ids=["dense", "every layer"])
def test_it_trains_as_numpy_does(make: Callable[..., tuple[Job, State]]) -> None:
    engine, textbook = choose("cuda"), ReferenceEngine()
    job, state = make(8, 20)
    engine.load(job, state)
    textbook.load(*make(8, 20, lanes=1))
    found, wanted = engine.run(table(4)), textbook.run(table(4))
    assert (found.steps, found.bad_step) == (4, 0)
    np.testing.assert_allclose(found.rows, wanted.rows, rtol=1e-5)
    for key, array in textbook.read().weights.items():
        assert relative(engine.read().weights[key], array) < 1e-5, key
    x = job.parts["train"][0]
    np.testing.assert_allclose(engine.predict(x), textbook.predict(x), atol=1e-5)
    np.testing.assert_allclose(engine.evaluate("test"), textbook.evaluate("test"), rtol=1e-5)
    # The weights they are taken at have gone apart by their own errors.
    for key, array in textbook.gradients().items():
        assert relative(engine.gradients()[key], array) < 1e-4, key


def test_a_sweep_is_the_networks_one_by_one() -> None:
    """Rates of their own, in one launch."""
    jobs = [networks.small(8, 16)] * 3
    ensemble = choose_ensemble("cuda")
    ensemble.load([job for job, _ in jobs], [state for _, state in jobs])
    tables = [table(2, rate) for rate in (0.1, 0.01, 0.001)]
    ensemble.run(tables, [np.full(2, rate) for rate in (0.1, 0.01, 0.001)])
    alone = choose("cuda")
    for coefficients, state in zip(tables, ensemble.read(), strict=True):
        alone.load(*jobs[0])
        alone.run(coefficients)
        np.testing.assert_equal(state.weights, alone.read().weights)


def test_the_command_line_trains_on_it(tmp_path: Path) -> None:
    out = tmp_path / "run"
    assert main(["train", "circle", "--engine", "cuda", "--epochs", "1", "--out", str(out), "--quiet"]) == 0
    run = json.loads((out / "run.json").read_text(encoding="utf-8"))
    assert (run["engine"], run["status"]) == ("cuda", "finished")


def test_it_is_measured_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "--engine", "cuda", "--only", "W1s", "--seconds", "0.1", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["gpu"] == "Numba's simulator"
    assert found["timings"][0]["engine"] == "cuda"
    assert found["timings"][0]["share_of_limit"] is None
