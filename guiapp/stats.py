"""How fast the window paints and the network trains: figures for the status bar and for `--stats`."""

from __future__ import annotations

import json
import os
import sys
import time
from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.session.snapshot import Snapshot

KEPT = 200_000
"""Measurements that are kept; at 60 a second almost an hour."""

_IMPORTED = time.perf_counter()


def process_age() -> float:
    """Seconds since the process started; where the system does not say, since this module was imported."""
    try:
        started = float(Path("/proc/self/stat").read_text().rpartition(")")[2].split()[19]) / os.sysconf("SC_CLK_TCK")
        return time.clock_gettime(time.CLOCK_BOOTTIME) - started
    except (OSError, ValueError, IndexError, AttributeError):
        return time.perf_counter() - _IMPORTED


def memory_mb() -> float:
    """Resident memory of this process in MB; 0 where the system does not say."""
    try:
        for line in Path("/proc/self/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
    except OSError:
        pass
    if sys.platform == "win32":
        return 0.0
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 2**20 if sys.platform == "darwin" else most / 1024


def percentile(values: deque[float], share: float) -> float:
    """The value that `share` of the measurements do not exceed; 0 without any."""
    if not values:
        return 0.0
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))]


class Stats:
    """Counts frames in the window's thread and steps in the worker's; each writes fields of its own.

    A frame's time is from one drawn picture of a playing run to the next. Training time runs from the first step on
    and stands still while paused.
    """

    def __init__(self) -> None:
        self.first_paint = 0.0
        self.ready = 0.0
        self.frames: deque[float] = deque(maxlen=KEPT)
        self.late: deque[float] = deque(maxlen=KEPT)
        self.cost = 0.0
        """Milliseconds that the window's thread works for a frame, smoothed."""
        self.steps = self.epochs = self.samples = 0
        self.training = 0.0
        self._last: tuple[Snapshot, float] | None = None
        self._frame_at: float | None = None

    def painted(self) -> None:
        """The window shows something for the first time."""
        self.first_paint = self.first_paint or process_age()

    def heard(self, snapshot: Snapshot) -> None:
        """In the worker's thread: count what was trained since the last snapshot."""
        now = time.perf_counter()
        last, self._last = self._last, (snapshot, now)
        if snapshot.step and not self.ready:
            self.ready = process_age()
        if last is None or last[0].run != snapshot.run or snapshot.step <= last[0].step:
            return
        self.steps += snapshot.step - last[0].step
        self.epochs += snapshot.epoch - last[0].epoch
        self.samples += max(snapshot.samples - last[0].samples, 0)
        if last[0].status in ("running", "paused"):
            # After a pause only the engine's own time counts, not the rest before it.
            rested = last[0].status == "paused"
            self.training += snapshot.seconds - last[0].seconds if rested else now - last[1]

    def drawn(self, cost_ms: float, running: bool) -> None:
        """A frame is on the screen; it took so long of this thread."""
        now = time.perf_counter()
        if running and self._frame_at is not None:
            self.frames.append((now - self._frame_at) * 1e3)
        self._frame_at = now if running else None
        self.cost = cost_ms if not self.cost else 0.9 * self.cost + 0.1 * cost_ms

    def report(self) -> str:
        """One line of JSON, as the command line promises it."""
        training = max(self.training, 1e-9)
        figures = {
            "epochs": self.epochs,
            "epochs_per_s": round(self.epochs / training, 1) if self.epochs else 0.0,
            "steps_per_s": round(self.steps / training, 1) if self.steps else 0.0,
            "frame_ms_p50": round(percentile(self.frames, 0.5), 2),
            "frame_ms_p99": round(percentile(self.frames, 0.99), 2),
            "loop_late_ms_p99": round(percentile(self.late, 0.99), 2),
            "first_paint_s": round(self.first_paint, 3),
            "ready_s": round(self.ready, 3),
            "rss_mb": round(memory_mb(), 1),
        }
        return json.dumps(figures)
