"""The lines on all ways from one number to the output."""

from __future__ import annotations

import numpy as np

from guiapp.canvas.edges import Bundle


def ways_of(bundles: list[Bundle], node: str, index: tuple[int, ...]) -> list[tuple[int, int]]:
    """Lines (bundle, line) from a number of a layer on: its own, if it is a weight, and all that its unit's output goes
    through. `index` is (input, unit), or (unit,) of a bias."""
    reached: dict[str, set[int]] = {node: {index[-1]}}
    lit: dict[tuple[int, int], None] = {}
    if len(index) == 2:
        for number, bundle in enumerate(bundles):
            if bundle.link.target == node and bundle.kind == "weight":
                own = (bundle.rows == index[0]) & (bundle.columns == index[1])
                lit |= dict.fromkeys((number, int(line)) for line in np.flatnonzero(own))
    waiting = [node]
    while waiting:
        source = waiting.pop()
        for number, bundle in enumerate(bundles):
            if bundle.link.source != source:
                continue
            on = np.isin(bundle.rows, list(reached[source])) & ~bundle.off
            lit |= dict.fromkeys((number, int(line)) for line in np.flatnonzero(on))
            known = reached.setdefault(bundle.link.target, set())
            new = {int(unit) for unit in bundle.columns[on]} - known
            if new:
                known |= new
                waiting.append(bundle.link.target)
    return list(lit)
