"""What people ask of a running trainer, as values it reads between slices. Any thread may write."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from core.session.errands import Errand
from core.session.patch import Loaded, Patch
from core.session.probes import Probe
from core.session.timeline import Place


@dataclass(frozen=True)
class Wishes:
    """One reading of the controls.

    `batches` is how many single steps are owed, `to_epoch_end` whether to run until the epoch is complete (until
    `epoch_done` says so); both while paused. `rate` overrides the optimizer's learning rate, `speed` limits steps per
    second.
    `wanted` is set when somebody waits for an answer to `probes`. `errands` are to be done one after the other.
    """

    running: bool = False
    stopping: bool = False
    batches: int = 0
    to_epoch_end: bool = False
    rate: float | None = None
    speed: float | None = None
    wanted: bool = False
    probes: Mapping[str, Probe] = field(default_factory=dict)
    errands: tuple[Errand, ...] = ()
    loaded: Loaded | None = None
    """Weights from a file that are not in the network yet."""
    place: Place | None = None
    """Where in its past the run shall stand; None is no wish."""
    patches: tuple[Patch, ...] = ()
    """Numbers that were typed and are not in their place yet."""


class Control:
    """The controls of one run: written by buttons and flags, read by the trainer."""

    def __init__(self, *, running: bool = False) -> None:
        self._changed = threading.Condition()
        self._wishes = self._left = Wishes(running=running)

    def _set(self, **changes: object) -> None:
        with self._changed:
            self._wishes = replace(self._wishes, **changes)  # type: ignore[arg-type]  # fields of Wishes
            self._changed.notify_all()

    def resume(self) -> None:
        self._set(running=True, batches=0, to_epoch_end=False)

    def pause(self) -> None:
        self._set(running=False, batches=0, to_epoch_end=False)

    def stop(self) -> None:
        """End the run; the last snapshot carries its state."""
        self._set(stopping=True)

    def rearm(self) -> None:
        """Take a stop back: another run begins under the same controls."""
        self._set(stopping=False)

    def step_batch(self) -> None:
        """Pause, and train one batch."""
        with self._changed:
            self._wishes = replace(self._wishes, running=False, to_epoch_end=False, batches=self._wishes.batches + 1)
            self._changed.notify_all()

    def step_epoch(self) -> None:
        """Pause, and train up to the end of the epoch."""
        self._set(running=False, batches=0, to_epoch_end=True)

    def set_rate(self, rate: float | None) -> None:
        """Use this learning rate from now on; None is the project's."""
        self._set(rate=rate)

    def set_speed(self, steps_per_second: float | None) -> None:
        """Train no faster than this; None is as fast as it goes."""
        self._set(speed=steps_per_second)

    def set_probes(self, probes: Mapping[str, Probe]) -> None:
        """File the probes to be answered from now on, by a name of the asker's choice."""
        self._set(probes=dict(probes), wanted=True)

    def ask(self) -> None:
        """The next snapshot shall carry answers (asked anew after each: what nobody looks at costs nothing)."""
        self._set(wanted=True)

    def patch(self, patch: Patch) -> None:
        """Put a number in its place, and show it; of several for one place in a row, the last counts."""
        with self._changed:
            waiting = self._wishes.patches
            if waiting and waiting[-1].same_place(patch):
                patch, waiting = replace(patch, old=waiting[-1].old), waiting[:-1]
            self._wishes = replace(self._wishes, patches=(*waiting, patch), wanted=True)
            self._changed.notify_all()

    def go_to(self, step: int | None) -> None:
        """Pause, and stand at a step of the past; None is back to where the run stood."""
        self._set(running=False, batches=0, to_epoch_end=False, place=Place(step), wanted=True)

    def load(self, loaded: Loaded) -> None:
        """Go on from these weights."""
        self._set(loaded=loaded, wanted=True)

    def owe(self, wishes: Wishes) -> None:
        """Its numbers and weights were taken and not put in their places: whoever trains next does."""
        with self._changed:
            now = self._wishes
            patches, loaded = (*wishes.patches, *now.patches), now.loaded or wishes.loaded
            self._wishes = replace(now, patches=patches, loaded=loaded)

    def send(self, errand: Errand) -> None:
        """Have an errand done between the slices; it takes the place of one with the same key."""
        with self._changed:
            others = tuple(other for other in self._wishes.errands if other.key != errand.key)
            self._wishes = replace(self._wishes, errands=(*others, errand))
            self._changed.notify_all()

    def recall(self, key: str) -> None:
        """Leave off an errand, or do not begin it."""
        with self._changed:
            kept = tuple(errand for errand in self._wishes.errands if errand.key != key)
            self._wishes = replace(self._wishes, errands=kept)
            self._changed.notify_all()

    def errand_over(self, errand: Errand | None) -> None:
        """This errand was seen to; one that came meanwhile stays."""
        with self._changed:
            kept = tuple(other for other in self._wishes.errands if other is not errand)
            self._wishes = replace(self._wishes, errands=kept)

    def read(self) -> Wishes:
        """What is wished for now."""
        return self._wishes

    def take(self) -> Wishes:
        """As `read`; the owed steps, the typed numbers and the wait for answers count as met."""
        with self._changed:
            wishes = self._wishes
            self._wishes = self._left = replace(wishes, batches=0, wanted=False, patches=(), loaded=None, place=None)
            return wishes

    def give_back(self, wishes: Wishes) -> None:
        """What was taken could not be met yet: it is owed again."""
        with self._changed:
            now = self._wishes
            batches = 0 if now.running or now.to_epoch_end else now.batches + wishes.batches
            self._wishes = replace(now, batches=batches, wanted=now.wanted or wishes.wanted)
        self.owe(wishes)

    def epoch_done(self) -> None:
        """The epoch that was to be completed is."""
        with self._changed:
            self._wishes = replace(self._wishes, to_epoch_end=False)

    def wait(self, seconds: float | None = None) -> None:
        """Rest until a control changes or the time is over; not at all where one has changed since `take`."""
        with self._changed:
            if self._wishes is self._left:
                self._changed.wait(seconds)
