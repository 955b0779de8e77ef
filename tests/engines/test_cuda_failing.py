"""A GPU that fails on the way, and the choice between it and the processor: nothing of a run is lost, nothing told
twice."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.cli import main
from core.engine import select
from core.engine.contract import Slice
from core.engine.cuda import auto, guarded, probe, standing
from core.engine.cuda.faults import CudaFault, fault
from core.engine.reference import ReferenceEngine
from core.engine.select import choose, news, reason
from core.session.headless import Ears, Trained, run_project
from core.session.setup import load, set_up
from core.session.snapshot import Snapshot
from core.session.worker import Worker
from core.spec.assign import assign
from core.spec.files import load_example
from core.spec.project import Project
from tests.core.session.listening import Listener
from tests.engines import coroutines
from tests.engines.faltering import Faltering, Put, put
from tests.projects import BINARY, write

__all__ = ["put"]

EPOCHS = 40


def project(*changes: str) -> Project:
    value = assign(load_example("spiral"), "data.source.samples=60")
    for change in (*changes, 'training.schedule={"kind":"cosine"}', f"training.epochs={EPOCHS}"):
        value = assign(value, change)
    return value


def trained(engine: str, *changes: str, **more: Any) -> Trained:
    return run_project(project(*changes), engine=engine, threads=1, **more)


def assert_same_run(one: Trained, other: Trained) -> None:
    """Every point once, the same numbers, the same weights."""
    assert one.curves.names == other.curves.names
    assert np.array_equal(one.curves.epoch, other.curves.epoch)
    assert np.array_equal(one.curves.step, other.curves.step)
    assert np.array_equal(one.curves.values, other.curves.values, equal_nan=True)
    assert all(np.array_equal(array, other.weights[key]) for key, array in one.weights.items())


@pytest.mark.parametrize("given", ["", "slice", "inside"])
@pytest.mark.parametrize("after", [1, 2, 37, 79])
def test_a_run_loses_nothing(given: str, after: int, put: Put) -> None:
    put(Faltering("run", after, given))
    told: list[Snapshot] = []
    run = trained("cuda", ears=Ears(heard=told.append))
    assert_same_run(run, trained("numpy"))
    messages = [event.text for snapshot in told for event in snapshot.events if event.kind == "engine"]
    assert len(messages) == 1
    assert messages[0].startswith("the GPU stopped working; the CPU goes on from there, at step ")
    assert messages[0].endswith(" (restart the program to use the GPU again)")
    assert (run.engine, run.why.partition(";")[0]) == ("numpy", "the GPU stopped working (error 700)")


@pytest.mark.parametrize("most", [1, 5])
def test_a_run_goes_on_from_states_of_our_own(most: int, put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guarded, "MOST_STEPS", most)
    put(Faltering("run", 55))
    assert_same_run(trained("cuda"), trained("numpy"))


@pytest.mark.parametrize("question", ["evaluate", "predict", "activations", "read"])
def test_any_question_may_fail(question: str, put: Put) -> None:
    put(Faltering(question if question != "read" else "run", 20))
    engine, calm = choose("cuda"), choose("numpy")
    x = np.linspace(-1.0, 1.0, 12, dtype=np.float32).reshape(6, 2)
    for one in (engine, calm):
        setup = set_up(project(), one.lanes)
        load(setup, one)
        table = np.ones((23, 8)) * 0.01
        one.run(table[:20])
        if question == "read":
            one.run(table[20:])
    nodes = ["h1"]
    assert np.array_equal(engine.evaluate("train"), calm.evaluate("train"))
    assert np.array_equal(engine.predict(x), calm.predict(x))
    assert np.array_equal(engine.activations(x, nodes)["h1"], calm.activations(x, nodes)["h1"])
    assert engine.read().step == calm.read().step
    assert engine.name == "numpy"
    assert len(news(engine)) == 1
    assert news(engine) == []


def test_by_name_there_is_no_falling_back_before_the_first_step(put: Put) -> None:
    put(Faltering("run", 0))
    with pytest.raises(CudaFault) as told:
        trained("cuda")
    assert told.value.kind == "in_flight"
    put(Faltering("load", kind="memory"))
    with pytest.raises(CudaFault, match=r"2.0 GB needed, 1.0 GB free"):
        trained("cuda")


@pytest.mark.parametrize("question", ["load", "run"])
def test_the_command_line_refuses_with_the_reason(
    question: str, put: Put, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(Faltering(question))
    out = tmp_path / "run"
    assert main(["train", write(tmp_path, BINARY), "--engine", "cuda", "--out", str(out)]) == 2
    assert "error: GPU: the GPU stopped working (error 700) (restart" in capsys.readouterr().err
    assert json.loads((out / "run.json").read_text())["status"] == "failed"


def test_without_a_driver_the_gpu_is_refused_by_name_and_not_missed_otherwise(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NUMBA_ENABLE_CUDASIM", raising=False)
    monkeypatch.setattr("core.engine.cuda.driver.LIBRARIES", ("libcuda-that-is-nowhere.so.1",))
    monkeypatch.setattr(probe, "_found", probe.probe)
    monkeypatch.setattr(standing, "_judged", standing._judged.__wrapped__)
    monkeypatch.setattr(select, "cpu_engine", lambda precision, doors=None: ReferenceEngine(doors))
    file = write(tmp_path, BINARY)
    assert main(["train", file, "--engine", "cuda"]) == 2
    assert capsys.readouterr().err == (
        "error: GPU: no NVIDIA driver was found (install NVIDIA's driver, or train on the CPU)\n"
    )
    assert main(["train", file]) == 0
    assert "GPU" not in capsys.readouterr().err


def test_a_lost_gpu_is_not_asked_again(put: Put) -> None:
    gpu = put(Faltering("run", 20))
    trained("cuda")
    assert standing.standing() is standing._lost[0]
    loads = gpu.loads
    assert_same_run(trained("auto"), trained("numpy"))
    assert gpu.loads == loads


def test_too_little_memory_passes_with_the_next_network(put: Put) -> None:
    gpu = put(Faltering("run", 20, kind="memory"))
    trained("cuda")
    assert standing._lost == []
    gpu.question = ""
    assert trained("cuda").engine == "cuda"


def test_the_processors_own_engine_takes_over_from_the_gpus_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same program, weights and memories serve both: rows are padded for the two of them."""
    gpu = coroutines.engine("float32")
    train = gpu.run

    def run(coefficients: Any, rates: Any = None) -> Slice:
        if gpu.read().step + len(coefficients) > 50:
            raise fault("in_flight", error=719)
        return train(coefficients, rates)

    monkeypatch.setattr(gpu, "run", run)
    monkeypatch.setattr(select, "cuda_engine", lambda *given: gpu)
    monkeypatch.setattr(standing, "_lost", [])
    network = 'architecture.nodes.h2.activation="relu"'
    run_on, calm = trained("cuda", network), trained("cpu", network)
    assert run_on.engine == "cpu"
    assert np.array_equal(run_on.curves.epoch, calm.curves.epoch)
    for key, array in calm.weights.items():
        assert np.linalg.norm(run_on.weights[key] - array) < 1e-3 * np.linalg.norm(array), key


