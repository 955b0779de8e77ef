"""Where everything stands: columns by depth, skips below what they pass. Pure arithmetic on a `Drawing`."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from core.catalog.layers import LAYERS
from core.session.document import Checked
from core.spec.architecture import Architecture
from guiapp.canvas.drawing import HEADER, Block, Drawing, Link, attach, block_of
from guiapp.translation.catalogue import said

KNOB_DROP = 22.0
LANE_DROP = 30.0
LANE_STEP = 26.0
NEARER = 60.0
"""By how much the way above must be shorter to be taken."""
WIDE_GAP = 150.0
NARROW_GAP = 84.0


def draw(checked: Checked, stretch: float = 1.0) -> Drawing:
    """The drawing of a project: every node as a block, every connection as a link; gaps are `stretch` times as wide."""
    architecture = checked.project.architecture
    blocks = {node.id: block_of(node, checked) for node in architecture.nodes}
    attached = _attached(architecture, blocks)
    depths = depths_of(architecture)
    columns = _columns(architecture, depths, attached)
    placed, gaps = _stack(columns, blocks, stretch)
    for name, (x, y) in checked.project.layout.positions.items():
        if name in placed:
            placed[name] = replace(placed[name], x=x, y=y)
    for name, source in attached.items():
        placed[name] = attach(blocks[name], placed[source], checked)
        placed[source] = replace(placed[source], title=_output_title(placed[source]), labels=())
    placed = _rooms(placed)
    reading = tuple(
        tuple(name for part in column for name in (part, *[k for k, s in attached.items() if s == part]))
        for column in columns
    )
    ordered = {node.id: placed[node.id] for node in architecture.nodes}
    return Drawing(ordered, _links(architecture, ordered), reading, gaps)


def depths_of(architecture: Architecture) -> dict[str, int]:
    """Length of the longest way from an input; a node that nothing enters stands behind the input."""
    depths: dict[str, int] = {}
    for name in architecture.order():
        node = architecture[name]
        before = [depths[source] for source in node.inputs]
        depths[name] = 1 + max(before) if before else (0 if node.kind == "input" else 1)
    return depths


def _attached(architecture: Architecture, blocks: Mapping[str, Block]) -> dict[str, str]:
    """Output markers that are drawn as names at the layer they read: a dense layer that nobody else reads."""
    found: dict[str, str] = {}
    for node in architecture.of_kind("output"):
        source = node.inputs[0] if len(node.inputs) == 1 else ""
        alone = source and len(architecture.readers(source)) == 1 and source not in found.values()
        if alone and blocks[source].dense:
            found[node.id] = source
    return found


def _output_title(block: Block) -> str:
    title = said(LAYERS["output"].title)
    return title if block.width == 1 else f"{title} {block.width}"


def _columns(
    architecture: Architecture, depths: Mapping[str, int], attached: Mapping[str, str]
) -> tuple[tuple[str, ...], ...]:
    """Ids by depth, each column ordered by where its inputs stand."""
    columns: list[list[str]] = [[] for _ in range(max(depths.values(), default=-1) + 1)]
    for node in architecture.nodes:
        if node.id not in attached:
            columns[depths[node.id]].append(node.id)
    lane: dict[str, float] = {}
    for column in columns:
        middle = {
            name: sum(lane.get(source, 0.0) for source in architecture[name].inputs)
            / max(len(architecture[name].inputs), 1)
            for name in column
        }
        column.sort(key=lambda name, middle=middle: (not architecture[name].inputs, middle[name]))  # type: ignore[misc]  # mypy guesses no default
        for index, name in enumerate(column):
            lane[name] = index - (len(column) - 1) / 2
    return tuple(tuple(column) for column in columns if column)


def _stack(
    columns: Sequence[Sequence[str]], blocks: Mapping[str, Block], stretch: float
) -> tuple[dict[str, Block], float]:
    """Every block at its place: columns from left to right, what shares a column below each other, around y = 0.

    And the gaps between columns together.
    """
    wide = sum(any(not _narrow(blocks[name]) for name in column) for column in columns)
    gap = min(WIDE_GAP, max(NARROW_GAP, 1010.0 / max(wide, 1) - 60.0)) * stretch
    gaps = 0.0
    placed: dict[str, Block] = {}
    common = min([-blocks[name].height / 2 for column in columns if len(column) == 1 for name in column], default=0.0)
    x = 0.0
    for index, column in enumerate(columns):
        half = max(blocks[name].tile for name in column) / 2
        if index:
            before = gap * 0.72 if all(_narrow(blocks[name]) for name in column) else gap
            gaps += before
            x += before + half
        heights = [blocks[name].height + (24 if blocks[name].folded else 0) for name in column]
        y = -(sum(heights) + (len(column) - 1) * (HEADER + 36)) / 2
        for name, height in zip(column, heights, strict=True):
            alone = len(column) == 1
            middle = 0.0 if alone else y + blocks[name].height / 2
            placed[name] = replace(blocks[name], x=x, y=middle, head=common if alone else -blocks[name].height / 2)
            y += height + HEADER + 36
        x += half
    return placed, gaps


def _narrow(block: Block) -> bool:
    """Layers without weights stand closer."""
    return block.kind not in ("dense", "input")


def _rooms(blocks: Mapping[str, Block]) -> dict[str, Block]:
    """How wide each header may be: up to halfway to the next block at its height."""
    free = np.array([(block.x, block.top) for block in blocks.values() if not block.attached]).reshape(-1, 2)
    result: dict[str, Block] = {}
    for name, block in blocks.items():
        apart = np.abs(free[:, 0] - block.x)
        near = apart[(apart > 1) & (np.abs(free[:, 1] - block.top) < 400)].min(initial=190.0)
        result[name] = replace(block, room=max(60.0, float(near) - 6))
    return result


def _links(architecture: Architecture, blocks: Mapping[str, Block]) -> tuple[Link, ...]:
    links: list[Link] = []
    lanes: list[float] = []
    taken: set[tuple[int, int]] = set()
    for node in architecture.nodes:
        first = 0
        for port, source in enumerate(node.inputs):
            link = Link(source, node.id, port, first if node.kind == "concat" else 0)
            first += blocks[source].width
            if blocks[node.id].attached == source:
                links.append(replace(link, knob=(float("nan"), float("nan"))))
                continue
            links.append(_route(link, blocks, lanes, taken))
    return tuple(links)


def _route(link: Link, blocks: Mapping[str, Block], lanes: list[float], taken: set[tuple[int, int]]) -> Link:
    """The way of a link, beside the `lanes` and the knobs' places that are `taken`, which grow."""
    around = _around(link, blocks)
    if around is not None:
        height, step = around
        while any(abs(height - lane) < LANE_STEP - 1 for lane in lanes):
            height += step
        lanes.append(height)
        link = replace(link, under=height)
    return replace(link, knob=_knob(link, blocks, taken))


