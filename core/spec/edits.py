"""Pure edits of a drawing: each takes a value and returns a new one, or raises AppError before anything changes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import msgspec

from core.catalog.layers import LAYERS
from core.errors import AppError
from core.registry import Options
from core.spec.architecture import Architecture, NodeSpec
from core.spec.project import Group, Layout, Project


def fresh_id(architecture: Architecture, stem: str) -> str:
    """A name no node has: the stem and the first free number."""
    taken = {node.id for node in architecture.nodes}
    number = 1
    while f"{stem}{number}" in taken:
        number += 1
    return f"{stem}{number}"


def add(architecture: Architecture, node: NodeSpec, *, before: str | None = None) -> Architecture:
    """With `node` added, at the end of the list or in front of the node named `before`."""
    nodes = list(architecture.nodes)
    at = len(nodes) if before is None else [n.id for n in nodes].index(architecture[before].id)
    nodes.insert(at, node)
    return Architecture(tuple(nodes))


def replace_node(architecture: Architecture, node: NodeSpec) -> Architecture:
    """With the node of the same id put in place of the old one."""
    architecture[node.id]
    return Architecture(tuple(node if old.id == node.id else old for old in architecture.nodes))


def remove(architecture: Architecture, node_id: str) -> Architecture:
    """Without the node; who read it reads what it read (its first input), so that a chain stays whole."""
    gone = architecture[node_id]
    bridge = gone.inputs[:1]
    nodes = []
    for node in architecture.nodes:
        if node.id == node_id:
            continue
        inputs: list[str] = []
        for name in node.inputs:
            inputs.extend(bridge if name == node_id else (name,))
        nodes.append(msgspec.structs.replace(node, inputs=tuple(inputs)))
    return Architecture(tuple(nodes))


def connect(architecture: Architecture, source: str, target: str) -> Architecture:
    """With an edge from `source` to the last port of `target`."""
    architecture[source]
    node = architecture[target]
    if source == target:
        raise AppError(f"architecture.nodes.{target}.inputs", "a node cannot feed itself")
    return replace_node(architecture, msgspec.structs.replace(node, inputs=(*node.inputs, source)))


def disconnect(architecture: Architecture, source: str, target: str) -> Architecture:
    """Without the (last) edge from `source` to `target`."""
    node = architecture[target]
    if source not in node.inputs:
        raise AppError(f"architecture.nodes.{target}.inputs", f"'{source}' is not connected to it")
    inputs = list(node.inputs)
    del inputs[len(inputs) - 1 - inputs[::-1].index(source)]
    return replace_node(architecture, msgspec.structs.replace(node, inputs=tuple(inputs)))


def insert_on_edge(architecture: Architecture, node: NodeSpec, source: str, target: str) -> Architecture:
    """With `node` (its inputs are set here) on the edge from `source` to `target`."""
    reader = architecture[target]
    if source not in reader.inputs:
        raise AppError(f"architecture.nodes.{target}.inputs", f"'{source}' is not connected to it")
    inputs = tuple(node.id if name == source else name for name in reader.inputs)
    placed = msgspec.structs.replace(node, inputs=(source,))
    nodes: list[NodeSpec] = []
    for old in architecture.nodes:
        if old.id == target:
            nodes += [placed, msgspec.structs.replace(old, inputs=inputs)]
        else:
            nodes.append(old)
    return Architecture(tuple(nodes))


def insert_after(architecture: Architecture, node: NodeSpec, source: str) -> Architecture:
    """With `node` (its inputs are set here) behind `source`: everyone who read `source` reads the new node."""
    architecture[source]
    placed = msgspec.structs.replace(node, inputs=(source,))
    nodes: list[NodeSpec] = []
    for old in architecture.nodes:
        inputs = tuple(node.id if name == source else name for name in old.inputs)
        nodes.append(msgspec.structs.replace(old, inputs=inputs))
        if old.id == source:
            nodes.append(placed)
    return Architecture(tuple(nodes))


def duplicate(architecture: Architecture, node_id: str, new_id: str) -> Architecture:
    """With a copy of a node behind it."""
    return insert_after(architecture, msgspec.structs.replace(architecture[node_id], id=new_id), node_id)


def followers(architecture: Architecture, source: str) -> tuple[str, ...]:
    """Nodes which `source` may be led into without a circle, in the order of the list."""
    before, waiting = {source}, [source]
    while waiting:
        for name in architecture[waiting.pop()].inputs:
            if name not in before:
                before.add(name)
                waiting.append(name)
    return tuple(node.id for node in architecture.nodes if node.id not in before and node.kind != "input")


def lead(architecture: Architecture, source: str, target: str, join: NodeSpec) -> Architecture:
    """With `source` led into `target` too: by a free port, else through `join` (an add, say), put before `target`."""
    node = architecture[target]
    if len(node.inputs) < LAYERS.of(node.options).ports[1]:
        return connect(architecture, source, target)
    if not node.inputs:
        raise AppError(f"architecture.nodes.{target}.inputs", "it takes no inputs", "choose another layer")
    joined = insert_on_edge(architecture, join, node.inputs[-1], target)
    return connect(joined, source, join.id)


def part(architecture: Architecture, source: str, target: str) -> Architecture:
    """Without the edge; a join that is left with a single input goes as well."""
    parted = disconnect(architecture, source, target)
    node = parted[target]
    if LAYERS.of(node.options).ports[0] > 1 and len(node.inputs) == 1:
        return remove(parted, target)
    return parted


def set_options(architecture: Architecture, node_id: str, **changes: Any) -> Architecture:
    """With some options of one node changed."""
    node = architecture[node_id]
    return replace_node(
        architecture, msgspec.structs.replace(node, options=msgspec.structs.replace(node.options, **changes))
    )


def set_kind(architecture: Architecture, node_id: str, options: Options) -> Architecture:
    """With the node's options (and so, perhaps, its kind) replaced."""
    return replace_node(architecture, msgspec.structs.replace(architecture[node_id], options=options))


