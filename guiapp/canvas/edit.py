"""What gestures and menus of the canvas do to a project: each returns an `Edit` for the document's gate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec
from PySide6.QtCore import QCoreApplication

from core.catalog.activations import ACTIVATIONS
from core.catalog.layers import LAYERS, LayerKind
from core.catalog.layers.dense import Dense
from core.registry import Options
from core.session.document import Checked, Fix
from core.session.patch import Patch
from core.spec import edits
from core.spec.architecture import Architecture, NodeSpec
from core.spec.project import Project
from guiapp.canvas.drawing import FEWEST, WIDEST
from guiapp.translation.catalogue import said

Positions = Mapping[str, tuple[float, float]]
MOST_UNITS = 65_536
ROOM = 300.0
"""Between the middles of two layers that get another between them."""
STEMS = {"dense": "h", "activation": "act", "dropout": "drop", "multiply": "mul", "concat": "cat", "flatten": "flat"}


def tr(text: str) -> str:
    return QCoreApplication.translate("canvas", text)


@dataclass(frozen=True)
class Edit:
    """An edit to make; the same `merge` key in a row is one step of undo. `select` is selected afterwards."""

    text: str
    project: Project
    merge: str | None = None
    select: tuple[str, ...] | None = None
    patch: Patch | None = None
    """What the edit does to a number of the running network, so that undo gives it back."""


def fixed(project: Project, fix: Fix) -> Edit:
    """What ends a problem."""
    return Edit(said(fix.title), fix.edit(project))


def kinds() -> list[LayerKind]:
    """The layers that can be added, in the registry's order but dense first."""
    found = [kind for kind in LAYERS if kind.name not in ("input", "output")]
    return sorted(found, key=lambda kind: kind.name != "dense")


def change_units(project: Project, node: str, by: int) -> Edit | None:
    """One unit more or fewer."""
    units = getattr(project.architecture[node].options, "units", None)
    if units is None or not 1 <= units + by <= MOST_UNITS:
        return None
    return set_units(project, node, units + by)


def set_units(project: Project, node: str, units: int) -> Edit:
    changed = edits.set_options(project.architecture, node, units=units)
    return Edit(tr("Change units"), edits.with_architecture(project, changed), merge=f"units {node}")


def switch_on(project: Project, node: str) -> Edit:
    """All weights of a layer that are switched off."""
    architecture = edits.set_options(project.architecture, node, off=())
    return Edit(tr("Switch all weights on"), edits.with_architecture(project, architecture))


def set_activation(project: Project, node: str, name: str) -> Edit:
    changed = edits.set_options(project.architecture, node, activation=ACTIVATIONS[name].options())
    return Edit(tr("Change activation"), edits.with_architecture(project, changed))


def insert(checked: Checked, source: str, target: str, kind: str = "dense") -> Edit:
    """A layer on the connection from `source` to `target`."""
    project = checked.project
    node = _new(checked, source, kind)
    changed = edits.insert_on_edge(project.architecture, node, source, target)
    return _added(project, _joined(checked, changed, node, source), node, source, target)


def append(checked: Checked, source: str, kind: str = "dense") -> Edit:
    """A layer behind `source`, in front of everything that reads it."""
    project = checked.project
    node = _new(checked, source, kind)
    changed = edits.insert_after(project.architecture, node, source)
    target = next(iter(project.architecture.readers(source)), "")
    return _added(project, _joined(checked, changed, node, source), node, source, target)


def _added(project: Project, architecture: Architecture, node: NodeSpec, source: str, target: str) -> Edit:
    text = tr("Add {layer}").format(layer=said(LAYERS.of(node.options).title).lower())
    added = edits.with_architecture(project, architecture)
    return Edit(text, edits.place(added, _room(project.layout.positions, node.id, source, target)), select=(node.id,))


