"""What one click can do about a problem: a title and a pure edit of the project, or None where it is unclear."""

from __future__ import annotations

from functools import partial
from typing import Any

from msgspec.structs import replace

from core.catalog.activations import ACTIVATIONS
from core.catalog.initializers import GlorotUniform
from core.catalog.layers import LAYERS
from core.catalog.losses import LOSSES
from core.compile.problem import Fix
from core.spec import edits
from core.spec.architecture import Architecture, NodeSpec
from core.spec.project import Project


def _having(architecture: Architecture, name: str, option: str) -> str | None:
    """The nearest layer with this option: the named one, or the first before it in its chain."""
    while name:
        node = architecture[name]
        if hasattr(node.options, option):
            return name
        if len(node.inputs) != 1:
            return None
        name = node.inputs[0]
    return None


def _with_options(name: str, changes: dict[str, Any], project: Project) -> Project:
    return edits.with_architecture(project, edits.set_options(project.architecture, name, **changes))


def _without_layer(name: str, project: Project) -> Project:
    return edits.with_architecture(project, edits.remove(project.architecture, name))


def _inserted(kind: str, source: str, target: str, project: Project) -> Project:
    node = NodeSpec(edits.fresh_id(project.architecture, kind), LAYERS[kind].options())
    return edits.with_architecture(project, edits.insert_on_edge(project.architecture, node, source, target))


def _with_training(changes: dict[str, Any], project: Project) -> Project:
    return replace(project, training=replace(project.training, **changes))


def change_units(architecture: Architecture, last: str, units: int) -> Fix | None:
    """Of the layer that says how wide `last` is."""
    name = _having(architecture, last, "units")
    return Fix(f"Change units to {units}", partial(_with_options, name, {"units": units})) if name else None


def change_activation(architecture: Architecture, last: str, kind: str) -> Fix | None:
    """Of the layer that the numbers of `last` come from."""
    name = _having(architecture, last, "activation")
    changes = {"activation": ACTIVATIONS[kind].options()}
    return Fix(f"Use {kind} there", partial(_with_options, name, changes)) if name else None


def add_flatten(name: str, source: str) -> Fix:
    """Between a picture and a layer that takes rows."""
    return Fix("Add a flatten layer", partial(_inserted, "flatten", source, name))


def add_dense(architecture: Architecture) -> Fix | None:
    """Before the output."""
    marker = next(iter(architecture.of_kind("output")), None)
    if marker is None or len(marker.inputs) != 1:
        return None
    return Fix("Add a dense layer", partial(_inserted, "dense", marker.inputs[0], marker.id))


def add_end(architecture: Architecture, kind: str) -> Fix | None:
    """The input or output that is missing, at the only layer that can be meant."""
    wanting = [
        node.id
        for node in architecture.nodes
        if (not node.inputs if kind == "input" else not architecture.readers(node.id))
    ]
    return Fix(f"Add an {kind} layer", partial(_with_end, kind, wanting[0])) if len(wanting) == 1 else None


def _with_end(kind: str, name: str, project: Project) -> Project:
    architecture = project.architecture
    node = NodeSpec(edits.fresh_id(architecture, kind), LAYERS[kind].options(), () if kind == "input" else (name,))
    if kind == "output":
        return edits.with_architecture(project, edits.add(architecture, node))
    grown = edits.add(architecture, node, before=architecture.nodes[0].id)
    return edits.with_architecture(project, edits.connect(grown, node.id, name))


def remove_layer(name: str) -> Fix:
    return Fix("Remove this layer", partial(_without_layer, name))


def use_loss(kind: str) -> Fix:
    return Fix(f"Use {kind}", partial(_with_training, {"loss": LOSSES[kind].options()}))


def change_batch(size: int) -> Fix:
    return Fix(f"Change the batch size to {size}", partial(_with_training, {"batch_size": size}))


def remove_metric(project: Project, index: int) -> Fix:
    left = project.training.metrics[:index] + project.training.metrics[index + 1 :]
    return Fix("Remove it", partial(_with_training, {"metrics": left}))


def draw_weights(name: str) -> Fix:
    """In place of given numbers that do not fit."""
    return Fix("Draw the weights", partial(_with_options, name, {"initializer": GlorotUniform()}))


def switch_on(name: str, left: tuple[tuple[int, int], ...]) -> Fix:
    """The weights that are not there; those that are stay off."""
    return Fix("Take it out", partial(_with_options, name, {"off": left}))
