"""Progress bars on the error stream: several times a second on a terminal, rarely in a log."""

from __future__ import annotations

import sys
from typing import Any

from tqdm import tqdm

from core.cli.signals import Signals
from core.session.headless import Ears
from core.session.setup import Setup
from core.session.snapshot import Snapshot

LIVE_SECONDS, LOG_SECONDS = 0.1, 10.0


class Bar(tqdm):
    """Without the thread that watches over bars."""

    monitor_interval = 0


def make_bar(total: float, text: str, unit: str, layout: str) -> Any:
    """A bar that draws itself at its own pace."""
    pace = LIVE_SECONDS if sys.stderr.isatty() else LOG_SECONDS
    return Bar(
        total=total, desc=text, unit=unit, bar_format=layout, mininterval=pace, miniters=0, file=sys.stderr, leave=True
    )


class Loading:
    """Compilation: what is being compiled, and how far it is. Kernels that are kept are read without a word."""

    LAYOUT = "{desc} {percentage:3.0f}%|{bar:24}| {elapsed}{postfix}"

    def __init__(self, *, always: bool = False) -> None:
        self._always = always
        self._bar: Any = None

    def __call__(self, text: str, share: float) -> None:
        if self._bar is None:
            if share >= 1.0 or not (self._always or _compiles()):
                return
            self._bar = make_bar(1.0, "Kernels", "", self.LAYOUT)
        self._bar.set_postfix_str(text, refresh=False)
        self._bar.update(max(share - self._bar.n, 0.0))
        if share >= 1.0:
            self.close()

    def close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None


def _compiles() -> bool:
    """Whether the kernels of these sources are still to be compiled."""
    from core.doctor import kept

    return not kept()


class Training:
    """Epochs, loss, accuracy and speed of a run."""

    LAYOUT = "{desc}: {percentage:3.0f}%|{bar:20}| {n_fmt}/{total_fmt} epochs [{elapsed}<{remaining}{postfix}]"

    def __init__(self, epochs: int, which: str = "") -> None:
        self._epochs, self._which = epochs, which
        self._bar: Any = None
        self._values: dict[str, float] = {}
        self._first = 0

    def start(self, setup: Setup) -> None:
        self._first = setup.state.epoch
        self._name = setup.project.name + self._which

    def show(self, snapshot: Snapshot) -> None:
        if self._bar is None:
            self._bar = make_bar(self._epochs, self._name, "epoch", self.LAYOUT)
        if len(snapshot.points):
            self._values |= snapshot.points.last()
        self._bar.set_postfix_str(self._words(snapshot), refresh=False)
        self._bar.update(snapshot.epoch - self._first - self._bar.n)
        if snapshot.ended:
            self._bar.close()

    def _words(self, snapshot: Snapshot) -> str:
        shown = ("train_loss", "test_accuracy", "test_loss")
        words = [f"{name} {self._values[name]:.4g}" for name in shown if name in self._values][:2]
        if snapshot.seconds > 0:
            words.append(f"{snapshot.step / snapshot.seconds:,.0f} steps/s")
        return ", ".join(words)

    def __enter__(self) -> Training:
        return self

    def __exit__(self, *fault: object) -> None:
        self.close()

    def close(self) -> None:
        if self._bar is not None:
            self._bar.close()


def ears_of(signals: Signals, bar: Training | None) -> Ears:
    """Who listens to a run of the command line: the bar, if one is wanted, and the signals that may end it."""
    loading = Loading()

    def ready(setup: Setup) -> None:
        if bar:
            bar.start(setup)

    def heard(snapshot: Snapshot) -> None:
        signals.be_patient()
        if bar:
            loading.close()
            bar.show(snapshot)

    def load(text: str, share: float) -> None:
        if bar:
            loading(text, share)

    return Ears(ready, load, heard, signals.came)
