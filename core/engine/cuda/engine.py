"""The CUDA engine: one network on a GPU. It is an ensemble of one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.engine.contract import Floats, Job, Slice, State
from core.engine.cuda.blocks import Blocks
from core.engine.cuda.device import Device
from core.engine.cuda.memory import LANES

Array = NDArray[Any]
Progress = Callable[[str, float], None]


class CudaEngine:
    """Training on a GPU (core.engine.contract.Engine); without a `device` given, on the one that is there."""

    name = "cuda"
    lanes = LANES

    def __init__(self, precision: str = "float32", device: Device | None = None) -> None:
        if device is None:
            from core.engine.cuda.gpu import gpu

            device = gpu()
        self._blocks = Blocks(device, precision)

    @property
    def job(self) -> Job:
        return self._blocks.jobs[0]

    def load(self, job: Job, state: State, progress: Progress | None = None) -> None:
        self._blocks.load([job], [state], progress)

    def run(self, coefficients: Floats, rates: Floats | None = None) -> Slice:
        return self._blocks.run([coefficients], [np.zeros(len(coefficients)) if rates is None else rates])[0]

    def evaluate(self, part: str) -> Floats:
        return self._blocks.evaluate(part)[0]

    def predict(self, x: Array) -> Array:
        return self._blocks.predict([x])[0]

    def activations(self, x: Array, nodes: Sequence[str]) -> dict[str, Array]:
        slots = self.job.program.slots
        values = self._blocks.values([x], [slots[node] for node in nodes])
        return {node: found[0] for node, found in zip(nodes, values, strict=True)}

    def gradients(self) -> dict[str, Array]:
        return self._blocks.gradients()[0]

    def read(self) -> State:
        return self._blocks.read()[0]

    def write(self, state: State) -> None:
        self._blocks.write([state])