def rename(architecture: Architecture, old: str, new: str) -> Architecture:
    """With one node called otherwise, everywhere."""
    architecture[old]
    if new in architecture and new != old:
        raise AppError(f"architecture.nodes.{new}.id", f"there is a node '{new}' already", "choose another name")
    swap = {old: new}
    nodes = tuple(
        msgspec.structs.replace(node, id=swap.get(node.id, node.id), inputs=tuple(swap.get(n, n) for n in node.inputs))
        for node in architecture.nodes
    )
    return Architecture(nodes)


def with_architecture(project: Project, architecture: Architecture) -> Project:
    """The project with another drawing; positions of nodes that are gone are dropped."""
    positions = {name: at for name, at in project.layout.positions.items() if name in architecture}
    folds = {name: folded for name, folded in project.layout.folds.items() if name in architecture}
    groups = _without(
        project.layout.groups, [n for g in project.layout.groups for n in g.nodes if n not in architecture]
    )
    return msgspec.structs.replace(project, architecture=architecture, layout=Layout(positions, folds, groups))


def place(project: Project, positions: Mapping[str, tuple[float, float]]) -> Project:
    """With nodes put where the drawing shows them, others as they are."""
    layout = msgspec.structs.replace(project.layout, positions={**project.layout.positions, **positions})
    return msgspec.structs.replace(project, layout=layout)


def _without(groups: Sequence[Group], nodes: Collection[str]) -> tuple[Group, ...]:
    """The groups without these layers; empty ones go."""
    left = [Group(group.name, tuple(node for node in group.nodes if node not in nodes)) for group in groups]
    return tuple(group for group in left if group.nodes)


def group(project: Project, nodes: Sequence[str], name: str) -> Project:
    """With these layers in a frame of that name, and in no other."""
    groups = (*_without(project.layout.groups, nodes), Group(name, tuple(nodes)))
    return msgspec.structs.replace(project, layout=msgspec.structs.replace(project.layout, groups=groups))


def ungroup(project: Project, nodes: Collection[str]) -> Project:
    """Without the frames that hold one of these layers."""
    groups = tuple(one for one in project.layout.groups if not set(one.nodes) & set(nodes))
    return msgspec.structs.replace(project, layout=msgspec.structs.replace(project.layout, groups=groups))


def fold(project: Project, node: str, folded: bool) -> Project:
    """With a layer drawn folded, or with all its units."""
    layout = msgspec.structs.replace(project.layout, folds={**project.layout.folds, node: folded})
    return msgspec.structs.replace(project, layout=layout)


def arrange(project: Project) -> Project:
    """With every node placed automatically."""
    return msgspec.structs.replace(project, layout=msgspec.structs.replace(project.layout, positions={}))
