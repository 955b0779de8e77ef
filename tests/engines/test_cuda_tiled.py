"""The kernel of our own for products of matrices: right in Numba's simulator, and tight code for a GPU."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from core.engine.cuda import tiled
from core.engine.cuda.products import forward, gradient
from tests.cuda.compiling import ptxas
from tests.engines.cuda_layers import case

TOOLKIT = Path(os.environ.get("CUDA_HOME") or "/usr/local/cuda")
MOST_REGISTERS = 80
"""Of 65,536: three blocks of 256 threads on a multiprocessor."""


def run(root: Path, *arguments: str, **environment: str) -> None:
    given = {name: value for name, value in os.environ.items() if name != "NUMBA_DISABLE_JIT"}
    command = [sys.executable, "-m", "tests.engines.cuda_tiled_runs", *arguments]
    done = subprocess.run(command, cwd=root, env=given | environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_in_the_simulator(root: Path) -> None:
    run(root, "simulate", NUMBA_ENABLE_CUDASIM="1")


def test_which_products_it_does() -> None:
    assert tiled.can(forward(case(relu=True).layer))
    assert not tiled.can(forward(case(relu=True, masks=True).layer))
    assert not tiled.can(gradient(case(biases=True).layer))
    assert not tiled.can(gradient(case(half=True).layer, "bf16"))


@pytest.mark.jit
def test_compiled_for_a_gpu(root: Path, tmp_path: Path) -> None:
    """The sums stay in registers, float32 means no number of 64 bits, and nothing is spilt."""
    if not [*TOOLKIT.glob("nvvm/lib64/libnvvm.so*"), *TOOLKIT.glob("lib64/libnvvm.so*")]:
        pytest.skip("no compiler for GPUs here: set CUDA_HOME to a CUDA toolkit")
    run(root, "translate", str(tmp_path), CUDA_HOME=str(TOOLKIT), NUMBA_ENABLE_CUDASIM="0")
    for path in sorted(tmp_path.glob("*.ptx")):
        text = path.read_text(encoding="utf-8")
        assert ".local" not in text, path.name
        assert (".f64" in text) == path.name.startswith("float64")
        _check_machine_code(path)


def _check_machine_code(path: Path) -> None:
    assembler = ptxas()
    if assembler is None:
        return
    capability = path.stem.partition("_")[2]
    command = [assembler, "-v", f"-arch={capability}", str(path), "-o", os.devnull]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    assert "0 bytes spill stores, 0 bytes spill loads" in told
    registers = re.search(r"Used (\d+) registers", told)
    assert registers
    assert int(registers[1]) <= MOST_REGISTERS * (2 if path.name.startswith("float64") else 1), told
