"""The door to numba-cuda, where it is not installed and in Numba's simulator, and the sentences of its faults."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from core.engine.cuda import shim
from core.engine.cuda.faults import KINDS, fault
from tests.projects import BINARY, chain, write

FACTS = {
    "found": "12.4",
    "name": "GeForce",
    "capability": "6.1",
    "reason": "so it is",
    "error": 700,
    "function": "multiply",
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_fault_is_a_sentence_with_something_to_do(kind: str) -> None:
    told = fault(kind, **FACTS)
    assert told.kind == kind
    assert told.what
    assert told.hint
    assert not re.search(r"[{}]|None", str(told))


def test_too_little_memory_is_told_in_figures() -> None:
    told = fault("memory", needs=int(9.1 * 2**30), free=int(5.6 * 2**30))
    assert str(told) == (
        "GPU: the GPU has too little memory: 9.1 GB needed, 5.6 GB free (use a smaller batch or the CPU)"
    )
    assert str(fault("memory")) == "GPU: the GPU has too little memory (use a smaller batch or the CPU)"


def raised(name: str, text: str, code: int | None = None) -> Exception:
    """An exception as numba-cuda raises it."""
    broken = type(name, (Exception,), {})(text)
    if code is not None:
        broken.code = code
    return broken


@pytest.mark.parametrize(
    ("broken", "kind"),
    [
        (raised("CudaAPIError", "[700] Call to cuEventQuery results in CUDA_ERROR_ILLEGAL_ADDRESS", 700), "in_flight"),
        (raised("CUDAError", "CUDA_ERROR_LAUNCH_TIMEOUT: the launch timed out"), "in_flight"),
        (raised("CudaAPIError", "CUDA_ERROR_ECC_UNCORRECTABLE", 214), "in_flight"),
        (raised("CudaAPIError", "an error nobody has a name for", 717), "in_flight"),
        (raised("CudaAPIError", "[2] Call to cuMemAlloc results in CUDA_ERROR_OUT_OF_MEMORY", 2), "memory"),
        (MemoryError(), "memory"),
        (raised("CudaSupportError", "Error at driver init: CUDA_ERROR_SYSTEM_DRIVER_MISMATCH (803)"), "sick_driver"),
        (raised("CudaSupportError", "Error at driver init: CUDA_ERROR_NO_DEVICE (100)"), "no_device"),
        (raised("CudaSupportError", "CUDA driver library cannot be found."), "no_driver"),
        (raised("DynamicLibNotFoundError", "Failure finding libnvvm.so"), "no_packages"),
        (raised("TypingError", "Failed in cuda mode pipeline"), "compile"),
        (fault("wrong_result"), "wrong_result"),
    ],
)
def test_exceptions_of_the_packages_become_faults(broken: Exception, kind: str) -> None:
    assert shim.as_fault(broken).kind == kind


def test_only_a_lost_context_lasts() -> None:
    assert [kind for kind in KINDS if fault(kind, **FACTS).lasting] == ["in_flight", "wrong_result"]


IN_SIMULATOR = """
from core.engine.cuda import shim
assert shim.simulated()
shim.ready()
kernel = shim.jit(launch_bounds=(32, 1), max_registers=32, lto=True, lineinfo=True)(lambda x: None)
shim.set_max_dynamic_smem(kernel, 227 * 1024)
cuda = shim.cuda()
cuda.select_device = lambda device: (_ for _ in ()).throw(RuntimeError("no such device"))
try:
    shim.ready(3)
except shim.CudaFault as told:
    print(told.kind, told)
"""


def test_the_simulator_proves_the_chain_and_takes_every_option() -> None:
    environment = {**os.environ, "NUMBA_ENABLE_CUDASIM": "1"}
    environment.pop("NUMBA_DISABLE_JIT", None)
    done = subprocess.run(
        [sys.executable, "-c", IN_SIMULATOR], env=environment, capture_output=True, text=True, timeout=100
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("compile GPU: a kernel for the GPU did not compile: RuntimeError: no such device")


def test_without_the_packages_the_exact_line_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NUMBA_ENABLE_CUDASIM", raising=False)
    monkeypatch.setattr(shim, "find_spec", lambda name: None)
    shim.cuda.cache_clear()
    with pytest.raises(shim.CudaFault, match=r'pip install "glassnet\[cuda13\]"') as told:
        shim.cuda()
    assert told.value.kind == "no_packages"


def test_numbas_own_target_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NUMBA_ENABLE_CUDASIM", raising=False)
    monkeypatch.setattr(shim, "find_spec", lambda name: name if name == "numba_cuda" else None)
    builtin = SimpleNamespace(implementation="Built-in")
    monkeypatch.setattr(shim, "importlib", SimpleNamespace(import_module=lambda name: builtin))
    shim.cuda.cache_clear()
    with pytest.raises(shim.CudaFault, match="Numba's own CUDA target") as told:
        shim.cuda()
    assert told.value.kind == "builtin_target"


def test_the_command_line_trains_in_the_simulator(tmp_path: Path) -> None:
    network = {"architecture": {"nodes": chain((3, "tanh"), (1, "sigmoid"))}}
    project = write(tmp_path, BINARY | network, data={"source": {"kind": "circle", "samples": 20}})
    environment = {**os.environ, "NUMBA_ENABLE_CUDASIM": "1", "NUMBA_DISABLE_JIT": "1"}
    words = ["train", project, "--epochs", "1", "--out", str(tmp_path / "run"), "--engine", "cuda"]
    done = subprocess.run(
        [sys.executable, "-m", "core", *words], env=environment, capture_output=True, text=True, timeout=100
    )
    assert done.returncode == 0, done.stderr
    record = json.loads((tmp_path / "run" / "run.json").read_text(encoding="utf-8"))
    assert (record["engine"], record["status"], record["steps"]) == ("cuda", "finished", 1)
