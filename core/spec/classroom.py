"""What a project says about the classroom: controls hidden or locked, the lesson it belongs to, how it opens."""

from __future__ import annotations

from typing import Annotated

import msgspec

from core.registry import meta
from core.spec.paths import FILE_PATH


class Classroom(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Names of controls are those of `core.spec.controls`; `glassnet list controls` prints them."""

    hide: Annotated[tuple[str, ...], meta("Hidden", "Controls that are not there.")] = ()
    lock: Annotated[tuple[str, ...], meta("Locked", "Controls that are seen and cannot be used.")] = ()
    reason: Annotated[str, meta("Reason", "Said where a locked control is pointed at.", max_length=300)] = ""
    show: Annotated[tuple[str, ...], meta("Panels", "Panels that are brought to the front on opening.")] = ()
    lesson: Annotated[str, meta("Lesson", "The lesson that stands beside the project.", max_length=100)] = ""
    step: Annotated[int, meta("Step", "The lesson's step, from 1.", ge=1, le=1000)] = 1
    folder: Annotated[
        str, FILE_PATH, meta("Folder of lessons", "Where the lesson lies, if it is none of the program's own.")
    ] = ""
    speed: Annotated[
        Annotated[float, msgspec.Meta(ge=1.0, le=100_000.0)] | None,
        meta("Speed", "Steps a second on opening; nothing leaves the speed as it is.", unit="steps/s"),
    ] = None
    projector: Annotated[bool, meta("Projector", "Opens with large text and thick lines.")] = False

    @property
    def free(self) -> bool:
        """Whether every control is there and can be used."""
        return not (self.hide or self.lock)
