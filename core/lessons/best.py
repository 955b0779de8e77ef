"""The best list of a challenge: on this machine only, one place for each name."""

from __future__ import annotations

import math
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import msgspec
from msgspec.structs import replace

from core.lessons.checks import Check, all_met
from core.lessons.facts import Facts, states
from core.lessons.kept import read_kept, write_kept
from core.session.snapshot import Points

FILE = "best.json"
PLACES = 10
Score = Literal["parameters", "epochs", "seconds"]
"""What counts; the less, the better."""


class Best(msgspec.Struct, frozen=True):
    name: str
    score: float
    date: str


class BestLists(msgspec.Struct, frozen=True):
    """By challenge; `name` is the one that was used last."""

    lists: dict[str, tuple[Best, ...]] = {}
    name: str = ""


class Board:
    """The file of best lists. `fault` says what was wrong with it."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._kept, self.fault = read_kept(self._path, BestLists)

    @property
    def name(self) -> str:
        return self._kept.name

    @property
    def keys(self) -> list[str]:
        """Challenges that somebody has solved."""
        return [key for key, rows in self._kept.lists.items() if rows]

    def best(self, challenge: str) -> tuple[Best, ...]:
        """The best first."""
        return self._kept.lists.get(challenge, ())

    def call(self, name: str) -> None:
        """Use this name from now on."""
        if name != self.name:
            self._kept = replace(self._kept, name=name)
            write_kept(self._path, self._kept)

    def take(self, challenge: str, name: str, score: float, date: str) -> int | None:
        """Put a score in its place, from 1; None where it is no better than the name's own, or has no place."""
        before, fault = read_kept(self._path, BestLists)
        lists = dict(before.lists if fault is None and before.lists else self._kept.lists)
        now = lists.get(challenge, ())
        if not math.isfinite(score) or any(one.name == name and one.score <= score for one in now):
            return None
        new = Best(name, score, date)
        # Among equals, who was there first stands first.
        rows = sorted([*(one for one in now if one.name != name), new], key=lambda one: one.score)[:PLACES]
        if new not in rows:
            return None
        lists[challenge] = tuple(rows)
        self._kept = BestLists(lists, self._kept.name)
        write_kept(self._path, self._kept)
        return rows.index(new) + 1


def score_of(kind: Score, facts: Facts) -> float:
    """What a solved challenge scores."""
    return float({"parameters": facts.parameters, "epochs": facts.epoch, "seconds": facts.seconds}[kind])


def first_met(checks: Iterable[Check], facts: Facts, points: Points, values: dict[str, float]) -> int | None:
    """The first of the points' epochs at whose end all checks are met; `values` as in `states`."""
    checks = tuple(checks)
    return next((one.epoch for one in states(facts, points, values) if all_met(checks, one)), None)
