"""A lab on its way: which lesson it is at, and a quiet clock."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from core.lessons import Lesson
from core.lessons.plan import Part, Plan

TICK_MS = 10_000
"""Between two looks at the clock: it shows minutes."""


def tr(text: str) -> str:
    return QCoreApplication.translate("classroom", text)


class Lab(QObject):
    """Kept for the session; it hurries nobody."""

    changed = Signal()
    """Another minute, another lesson, begun or over."""

    def __init__(self, parent: QObject, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent)
        self._clock = clock
        self.plan: Plan | None = None
        self.at = 0
        self._began = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.changed)

    @property
    def part(self) -> Part | None:
        """The lesson that it is at."""
        return self.plan.parts[self.at] if self.plan is not None else None

    @property
    def minutes(self) -> int:
        """Whole minutes since it was begun."""
        return int((self._clock() - self._began) / 60)

    def is_at(self, lesson: Lesson | None) -> bool:
        part = self.part
        return part is not None and lesson is not None and part.lesson.key == lesson.key

    @property
    def following(self) -> Part | None:
        """The lesson behind the one it is at."""
        if self.plan is None or self.at + 1 >= len(self.plan.parts):
            return None
        return self.plan.parts[self.at + 1]

    def begin(self, plan: Plan) -> None:
        self.plan, self.at, self._began = plan, 0, self._clock()
        self._timer.start()
        self.changed.emit()

    def go_on(self) -> None:
        """To the next lesson; behind the last the lab is over."""
        if self.following is not None:
            self.at += 1
        else:
            self.plan = None
            self._timer.stop()
        self.changed.emit()

    def stop(self) -> None:
        self.plan = None
        self._timer.stop()
        self.changed.emit()

    def words(self, lesson: Lesson | None) -> str:
        """The clock; nothing where no lab is on its way. Beside a lesson of something else it keeps quiet about it."""
        if self.plan is None:
            return ""
        if not self.is_at(lesson):
            return tr("{0}: minute {1} of {2}").format(self.plan.title, self.minutes, self.plan.minutes)
        text = tr("{0}: minute {1} of {2}, this lesson until {3}")
        return text.format(self.plan.title, self.minutes, self.plan.minutes, self.plan.until(self.at))