def moved(drawing: Drawing, positions: Mapping[str, tuple[float, float]]) -> Drawing:
    """The drawing with some blocks elsewhere; only their own links find new ways, which costs little."""
    blocks = dict(drawing.blocks)
    for name, block in drawing.blocks.items():
        at = positions.get(block.attached or name)
        if at is not None:
            blocks[name] = replace(block, x=at[0], y=at[1])
    still = [link for link in drawing.links if link.source not in positions and link.target not in positions]
    lanes = [link.under for link in still if link.under is not None]
    taken = {_cell(link.knob) for link in still if math.isfinite(link.knob[0])}
    kept = set(still)
    links = tuple(
        link
        if link in kept or not math.isfinite(link.knob[0])
        else _route(replace(link, under=None), blocks, lanes, taken)
        for link in drawing.links
    )
    return replace(drawing, blocks=blocks, links=links)


def _around(link: Link, blocks: Mapping[str, Block]) -> tuple[float, float] | None:
    """The height at which a line passes what stands between its ends, and the way to the next free one.

    Below, unless above is clearly nearer; None where nothing stands between.
    """
    source, target = blocks[link.source], blocks[link.target]
    left, right = source.right + 4, target.left - 4
    top, bottom = min(source.top, target.top), max(source.bottom, target.bottom)
    between = [
        block
        for block in blocks.values()
        if block.right > left and block.left < right and block.id not in (link.source, link.target)
        and not block.attached
    ]  # fmt: skip
    if right <= left or not any(block.bottom > top and block.top - HEADER < bottom for block in between):
        return None
    near = [*between, source, target]
    low = max(block.bottom for block in near) + KNOB_DROP + LANE_DROP
    high = min(block.y + block.head - HEADER for block in between) - LANE_DROP
    middle = (source.y + target.y) / 2
    if middle - high < low - middle - NEARER:
        return high, -LANE_STEP
    return low, LANE_STEP


def _knob(link: Link, blocks: Mapping[str, Block], taken: set[tuple[int, int]]) -> tuple[float, float]:
    source, target = blocks[link.source], blocks[link.target]
    x = (source.right + target.left) / 2
    y = link.under if link.under is not None else max(source.bottom, target.bottom) + KNOB_DROP
    while _cell((x, y)) in taken:
        y += 26
    taken.add(_cell((x, y)))
    return x, y


def _cell(knob: tuple[float, float]) -> tuple[int, int]:
    return round(knob[0] / 24), round(knob[1] / 24)
