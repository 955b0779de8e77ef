"""The CUDA engine: one network on a GPU. In a block of threads where it fits into one, else on the whole GPU."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.engine.contract import Floats, Job, Slice, State
from core.engine.cuda.blocks import Blocks, fits
from core.engine.cuda.device import Device
from core.engine.cuda.grid import Grid
from core.engine.cuda.grid_data import GridData
from core.engine.cuda.memory import LANES
from core.engine.cuda.products import Math

Array = NDArray[Any]
Progress = Callable[[str, float], None]

MATHS: dict[str, Math] = {"fp32": "float32", "tf32": "tf32", "bf16": "bf16"}


class CudaEngine:
    """Training on a GPU (core.engine.contract.Engine); without a `device` given, on the one that is there."""

    name = "cuda"
    lanes = LANES

    def __init__(self, precision: str = "float32", device: Device | None = None, math: str = "fp32") -> None:
        """`math` is one of core.engine.select.GPU_MATHS."""
        if device is None:
            from core.engine.cuda.gpu import gpu

            device = gpu()
        self._device, self._precision, self.gpu_math = device, precision, math
        self._data = GridData(device, np.dtype(precision))
        self._at: Blocks | Grid = Blocks(device, precision)

    @property
    def job(self) -> Job:
        return self._at.jobs[0]

    @property
    def why(self) -> str:
        """What a person should know about how it computes."""
        return self._at.note

    def load(self, job: Job, state: State, progress: Progress | None = None) -> None:
        self._at.close()
        # What a network before had on the device is free before another one asks for it.
        self._at = Blocks(self._device, self._precision)
        if not fits(job, self._precision, self._device):
            self._at = Grid(self._device, self._precision, MATHS[self.gpu_math], self._data)
        self._at.load([job], [state], progress)

    def run(self, coefficients: Floats, rates: Floats | None = None) -> Slice:
        return self._at.run([coefficients], [np.zeros(len(coefficients)) if rates is None else rates])[0]

    def evaluate(self, part: str) -> Floats:
        return self._at.evaluate(part)[0]

    def predict(self, x: Array) -> Array:
        return self._at.predict([x])[0]

    def activations(self, x: Array, nodes: Sequence[str]) -> dict[str, Array]:
        slots = self.job.program.slots
        values = self._at.values([x], [slots[node] for node in nodes])
        return {node: found[0] for node, found in zip(nodes, values, strict=True)}

    def gradients(self) -> dict[str, Array]:
        return self._at.gradients()[0]

    def read(self) -> State:
        return self._at.read()[0]

    def write(self, state: State) -> None:
        self._at.write([state])
