"""What every check of a learner's state shares: whether it is met, its words, and what is wrong with it."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Annotated, Any, ClassVar

import msgspec

from core.errors import AppError
from core.lessons.facts import Facts
from core.spec.controls import controls
from core.spec.project import Project


class Check(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`text` takes the place of the words that are made; with `once` it stays met after it was met in this step."""

    by_hand: ClassVar[bool] = False
    """Whether a hand in the window does it by itself; a headless run takes it as done."""

    text: Annotated[str, msgspec.Meta(max_length=200)] = ""
    once: bool = False

    def met(self, facts: Facts) -> bool:
        raise NotImplementedError

    def said(self) -> str:
        """The words that are made of the values."""
        raise NotImplementedError

    def fault(self, project: Project) -> AppError | None:
        """What is wrong with it beside the project that its step opens."""
        return None

    @property
    def words(self) -> str:
        return self.text or self.said()


class Range(Check, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Below, above, or between the two."""

    below: float | None = None
    above: float | None = None

    def holds(self, value: object) -> bool:
        if isinstance(value, bool) or not isinstance(value, int | float) or math.isnan(value):
            return False
        low = self.above is None or value > self.above
        return low and (self.below is None or value < self.below)

    def bounded(self, name: str) -> str:
        if self.below is not None and self.above is not None:
            return sentence(f"{name} is between {self.above:g} and {self.below:g}")
        if self.below is not None:
            return sentence(f"{name} is below {self.below:g}")
        return sentence(f"{name} is above {self.above:g}")

    def open_ended(self, where: str) -> AppError | None:
        if self.below is None and self.above is None:
            return AppError(where, "has no bound", 'add "below" or "above"')
        if self.below is not None and self.above is not None and self.below <= self.above:
            return AppError(where, "can never be met", '"below" is the larger of the two bounds')
        return None


# Words


def sentence(text: str) -> str:
    """Marks words that the window says in its own language."""
    return text


def named(path: str) -> str:
    """What stands at a path, in words: the title of its field, and the layer it belongs to."""
    parts = path.split(".")
    if parts[:2] == ["architecture", "nodes"] and len(parts) > 3:
        title = _title(".".join(["layer", *parts[3:]]))
        return f"{parts[2]}: {title}"
    return _title(path)


@lru_cache(maxsize=256)
def _title(name: str) -> str:
    found = controls().get(name)
    return found.title if found is not None and found.title else plain(name.rpartition(".")[2])


def plain(name: str) -> str:
    text = name.replace("_", " ")
    return text[:1].upper() + text[1:]


def shown(value: Any) -> str:
    if isinstance(value, bool) or value is None:
        return {True: "on", False: "off", None: "none"}[value]
    return f"{value:g}" if isinstance(value, int | float) else str(value)
