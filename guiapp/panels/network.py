"""The network in the middle of the window: strip, drawing, legend, and the outline beside it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QT_TRANSLATE_NOOP
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from core.session.probes import Activations, Parameters
from guiapp.canvas import edit
from guiapp.canvas.legend import Legend
from guiapp.canvas.outline import Outline
from guiapp.canvas.palette import Palette
from guiapp.canvas.strip import Strip
from guiapp.canvas.view import NetworkView
from guiapp.canvas.ways import ways_of
from guiapp.epoch_clock import EpochClock
from guiapp.panels.base import Checked, Context, FrameView, Panel, Probe, Theme
from guiapp.plots.base import picture_menu
from guiapp.plots.boundary import grid_points

FINE, COARSE = 32, 24
"""Points along a side of a unit's map: fine while the units are few."""
FEW_UNITS = 24
EXTENT = (-6.0, 6.0, -6.0, 6.0)
SAMPLES = 200
"""Rows of a table whose mean activation a unit shows."""
MOST_NUMBERS = 2_000_000
"""Larger networks are drawn without their weights."""
WORDS_SECONDS = 0.25
"""How often running words are renewed."""


class NetworkPanel(Panel):
    """Shows the project's network, live, and edits it."""

    id = "network"
    title = str(QT_TRANSLATE_NOOP("panels", "Network"))
    area = "centre"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.view = NetworkView(context, context.theme)
        self.strip = Strip(context.theme)
        self.legend = Legend(context.theme)
        self.palette_of_layers = Palette()
        self.palette_of_layers.hide()
        self.outline = Outline()
        self.outline.hide()
        self._asked: dict[str, Probe] = {}
        self._key: object = None
        self._words_due = 0.0
        self._clock = EpochClock(context)
        self._sample = 0
        self._menu: QMenu | None = None
        self.view.map.set_wanted(context.settings.mini_map)
        self._build()
        self._connect()
        self.show_project(context.checked)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.palette_of_layers)
        row.addWidget(self.view, 1)
        row.addWidget(self.outline)
        column.addLayout(row, 1)
        column.addWidget(self.legend)

    def _connect(self) -> None:
        self.context.selection_changed.connect(self._on_selection_changed)
        self.context.setup_changed.connect(self._on_setup_changed)
        self.view.unit_changed.connect(self.outline.show_selection)
        self.view.unit_changed.connect(self._on_unit_changed)
        self.view.number_pinned.connect(lambda at: self.context.weight_pointed.emit(f"{at.node}.{at.name}", at.index))
        self.context.weight_pointed.connect(self._on_weight_pointed)
        self.strip.add.connect(self.add)
        self.strip.remove.connect(self.view.delete)
        self.strip.arrange.connect(self._on_arrange)
        self.strip.fit.connect(self.view.fit)
        self.strip.named.connect(self.view.canvas.set_names)
        self.strip.outline.connect(self.outline.setVisible)
        self.palette_of_layers.add.connect(self.add)
        self.strip.layers.connect(self.palette_of_layers.setVisible)
        self.view.edit_wanted.connect(lambda _: self.context.request("edit_layer"))
        self.view.failed.connect(self.context.messages.fault)
        self.outline.wanted.connect(self.view.edit_number)
        self.outline.chosen.connect(lambda node, unit: self.view.select(node, unit=unit))

    def add(self, kind: str) -> None:
        """A layer of this kind behind the selected one, else in front of the output layer."""
        self.view.make(edit.append(self.context.checked, self._place(), kind))

    def toggle_map(self) -> None:
        """Show or hide the map of networks that do not fit, and say which."""
        wanted = not self.view.map.wanted
        self.context.settings.mini_map = wanted
        self.view.map.set_wanted(wanted)
        on, off = self.tr("The map shows itself when the network does not fit"), self.tr("The map stays hidden")
        self.context.messages.say(on if wanted else off)

    def paste(self) -> None:
        """Copied layers behind the selected one."""
        self.view.scissors.paste(self._place())

    def _place(self) -> str:
        """The node behind which a new layer goes."""
        blocks = self.view.drawing.blocks
        if self.view.node in blocks and blocks[self.view.node].kind != "output":
            return self.view.node
        last = next((block for block in blocks.values() if block.attached), None)
        ends = blocks[last.attached].id if last else ""
        inputs = self.context.project.architecture[ends].inputs if ends else ()
        return inputs[0] if inputs else next(iter(blocks))

    def _on_arrange(self) -> None:
        self.view.make(edit.arrange(self.context.project))
        self.view.fit()

    # the contract

    def show_project(self, checked: Checked) -> None:
        document = self.context.document
        if not (document.can_undo or document.can_redo):
            self.view.cards.close_all()  # another project: numbers pinned in the last one say nothing here
        self.view.show_project(checked)
        self.outline.show_drawing(self.view.drawing, checked)
        self.outline.show_selection(self.view.node, self.view.unit)
        self.strip.set_summary(checked, self._clock.read())
        described = checked.described
        self.legend.set_tiles(
            "plane" if self._plane(checked) else "picture" if described and described.info.picture else ""
        )
        self._on_selection_changed()
        self._show_picture()
        if self._probe_key() != self._key:
            self.probes_changed.emit()

    def probes(self) -> dict[str, Probe]:
        key = self._probe_key()
        if key != self._key:
            self._key, self._asked = key, self._make_probes()
        return self._asked

    def _make_probes(self) -> dict[str, Probe]:
        checked = self.context.checked
        if not checked.ready or checked.parameters > MOST_NUMBERS:
            return {}
        asked: dict[str, Probe] = {"network.weights": Parameters()}
        x = self._inputs(checked)
        if x is not None:
            asked["network.units"] = Activations(x, self._asked_nodes(checked))
        return asked

    def _inputs(self, checked: Checked) -> NDArray[Any] | None:
        """Raw inputs on which the units are shown: the plane, or rows of a table."""
        if self._plane(checked):
            return grid_points(EXTENT, self._grid())
        setup = self.context.setup
        if setup is None or setup.project.data != checked.project.data:
            return None
        raw = setup.prepared.raw("train")
        if setup.prepared.described.info.picture:
            return np.asarray(raw[self._sample % len(raw)][None])
        return np.asarray(raw[:SAMPLES])

    def _grid(self) -> int:
        units = sum(len(block.rows) for block in self.view.drawing.blocks.values() if not block.attached)
        return FINE if units <= FEW_UNITS else COARSE

    def _asked_nodes(self, checked: Checked) -> tuple[str, ...]:
        blocks = self.view.drawing.blocks
        return tuple(name for name in checked.used if not blocks[name].attached and not blocks[name].picture)

    def _probe_key(self) -> object:
        """Everything that `probes` depends on."""
        checked = self.context.checked
        setup = self.context.setup
        known = None if self._plane(checked) else (id(setup), setup.project.data if setup else None)
        return (
            self._sample,
            self._grid(),
            checked.ready,
            checked.parameters > MOST_NUMBERS,
            checked.used,
            self._plane(checked),
            known,
        )

    @staticmethod
    def _plane(checked: Checked) -> bool:
        return checked.described is not None and checked.described.info.plane

    def draw(self, frame: FrameView) -> None:
        canvas = self.view.canvas
        weights: Mapping[str, Any] | None = frame.answers.get("network.weights")
        values: Mapping[str, Any] | None = frame.answers.get("network.units")
        if weights is not None:
            canvas.take_weights(weights)
        if values is not None:
            canvas.take_values(values, (self._grid(), self._grid()) if self._plane(self.context.checked) else None)
        now = time.monotonic()
        if now >= self._words_due:
            self._words_due = now + WORDS_SECONDS
            self.strip.set_summary(self.context.checked, self._clock.read())
            self.view.refresh_readout()
            if self.outline.isVisible():
                self.outline.take_values(canvas.weights, canvas.values)

    def lock(self, reason: str) -> None:
        self.view.canvas.lock(bool(reason))
        self.strip.lock(bool(reason))

    def set_theme(self, theme: Theme) -> None:
        for part in (self.view, self.strip, self.legend):
            part.set_theme(theme)

    def reset(self) -> None:
        """Weights are drawn anew a moment later: nothing blinks, nothing stays that is not true for long."""

    def tools(self) -> list[QAction]:
        if self._menu is not None:
            self._menu.deleteLater()
        self._menu = picture_menu(self.view.canvas, self.heading(), None, self.context.messages.fault)
        return list(self._menu.actions())

    def _on_selection_changed(self) -> None:
        self.view.show_selection()
        self.outline.show_selection(self.view.node, self.view.unit)
        block = self.view.drawing.blocks.get(self.view.node)
        self.strip.set_removable(block is not None and not block.fixed)

    def _show_picture(self) -> None:
        """A sample at the input of pictures; the units behind it say what they make of it."""
        setup, described = self.context.setup, self.context.checked.described
        if described is None or not described.info.picture:
            return
        same = setup is not None and setup.project.data == self.context.project.data
        raw = setup.prepared.raw("train") if setup is not None and same else np.empty(0)
        if not len(raw):
            self.view.canvas.take_picture(None)
            return
        picture = np.asarray(raw[self._sample % len(raw)], np.float64)
        self.view.canvas.take_picture(picture / (picture.max(initial=0.0) or 1.0))

    def _on_unit_changed(self, node: str, unit: int) -> None:
        """A click on the picture shows the next one; on a unit, the instruments look at it."""
        block = self.view.drawing.blocks.get(node)
        if block is not None and unit >= 0:
            self.context.point_at(node, unit)
        if block is not None and block.kind == "input" and block.picture and unit >= 0:
            self._sample += 1
            self._show_picture()
            self.probes_changed.emit()

    def _on_weight_pointed(self, key: str, index: tuple[int, ...]) -> None:
        """All ways of a weight to the output light up, until the mouse lights something else."""
        node = key.rpartition(".")[0]
        self.view.canvas.edges.light(ways_of(self.view.canvas.edges.bundles, node, index))

    def _on_setup_changed(self) -> None:
        self._show_picture()
        if self._probe_key() != self._key:
            self.probes_changed.emit()
