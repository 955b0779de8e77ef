"""What can be said of a drawing before anything runs: shapes where they are known, Problems where they are not.

Allocates no weights and generates no data.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from core.catalog.activations import ACTIVATIONS
from core.catalog.datasets import DATASETS
from core.catalog.layers import LAYERS, Misfit
from core.catalog.layers.base import Shape, width, words
from core.catalog.losses import LOSSES
from core.catalog.metrics import METRICS
from core.catalog.optimizers import OPTIMIZERS
from core.catalog.stop_rules import STOP_RULES, watched_curve
from core.compile.check_off import check_off, switched_off
from core.compile.check_weights import check_class_weights, check_norms
from core.compile.problem import Problem
from core.data.prepare import Described, describe
from core.data.split import too_much
from core.errors import AppError
from core.spec.architecture import Architecture, NodeSpec
from core.spec.project import Project
from core.spec.training import TrainingSpec

LARGEST = 2**31
"""More numbers than this in one layer are not tried."""


@dataclass(frozen=True)
class Checked:
    """A project with what `check` found: shapes by node, problems, the data's description, and sizes."""

    project: Project
    shapes: Mapping[str, Shape]
    problems: tuple[Problem, ...]
    described: Described | None
    used: tuple[str, ...] = ()
    """Nodes on a way to the output, inputs first."""
    sizes: Mapping[str, int] = field(default_factory=dict)
    """Learned numbers by node."""

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.level == "error")

    @property
    def ready(self) -> bool:
        return not self.errors

    @cached_property
    def parameters(self) -> int:
        """How many numbers are learned."""
        return sum(self.sizes.get(name, 0) for name in self.used)

    @cached_property
    def switched_off(self) -> int:
        """How many of them are switched off."""
        return sum(len(set(pairs)) for pairs in self.kept_off.values())

    @cached_property
    def kept_off(self) -> Mapping[str, tuple[tuple[int, int], ...]]:
        """The pairs that are switched off and there, by node; of nodes that have some and whose shapes are known."""
        nodes = [node for node in self._nodes() if getattr(node.options, "off", ())]
        return {node.id: tuple(switched_off(node, self._inputs(node))) for node in nodes}

    @cached_property
    def outputs(self) -> int:
        """Width of the prediction; 0 while it is not known."""
        marker = self.project.architecture.of_kind("output")
        shape = self.shapes.get(marker[0].id) if len(marker) == 1 else None
        return width(shape) if shape else 0

    @cached_property
    def memory(self) -> int:
        """Bytes that training takes, roughly: weights, gradients, memories, one batch of activations and the data."""
        training = self.project.training
        item = 4 if training.precision == "float32" else 8
        samples = self.described.info.samples if self.described else 0
        batch = min(training.batch_size or samples, samples) if samples else training.batch_size or 0
        slots = OPTIMIZERS.of(training.optimizer).slots
        active = sum(width(self.shapes[name]) for name in self.used if name in self.shapes)
        row = width(self.described.shape) + self.outputs if self.described else 0
        kept = sum(LAYERS.of(node.options).kept(self._inputs(node), node.options) for node in self._nodes())
        return item * (kept + self.parameters * (2 + slots) + 3 * active * batch + row * samples)

    def _nodes(self) -> list[NodeSpec]:
        """Nodes on a way to the output whose shapes are known."""
        names = (name for name in self.used if name in self.shapes)
        return [self.project.architecture[name] for name in names]

    def _inputs(self, node: NodeSpec) -> list[Shape]:
        return [self.shapes[source] for source in node.inputs]

    def require(self) -> None:
        """Raise the first error, for those who cannot go on with one."""
        for problem in self.errors:
            raise AppError(problem.where, problem.text, problem.hint)


def check(project: Project) -> Checked:
    """Everything that can be said of the project now; never raises for a drawing in progress."""
    problems: list[Problem] = []
    described = _describe(project, problems)
    architecture = project.architecture
    used = _used(architecture, problems)
    shapes, sizes = _shapes(architecture, described.shape if described else None, problems)
    checked = Checked(project, shapes, (), described, used, sizes)
    if described and checked.outputs:
        _check_output(checked, described, problems)
    _check_values(architecture, shapes, problems)
    _check_stop_rules(project, problems)
    if described:
        _check_metrics(project, described, problems)
        problems += check_class_weights(project, described)
    problems += check_norms(project, used, shapes)
    problems += check_off(architecture, used, shapes)
    if not any(sizes.get(name) for name in used) and not problems:
        problems.append(Problem("", "nothing here can learn", "add a dense layer", "warning"))
    return Checked(project, shapes, tuple(problems), described, used, sizes)


