"""What can be said of a drawing before anything runs: shapes where they are known, Problems where they are not.

Allocates no weights and generates no data.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from core.catalog.layers import LAYERS, Misfit
from core.catalog.layers.base import Shape, width, words
from core.catalog.metrics import METRICS
from core.catalog.optimizers import OPTIMIZERS
from core.catalog.stop_rules import STOP_RULES, watched_curve
from core.compile import fixes
from core.compile.check_off import check_off, switched_off
from core.compile.check_output import check_metrics, check_output
from core.compile.check_weights import check_class_weights, check_norms
from core.compile.problem import Problem
from core.data.prepare import Described, describe
from core.data.split import too_much
from core.errors import AppError
from core.spec.architecture import Architecture, NodeSpec
from core.spec.project import Project

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
        check_output(project, used, checked.outputs, described, problems)
    _check_values(architecture, shapes, problems)
    _check_stop_rules(project, problems)
    if described:
        check_metrics(project, described, problems)
        problems += check_class_weights(project, described)
    problems += check_norms(project, used, shapes)
    problems += check_off(architecture, used, shapes)
    if not any(sizes.get(name) for name in used) and not problems:
        problems.append(
            Problem("", "nothing here can learn", "add a dense layer", "warning", fix=fixes.add_dense(architecture))
        )
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
            problems.append(
                Problem(
                    "",
                    f"there is no {kind}, so nowhere {text}",
                    f"add an {kind} layer",
                    fix=fixes.add_end(architecture, kind),
                )
            )
        for extra in found[1:]:
            problems.append(
                Problem(
                    extra.id, f"there is more than one {kind}", "remove all but one", fix=fixes.remove_layer(extra.id)
                )
            )
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
            fix = fixes.remove_layer(node.id)
            problems.append(Problem(node.id, "it leads nowhere, so it does not learn", hint, "warning", fix=fix))
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
            fix = fixes.add_flatten(name, node.inputs[misfit.flatten]) if misfit.flatten is not None else None
            problems.append(Problem(name, misfit.text, misfit.hint, fix=fix))
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
            problems.append(Problem(node.id, f"its given numbers are {given}", hint, fix=fixes.draw_weights(node.id)))
