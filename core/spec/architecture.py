"""The drawn network as a value: nodes in a list, edges as names in a tuple.

The constructor proves what every reader relies on: ids are unique, inputs exist, nothing goes in a circle. What a
drawing in progress may still lack (an input, a matching width) is not a fault here but a Problem of `core.compile`.
"""

from __future__ import annotations

import re
from typing import Annotated

import msgspec

from core.catalog.layers import LAYERS
from core.errors import AppError
from core.registry import Options

ID = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,63}")


class NodeSpec(msgspec.Struct, frozen=True):
    """One layer: its name, the names it takes its inputs from (in port order), and its options."""

    id: str
    options: Annotated[Options, LAYERS]
    inputs: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        return self.options.kind


class Architecture(msgspec.Struct, frozen=True):
    """A directed acyclic graph of nodes; their order is part of the value."""

    nodes: tuple[NodeSpec, ...] = ()

    def __post_init__(self) -> None:
        seen: set[str] = set()
        for node in self.nodes:
            if not ID.fullmatch(node.id):
                raise AppError(
                    "architecture.nodes",
                    f"'{node.id[:80]}' is no node id",
                    "use letters, digits, _ and -, at most 64 of them",
                )
            if node.id in seen:
                raise AppError(
                    f"architecture.nodes.{node.id}.id", f"two nodes are called '{node.id}'", "give one another id"
                )
            seen.add(node.id)
        for node in self.nodes:
            for name in node.inputs:
                if name not in seen:
                    raise AppError(
                        f"architecture.nodes.{node.id}.inputs",
                        f"there is no node '{name}'",
                        "one of " + ", ".join(sorted(seen)),
                    )
        self.order()

    def __getitem__(self, node_id: str) -> NodeSpec:
        for node in self.nodes:
            if node.id == node_id:
                return node
        raise AppError(f"architecture.nodes.{node_id}", f"there is no node '{node_id}'")

    def __contains__(self, node_id: object) -> bool:
        return any(node.id == node_id for node in self.nodes)

    def order(self) -> tuple[str, ...]:
        """Ids with every node behind its inputs; among equals, the order of the list."""
        waiting = {node.id: len(node.inputs) for node in self.nodes}
        readers: dict[str, list[str]] = {node.id: [] for node in self.nodes}
        for node in self.nodes:
            for name in node.inputs:
                readers[name].append(node.id)
        place = {node.id: index for index, node in enumerate(self.nodes)}
        ready = [node.id for node in self.nodes if not waiting[node.id]]
        done: list[str] = []
        while ready:
            current = ready.pop(0)
            done.append(current)
            for reader in readers[current]:
                waiting[reader] -= 1
                if not waiting[reader]:
                    ready.append(reader)
            ready.sort(key=place.__getitem__)
        if len(done) < len(self.nodes):
            stuck = next(node.id for node in self.nodes if waiting[node.id])
            raise AppError(f"architecture.nodes.{stuck}.inputs", "the connections go in a circle", "remove one of them")
        return tuple(done)

    def readers(self, node_id: str) -> tuple[str, ...]:
        """Ids of the nodes that take this one as an input."""
        return tuple(node.id for node in self.nodes if node_id in node.inputs)

    def of_kind(self, kind: str) -> tuple[NodeSpec, ...]:
        return tuple(node for node in self.nodes if node.kind == kind)
