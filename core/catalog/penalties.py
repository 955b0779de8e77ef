"""Penalties: what large weights cost."""

from __future__ import annotations

from dataclasses import dataclass

from core.registry import Entry, Options, Registry


@dataclass(frozen=True, kw_only=True)
class Penalty(Entry):
    """A cost added to the loss."""


PENALTIES: Registry[Penalty] = Registry("penalty", "penalties")


class NoPenalty(Options, tag="none"):
    """No options."""


PENALTIES.add(Penalty(options=NoPenalty, title="None", text="Weights may grow as they like.", formula="0"))
