"""An ensemble on a GPU that fails: all its networks go on with the processor, and no step is lost or made twice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest

from core.catalog.optimizers import OPTIMIZERS
from core.engine.contract import Floats
from core.engine.cuda import blocks
from core.engine.cuda.blocks import Blocks
from core.engine.cuda.faults import CudaFault, fault
from core.engine.cuda.guarded_ensemble import GuardedEnsemble
from core.engine.reference import ReferenceEngine
from core.engine.side_by_side import SideBySide
from tests.cuda import networks
from tests.engines.coroutines import Coroutines

RATES = (0.01, 0.02)


class Failing(Coroutines):
    """Fails at a launch of the kernel that trains, counted from 1; its fault passes, so that other tests find a GPU."""

    def __init__(self, at: int) -> None:
        super().__init__()
        self._left = at

    def launch(
        self, kernel: Callable[..., Any], size: tuple[int, ...], threads: int, given: Sequence[Any], shared: int = 0
    ) -> None:
        self._left -= kernel.__name__ == "train"
        if self._left <= 0:
            raise fault("memory")
        super().launch(kernel, size, threads, given, shared)


def table(first: int, steps: int, rate: float) -> Floats:
    entry = OPTIMIZERS["adam"]
    return entry.coefficients(entry.options(), np.full(steps, rate), np.arange(first, first + steps))


def guarded(at: int, *, strict: bool) -> GuardedEnsemble:
    made = GuardedEnsemble(Blocks(Failing(at)), lambda: SideBySide(ReferenceEngine), 1, strict=strict)
    # The textbook's programs are not padded, and neither are these: both take them.
    job, state = networks.small(8, 20, lanes=1)
    made.load([job] * 2, [state] * 2)
    return made


def run(ensemble: GuardedEnsemble, first: int, steps: int) -> Any:
    tables = [table(first, steps, rate) for rate in RATES]
    return ensemble.run(tables, [np.full(steps, rate) for rate in RATES])


@pytest.mark.parametrize("at", [3, 4, 6])
def test_every_step_is_made_once(at: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two steps a launch: the failing one is the first of a run, or comes in the middle of one."""
    monkeypatch.setattr(blocks, "MOST_STEPS", 2)
    ensemble = guarded(at, strict=True)
    rows = [[one.rows for one in run(ensemble, first, 4)] for first in (1, 5, 9)]
    assert (ensemble.name, len(ensemble.news)) == ("numpy", 1)
    job, state = networks.small(8, 20, lanes=1)
    for place, rate in enumerate(RATES):
        alone = ReferenceEngine()
        alone.load(job, state)
        wanted = alone.run(table(1, 12, rate)).rows
        np.testing.assert_allclose(np.concatenate([told[place] for told in rows]), wanted, rtol=1e-4)
        found = ensemble.read()[place]
        assert (found.step, found.epoch, found.batch) == (12, 4, 0)
        for key, array in alone.read().weights.items():
            np.testing.assert_allclose(found.weights[key], array, atol=1e-4)


def test_by_name_it_must_begin_on_the_gpu() -> None:
    with pytest.raises(CudaFault):
        run(guarded(1, strict=True), 1, 4)
    assert run(guarded(1, strict=False), 1, 4)[0].steps == 4
