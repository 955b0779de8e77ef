"""What the canvas shows, as values: blocks with their tiles, and the links between them. It knows no Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QCoreApplication

from core.catalog.layers import LAYERS
from core.registry import Options
from core.session.document import Checked
from core.spec.architecture import NodeSpec
from guiapp.canvas.names import pretty
from guiapp.translation.catalogue import said

TILE = 46.0
MINI = 24.0
PICTURE = 84.0
WIDEST = 12
"""Layers with more units than this are folded."""
SHOWN = 5
"""Units of a folded layer that are drawn, before the dots and the last one."""
FEWEST = 3
"""Layers with fewer units cannot be folded."""
MOST_SHOWN = 64
"""Units that are drawn of a layer that a person unfolded."""
HEADER = 48.0


@dataclass(frozen=True)
class Block:
    """A node as it is drawn. `rows` are the units that have a tile, `offsets` their centres below the block's own."""

    id: str
    kind: str
    options: Options
    title: str
    subtitle: str
    tile: float
    rows: tuple[int, ...]
    offsets: tuple[float, ...]
    width: int
    """Units there are; 0 while it is not known."""
    labels: tuple[str, ...] = ()
    """Names of the drawn rows, inputs and outputs only."""
    picture: tuple[int, ...] = ()
    attached: str = ""
    """The block whose right side this one is part of: the output marker of a dense layer."""
    x: float = 0.0
    y: float = 0.0
    head: float = 0.0
    """Where the header ends, below the block's own place."""
    room: float = 150.0
    """How wide the header may be."""

    @property
    def folded(self) -> bool:
        return len(self.rows) < self.width and not self.picture

    @property
    def height(self) -> float:
        return (self.offsets[-1] - self.offsets[0] if self.offsets else 0.0) + self.tile

    @property
    def top(self) -> float:
        return self.y - self.height / 2

    @property
    def bottom(self) -> float:
        return self.y + self.height / 2 + (20 if self.folded else 0)

    @property
    def left(self) -> float:
        return self.x - self.tile / 2

    @property
    def right(self) -> float:
        return self.x + self.tile / 2

    @property
    def dense(self) -> bool:
        return self.kind == "dense"

    @property
    def fixed(self) -> bool:
        """Input and output stay: they are neither removed nor copied."""
        return self.kind in ("input", "output")


@dataclass(frozen=True)
class Link:
    """One edge of the architecture. `first` is where the source's numbers begin among the target's inputs.

    `under` is the height at which the line passes below (or above) what stands between; None where it goes straight.
    """

    source: str
    target: str
    port: int
    first: int = 0
    under: float | None = None
    knob: tuple[float, float] = (0.0, 0.0)
    """Where the plus is that puts a layer here."""


@dataclass(frozen=True)
class Drawing:
    """Everything that is drawn of a project."""

    blocks: Mapping[str, Block]
    links: tuple[Link, ...]
    columns: tuple[tuple[str, ...], ...] = ()
    """Ids from left to right, top to bottom."""
    gaps: float = 0.0
    """All gaps between columns together."""

    def order(self) -> tuple[str, ...]:
        """Ids as the eye reads them."""
        return tuple(name for column in self.columns for name in column)


def pitch(count: int) -> float:
    """Distance between units of a layer."""
    return 84.0 if count <= 3 else 56.0 if count <= 8 else 52.0


def rows_of(width: int, fold: bool | None = None) -> tuple[int, ...]:
    """The units that are drawn of so many; `fold` is what a person asked for."""
    if width <= WIDEST if fold is None else not fold:
        return tuple(range(width)) if width <= MOST_SHOWN else (*range(MOST_SHOWN - 1), width - 1)
    if width < FEWEST:
        return tuple(range(width))
    return (*range(min(SHOWN, width - 2)), width - 1)


def offsets_of(rows: tuple[int, ...]) -> tuple[float, ...]:
    """Centres of the tiles, the middle of all at 0; the dots of a folded layer take a gap."""
    step = pitch(len(rows))
    at, places = 0.0, []
    for index, row in enumerate(rows):
        at += 0.0 if not index else step if row == rows[index - 1] + 1 else step * 1.45
        places.append(at)
    middle = at / 2
    return tuple(place - middle for place in places)


def block_of(node: NodeSpec, checked: Checked) -> Block:
    """A node's block, not yet placed."""
    shape = checked.shapes.get(node.id, ())
    width = 1
    for number in shape:
        width *= number
    if not shape:
        width = getattr(node.options, "units", 0)
    picture = tuple(shape) if len(shape) == 3 else ()
    tile = TILE if node.kind in ("dense", "input", "output") else MINI
    if picture:
        tile = PICTURE if node.kind == "input" else TILE
    rows = (0,) if picture or not width else rows_of(width, checked.project.layout.folds.get(node.id))
    return Block(
        id=node.id,
        kind=node.kind,
        options=node.options,
        title=_title(node),
        subtitle=_subtitle(node, checked, width, picture),
        tile=tile,
        rows=rows,
        offsets=offsets_of(rows),
        width=width,
        labels=_labels(node, checked, rows, picture),
        picture=picture,
    )


def _title(node: NodeSpec) -> str:
    kind = LAYERS.of(node.options)
    title = said(kind.short or kind.title)
    return f"{title} {node.options.units}" if node.kind == "dense" else title  # type: ignore[attr-defined]  # dense has


def _subtitle(node: NodeSpec, checked: Checked, width: int, picture: tuple[int, ...]) -> str:
    options: Any = node.options
    if node.kind == "input":
        if picture:
            return tr("{height} × {width} pixels").format(height=picture[0], width=picture[1])
        return tr("{width} features").format(width=width) if width != 1 else tr("1 feature")
    if node.kind == "dropout":
        return tr("rate {rate}").format(rate=f"{options.rate:g}")
    if node.kind == "gaussian_noise":
        return tr("deviation {deviation}").format(deviation=f"{options.deviation:g}")
    if node.kind == "flatten":
        return f"{width:,}" if width else ""
    if node.kind == "dense":
        return str(options.initializer.kind).split("_")[0]
    return f"{width}" if width and node.kind == "concat" else ""


def _labels(node: NodeSpec, checked: Checked, rows: tuple[int, ...], picture: tuple[int, ...]) -> tuple[str, ...]:
    if picture or node.kind not in ("input", "output"):
        return ()
    described = checked.described
    if node.kind == "input":
        names = described.names if described else ()
        return tuple(pretty(names[row]) if row < len(names) else "" for row in rows)
    return _output_labels(checked, rows, checked.outputs)


def _output_labels(checked: Checked, rows: tuple[int, ...], outputs: int) -> tuple[str, ...]:
    """The classes where there is one for each output, else ŷ."""
    classes = (checked.described.classes if checked.described else None) or ()
    many = outputs > 1
    named = many and len(classes) == outputs
    return tuple(str(classes[row]) if named else "ŷ" + (subscript(row + 1) if many else "") for row in rows)


def tr(text: str) -> str:
    return QCoreApplication.translate("canvas", text)


def subscript(number: int) -> str:
    return str(number).translate(str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"))


def attach(block: Block, source: Block, checked: Checked) -> Block:
    """The output marker as names at the right side of the layer it reads."""
    return replace(
        block,
        attached=source.id,
        tile=source.tile,
        rows=source.rows,
        offsets=source.offsets,
        labels=_output_labels(checked, source.rows, source.width),
        x=source.x,
        y=source.y,
    )