@pytest.fixture
def paced(monkeypatch: pytest.MonkeyPatch) -> dict[str, float]:
    """Speeds that engines are found to have, after they were moved as timing moves them."""
    speeds = {"cuda": 95_000.0, "numpy": 412_000.0}
    timed = auto._speed

    def speed(engine: Any, coefficients: Any, rate: float) -> float:
        timed(engine, coefficients, rate)
        return speeds[engine.name]

    monkeypatch.setattr(auto, "SECONDS", 0.0)
    monkeypatch.setattr(auto, "_speed", speed)
    return speeds


@pytest.mark.parametrize(
    ("faster", "why"),
    [
        ("numpy", "CPU: 412,000 steps/s against 95,000 on Fake 9000"),
        ("cuda", "Fake 9000: 500,000 steps/s against 412,000 on the CPU"),
    ],
)
def test_the_faster_one_is_taken_and_the_run_is_not_moved(
    faster: str, why: str, put: Put, paced: dict[str, float], tmp_path: Path
) -> None:
    gpu = put(Faltering(""))
    if faster == "cuda":
        paced["cuda"] = 500_000.0
    run = trained("auto", out=tmp_path / "run")
    assert (run.engine, run.why) == (faster, why)
    assert_same_run(run, trained("numpy"))
    record = json.loads((tmp_path / "run" / "run.json").read_text())
    assert (record["engine"], record["why"]) == (faster, why)
    # The next network of the size is not timed again, and what is slower is not even loaded.
    loads = gpu.loads
    paced.clear()
    again = trained("auto", "training.seed=4")
    assert (again.engine, again.why) == (faster, why)
    assert gpu.loads == loads + (faster == "cuda")


