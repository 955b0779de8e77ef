"""The end of a network against its data: how many numbers it gives, from which activation, for which loss."""

from __future__ import annotations

from collections.abc import Sequence

from core.catalog.activations import ACTIVATIONS
from core.catalog.datasets import DATASETS
from core.catalog.losses import LOSSES
from core.catalog.metrics import METRICS
from core.compile import fixes
from core.compile.problem import Problem
from core.data.prepare import Described
from core.spec.architecture import Architecture
from core.spec.project import Project
from core.spec.training import TrainingSpec


def check_output(
    project: Project, used: Sequence[str], outputs: int, described: Described, problems: list[Problem]
) -> None:
    """Whether what the network gives is what the target and the loss need."""
    training, drawing = project.training, project.architecture
    loss = LOSSES.of(training.loss)
    last = drawing.of_kind("output")[0].inputs[0]
    path = "training.loss"
    if described.task == "regress":
        columns = described.info.target_columns
        if outputs != columns:
            hint = f"change units to {columns}"
            if loss.task == "classify" and described.info.target_dtype == "integer" and described.info.classes:
                hint = 'set the task to "classify", or ' + hint
            problems.append(
                Problem(
                    last,
                    f"it gives {outputs} numbers, the target has {columns}",
                    hint,
                    fix=fixes.change_units(drawing, last, columns),
                )
            )
        if loss.task == "classify" and not _may_be_shares(described):
            plane = DATASETS.of(project.data.source).plane
            text = f"{loss.title.lower()} needs targets between 0 and 1, and these are numbers to predict"
            problems.append(Problem("", text, "use mse", "error" if plane else "warning", path, fixes.use_loss("mse")))
    else:
        classes = len(described.info.classes or ())
        hint, fix = f"change units to {classes}", fixes.change_units(drawing, last, classes)
        if outputs == 1 and classes > 2:
            problems.append(Problem(last, f"it gives one number for {classes} classes", hint, fix=fix))
        elif outputs > 1 and outputs < classes:
            problems.append(Problem(last, f"it gives {outputs} numbers for {classes} classes", hint, fix=fix))
        elif outputs > 1 and outputs > classes > 0:
            text = f"it gives {outputs} numbers for {classes} classes"
            problems.append(Problem(last, text, hint, "warning", fix=fix))
    if loss.name == "cce" and outputs == 1:
        text = "categorical cross-entropy compares outputs with each other, and there is only one"
        problems.append(
            Problem("", text, "use bce, or one unit for each class with softmax", path=path, fix=fixes.use_loss("bce"))
        )
    _check_last_activation(project, used, last, problems)


def check_metrics(project: Project, described: Described, problems: list[Problem]) -> None:
    """Metrics that somebody asked for and that get no curve; the one that is there by default may leave quietly."""
    training = project.training
    fitting = {"", described.task, "classify" if LOSSES.of(training.loss).task == "classify" else ""}
    for i, options in enumerate(training.metrics):
        metric = METRICS.of(options)
        if metric.task not in fitting and training.metrics != TrainingSpec().metrics:
            targets = "classes" if metric.task == "classify" else "numbers to predict"
            text = f"{options.kind} is for {targets}, which these data do not have, so it gets no curve"
            problems.append(
                Problem("", text, "remove it", "warning", f"training.metrics[{i}]", fixes.remove_metric(project, i))
            )


def _may_be_shares(described: Described) -> bool:
    """Whether numbers to predict may lie between 0 and 1; looked at closely once they are read."""
    info = described.info
    return info.target_dtype == "float" and (info.target_columns > 1 or 0 < len(info.classes or ()) <= 2)


def _check_last_activation(project: Project, used: Sequence[str], last: str, problems: list[Problem]) -> None:
    architecture = project.architecture
    loss = LOSSES.of(project.training.loss)
    found = last_activation(architecture)
    if loss.fused_with and found != loss.fused_with:
        text = f"{loss.title.lower()} reads probabilities, and the output comes from {found}; they are clipped at 1e-7"
        fix = fixes.change_activation(architecture, last, loss.fused_with)
        problems.append(Problem(last, text, f"use {loss.fused_with} there", "warning", fix=fix))
    if loss.boundary == 0.0 and ACTIVATIONS[found].range.startswith(("0", "above 0")):
        text = f"{loss.title.lower()} reads scores below and above zero, and {found} gives none below"
        problems.append(
            Problem(
                last, text, "use identity there", "warning", fix=fixes.change_activation(architecture, last, "identity")
            )
        )
    for node in architecture.nodes:
        activation = getattr(node.options, "activation", None)
        if activation is not None and ACTIVATIONS.of(activation).name == "step" and node.id in used:
            text = "step has no slope, so gradient training cannot move the weights up to it"
            problems.append(
                Problem(
                    node.id,
                    text,
                    "use sigmoid or tanh to train",
                    "warning",
                    fix=fixes.change_activation(architecture, node.id, "tanh"),
                )
            )


def last_activation(architecture: Architecture) -> str:
    """Name of the activation the prediction comes from."""
    marker = architecture.of_kind("output")
    name = marker[0].inputs[0] if marker and marker[0].inputs else ""
    while name:
        node = architecture[name]
        activation = getattr(node.options, "activation", None)
        if activation is not None and activation.kind != "identity":
            return str(activation.kind)
        if node.kind not in ("flatten", "output", "activation") or not node.inputs:
            break
        name = node.inputs[0]
    return "identity"
