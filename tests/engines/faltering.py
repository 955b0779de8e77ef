"""A GPU that fails when it is told to: the NumPy engine under another name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from core.engine import select
from core.engine.contract import Floats, Job, Slice, State
from core.engine.cuda import auto, standing
from core.engine.cuda.faults import fault
from core.engine.cuda.probe import Device
from core.engine.reference import ReferenceEngine

DEVICE = Device(0, "Fake 9000", (9, 0), 100, 1 << 30)


class Faltering(ReferenceEngine):
    """Fails at the question `question` once it has made `after` steps; `run` fails in the slice that would pass them.

    `given` is the state it fails with: none, its copy of a `slice` ago, or one from `inside` the slice that failed.
    """

    name = "cuda"

    def __init__(self, question: str = "run", after: int = 0, given: str = "", kind: str = "in_flight") -> None:
        super().__init__()
        self.question, self.after, self.given, self.kind = question, after, given, kind
        self.loads, self.busy = 0, False

    def _ask(self, question: str) -> None:
        if question == self.question and self.step >= self.after and not self.busy:
            self._fail(None)

    def _fail(self, state: State | None) -> None:
        raise fault(self.kind, state=state, error=700, needs=2 << 30, free=1 << 30)

    def load(self, job: Job, state: State, progress: Any = None) -> None:
        self.loads += 1
        super().load(job, state, progress)
        self._ask("load")

    def write(self, state: State) -> None:
        super().write(state)
        self.copy = state

    def run(self, coefficients: Floats, rates: Floats | None = None) -> Slice:
        if self.question == "run" and self.step + len(coefficients) > self.after:
            if self.given == "inside":
                super().run(coefficients[:1], None if rates is None else rates[:1])
                self.copy = self.read()
            self._fail(self.copy if self.given else None)
        before, self.busy = self.read(), True
        result = super().run(coefficients, rates)
        self.copy, self.busy = before, False
        return result

    def evaluate(self, part: str) -> Floats:
        self._ask("evaluate")
        return super().evaluate(part)

    def predict(self, x: Any) -> Any:
        self._ask("predict")
        return super().predict(x)

    def activations(self, x: Any, nodes: Sequence[str]) -> dict[str, Any]:
        self._ask("activations")
        return super().activations(x, nodes)


Put = Callable[[Faltering], Faltering]


@pytest.fixture
def put(monkeypatch: pytest.MonkeyPatch) -> Put:
    """Makes a faltering engine the one that `cuda` is; NumPy's stands for the processor's."""

    def put_in(gpu: Faltering) -> Faltering:
        monkeypatch.setattr(select, "cuda_engine", lambda *given: gpu)
        monkeypatch.setattr(select, "cpu_engine", lambda precision, doors=None: ReferenceEngine(doors))
        monkeypatch.setattr(select, "cpu_lanes", lambda precision: 1)
        monkeypatch.setattr(select, "_gpu_thinkable", lambda: True)
        monkeypatch.setattr(auto, "standing", lambda *, waiting: (standing._lost or [DEVICE])[0])
        monkeypatch.setattr(auto, "_chosen", {})
        monkeypatch.setattr(standing, "_lost", [])
        return gpu

    return put_in
