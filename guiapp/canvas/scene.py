"""The scene mirrors a drawing: items are kept, moved, added and removed by node id; it holds no other state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtWidgets import QGraphicsScene

from core.session.document import Checked
from guiapp.canvas.arrange import draw, moved
from guiapp.canvas.drawing import Block, Drawing, Link, subscript
from guiapp.canvas.edge_item import EdgeItem
from guiapp.canvas.edges import nearest
from guiapp.canvas.groups import GroupsItem
from guiapp.canvas.knob_item import KnobItem
from guiapp.canvas.layer_item import LayerItem
from guiapp.canvas.overlay import OverlayItem
from guiapp.canvas.tiles import signed
from guiapp.theme import Theme

Array = NDArray[Any]
Where = Literal[
    "plus", "minus", "activation", "remove", "badge", "unit", "header", "layer", "port", "knob", "edge", "nothing"
]


@dataclass(frozen=True)
class Hit:
    """What lies under the mouse: a part of a node, its unit (-1: none), a link's knob, or a line (bundle, index)."""

    where: Where
    node: str = ""
    unit: int = -1
    link: Link | None = None
    line: tuple[int, int] | None = None


MOST_STRETCH = 1.6
NOTHING = Hit("nothing")


class CanvasScene(QGraphicsScene):
    """Items by node id, one item for the lines and one for the pluses."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._wished_text = 1.0
        self.theme = theme
        self.drawing = Drawing({}, ())
        self.layers: dict[str, LayerItem] = {}
        self.edges = EdgeItem(theme)
        self.knobs = KnobItem(theme)
        self.weights: Mapping[str, Array] = {}
        self.values: dict[str, Array] = {}
        self.named = False
        self.stretch = 1.0
        self._checked: Checked | None = None
        self._extent: QRectF | None = None
        """Measured once for a drawing: the map asks with every frame."""
        self.locked = False
        """Whether the network may only be looked at."""
        self.previewing = False
        """Whether layers are drawn where the project does not have them yet."""
        self.overlay = OverlayItem(theme)
        self.groups = GroupsItem(theme, self.frame_of)
        self.addItem(self.groups)
        self.addItem(self.edges)
        self.addItem(self.overlay)
        self.addItem(self.knobs)
        self.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)

    # what is shown

    def show_project(self, checked: Checked) -> None:
        """Become the picture of this project."""
        before = self.drawing
        self._checked = checked
        self.drawing = draw(checked, 1.0 if checked.project.layout.positions else self.stretch)
        for name in [name for name in self.layers if name not in self.drawing.blocks]:
            self.removeItem(self.layers.pop(name))
            self.values.pop(name, None)
        ends = {block.attached for block in self.drawing.blocks.values()}
        for name, block in self.drawing.blocks.items():
            item = self.layers.get(name)
            if item is None:
                item = self.layers[name] = LayerItem(block, self.theme)
                item.scale_text = self.knobs.scale_text
                self.addItem(item)
            item.set_block(block, checked)
            item.names = self._names(block)
            item.ported, item.locked = name not in ends and not block.attached and not self.locked, self.locked
        if self.previewing or before.links != self.drawing.links or _places(before) != _places(self.drawing):
            self.edges.set_drawing(self.drawing)
            if self.weights:
                self.edges.take_weights(self.drawing, self.weights)
        self.previewing = False
        self.groups.show_groups(checked.project.layout.groups, self.layers.__contains__)
        self.knobs.set_drawing(self.drawing)
        self._extent = None
        self.setSceneRect(self.extent().adjusted(-2000, -2000, 2000, 2000))

    def lock(self, locked: bool) -> None:
        """Take away what changes the network, or give it back."""
        if locked != self.locked and self._checked is not None:
            self.locked = locked
            self.knobs.setVisible(not locked)
            self.show_project(self._checked)

    def preview(self, positions: Mapping[str, tuple[float, float]]) -> None:
        """Layers elsewhere, while they are dragged: only they and their lines are drawn anew."""
        self.previewing, self._extent = True, None
        self.drawing = moved(self.drawing, positions)
        for name, block in self.drawing.blocks.items():
            if name in positions or block.attached in positions:
                self.layers[name].put(block)
        self.edges.move(self.drawing, positions)
        self.groups.show_groups(self.groups.groups, self.layers.__contains__)
        self.knobs.set_drawing(self.drawing)

    def fill(self, width: float, height: float) -> None:
        """Space the columns so that the drawing has the proportions of its window, within reason."""
        if self._checked is None or self._checked.project.layout.positions or not self.drawing.gaps:
            return
        rect = self.extent()
        gaps = self.drawing.gaps / self.stretch
        wanted = (width / height * rect.height() - rect.width() + self.drawing.gaps) / gaps
        stretch = min(max(wanted, 1.0), MOST_STRETCH)
        if abs(stretch - self.stretch) > 0.01:
            self.stretch = stretch
            self.show_project(self._checked)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.setBackgroundBrush(theme.color("window"))
        self.edges.set_theme(theme)
        self.groups.set_theme(theme)
        self.knobs.set_theme(theme)
        self.overlay.set_theme(theme)
        for item in self.layers.values():
            item.set_theme(theme)
        self.set_text_scale(self._wished_text)

    def set_text_scale(self, scale: float) -> None:
        """Headers stay readable when the drawing is small, and from the last row."""
        self._wished_text = scale
        scale *= self.theme.text_size
        if abs(scale - self.knobs.scale_text) > 0.01:
            self.knobs.scale_text, self._extent = scale, None
            for item in self.layers.values():
                item.prepareGeometryChange()
                item.scale_text = scale
                item.update()

    def set_names(self, named: bool) -> None:
        """Whether the tiles carry the names of what they compute."""
        self.named = named
        for item in self.layers.values():
            item.names = self._names(item.block)
            item.update()

    def _names(self, block: Block) -> tuple[str, ...]:
        if not self.named or block.attached or block.tile < 40 or block.picture:
            return ()
        if block.kind == "input":
            return tuple(f"a{subscript(row + 1)}" for row in block.rows)
        return tuple(f"z{subscript(row + 1)} \N{RIGHTWARDS ARROW} a{subscript(row + 1)}" for row in block.rows)

    def picture_rect(self) -> QRectF:
        """What belongs on a saved picture."""
        return self.extent().adjusted(-24, -24, 24, 24)

    def extent(self) -> QRectF:
        """Around everything that is drawn."""
        if self._extent is None:
            self._extent = self._measure()
        return QRectF(self._extent)

    def _measure(self) -> QRectF:
        rect = QRectF()
        for block in self.drawing.blocks.values():
            item = self.layers[block.id]
            whole = item.body() | (
                item.label_rect() if block.labels else QRectF(item.body().topLeft(), item.body().size())
            )
            if not block.attached:
                span, top = item.header_span(), item.header_rect().top()
                whole |= QRectF(-span, top, 2 * span, block.height / 2 - top)
            rect |= whole.translated(block.x, block.y)
        return rect | self.knobs.boundingRect() | self.groups.boundingRect()

    # live numbers

    def take_weights(self, weights: Mapping[str, Array]) -> None:
        """NODE.weight (inputs, outputs) and NODE.bias (outputs,) of the moment."""
        self.weights = weights
        self.edges.take_weights(self.drawing, weights)
        for name, item in self.layers.items():
            if item.block.dense:
                item.set_bias(weights.get(f"{name}.bias"))
                self._take_weight_picture(item)

    def take_picture(self, picture: Array | None) -> None:
        """A sample to show at the input of pictures, (h, w, channels) in 0..1."""
        for item in self.layers.values():
            if item.block.kind == "input" and item.block.picture:
                fits = picture is not None and picture.shape == item.block.picture
                item.set_values(np.asarray(picture, np.float32).mean(axis=-1) if fits else None)

    def _take_weight_picture(self, item: LayerItem) -> None:
        """Behind a picture a unit shows what it looks for: its weights as a picture."""
        link = next((link for link in self.drawing.links if link.target == item.block.id), None)
        shape = self.drawing.blocks[link.source].picture if link else ()
        matrix = self.weights.get(f"{item.block.id}.weight")
        if not shape or matrix is None or matrix.shape != (int(np.prod(shape)), item.block.width):
            return
        rows = (
            np.nan_to_num(np.asarray(matrix[:, list(item.block.rows)], np.float32))
            .clip(-1e30, 1e30)
            .T.reshape(-1, *shape)
            .mean(axis=-1)[:, ::-1]
        )
        span = np.abs(rows).max(axis=(1, 2), keepdims=True)
        item.set_values(rows / np.maximum(span, 1e-9))

    def take_values(self, values: Mapping[str, Array], grid: tuple[int, int] | None) -> None:
        """What nodes say on the plane, node -> (rows * columns, width); without a grid their mean is shown."""
        for name, array in values.items():
            item = self.layers.get(name)
            if item is None or array.ndim != 2 or array.shape[1] != item.block.width or item.block.attached:
                continue
            drawn = array[:, list(item.block.rows)]
            self.values[name] = array
            activation = getattr(item.block.options, "activation", None)
            scaled = signed(drawn, activation, item.block.width)
            if grid is not None and len(drawn) == grid[0] * grid[1]:
                item.set_values(np.ascontiguousarray(scaled.T).reshape(-1, *grid))
            elif grid is None and not self._shows_weights(name):
                shares = activation is not None and activation.kind == "softmax"
                mean = signed(drawn.mean(axis=0, keepdims=True), activation, item.block.width) if shares else scaled
                item.set_values(mean.mean(axis=0))

    def _shows_weights(self, name: str) -> bool:
        return any(link.target == name and self.drawing.blocks[link.source].picture for link in self.drawing.links)

    def forget(self) -> None:
        """A fresh run, or other data: nothing is known."""
        self.weights, self.values = {}, {}
        self.edges.forget()
        for item in self.layers.values():
            item.set_values(None)
            item.set_bias(None)

    # what lies where

    def hit(self, point: QPointF, reach: float) -> Hit:
        """What lies at a place of the scene; a line is met within `reach`."""
        link = self.knobs.at(point)
        if link is not None:
            return Hit("knob", link=link)
        for item in reversed(self.layers.values()):
            found = item.zone_at(point - item.pos())
            if found is not None:
                zone, index = found
                return Hit(zone, item.block.id, item.block.rows[index] if index >= 0 else -1)
        line = nearest(self.edges.bundles, point.x(), point.y(), reach)
        return Hit("edge", line=line) if line else NOTHING

    def node_at(self, point: QPointF) -> str:
        """The layer at a place, with some room around it."""
        found = self.hit(point, 0.0)
        near = [n for n, b in self.drawing.blocks.items() if not b.attached and self.frame_of(n).contains(point)]
        return found.node or (near[0] if near else "")

    def frame_of(self, node: str) -> QRectF:
        """Around a layer and its header."""
        item = self.layers[node]
        body = item.body().adjusted(-10, -10, 10, 10)
        if not item.block.attached:
            body |= item.title_rect().adjusted(0, -4, 0, 0)
        return body.translated(item.pos())

    def left_of(self, point: QPointF) -> str:
        """The layer behind which something at this place stands: the last whose middle is left of it."""
        ends = {block.attached for block in self.drawing.blocks.values()}
        free = [b for b in self.drawing.blocks.values() if not b.attached and b.kind != "output" and b.id not in ends]
        left = [block for block in free if block.x < point.x()] or [b for b in free if b.kind == "input"]
        return max(left, key=lambda b: (b.x, -abs(b.y - point.y()))).id if left else ""

    def link_of(self, hit: Hit) -> Link | None:
        """The connection that a knob or a line belongs to."""
        return hit.link or (self.edges.bundles[hit.line[0]].link if hit.line else None)

    def link_at(self, point: QPointF, reach: float, beside: Sequence[str]) -> Link | None:
        """The connection at a place, but for those of the nodes `beside`."""
        knob = self.knobs.at(point)
        free = [bundle for bundle in self.edges.bundles if not {bundle.link.source, bundle.link.target} & set(beside)]
        line = nearest(free, point.x(), point.y(), reach)
        found = knob or (free[line[0]].link if line else None)
        return found if found and not {found.source, found.target} & set(beside) else None

    def lines_of(self, node: str, unit: int) -> list[tuple[int, int]]:
        """Every line that enters or leaves a unit."""
        found = []
        for number, bundle in enumerate(self.edges.bundles):
            mine = np.zeros(len(bundle), bool)
            if bundle.link.source == node:
                mine |= bundle.rows == unit
            if bundle.link.target == node:
                mine |= bundle.columns == unit
            if bundle.link.under is None:
                found += [(number, int(index)) for index in np.nonzero(mine)[0]]
        return found

    def show_hover(self, hit: Hit) -> None:
        """Light what is under the mouse, and its lines."""
        self.knobs.hovered = hit.link
        self.knobs.update()
        for name, item in self.layers.items():
            index = item.block.rows.index(hit.unit) if name == hit.node and hit.unit in item.block.rows else -1
            zone = (hit.where, index) if name == hit.node else None
            if item.hovered != zone:
                item.hovered = zone  # type: ignore[assignment]  # a part of a node is a zone
                item.update()
        lines = [hit.line] if hit.line else self.lines_of(hit.node, hit.unit) if hit.where == "unit" else []
        self.edges.light(lines)

    def show_selection(self, nodes: tuple[str, ...], unit: int) -> None:
        """Mark the selected layers, and a unit of the last one."""
        for name, item in self.layers.items():
            chosen = name in nodes
            row = unit if chosen and nodes and name == nodes[-1] else -1
            if (item.chosen, item.selected_row) != (chosen, row):
                item.chosen, item.selected_row = chosen, row
                item.update()


def _places(drawing: Drawing) -> list[tuple[object, ...]]:
    """All that lines depend on."""
    return [
        (b.id, b.kind, b.x, b.y, b.rows, b.width, b.tile, b.attached, getattr(b.options, "off", ()))
        for b in drawing.blocks.values()
    ]
