"""Words and exact numbers for what lies under the mouse."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import QCoreApplication

from core.catalog.activations import ACTIVATIONS
from core.catalog.layers import LAYERS
from guiapp.canvas.drawing import Block
from guiapp.canvas.scene import CanvasScene, Hit
from guiapp.parameters import parameter_word, rows_beside
from guiapp.translation.catalogue import said

ARROW = "\N{RIGHTWARDS ARROW}"
STRONGEST = 4


def tr(text: str) -> str:
    return QCoreApplication.translate("canvas", text)


def number(value: float) -> str:
    """A number as it is read aloud, minus as a minus."""
    if not np.isfinite(value):
        return str(value)
    return f"{value:.4g}".replace("-", "\N{MINUS SIGN}")


def describe(scene: CanvasScene, hit: Hit) -> str:
    """Plain text, the first line a title; empty where there is nothing to say."""
    if hit.where == "knob":
        return tr("Add a dense layer here")
    if hit.where == "edge" and hit.line is not None:
        return edge_text(scene, hit.line)
    block = scene.drawing.blocks.get(hit.node)
    if block is None:
        return ""
    if block.picture and block.kind == "input":
        return layer_text(block) + "\n" + tr("Click the picture for another one.")
    if hit.where == "unit" and not block.picture:
        return unit_text(scene, block, hit.unit)
    if hit.where == "badge":
        badge = scene.layers[hit.node].badge
        return badge.text if badge else ""
    if hit.where == "activation":
        entry = ACTIVATIONS.of(block.options.activation)  # type: ignore[attr-defined]  # the zone is there for it
        return f"{said(entry.title)}\n{entry.formula}\n{said(entry.text)}"
    fixed = {
        "plus": tr("Add a unit"),
        "minus": tr("Remove a unit"),
        "remove": tr("Remove this layer (Delete)"),
        "port": tr("Drag to another layer to connect them"),
    }
    return fixed.get(hit.where) or layer_text(block)


def layer_text(block: Block) -> str:
    entry = LAYERS.of(block.options)
    return f"{block.title}  ({block.id})\n{entry.formula}\n{said(entry.text)}"


def unit_name(block: Block, unit: int) -> str:
    """x₁, or h1[3]."""
    if block.kind == "input" and unit in block.rows and block.labels:
        return block.labels[block.rows.index(unit)]
    return block.id if block.width == 1 else f"{block.id}[{unit + 1}]"


def unit_text(scene: CanvasScene, block: Block, unit: int) -> str:
    """Bias and what else every unit has one of, mean activation, and the strongest weights that enter."""
    lines = [f"{block.title} \N{MIDDLE DOT} {unit_name(block, unit)}"]
    for name, array in rows_beside(scene.weights, block.id).items():
        if unit < len(array):
            lines.append(f"{parameter_word(name)} {number(float(array[unit]))}")
    values = scene.values.get(block.id)
    if values is not None and unit < values.shape[1]:
        column = np.nan_to_num(np.asarray(values[:, unit], np.float64))
        words = tr("activation: mean {mean}, from {low} to {high}")
        lines.append(
            words.format(
                mean=number(float(column.mean())), low=number(float(column.min())), high=number(float(column.max()))
            )
        )
        drawn = scene.layers[block.id].values
        if drawn is not None and drawn.ndim == 1:
            lines.append(tr("The square shows the mean over the samples: blue above 0, orange below, white near 0."))
    return "\n".join([*lines, *_entering(scene, block, unit)])


def _entering(scene: CanvasScene, block: Block, unit: int) -> list[str]:
    matrix: Any = scene.weights.get(f"{block.id}.weight")
    link = next((link for link in scene.drawing.links if link.target == block.id), None)
    if matrix is None or link is None or unit >= matrix.shape[1]:
        return []
    column = np.asarray(matrix[:, unit], np.float64)
    source = scene.drawing.blocks[link.source]
    strongest = np.argsort(-np.abs(column), kind="stable")[:STRONGEST].tolist()
    lines = [f"{unit_name(source, row)} {ARROW} {number(float(column[row]))}" for row in strongest]
    return [*lines, tr("and {n} more").format(n=len(column) - STRONGEST)] if len(column) > STRONGEST else lines


def edge_text(scene: CanvasScene, line: tuple[int, int]) -> str:
    bundle = scene.edges.bundles[line[0]]
    source, target = scene.drawing.blocks[bundle.link.source], scene.drawing.blocks[bundle.link.target]
    ends = f"{unit_name(source, int(bundle.rows[line[1]]))} {ARROW} {unit_name(target, int(bundle.columns[line[1]]))}"
    if bundle.kind == "wire":
        return f"{ends}\n" + tr("handed on unchanged")
    if bundle.off[line[1]]:
        return f"{ends}\n" + tr("switched off: it stays 0")
    if not bundle.known:
        return f"{ends}\n" + tr("its weight is not known yet")
    value = number(float(bundle.values[line[1]]))
    if bundle.kind == "picture":
        unit = unit_name(target, int(bundle.columns[line[1]]))
        return tr("all pixels {arrow} {unit}\nweights of size {value} (root mean square)").format(
            arrow=ARROW, unit=unit, value=value
        )
    return f"{ends}\n" + tr("weight {value}").format(value=value)