def test_what_the_first_step_compiles_is_not_timed(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]

    class Compiling:
        calls = 0

        def run(self, coefficients: Any, rates: Any) -> Slice:
            self.calls += 1
            now[0] += 3.0 if self.calls == 1 else 1e-3 + 1e-6 * len(coefficients)
            return Slice(len(coefficients), np.zeros((0, 0)))

    monkeypatch.setattr(auto.time, "perf_counter", lambda: now[0])
    speed = auto._speed(Compiling(), np.zeros(3), 0.1)  # type: ignore[arg-type]  # a clock for the test
    assert 0.8e6 < speed < 1e6


def test_auto_goes_on_without_a_gpu_that_fails(put: Put, paced: dict[str, float]) -> None:
    paced["cuda"] = 1e6
    calm = trained("numpy")
    for gpu in (Faltering("run", 33), Faltering("run", 0), Faltering("load")):
        put(gpu)
        run = trained("auto")
        assert_same_run(run, calm)
        assert (run.engine, "the GPU stopped working (error 700)" in run.why) == ("numpy", True)


def test_who_does_not_wait_begins_with_the_processor(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    gpu = put(Faltering(""))
    monkeypatch.setattr(auto, "standing", lambda *, waiting: None)
    engine = choose("auto", waiting=False)
    assert (engine.name, reason(engine), gpu.loads) == ("numpy", "", 0)


def test_the_window_goes_on_and_is_told(put: Put) -> None:
    listener = Listener()
    put(Faltering("run", 500))
    worker = Worker(engine="cuda", heard=listener)
    try:
        worker.show(project())
        worker.control.resume()
        told = listener.wait(lambda s: any(e.kind == "engine" for e in s.events))
        listener.wait(lambda s: s.step > told.step)
        frame = worker.mailbox.take()
        assert frame is not None
        assert (frame.engine, frame.fault) == ("numpy", None)
        assert frame.why.startswith("the GPU stopped working")
        points = np.concatenate([piece.epoch for piece in frame.points])
        assert np.array_equal(points, np.arange(1, len(points) + 1))
    finally:
        worker.close()


def test_another_engine_goes_on_where_the_run_stands(put: Put) -> None:
    listener = Listener()
    put(Faltering(""))
    worker = Worker(engine="numpy", heard=listener)
    try:
        worker.show(project())
        worker.control.resume()
        listener.wait(lambda s: s.epoch > 5)
        worker.use("cuda", project())
        reached = listener.wait(lambda s: s.state is not None)
        listener.wait(lambda s: s.step > reached.step)
        worker.control.pause()
        frame = worker.mailbox.take()
        assert frame is not None
        assert frame.engine == "cuda"
        assert [event.kind for event in frame.events] == ["started"]
    finally:
        worker.close()
