"""What a drawn network needs so that it fits its data: the last layer, loss and metrics, as pure edits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import msgspec

from core.catalog.activations import Identity, Sigmoid, Softmax
from core.catalog.datasets import DATASETS
from core.catalog.initializers import GlorotUniform
from core.catalog.losses import LOSSES, Bce, Cce, Mse
from core.catalog.metrics import METRICS
from core.data.prepare import Described, describe
from core.data.targets import is_labels
from core.errors import AppError
from core.registry import Options
from core.spec.architecture import Architecture
from core.spec.data import DataSpec
from core.spec.edits import set_options
from core.spec.project import Project


@dataclass(frozen=True)
class Head:
    """How a network has to end: units, activation and loss of its last layer."""

    units: int
    activation: Options
    loss: Options


def with_source(project: Project, source: Options) -> Project:
    """The project on another data set. Of another kind: features, task and scaling are the set's own again."""
    data = project.data
    if source.kind == data.source.kind:
        return with_data(project, msgspec.structs.replace(data, source=source))
    old, new = DATASETS.of(data.source), DATASETS.of(source)
    fresh = msgspec.structs.replace(
        data,
        source=source,
        task="auto",
        features=data.features if old.plane and new.plane else (),
        scaling=new.scaling,
        target_scaling=new.target_scaling,
    )
    return with_data(project, fresh)


def with_data(project: Project, data: DataSpec) -> Project:
    """The project with other data; where the targets become others, the network's end is made to fit them."""
    changed = msgspec.structs.replace(project, data=data)
    try:
        described = describe(data)
    except AppError:
        return changed  # nothing is known of the targets yet: `check` says why
    if _targets(_described(project.data)) == _targets(described):
        return changed
    return fitted_to_data(changed, described)


def fitted_to_data(project: Project, described: Described) -> Project:
    """The project with a last layer, loss and metrics that can learn these targets.

    What fits already stays; a network whose end is not one dense layer is left as it is drawn.
    """
    end = _end(project.architecture)
    if end is None:
        return project
    dense, activated = end
    head = wanted_head(project, described)
    architecture = project.architecture
    if head.units != _options(architecture, dense).units:
        architecture = _resized(architecture, dense, head.units)
    architecture = set_options(architecture, activated, activation=head.activation)
    training = msgspec.structs.replace(
        project.training, loss=head.loss, metrics=_metrics(project.training.metrics, described.task)
    )
    return msgspec.structs.replace(project, architecture=architecture, training=training)


def wanted_head(project: Project, described: Described) -> Head:
    """The end these targets need, as close to the present one as it may be."""
    end = _end(project.architecture)
    units = _options(project.architecture, end[0]).units if end else 0
    activation = _options(project.architecture, end[1]).activation if end else Identity()
    loss = project.training.loss
    columns = described.info.target_columns
    if described.task == "regress":
        fits = LOSSES.of(loss).task != "classify"
        return Head(columns, Identity(), loss if fits else Mse())
    if not is_labels(described.info, described.task):
        return Head(columns, Sigmoid(), _probability_loss(loss, "sigmoid"))
    classes = max(len(described.info.classes or ()), 2)
    if classes > 2 or (units == classes and activation.kind == "softmax"):
        return Head(classes, Softmax(), _probability_loss(loss, "softmax"))
    return Head(1, Sigmoid(), _probability_loss(loss, "sigmoid"))


def _described(data: DataSpec) -> Described | None:
    try:
        return describe(data)
    except AppError:
        return None


def _targets(described: Described | None) -> tuple[object, ...]:
    """What a network's end depends on."""
    if described is None:
        return ()
    classes = len(described.info.classes or ()) if described.task == "classify" else 0
    return described.task, described.info.target_columns, classes


def _end(architecture: Architecture) -> tuple[str, str] | None:
    """The last dense layer, and the node that holds the last activation; None where the end is another."""
    marker = architecture.of_kind("output")
    if len(marker) != 1 or len(marker[0].inputs) != 1:
        return None
    last = architecture[marker[0].inputs[0]]
    holder = last
    if last.kind == "activation" and len(last.inputs) == 1:
        last = architecture[last.inputs[0]]
    if last.kind != "dense" or len(architecture.readers(last.id)) != 1:
        return None
    return last.id, holder.id


def _options(architecture: Architecture, node: str) -> Any:
    return architecture[node].options


def _resized(architecture: Architecture, dense: str, units: int) -> Architecture:
    """With another number of units; weights written down for the old one are dropped."""
    written = _options(architecture, dense).initializer.kind == "values"
    changes: dict[str, Any] = {"initializer": GlorotUniform()} if written else {}
    return set_options(architecture, dense, units=units, **changes)


def _probability_loss(loss: Options, activation: str) -> Options:
    """The present loss if it reads this activation's probabilities, else the one that is made for them."""
    if LOSSES.of(loss).fused_with == activation:
        return loss
    return Cce() if activation == "softmax" else Bce()


def _metrics(metrics: tuple[Options, ...], task: str) -> tuple[Options, ...]:
    """Those that fit the task, and one made for it."""
    kept = tuple(metric for metric in metrics if METRICS.of(metric).task in ("", task))
    if any(METRICS.of(metric).task == task for metric in kept):
        return kept
    made = next((entry.options() for entry in METRICS if entry.task == task), None)
    return (*kept, made) if made else kept
