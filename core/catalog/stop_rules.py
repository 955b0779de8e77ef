"""Stop rules: when a run ends by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from core.registry import Entry, Options, Registry, meta


@dataclass(frozen=True, kw_only=True)
class StopRule(Entry):
    """`last_epoch(options)` is the epoch after which the run ends."""

    last_epoch: Callable[[Any], int]


STOP_RULES: Registry[StopRule] = Registry("stop rule", "stop rules")


class Epochs(Options, tag="epochs"):
    epochs: Annotated[int, meta("Epochs", "The run ends when this many are done.", ge=1, le=1_000_000_000)] = 300


STOP_RULES.add(
    StopRule(
        options=Epochs,
        title="Epochs",
        text="Ends the run when so many passes through the data are done.",
        formula="stop after epoch N",
        last_epoch=lambda options: int(options.epochs),
    )
)