def _room(positions: Positions, node: str, source: str, target: str) -> Positions:
    """Where layers were placed by hand: a place for a new one, and what stands to the right moved on."""
    if source not in positions:
        return {}
    x, y = positions[source]
    after = positions.get(target, (x + ROOM, y))
    shift = max(ROOM - (after[0] - x), 0.0) if after[0] > x else 0.0
    moved = {name: (px + shift, py) for name, (px, py) in positions.items() if px > x + 1 and shift}
    return {**moved, node: ((x + after[0] + shift) / 2, (y + after[1]) / 2)}


def _new(checked: Checked, source: str, kind: str) -> NodeSpec:
    """A node with the options that suit its place: a dense layer is like the one before it."""
    architecture = checked.project.architecture
    options: Options = LAYERS[kind].options()
    if kind == "dense":
        hidden = [node.options for node in architecture.of_kind("dense")]
        before = architecture[source].options
        model = before if isinstance(before, Dense) else hidden[0] if len(hidden) > 1 else None
        if isinstance(model, Dense) and model.initializer.kind != "values":
            options = msgspec.structs.replace(model, units=min(model.units, 64))
    return NodeSpec(edits.fresh_id(architecture, STEMS.get(kind, kind)), options)


def _joined(checked: Checked, architecture: Architecture, node: NodeSpec, source: str) -> Architecture:
    """A layer that joins paths gets a second one: what stood before `source`, of the same shape if there is one."""
    if LAYERS.of(node.options).ports[0] < 2:
        return architecture
    partner = partner_of(checked, source, same=node.kind != "concat")
    return edits.connect(architecture, partner or source, node.id)


def partner_of(checked: Checked, source: str, same: bool) -> str | None:
    """The nearest node before `source`; with `same`, rather one of its shape."""
    architecture, shapes = checked.project.architecture, checked.shapes
    before: list[str] = []
    waiting = list(architecture[source].inputs)
    while waiting:
        name = waiting.pop(0)
        if name not in before:
            before.append(name)
            waiting += architecture[name].inputs
    fitting = [name for name in before if shapes.get(name) == shapes.get(source)]
    found = fitting if same and fitting else before
    return found[0] if found else None


def remove(project: Project, nodes: Sequence[str]) -> Edit | None:
    """Without these layers; input and output stay."""
    architecture = project.architecture
    going = [name for name in nodes if name in architecture and architecture[name].kind not in ("input", "output")]
    if not going:
        return None
    for name in going:
        architecture = edits.remove(architecture, name)
    return Edit(tr("Remove layer"), edits.with_architecture(project, architecture), select=())


def duplicate(project: Project, node: str) -> Edit | None:
    spec = project.architecture[node]
    if spec.kind in ("input", "output"):
        return None
    name = edits.fresh_id(project.architecture, STEMS.get(spec.kind, spec.kind))
    changed = edits.duplicate(project.architecture, node, name)
    target = next(iter(project.architecture.readers(node)), "")
    placed = edits.place(edits.with_architecture(project, changed), _room(project.layout.positions, name, node, target))
    return Edit(tr("Duplicate layer"), placed, select=(name,))


def targets(project: Project, source: str) -> list[str]:
    """Where a connection from `source` may lead: behind it, and not there yet."""
    architecture = project.architecture
    return [name for name in edits.followers(architecture, source) if source not in architecture[name].inputs]


def joins(checked: Checked, source: str, target: str) -> list[str]:
    """The kinds of layer through which `source` can be led into `target`, the most fitting first; none where it has a
    free port."""
    node = checked.project.architecture[target]
    if len(node.inputs) < LAYERS.of(node.options).ports[1]:
        return []
    last = node.inputs[-1:]
    same = not last or checked.shapes.get(last[0]) == checked.shapes.get(source)
    found = [kind.name for kind in LAYERS if kind.ports[0] > 1]
    return [name for name in found if same or name == "concat"]


def refusal(project: Project, source: str, target: str) -> str:
    """Why `source` cannot be led into `target`; empty where it can."""
    architecture = project.architecture
    if source == target:
        return tr("A layer cannot feed itself")
    if architecture[target].kind == "input":
        return tr("Data enter here: it takes no connection")
    if source in architecture[target].inputs:
        return tr("They are connected already")
    if target not in edits.followers(architecture, source):
        return tr("It stands before this layer: connections cannot go in a circle")
    return ""


