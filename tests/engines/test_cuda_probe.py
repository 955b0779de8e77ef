"""The search for a GPU, against a driver that does as it is told, and what its answers mean for the packages."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from core.doctor import gpu_lines
from core.engine.cuda import probe
from core.engine.cuda.faults import fault
from core.engine.cuda.packages import Packages, faster, misfit
from core.engine.cuda.probe import Device, Found, ask

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def driver(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A libcuda of our own."""
    compiler = shutil.which("cc")
    if compiler is None:
        pytest.skip("no C compiler for the driver of the test")
    library = tmp_path_factory.mktemp("driver") / "libcuda.so.1"
    subprocess.run([compiler, "-shared", "-fPIC", "-o", str(library), str(HERE / "fake_driver.c")], check=True)
    return str(library)


def look(driver: str, monkeypatch: pytest.MonkeyPatch, limit: float = 60.0, **told: int) -> Found:
    """Probe the driver, told so."""
    for name, value in told.items():
        monkeypatch.setenv(f"FAKE_{name.upper()}", str(value))
    monkeypatch.setattr("core.engine.cuda.driver.LIBRARIES", (driver,))
    return probe.probe(limit)


def kind(found: Found) -> str:
    return found.fault.kind if found.fault else ""


def test_without_a_driver_no_process_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.engine.cuda.driver.LIBRARIES", ("libcuda-that-is-nowhere.so.1",))
    monkeypatch.setattr(subprocess, "Popen", None)
    assert kind(probe.probe()) == "no_driver"


def test_devices_are_described(driver: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = look(driver, monkeypatch, count=2)
    first = Device(0, "Fake 0", (9, 0), 132, 139 << 30, False)
    assert (found.devices[0], found.devices[1].name) == (first, "Fake 1")
    assert (found.fault, found.cuda, first.title) == (None, "13.0", "Fake 0, 139 GB")


@pytest.mark.parametrize(
    ("told", "kinds", "words"),
    [
        ({"start": 100}, "no_device", "finds no GPU"),
        ({"count": 0}, "no_device", "finds no GPU"),
        ({"start": 803}, "sick_driver", "driver and library are of different versions (error 803)"),
        ({"start": 999}, "sick_driver", "unknown error (error 999)"),
        ({"start": 7}, "sick_driver", "it gives no reason (error 7)"),
        ({"crash": 1}, "probe_failed", "crashed"),
        ({"refuses": 101}, "probe_failed", "crashed"),
        ({"garbage": 1}, "probe_failed", "makes no sense"),
    ],
)
def test_a_driver_that_does_not_work_is_told(
    told: dict[str, int], kinds: str, words: str, driver: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = look(driver, monkeypatch, **told)
    assert (kind(found), found.devices) == (kinds, ())
    assert words in str(found.fault)


def test_a_driver_that_hangs_is_left(driver: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = look(driver, monkeypatch, limit=0.5, hang=1)
    assert kind(found) == "probe_failed"
    assert "within 0.5 s" in str(found.fault)


def test_a_process_that_cannot_be_started_is_told() -> None:
    assert kind(ask(["/nowhere/at/all"])) == "probe_failed"


def test_the_program_itself_is_the_process_where_it_is_frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert probe.command("nvcuda.dll") == [sys.executable, "--probe-cuda", "nvcuda.dll"]


def a_gpu(driver: int = 13000, capability: tuple[int, int] = (9, 0)) -> Found:
    return Found((Device(0, "Fake", capability, 4, 8 << 30),), driver)


CUDA_12 = {"numba-cuda": "0.30.4", "cuda-bindings": "12.9.4"}
CUDA_13 = {"numba-cuda": "0.30.4", "cuda-bindings": "13.0.3"}


@pytest.mark.parametrize(
    ("found", "installed", "kind", "words"),
    [
        (a_gpu(), CUDA_13, "", ""),
        (a_gpu(), CUDA_12, "", ""),
        (a_gpu(12040), CUDA_12, "", ""),
        (a_gpu(13000, (6, 1)), CUDA_12, "", ""),
        (a_gpu(), {}, "no_packages", '(pip install "glassnet[cuda13]")'),
        (a_gpu(), {"numba-cuda": "0.30.4"}, "no_packages", "missing: cuda-bindings"),
        (a_gpu(12040), {}, "no_packages", '(pip install "glassnet[cuda12]")'),
        (a_gpu(13000, (7, 0)), {}, "no_packages", '(pip install "glassnet[cuda12]")'),
        (
            a_gpu(12040),
            CUDA_13,
            "old_driver",
            'CUDA 12.4, and CUDA 13 is needed (update the driver to 580 or newer, or pip install "glassnet[cuda12]")',
        ),
        (a_gpu(11040), CUDA_12, "old_driver", "525 or newer, or train on the CPU"),
        (a_gpu(13000, (6, 1)), CUDA_13, "old_device", 'CUDA 13 needs 7.5 or above (pip install "glassnet[cuda12]")'),
        (a_gpu(12040, (3, 5)), CUDA_12, "old_device", "CUDA 12 needs 5.0 or above (train on the CPU)"),
    ],
)
def test_packages_must_fit_driver_and_device(found: Found, installed: dict[str, str], kind: str, words: str) -> None:
    told = misfit(found, Packages(installed))
    assert (told.kind if told else "") == kind
    assert words in str(told)


def test_the_faster_products_are_offered_where_they_lack() -> None:
    assert faster(a_gpu(), Packages(CUDA_13)) == 'pip install "glassnet[cuda13-fast]"'
    assert faster(a_gpu(), Packages(CUDA_13 | {"nvidia-cublas": "13.1"})) is None
    assert faster(a_gpu(12040), Packages(CUDA_12)) is None


def doctor(monkeypatch: pytest.MonkeyPatch, found: Found, installed: dict[str, str]) -> str:
    """What `glassnet doctor` says of a GPU."""
    monkeypatch.setattr("core.doctor.probe", lambda: found)
    monkeypatch.setattr("core.doctor.packages", lambda: Packages(installed))
    monkeypatch.setattr("core.doctor.simulated", lambda: False)
    monkeypatch.setattr("core.doctor.ready", lambda: None)
    return "\n".join(gpu_lines())


def test_the_doctor_says_what_is_there_and_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    told = doctor(monkeypatch, a_gpu(), CUDA_13)
    assert "gpu 0: Fake, 8 GB, compute capability 9.0, 4 multiprocessors" in told
    assert "numba-cuda 0.30.4, cuda-bindings 13.0.3" in told
    assert "engine cuda: ready" in told
    assert "products of the gpu: Glassnet's own\n  faster ones for large networks: pip install" in told
    assert "not usable, packages" in doctor(monkeypatch, a_gpu(), {})
    assert '\n  pip install "glassnet[cuda13]"' in doctor(monkeypatch, a_gpu(), {})
    assert "with an NVIDIA GPU: pip install" in doctor(monkeypatch, Found(fault=fault("no_driver")), {})


def test_the_doctor_tells_a_chain_that_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    doctor(monkeypatch, a_gpu(), CUDA_13)

    def broken() -> None:
        raise fault("compile", reason="AttributeError: row_stack")

    monkeypatch.setattr("core.doctor.ready", broken)
    assert "engine cuda: not usable, a kernel for the GPU did not compile: AttributeError: row_stack" in "\n".join(
        gpu_lines()
    )


def test_the_command_line_can_be_the_process_that_asks(driver: str, monkeypatch: pytest.MonkeyPatch) -> None:
    words = [sys.executable, "-m", "core", probe.FLAG, driver]
    assert ask(words, 60.0).devices[0].name == "Fake 0"
