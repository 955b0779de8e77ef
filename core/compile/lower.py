"""From a checked project to the plan that engines run."""

from __future__ import annotations

from core.catalog.layers import LAYERS
from core.catalog.layers.base import width
from core.catalog.losses import LOSSES
from core.compile.check import Checked
from core.plan.builder import Builder
from core.plan.plan import Program


def lower(checked: Checked, lanes: int = 1) -> Program:
    """The program of a project without errors; rows are padded to a multiple of `lanes` floats."""
    checked.require()
    architecture = checked.project.architecture
    builder = Builder(lanes)
    slots: dict[str, int] = {}
    for name in checked.used:
        node = architecture[name]
        if node.kind == "input":
            slots[name] = builder.slot(width(checked.shapes[name]))
        else:
            slots[name] = LAYERS.of(node.options).lower(
                builder, name, node.options, [slots[source] for source in node.inputs]
            )
    loss = LOSSES.of(checked.project.training.loss)
    marker = architecture.of_kind("output")[0].id
    plan = builder.close(
        input=slots[architecture.of_kind("input")[0].id],
        output=slots[marker],
        loss=LOSSES.index(loss.name),
        loss_rate=loss.parameter_of(checked.project.training.loss),
        fused_with=loss.fused_with,
        mean=loss.reduction == "mean",
        root=loss.root,
        threshold=loss.threshold or checked.outputs == 1,
        boundary=loss.boundary,
    )
    return Program(plan, builder.table(), slots, checked.shapes, lanes)
