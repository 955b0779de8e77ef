"""A weight that is looked at lights its ways to the output, and a click on a line looks at its weight."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from guiapp.canvas.scene import Hit
from guiapp.canvas.ways import ways_of
from guiapp.panels.network import NetworkPanel
from tests.guiapp.panel_desk import Bench, network


def test_ways_of_a_weight_and_a_bias(qtbot: QtBot, tmp_path: Path) -> None:
    bench = Bench(network(4), tmp_path, qtbot)
    panel = NetworkPanel(bench.context)
    bench.show(panel)
    bundles = panel.view.canvas.edges.bundles
    assert [(b.link.source, b.link.target) for b in bundles][:2] == [("x", "h1"), ("h1", "y")]
    first, second = ways_of(bundles, "h1", (1, 2))[:2]
    assert (bundles[0].rows[first[1]], bundles[0].columns[first[1]]) == (1, 2)
    assert (second[0], bundles[1].rows[second[1]]) == (1, 2)
    assert ways_of(bundles, "h1", (2,))[0] == second
    bench.context.weight_pointed.emit("h1.weight", (1, 2))
    assert set(panel.view.canvas.edges.lit) >= {first, second}


def test_a_click_on_a_line(qtbot: QtBot, tmp_path: Path) -> None:
    bench = Bench(network(4), tmp_path, qtbot)
    panel = NetworkPanel(bench.context)
    bench.show(panel)
    said: list[tuple[str, tuple[int, ...]]] = []
    bench.context.weight_pointed.connect(lambda key, index: said.append((key, index)))
    bundle = panel.view.canvas.edges.bundles[0]
    panel.view.click(Hit("edge", line=(0, 3)))
    assert said == [("h1.weight", (int(bundle.rows[3]), int(bundle.columns[3])))]
