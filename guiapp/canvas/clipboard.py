"""Layers as text: what Ctrl+C writes and Ctrl+V reads, between windows and programs too."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from core.catalog.layers import LAYERS
from core.errors import AppError
from core.session.document import Checked
from core.spec import edits
from core.spec.architecture import Architecture, NodeSpec
from core.spec.plain import architecture_from_plain, node_to_plain
from core.spec.project import Project
from guiapp.canvas.edit import STEMS, Edit, tr

FORMAT = 1
WHERE = "clipboard"
LARGEST = 1 << 22
"""Letters; more than that is not layers."""


def copied(project: Project, nodes: Sequence[str]) -> str:
    """These layers as JSON, with the connections among them; nothing where none of them can be copied."""
    order = [name for name in project.architecture.order() if name in nodes]
    chosen = [project.architecture[name] for name in order]
    chosen = [node for node in chosen if node.kind not in ("input", "output")]
    if not chosen:
        return ""
    names = {node.id for node in chosen}
    inner = [replace(node, inputs=tuple(name for name in node.inputs if name in names)) for node in chosen]
    places = {name: list(at) for name, at in project.layout.positions.items() if name in names}
    plain = {"glassnet": "layers", "format": FORMAT, "nodes": [node_to_plain(node) for node in inner]}
    return json.dumps(plain | ({"positions": places} if places else {}), indent=1)


def read(text: str) -> tuple[NodeSpec, ...]:
    """The layers of such a text, or one sentence about what is wrong with it."""
    hint = "copy layers in Glassnet first"
    if len(text) > LARGEST:
        raise AppError(WHERE, "the text is too long to be layers", hint)
    try:
        plain: Any = json.loads(text)
    except (ValueError, RecursionError):
        raise AppError(WHERE, "it holds no layers", hint) from None
    if not isinstance(plain, dict) or plain.get("glassnet") != "layers" or not isinstance(plain.get("nodes"), list):
        raise AppError(WHERE, "it holds no layers", hint)
    if plain.get("format") != FORMAT:
        raise AppError(WHERE, f"its layers have format {plain.get('format')!r}", f"this version reads format {FORMAT}")
    try:
        nodes = architecture_from_plain({"nodes": plain["nodes"]}).nodes
    except AppError as fault:
        raise AppError(WHERE, f"{fault.where}: {fault.what}", fault.hint) from None
    if any(node.kind in ("input", "output") for node in nodes):
        raise AppError(WHERE, "it holds an input or an output", "copy the layers between them")
    return nodes


def pasted(checked: Checked, nodes: Sequence[NodeSpec], source: str) -> Edit | None:
    """The layers as a piece behind `source`: the first of them read it, and what read it reads the last of them."""
    if not nodes:
        return None
    architecture = checked.project.architecture
    order = Architecture(tuple(nodes)).order()
    named = {node.id: node for node in nodes}
    names: dict[str, str] = {}
    taken = architecture
    for old in order:
        kind = named[old].kind
        names[old] = edits.fresh_id(taken, STEMS.get(kind, kind))
        taken = edits.add(taken, NodeSpec(names[old], named[old].options))
    readers = architecture.readers(source)
    ends = [name for name in order if not any(name in node.inputs for node in nodes)]
    made = [_renamed(named[old], names, source) for old in order]
    last = names[ends[-1]]
    changed: list[NodeSpec] = []
    for node in architecture.nodes:
        inputs = tuple(last if name == source and node.id in readers else name for name in node.inputs)
        changed.append(replace(node, inputs=inputs))
        if node.id == source:
            changed += made
    pasted = edits.with_architecture(checked.project, Architecture(tuple(changed)))
    # Layers that are placed by hand would lie under the new ones: the whole is arranged anew.
    arranged = edits.arrange(pasted) if checked.project.layout.positions else pasted
    return Edit(tr("Paste layers"), arranged, select=tuple(names[old] for old in order))


def _renamed(node: NodeSpec, names: dict[str, str], source: str) -> NodeSpec:
    """Under its new name; ports that are left without an input read `source`."""
    fewest = LAYERS.of(node.options).ports[0]
    inputs = [names[name] for name in node.inputs]
    return replace(node, id=names[node.id], inputs=tuple(inputs + [source] * max(fewest - len(inputs), 0)))
