"""Which penalty touches which array: the training's on every layer, a layer's own on top."""

from __future__ import annotations

from core.catalog.penalties import PENALTIES
from core.engine.contract import Pull
from core.plan.plan import Param, ParamTable
from core.registry import Options
from core.spec.project import Project

TOUCHED = ("weight", "bias")
"""Names of arrays that penalties know; scales, shifts and slopes are left alone."""


def pulls(project: Project, table: ParamTable) -> tuple[Pull, ...]:
    """Every penalty of every array, in the table's order."""
    return tuple(
        _pull(param, options)
        for param in table
        for options in _penalties(project, param.node)
        if param.name in TOUCHED and (param.name == "weight" or getattr(options, "biases", False))
    )


def _penalties(project: Project, node: str) -> list[Options]:
    own: Options | None = getattr(project.architecture[node].options, "penalty", None)
    both = [project.training.penalty, *([own] if own is not None else [])]
    return [options for options in both if options.kind != "none"]


def _pull(param: Param, options: Options) -> Pull:
    entry = PENALTIES.of(options)
    return Pull(param.key, entry.name, entry.coefficients(options), entry.limit(options), entry.decay(options))
