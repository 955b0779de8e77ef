"""The one place that touches the worker: it takes frames from the mailbox at display rate and asks for the next."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal

from core.session.control import Control
from core.session.document import Checked
from core.session.errands import Errand
from core.session.mailbox import Frame
from core.session.patch import Loaded, Patch
from core.session.snapshot import Event, Snapshot
from core.session.worker import Keep, Worker
from guiapp.context import Context, FrameView
from guiapp.questions import Questions
from guiapp.ramp import Ramp
from guiapp.stats import Stats
from guiapp.translation.catalogue import said

TICK_MS, IDLE_MS = 8, 24
"""Between two looks into the mailbox, while playing and else."""
PATIENCE = 1.0
"""Seconds that closing waits for a compilation."""
SLOWEST, FASTEST = 1.0, 1e5
"""Steps a second that can be asked for; beyond them it goes as fast as it can."""


def tr(text: str) -> str:
    return QCoreApplication.translate("pump", text)


class Pump(QObject):
    """Play, pause, step and speed towards the worker; frames, progress and faults from it."""

    frame = Signal(object)
    """FrameView: draw it."""
    run_began = Signal()
    """A fresh run: what was drawn of the last one goes."""
    progressed = Signal(object)
    """`Progress` of long work before training, or None when it is over."""
    playing_changed = Signal(bool)
    speed_changed = Signal(object)
    """Steps a second at the most, or None."""

    def __init__(
        self,
        context: Context,
        stats: Stats,
        *,
        engine: str = "auto",
        gpu_math: str = "fp32",
        threads: int = 1,
        keep: Keep | None = None,
        heard: Callable[[Snapshot], None] | None = None,
    ) -> None:
        super().__init__()
        self.context, self.stats, self.threads = context, stats, threads
        self._engine, self._gpu_math, self._keep, self._also_heard = engine, gpu_math, keep, heard
        self._worker: Worker | None = None
        self.questions = Questions(lambda: self._control, lambda: context.checked.ready, self)
        self.rate = context.settings.preferences.frames
        """Frames a second at the most."""
        self.left_behind = False
        """Whether the worker's thread was still compiling when the pump was closed."""
        self._play = False
        self._held = False
        self._fresh_next = False
        self._speed: float | None = None
        self._ramp = Ramp()
        self._due = 0.0
        self.staged = False
        """Whether somebody draws in stages, and says `frame_drawn` after the last."""
        self._drawing: float | None = None
        self._working = False
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.tick)
        context.errand_sent.connect(self._on_errand_sent)
        context.errand_recalled.connect(self._on_errand_recalled)
        context.place_wanted.connect(self._on_place_wanted)
        context.document.subscribe(self._on_document_changed)
        context.document.listen_patches(self._on_patched)

    @property
    def _control(self) -> Control | None:
        return self._worker.control if self._worker else None

    # Life

    def start(self) -> None:
        """Start the worker; from now on frames come."""
        wanted = {"engine": self._engine, "gpu_math": self._gpu_math}
        self._worker = Worker(**wanted, threads=self.threads, keep=self._keep, heard=self._hear)
        self._worker.control.set_speed(self._speed)
        if self.context.checked.ready:
            self._worker.show(self.context.project, fresh=True)
            if self._play:
                self._worker.control.resume()
        self._timer.start(TICK_MS if self._play else IDLE_MS)
        self.questions.file()

    def use(self, engine: str | None, gpu_math: str) -> None:
        """From now on this engine computes, or the same one otherwise; the run goes on where it stands."""
        self._engine, self._gpu_math = engine or self._engine, gpu_math
        if self._worker is not None:
            self._worker.use(self._engine, self.context.project if self.context.checked.ready else None, gpu_math)

    def reconsider(self) -> None:
        """There is a GPU to choose: where nobody has asked for an engine by name, it is compared."""
        if self._engine == "auto":
            self.use("auto", self._gpu_math)

    def close(self) -> None:
        """Stop training, keep the run, end the thread, unless it is compiling, which nothing can interrupt."""
        self._timer.stop()
        self.questions.stop()
        if self._worker is not None:
            self.left_behind = not self._worker.close(patience=PATIENCE)
            self._worker = None

    def _hear(self, snapshot: Snapshot) -> None:
        """In the worker's thread."""
        self.stats.heard(snapshot)
        if self._also_heard:
            self._also_heard(snapshot)

    # Wishes

    @property
    def playing(self) -> bool:
        """Whether the person wants it to train; it may still be compiling."""
        return self._play

    def play(self, *, ramp: bool = True) -> None:
        """Train until paused. The very first time it gathers speed, so that one sees it learn before it is over."""
        if not self.context.checked.ready:
            return
        calm = self._speed is not None or self.context.settings.preferences.reduced_motion
        (self._ramp.begin if ramp and not calm else self._ramp.skip)()
        if self.context.status in ("finished", "diverged"):
            self.restart()
        self._set_playing(True)

    def pause(self) -> None:
        self._set_playing(False)

    def toggle(self) -> None:
        if self._play:
            self.pause()
        else:
            self.play()

    def step_batch(self) -> None:
        self._set_playing(False)
        if self._worker:
            self._worker.control.step_batch()

    def step_epoch(self) -> None:
        self._set_playing(False)
        if self._worker:
            self._worker.control.step_epoch()

    def _on_errand_sent(self, errand: Errand) -> None:
        if self._worker:
            self._worker.control.send(errand)

    def _on_errand_recalled(self, key: str) -> None:
        if self._worker:
            self._worker.control.recall(key)

    def _on_place_wanted(self, step: int | None) -> None:
        self._set_playing(False)
        if self._worker:
            self._worker.control.go_to(step)
            self.questions.forget()

    def restart(self) -> None:
        """Back to the same starting weights; a run that is playing plays on."""
        if self._worker and self.context.checked.ready:
            self._worker.show(self.context.project, fresh=True)

    def expect_fresh(self) -> None:
        """The next project shown is another one: no weights are carried over to it."""
        self._fresh_next = True

    @property
    def speed(self) -> float | None:
        """Steps a second at the most; None is as fast as it goes."""
        return self._speed

    def set_speed(self, steps_per_second: float | None) -> None:
        self._speed = steps_per_second
        self._ramp.skip()
        if self._worker:
            self._worker.control.set_speed(steps_per_second)
        self.speed_changed.emit(steps_per_second)

    def change_speed(self, factor: float) -> None:
        """Faster or slower by a factor; above the fastest notch it is as fast as it goes."""
        wanted = (self._speed or FASTEST * 2) * factor
        self.set_speed(None if wanted > FASTEST else max(wanted, SLOWEST))

    def _set_playing(self, on: bool) -> None:
        self._held = False
        if self._worker:
            control = self._worker.control
            (control.resume if on else control.pause)()
        if on != self._play:
            self._play = on
            self._timer.setInterval(TICK_MS if on else IDLE_MS)
            if not on and self.context.status == "running":
                self.context.set_status("paused")
            self.playing_changed.emit(on)

    # Edits

    def _on_document_changed(self, old: Checked, new: Checked) -> None:
        fresh = self._fresh_next or self.context.status == "diverged"
        fresh = fresh or old.project.training.draw != new.project.training.draw
        if self._worker is None:
            return
        if new.ready:
            if self._fresh_next:
                self._worker.control.set_probes({})
            self._fresh_next = False
            self._worker.show(new.project, fresh=fresh)
            self.questions.forget()
            if self._held:
                self._set_playing(True)
        elif self._play:
            # The drawing cannot train at this moment: it waits, and goes on by itself once mended.
            self._set_playing(False)
            self._held = True
        self.questions.file()

    def _on_patched(self, patch: Patch) -> None:
        """A number was typed: the trainer puts it in its place."""
        if self._worker is not None:
            self._worker.control.patch(patch)

    def load(self, loaded: Loaded) -> None:
        """Go on from the weights of a file."""
        if self._worker is not None:
            self._worker.control.load(loaded)

    # Frames

    def tick(self) -> None:
        """Take what has come, if the last frame is due to be replaced."""
        now = time.perf_counter()
        if self._worker is None or self._drawing is not None or now < self._due:
            return
        self._gather_speed()
        box = self._worker.mailbox.take()
        if box is not None:
            self._take(box)
        self.questions.ask((self.context.run, self.context.step))
        # A good tick of grace, so that a late tick is not followed by a later one; and no more than two thirds drawing.
        self._due = now + max(1.0 / self.rate - TICK_MS / 650, self.stats.cost * 0.0015)

    def _take(self, box: Frame) -> None:
        began = time.thread_time()
        snapshot = box.snapshot
        fresh = snapshot is not None and snapshot.run != self.context.run
        if snapshot is not None and fresh:
            self.context.begin_run(snapshot.run)
            self.run_began.emit()
        if box.engine:
            self.context.take_engine(box.engine, box.why)
        if box.setup is not None:
            self.context.take_setup(box.setup)
        elif fresh and self.context.setup is not None:
            self.context.take_setup(self.context.setup)
        if box.progress is not None or self._working:
            self._working = box.progress is not None and snapshot is None and box.fault is None
            self.progressed.emit(box.progress if self._working else None)
        if box.fault is not None:
            self._set_playing(False)
            self.context.set_status("paused")
            self.context.messages.fault(box.fault)
        if snapshot is not None:
            self._drawing = began
            self._show(box, snapshot, fresh)
            if not self.staged:
                self.frame_drawn()

    def _show(self, box: Frame, snapshot: Snapshot, fresh: bool) -> None:
        context = self.context
        context.epoch, context.step, context.seconds = snapshot.epoch, snapshot.step, snapshot.seconds
        context.head = snapshot.head
        for event in [replace(event, text=said(event.text)) for event in box.events]:
            context.take_event(event)
            self._tell(event)
        for points in box.points:
            context.take_points(points)
        if snapshot.status != "stopped":
            # The last slices of a run that has been paused meanwhile still say that it is running.
            paused = snapshot.status == "running" and not self._play
            context.set_status("paused" if paused else snapshot.status)
        if any(event.kind in ("finished", "diverged") for event in box.events):
            self._set_playing(False)
        self.questions.hear(snapshot, box.answers)
        context.take_errands(snapshot.errands)
        self.frame.emit(FrameView(snapshot, box.points, box.answers, box.events, fresh))

    def frame_drawn(self) -> None:
        """The frame is on the screen: the next one may come."""
        if self._drawing is not None:
            self.stats.drawn((time.thread_time() - self._drawing) * 1e3, self._play)
            self._drawing = None

    def _tell(self, event: Event) -> None:
        say = self.context.messages.say
        if event.kind == "diverged":
            say(event.text, tr("then press play to start again"), "error")
        elif event.kind == "engine":
            say(event.text, level="warning")
        elif event.kind in ("finished", "changed", "edited", "branched", "message"):
            say(event.text)

    def _gather_speed(self) -> None:
        """Let the very first play gather speed, once it trains."""
        setup = self.context.setup
        if self._worker is None or setup is None or not self._play or not self._ramp.on:
            return
        epochs = self._ramp.epochs_per_second(self.context.status == "running")
        self._worker.control.set_speed(self._speed if epochs is None else epochs * setup.job.batches)
