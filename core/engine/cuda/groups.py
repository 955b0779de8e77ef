"""Phases of little work that one block of threads plays in one launch: each launch costs more than they do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.engine.cuda.matrices import Shadow
from core.engine.cuda.phases import Phase
from core.engine.cuda.products import Product
from core.plan import ops
from core.plan.plan import Plan

SUMS = ("partial_sums_", "batch_loss", "count")
"""Sums over a batch, which a block has done soonest."""
ROWS = ("softmax_", "row_answers", "row_slopes_and_answers", *SUMS)
"""A thread for each row, and sums."""
MOST = 1 << 14
"""Numbers at the output of a batch up to which a block has done its rows soonest."""


@dataclass(frozen=True)
class Group:
    """Phases that follow one another."""

    phases: tuple[Phase, ...]

    @property
    def name(self) -> str:
        return "_then_".join(phase.name for phase in self.phases)

    @property
    def takes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for phase in self.phases for name in phase.takes))


Grouped = Group | Phase | Product | Shadow


def grouped(parts: Sequence[Phase | Product | Shadow], plan: Plan, rows: int) -> list[Grouped]:
    """The same, neighbours of little work in groups."""
    widest = max([int(plan.width[plan.output]), *plan.width[plan.target[plan.code == ops.SOFTMAX]].tolist()])
    light = ROWS if rows * widest <= MOST else SUMS
    found: list[Grouped] = []
    group: list[Phase] = []
    for part in [*parts, None]:
        if isinstance(part, Phase) and part.name.startswith(light):
            group.append(part)
            continue
        found += [Group(tuple(group))] if len(group) > 1 else group
        group = []
        found += [part] if part is not None else []
    return found
