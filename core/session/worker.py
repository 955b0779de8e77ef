"""The one thread that calls kernels. It takes projects and controls in, and puts snapshots into a mailbox."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from core.compile.check import check
from core.data.prepare import Prepared, prepare
from core.engine.contract import Engine, State
from core.engine.select import choose, limited, reason
from core.errors import AppError
from core.session.control import Control
from core.session.live import changes, comparable, same_run
from core.session.mailbox import Mailbox, Progress
from core.session.setup import Setup, assemble
from core.session.snapshot import Event, Snapshot
from core.session.trainer import train
from core.spec.project import Project


@dataclass(frozen=True)
class _Order:
    """A project to take up; `fresh` starts from its first weights, otherwise trained ones are carried over."""

    project: Project
    fresh: bool


Keep = Callable[[Setup, Engine, Snapshot], object]
"""Called in the worker's thread with setup, engine and last snapshot of a run that is over."""


class Worker:
    """Trains the project it was last shown, as `control` says, until it is closed."""

    def __init__(
        self,
        *,
        engine: str = "auto",
        gpu_math: str = "fp32",
        threads: int = 1,
        keep: Keep | None = None,
        heard: Callable[[Snapshot], None] | None = None,
    ):
        self.control = Control()
        self.mailbox = Mailbox()
        self._wanted, self._threads, self._keep, self._heard = (engine, gpu_math), threads, keep, heard
        self._changed = threading.Condition()
        self._order: _Order | None = None
        self._closing = self._loading = False
        self._current: Project | None = None
        self._prepared: tuple[object, Prepared] | None = None
        self._working: tuple[tuple[str, str, str], Engine] | None = None
        self._told = ("", "")
        self._run = 0
        self._thread = threading.Thread(target=self._work, name="glassnet-worker", daemon=True)
        self._thread.start()

    def use(self, engine: str, project: Project | None, gpu_math: str = "fp32") -> None:
        """From now on another engine computes; a project goes on where it stands."""
        with self._changed:
            self._wanted = engine, gpu_math
        if project is not None:
            self.show(project, anew=True)

    def show(self, project: Project, *, fresh: bool = False, anew: bool = False) -> None:
        """Take up an edited project. What only the drawing's layout or the learning rate needs is done without
        a pause, unless the engine is to look at it `anew`."""
        with self._changed:
            old = self._order.project if self._order else self._current
            if not fresh and not anew and old is not None and self._order is None and same_run(old, project):
                self._current = project
                rate = getattr(project.training.optimizer, "lr", None)
                if rate != getattr(old.training.optimizer, "lr", None):
                    self.control.set_rate(rate)
                return
            self._order = _Order(project, fresh or (self._order is not None and self._order.fresh))
            self.control.stop()
            self._changed.notify_all()

    def close(self, patience: float | None = None) -> bool:
        """Stop and join; what was trained is kept.

        Compilation cannot be interrupted: after `patience` seconds of it the thread is left behind, and the answer
        is False.
        """
        with self._changed:
            self._closing = True
            self.control.stop()
            self._changed.notify_all()
        began = time.monotonic()
        while self._thread.is_alive():
            if patience is not None and self._loading and time.monotonic() - began > patience:
                return False
            self._thread.join(0.02)
        return True

    def _work(self) -> None:
        last: tuple[Setup, Engine, Snapshot] | None = None
        while True:
            with self._changed:
                while self._order is None and not self._closing:
                    self._changed.wait()
                order, self._order = self._order, None
                if self._closing or order is None:
                    break
                self._current = order.project
                self.control.rearm()
                # From here on the project's rate counts; one that is set while it loads counts afterwards.
                self.control.set_rate(None)
            try:
                engine = self._engine(order.project.training.precision)
                with limited(engine.name, self._threads):
                    last = self._take_up(order, engine, last)
            except AppError as fault:
                self._failed(fault)
            except MemoryError:
                self._failed(
                    AppError("training", "out of memory", "use a smaller batch, a narrower network or less data")
                )
            except Exception as fault:  # the worker's end: reported, and the thread lives on
                self._failed(AppError("training", f"{type(fault).__name__}: {fault}", "please report this"))
        self._part(last)

    def _failed(self, fault: AppError) -> None:
        """Nothing is at work now: the same project may be shown again, once what it lacked is there."""
        with self._changed:
            self._current = None
        self._working = None  # who knows in what state it was left
        self._loading = False
        self.mailbox.post(fault=fault, progress=None)

    def _take_up(
        self, order: _Order, engine: Engine, last: tuple[Setup, Engine, Snapshot] | None
    ) -> tuple[Setup, Engine, Snapshot] | None:
        self._loading = True
        before = last[0] if last and not order.fresh else None
        state = last[2].state if last and not order.fresh else None
        if before and state:
            state = comparable(before.project, order.project, state)
        setup = self._set_up(order.project, engine, before, state)
        if order.fresh:
            self._part(last)
        if order.fresh or last is None:
            self._run += 1
        # Before the kernels are there the data can be looked at already.
        self.mailbox.post(setup=setup, fault=None)
        self._tell(engine)
        engine.load(setup.job, setup.state, lambda text, share: self.mailbox.post(progress=Progress(text, share)))
        self._loading = False
        self.mailbox.post(progress=None)
        self._tell(engine)
        final: Snapshot | None = None
        spent = last[2].seconds if last and state is not None else 0.0
        for snapshot in train(setup, engine, self.control, linger=True, run=self._run, seconds=spent):
            if final is None and before is not None:
                snapshot = replace(snapshot, events=_carried(before, setup, snapshot))
            final = snapshot
            if self._heard:
                self._heard(snapshot)
            self.mailbox.put(snapshot)
            self._tell(engine)
        assert final is not None
        with self._changed:
            # The rate, the name and the drawing's layout may have become others meanwhile.
            shown = replace(setup.checked, project=self._current or setup.project)
        return replace(setup, checked=shown), engine, final

    def _set_up(self, project: Project, engine: Engine, before: Setup | None, state: State | None) -> Setup:
        checked = check(project)
        checked.require()
        wanted = (project.data, project.training.seed, checked.outputs)
        known = self._prepared[1] if self._prepared and self._prepared[0] == wanted else None
        prepared = known or prepare(project.data, checked.outputs, project.training.seed)
        self._prepared = (wanted, prepared)
        return assemble(checked, prepared, engine.lanes, threads=self._threads, before=before, state=state)

    def _engine(self, precision: str) -> Engine:
        """The engine for a precision; the one that is at work knows the data already."""
        wanted = *self._wanted, precision
        if self._working is None or self._working[0] != wanted:
            engine, math, _ = wanted
            self._working = wanted, choose(engine, precision, waiting=False, gpu_math=math)
        return self._working[1]

    def _tell(self, engine: Engine) -> None:
        """Say which engine is at work and why, where that has changed."""
        told = engine.name, reason(engine)
        if told != self._told:
            self._told = told
            self.mailbox.post(engine=engine.name, why=reason(engine))

    def _part(self, last: tuple[Setup, Engine, Snapshot] | None) -> None:
        """A run is over: hand it to whoever keeps runs."""
        if last and self._keep and last[2].step:
            try:
                self._keep(*last)
            except AppError as fault:
                self.mailbox.post(fault=fault)


def _carried(before: Setup, setup: Setup, snapshot: Snapshot) -> tuple[Event, ...]:
    """Says what was changed, or what an edit did to the weights."""
    if before.project == setup.project:
        return snapshot.events[1:]
    told = changes(before.project, setup.project)
    if told and not setup.carried.new:
        return (Event("changed", snapshot.step, snapshot.epoch, ", ".join(told)),)
    new = sum(int(setup.carried.arrays[name].size) for name in setup.carried.new)
    text = f"weights kept; {new:,} new" if new else "weights kept"
    return (Event("edited", snapshot.step, snapshot.epoch, text),)
