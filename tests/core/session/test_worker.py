"""The worker's thread: edits while it trains, restarts, faults, and its end."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

from core.engine.reference import ReferenceEngine
from core.session.mailbox import Frame
from core.session.worker import Worker
from core.spec.assign import assign
from core.spec.files import load_example
from core.spec.project import Project
from tests.core.session.listening import PATIENCE_S, Listener


def project(*changes: str) -> Project:
    value = assign(load_example("spiral"), "data.source.samples=60")
    for change in changes:
        value = assign(value, change)
    return value


def everything(worker: Worker) -> Frame:
    frame = worker.mailbox.take()
    assert frame is not None
    return frame


def test_an_edit_keeps_weights_epoch_and_run(worker: Worker, listener: Listener) -> None:
    worker.show(project())
    worker.control.resume()
    reached = listener.wait(lambda s: s.epoch > 5)
    worker.show(project("architecture.nodes.h2.units=5"))
    later = listener.wait(lambda s: any(e.kind == "edited" for e in s.events))
    assert later.epoch >= reached.epoch
    assert later.run == reached.run
    assert "weights kept; " in later.events[0].text
    frame = everything(worker)
    assert frame.setup is not None
    assert frame.setup.program.shapes["h2"] == (5,)
    listener.wait(lambda s: s.epoch > later.epoch + 1)


def test_restart_begins_another_run_from_the_same_weights(worker: Worker, listener: Listener) -> None:
    worker.show(project())
    worker.control.resume()
    listener.wait(lambda s: s.epoch > 5)
    worker.control.pause()
    worker.show(project(), fresh=True)
    again = listener.wait(lambda s: s.run == 2)
    assert again.step == 0


def test_a_new_rate_needs_no_new_run(worker: Worker, listener: Listener) -> None:
    worker.show(project())
    worker.control.resume()
    listener.wait(lambda s: s.epoch > 2)
    worker.show(project("training.optimizer.lr=0.5"))
    told = listener.wait(lambda s: any(e.kind == "rate" for e in s.events))
    assert "0.5" in told.events[-1].text
    assert told.run == 1


def test_a_fault_is_reported_and_the_thread_lives(worker: Worker, listener: Listener) -> None:
    worker.show(project('data.source={"kind":"csv","path":"/nowhere.csv","target":"y"}'))
    worker.show(project())
    listener.wait(lambda s: s.run == 1)


def test_runs_are_handed_over_once_they_are_over(listener: Listener) -> None:
    kept: list[tuple[int, int]] = []
    worker = Worker(engine="numpy", heard=listener, keep=lambda setup, engine, last: kept.append((last.run, last.step)))
    worker.show(project())
    worker.control.step_epoch()
    listener.wait(lambda s: s.epoch == 1)
    worker.show(project(), fresh=True)
    listener.wait(lambda s: s.run == 2)
    worker.control.step_batch()
    listener.wait(lambda s: s.step == 1)
    worker.close()
    assert kept == [(1, 2), (2, 1)]


def test_a_rate_set_while_it_loads_is_not_lost(worker: Worker, listener: Listener, monkeypatch: Any) -> None:
    loading, go_on = threading.Event(), threading.Event()

    def load(engine: ReferenceEngine, *arguments: Any, plain: Any = ReferenceEngine.load) -> None:
        loading.set()
        assert go_on.wait(PATIENCE_S)
        plain(engine, *arguments)

    monkeypatch.setattr(ReferenceEngine, "load", load)
    worker.show(project())
    assert loading.wait(PATIENCE_S)
    worker.show(project("training.optimizer.lr=0.5"))
    worker.control.resume()
    go_on.set()
    told = listener.wait(lambda s: any(e.kind == "rate" for e in s.events))
    assert "0.5" in told.events[-1].text


def test_a_project_that_failed_can_be_shown_again(worker: Worker, listener: Listener, tmp_path: Path) -> None:
    file = tmp_path / "points.csv"
    rows = "".join(f"{i},{-i},{i % 2}\n" for i in range(20))
    file.write_text("a,b,y\n" + rows, encoding="utf-8")
    value = project(f'data.source={{"kind":"csv","path":"{file}","target":"y"}}', "data.features=[]")
    file.unlink()
    worker.show(value)
    while not ((frame := worker.mailbox.take()) and frame.fault):
        threading.Event().wait(0.01)
    file.write_text("a,b,y\n" + rows, encoding="utf-8")
    worker.show(value)
    listener.wait(lambda s: s.run == 1)


def test_a_run_is_kept_as_it_was_last_shown(listener: Listener) -> None:
    kept: list[Project] = []
    worker = Worker(engine="numpy", heard=listener, keep=lambda setup, engine, last: kept.append(setup.project))
    worker.show(project())
    worker.control.step_batch()
    listener.wait(lambda s: s.step == 1)
    last = project("training.optimizer.lr=0.25", "name=Another")
    worker.show(last)
    worker.close()
    assert kept == [last]


def test_the_clock_of_a_run_goes_on_over_an_edit(worker: Worker, listener: Listener) -> None:
    worker.show(project())
    worker.control.resume()
    before = listener.wait(lambda snapshot: snapshot.epoch >= 5)
    worker.show(project("data.source.noise=0.2"))
    after = listener.wait(lambda snapshot: any(event.kind == "edited" for event in snapshot.events))
    assert after.run == before.run
    assert after.seconds >= before.seconds > 0


def test_threads_limit_the_matrix_products_of_numpy(listener: Listener) -> None:
    from threadpoolctl import threadpool_info

    found: list[int] = []
    worker = Worker(
        engine="numpy",
        threads=1,
        heard=lambda snapshot: found.extend(pool["num_threads"] for pool in threadpool_info()),
    )
    worker.show(project())
    worker.control.step_batch()
    while not worker.mailbox.take():
        threading.Event().wait(0.01)
    worker.close()
    assert set(found) <= {1}
