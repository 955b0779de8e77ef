"""One number of the network as a place: where it stands in the arrays, what it is called, and edits of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication

from core.session.patch import Patch
from core.spec import edits
from core.spec.project import Project
from guiapp.canvas.drawing import Drawing
from guiapp.canvas.edit import Edit
from guiapp.canvas.readout import ARROW, describe, unit_name
from guiapp.canvas.scene import CanvasScene, Hit


def tr(text: str) -> str:
    return QCoreApplication.translate("canvas", text)


@dataclass(frozen=True)
class Place:
    """A weight (`index` is input and unit) or a unit's bias (`index` is the unit), of the layer `node`. `source` is the
    layer that a weight comes from."""

    node: str
    name: str
    index: tuple[int, ...]
    source: str = ""

    @property
    def weight(self) -> bool:
        return self.name == "weight"

    @property
    def unit(self) -> int:
        return self.index[-1]

    def value(self, weights: Mapping[str, NDArray[Any]]) -> float | None:
        """The number of the moment; None while it is not known."""
        array = weights.get(f"{self.node}.{self.name}")
        fits = array is not None and self.patch(0.0, 0.0).fits(array)
        return float(array[self.index]) if fits and array is not None else None

    def patch(self, old: float, new: float, *, told: bool = True) -> Patch:
        return Patch(self.node, self.name, self.index, old, new, told)

    def there(self, drawing: Drawing) -> bool:
        """Whether the drawing (still) has it."""
        target = drawing.blocks.get(self.node)
        if target is None or self.unit >= target.width:
            return False
        if not self.weight:
            return True
        source = drawing.blocks.get(self.source)
        return source is not None and target.dense and self.index[0] < source.width

    def switched_off(self, project: Project) -> bool:
        return self.weight and self.index in getattr(project.architecture[self.node].options, "off", ())


def place_of(scene: CanvasScene, hit: Hit) -> Place | None:
    """The number under the mouse: a line's weight, a unit's bias."""
    if hit.where == "edge" and hit.line is not None:
        bundle = scene.edges.bundles[hit.line[0]]
        if bundle.kind != "weight":
            return None
        index = int(bundle.rows[hit.line[1]]), int(bundle.columns[hit.line[1]])
        return Place(bundle.link.target, "weight", index, bundle.link.source)
    block = scene.drawing.blocks.get(hit.node)
    if hit.where == "unit" and block is not None and hit.unit >= 0 and not block.picture:
        return Place(hit.node, "bias", (hit.unit,))
    return None


def hit_of(scene: CanvasScene, place: Place) -> Hit:
    """What the number's words are about, as if the mouse were on it."""
    if not place.weight:
        return Hit("unit", place.node, place.unit)
    for number, bundle in enumerate(scene.edges.bundles):
        if (bundle.link.source, bundle.link.target) == (place.source, place.node):
            there = np.flatnonzero((bundle.rows == place.index[0]) & (bundle.columns == place.index[1]))
            if len(there):
                return Hit("edge", line=(number, int(there[0])))
    return Hit("nothing")


def words_of(scene: CanvasScene, place: Place) -> str:
    """The place and its number in words; where its layer is folded, the place alone."""
    hit = hit_of(scene, place)
    if hit.where != "nothing":
        return describe(scene, hit)
    source, target = scene.drawing.blocks[place.source], scene.drawing.blocks[place.node]
    return f"{unit_name(source, place.index[0])} {ARROW} {unit_name(target, place.unit)}"


def switch(project: Project, place: Place, value: float | None = None) -> Edit:
    """A weight off, or on again. `value` is its number of the moment, which undo gives back."""
    pairs: tuple[tuple[int, ...], ...] = project.architecture[place.node].options.off  # type: ignore[attr-defined]  # dense
    off = place.index in pairs
    kept = tuple(pair for pair in pairs if pair != place.index)
    changed = edits.set_options(project.architecture, place.node, off=kept if off else (*pairs, place.index))
    text = tr("Switch a weight on") if off else tr("Switch a weight off")
    patch = None if off or value is None else place.patch(value, 0.0, told=False)
    return Edit(text, edits.with_architecture(project, changed), patch=patch)
