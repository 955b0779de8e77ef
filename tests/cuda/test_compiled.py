"""The kernels, compiled to machine code of two generations of GPUs, none of which needs to be there.

What the simulator cannot see: whether the compiler takes the text, and whether it finds room in registers and shared
memory. Runs where the extra cuda13 and NVIDIA's assembler are installed (`make compiled`).
"""

from __future__ import annotations

from importlib.util import find_spec

import numpy as np
import pytest

from core.catalog.optimizers import OPTIMIZERS
from core.engine.contract import Job, State
from core.engine.cuda.engine import CudaEngine
from core.engine.cuda.shim import simulated
from tests.cuda import networks
from tests.cuda.compiling import Compiling, EnoughError, ptxas

lacking = [name for name, there in (("numba-cuda", find_spec("numba_cuda")), ("ptxas", ptxas())) if not there]
if simulated():
    lacking.append("the compiler: Numba simulates")
pytestmark = [
    pytest.mark.skipif(bool(lacking), reason=f"no {', '.join(lacking)}: make compiled installs them"),
    pytest.mark.timeout(400),
]

TURING, HOPPER = ((7, 5), 64 * 1024), ((9, 0), 227 * 1024)
JOBS = {
    "2-16-16-16-1": networks.small,
    "64-64-32-10": networks.wide,
    "every layer": networks.everything,
    "784-128-10": networks.large,
}
BLOCK, GRID = {"train", "assess", "infer", "slopes"}, {"launch_fetch", "launch_update", "advance"}
"""What there is at least, in a block and on the whole GPU."""
MOST_REGISTERS = 168
"""Of a thread, with which blocks of 256 threads still fit several times, and of 384 once."""


def compiled(made: tuple[Job, State], generation: tuple[tuple[int, int], int]) -> Compiling:
    """Every kernel of a job."""
    device = Compiling(*generation)
    engine = CudaEngine("float32", device)
    job, state = made
    engine.load(job, state)
    options = OPTIMIZERS[job.optimizer].options()
    table = OPTIMIZERS[job.optimizer].coefficients(options, np.full(3, 0.01), np.arange(1, 4))
    with pytest.raises(EnoughError):
        engine.run(table)
    engine.evaluate("test")
    engine.predict(job.parts["train"][0][:40])
    engine.gradients()
    return device


@pytest.mark.parametrize("generation", [TURING, HOPPER], ids=["sm_75", "sm_90"])
@pytest.mark.parametrize("name", JOBS)
def test_kernels_compile_and_find_room(name: str, generation: tuple[tuple[int, int], int]) -> None:
    device = compiled(JOBS[name](), generation)
    wanted = BLOCK if "train" in device.needs else GRID
    assert wanted <= set(device.needs)
    for kernel, needs in device.needs.items():
        print(f"{name}, sm_{generation[0][0]}{generation[0][1]}, {kernel}: {needs}")
        assert needs.spills == 0, (kernel, needs)
        assert needs.registers <= MOST_REGISTERS, (kernel, needs)
        assert needs.shared <= 48 * 1024, (kernel, needs)


def test_single_precision_stays_single() -> None:
    """Formulas of activations and optimizers, and products: double precision would be 64 times slower on most GPUs.

    The losses' formulas and running totals are in double precision on purpose.
    """
    text = compiled(networks.wide(), HOPPER).text["train"]
    assert text.count("fma.rn.f32") > 100
    assert text.count("fma.rn.f64") < 60