def connect(checked: Checked, source: str, target: str, kind: str = "") -> Edit:
    """Lead `source` into `target` too, by a free port, else through a layer of `kind` (the most fitting one)."""
    project = checked.project
    last = project.architecture[target].inputs[-1:]
    kind = kind or next(iter(joins(checked, source, target)), "add")
    join = NodeSpec(edits.fresh_id(project.architecture, STEMS.get(kind, kind)), LAYERS[kind].options())
    changed = edits.lead(project.architecture, source, target, join)
    after = edits.with_architecture(project, changed)
    if join.id in changed:
        after = edits.place(after, _room(project.layout.positions, join.id, last[0], target))
    return Edit(tr("Connect layers"), after)


def disconnect(project: Project, source: str, target: str) -> Edit:
    changed = edits.part(project.architecture, source, target)
    return Edit(tr("Disconnect layers"), edits.with_architecture(project, changed))


def relocate(project: Project, node: str, source: str, target: str) -> Edit | None:
    """Take a layer out of its place and put it on the connection from `source` to `target`."""
    spec = project.architecture[node]
    if (
        spec.kind in ("input", "output")
        or node in (source, target)
        or source not in project.architecture[target].inputs
    ):
        return None
    bare = edits.remove(project.architecture, node)
    changed = edits.insert_on_edge(bare, spec, source, target)
    moved = edits.with_architecture(project, changed)
    # Its old place on the drawing is that of another layer now.
    return Edit(tr("Move layer"), edits.arrange(moved) if project.layout.positions else moved, select=(node,))


def shift(project: Project, node: str, by: int) -> Edit | None:
    """Put a layer one place further along its chain, or one place back."""
    architecture = project.architecture
    if by > 0:
        source = next(iter(architecture.readers(node)), "")
        target = next(iter(architecture.readers(source)), "") if source else ""
    else:
        target = next(iter(architecture[node].inputs), "")
        source = next(iter(architecture[target].inputs), "") if target else ""
    return relocate(project, node, source, target) if source and target else None


def move(project: Project, there: Positions, positions: Positions) -> Edit:
    """Put some layers elsewhere; the others stay where they are drawn, `there`, from now on."""
    fixed = {name: (round(x, 1), round(y, 1)) for name, (x, y) in {**there, **positions}.items()}
    return Edit(tr("Move layer"), edits.place(project, fixed), merge=move_key(next(iter(positions))))


def move_key(node: str) -> str:
    """Moves of one layer in a row are one step of undo."""
    return f"move {node}"


def group(project: Project, nodes: Sequence[str], name: str = "") -> Edit | None:
    """A frame around these layers."""
    if not nodes:
        return None
    name = name or tr("Group {n}").format(n=len(project.layout.groups) + 1)
    return Edit(tr("Group layers"), edits.group(project, nodes, name), select=tuple(nodes))


def ungroup(project: Project, nodes: Sequence[str]) -> Edit:
    return Edit(tr("Ungroup layers"), edits.ungroup(project, nodes))


def toggle_fold(project: Project, node: str, width: int) -> Edit | None:
    """Fold a layer of so many units, or show them all."""
    if width < FEWEST:
        return None
    folded = project.layout.folds.get(node, width > WIDEST)
    text = tr("Unfold layer") if folded else tr("Fold layer")
    return Edit(text, edits.fold(project, node, not folded), merge=f"fold {node}", select=(node,))


def arrange(project: Project) -> Edit:
    return Edit(tr("Arrange"), edits.arrange(project))


def dropped(checked: Checked, kind: str, behind: str, there: Positions, at: tuple[float, float]) -> Edit:
    """A layer behind `behind`, where it was dropped; the others stay where they are drawn, `there`."""
    added = append(checked, behind, kind)
    assert added.select
    fixed = {name: (round(x, 1), round(y, 1)) for name, (x, y) in {**there, added.select[0]: at}.items()}
    return Edit(added.text, edits.place(added.project, fixed), select=added.select)