def check_network(project: Project, shape: Shape) -> Checked:
    """Shapes of a network whose input has this shape; its data is not looked at and need not be there."""
    problems: list[Problem] = []
    used = _used(project.architecture, problems)
    shapes, sizes = _shapes(project.architecture, shape, problems)
    return Checked(project, shapes, tuple(problems), None, used, sizes)


def _describe(project: Project, problems: list[Problem]) -> Described | None:
    try:
        described = describe(project.data)
    except AppError as fault:
        problems.append(Problem("", fault.what, fault.hint, path=fault.where))
        return None
    test = 0.0 if described.info.own_test else project.data.test_fraction
    greedy = too_much(test, project.data.validation_fraction)
    if greedy:
        problems.append(Problem("", greedy.what, greedy.hint, path=greedy.where))
    for note in described.notes:
        problems.append(Problem("", note, level="warning", path="data"))
    return described


def _used(architecture: Architecture, problems: list[Problem]) -> tuple[str, ...]:
    for kind, text in (("input", "data enters"), ("output", "the prediction leaves")):
        found = architecture.of_kind(kind)
        if not found:
            problems.append(Problem("", f"there is no {kind}, so nowhere {text}", f"add an {kind} layer"))
        for extra in found[1:]:
            problems.append(Problem(extra.id, f"there is more than one {kind}", "remove all but one"))
    marker = architecture.of_kind("output")
    if not marker:
        return ()
    wanted, waiting = set(), [marker[0].id]
    while waiting:
        name = waiting.pop()
        if name not in wanted:
            wanted.add(name)
            waiting.extend(architecture[name].inputs)
    for node in architecture.nodes:
        if node.id not in wanted and node.kind not in ("input", "output"):
            hint = "connect it to the output or remove it"
            problems.append(Problem(node.id, "it leads nowhere, so it does not learn", hint, "warning"))
    return tuple(name for name in architecture.order() if name in wanted)


def _shapes(
    architecture: Architecture, shape_in: Shape | None, problems: list[Problem]
) -> tuple[dict[str, Shape], dict[str, int]]:
    shapes: dict[str, Shape] = {}
    sizes: dict[str, int] = {}
    for name in architecture.order():
        node = architecture[name]
        kind = LAYERS.of(node.options)
        if not _check_ports(node, kind.ports, problems):
            continue
        if node.kind == "input":
            inputs = [shape_in] if shape_in else []
        else:
            inputs = [shapes[source] for source in node.inputs if source in shapes]
        if len(inputs) < max(len(node.inputs), 1):
            continue
        try:
            shape = kind.shape(inputs, node.options)
        except Misfit as misfit:
            problems.append(Problem(name, misfit.text, misfit.hint))
            continue
        size = kind.parameters(inputs, node.options)
        if max(width(shape), size) > LARGEST:
            problems.append(Problem(name, f"it would hold {max(width(shape), size):,} numbers", "make it narrower"))
            continue
        shapes[name], sizes[name] = shape, size
    return shapes, sizes


def _check_ports(node: NodeSpec, ports: tuple[int, int], problems: list[Problem]) -> bool:
    fewest, most = ports
    given = len(node.inputs)
    if fewest <= given <= most:
        return True
    need = f"{fewest}" if fewest == most else f"{fewest} to {most}"
    noun = "input" if need == "1" else "inputs"
    hint = "connect a layer to it" if given < fewest else "remove a connection"
    problems.append(
        Problem(node.id, f"it has {given} inputs and takes {need}" if given else f"it needs {need} {noun}", hint)
    )
    return False


def _check_output(checked: Checked, described: Described, problems: list[Problem]) -> None:
    training, outputs = checked.project.training, checked.outputs
    loss = LOSSES.of(training.loss)
    marker = checked.project.architecture.of_kind("output")[0]
    last = marker.inputs[0]
    path = "training.loss"
    if described.task == "regress":
        columns = described.info.target_columns
        if outputs != columns:
            hint = f"change units to {columns}"
            if loss.task == "classify" and described.info.target_dtype == "integer" and described.info.classes:
                hint = 'set the task to "classify", or ' + hint
            problems.append(Problem(last, f"it gives {outputs} numbers, the target has {columns}", hint))
        if loss.task == "classify" and not _may_be_shares(described):
            plane = DATASETS.of(checked.project.data.source).plane
            text = f"{loss.title.lower()} needs targets between 0 and 1, and these are numbers to predict"
            problems.append(Problem("", text, "use mse", "error" if plane else "warning", path))
    else:
        classes = len(described.info.classes or ())
        if outputs == 1 and classes > 2:
            problems.append(Problem(last, f"it gives one number for {classes} classes", f"change units to {classes}"))
        elif outputs > 1 and outputs < classes:
            problems.append(
                Problem(last, f"it gives {outputs} numbers for {classes} classes", f"change units to {classes}")
            )
        elif outputs > 1 and outputs > classes > 0:
            text = f"it gives {outputs} numbers for {classes} classes"
            problems.append(Problem(last, text, f"change units to {classes}", "warning"))
    if loss.name == "cce" and outputs == 1:
        text = "categorical cross-entropy compares outputs with each other, and there is only one"
        problems.append(Problem("", text, "use bce, or one unit for each class with softmax", path=path))
    _check_last_activation(checked, last, problems)


def _check_stop_rules(project: Project, problems: list[Problem]) -> None:
    """The curves that rules watch must be there, and must not be the test part's."""
    training = project.training
    metrics = ("loss", *(METRICS.of(metric).label(metric) for metric in training.metrics))
    for i, options in enumerate(training.stop):
        if name := STOP_RULES.of(options).watches(options):
            try:
                watched_curve(name, metrics, project.data.validation_fraction > 0.0)
            except AppError as fault:
                problems.append(Problem("", fault.what, fault.hint, path=f"training.stop[{i}].{fault.where}"))


def _check_metrics(project: Project, described: Described, problems: list[Problem]) -> None:
    """Metrics that somebody asked for and that get no curve; the one that is there by default may leave quietly."""
    training = project.training
    fitting = {"", described.task, "classify" if LOSSES.of(training.loss).task == "classify" else ""}
    for i, options in enumerate(training.metrics):
        metric = METRICS.of(options)
        if metric.task not in fitting and training.metrics != TrainingSpec().metrics:
            targets = "classes" if metric.task == "classify" else "numbers to predict"
            text = f"{options.kind} is for {targets}, which these data do not have, so it gets no curve"
            problems.append(Problem("", text, "remove it", "warning", f"training.metrics[{i}]"))


def _may_be_shares(described: Described) -> bool:
    """Whether numbers to predict may lie between 0 and 1; looked at closely once they are read."""
    info = described.info
    return info.target_dtype == "float" and (info.target_columns > 1 or 0 < len(info.classes or ()) <= 2)


def _check_last_activation(checked: Checked, last: str, problems: list[Problem]) -> None:
    architecture = checked.project.architecture
    loss = LOSSES.of(checked.project.training.loss)
    found = last_activation(architecture)
    if loss.fused_with and found != loss.fused_with:
        text = f"{loss.title.lower()} reads probabilities, and the output comes from {found}; they are clipped at 1e-7"
        problems.append(Problem(last, text, f"use {loss.fused_with} there", "warning"))
    if loss.boundary == 0.0 and ACTIVATIONS[found].range.startswith(("0", "above 0")):
        text = f"{loss.title.lower()} reads scores below and above zero, and {found} gives none below"
        problems.append(Problem(last, text, "use identity there", "warning"))
    for node in architecture.nodes:
        activation = getattr(node.options, "activation", None)
        if activation is not None and ACTIVATIONS.of(activation).name == "step" and node.id in checked.used:
            text = "step has no slope, so gradient training cannot move the weights up to it"
            problems.append(Problem(node.id, text, "use sigmoid or tanh to train", "warning"))


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


def _check_values(architecture: Architecture, shapes: Mapping[str, Shape], problems: list[Problem]) -> None:
    """Numbers that stand in the project must fit the layer they are for."""
    for node in architecture.nodes:
        options = getattr(node.options, "initializer", None)
        if (
            options is None
            or options.kind != "values"
            or not node.inputs
            or node.inputs[0] not in shapes
            or node.id not in shapes
        ):
            continue
        inputs, outputs = width(shapes[node.inputs[0]]), width(shapes[node.id])
        rows = {len(row) for row in options.weight}
        if len(options.weight) != inputs or rows != {outputs} or (options.bias and len(options.bias) != outputs):
            given = f"{len(options.weight)} x {max(rows, default=0)} weights and {len(options.bias)} biases"
            hint = f"this layer takes {words((inputs, outputs))} weights and {outputs} biases"
            problems.append(Problem(node.id, f"its given numbers are {given}", hint))
