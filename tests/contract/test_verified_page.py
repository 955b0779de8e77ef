"""The page of verified numbers that the program ships is whole: nothing that computes is missing from it."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from typing import Any

import pytest

from core.catalog.activations import ACTIVATIONS
from core.catalog.initializers import INITIALIZERS
from core.catalog.layers import LAYERS
from core.catalog.losses import LOSSES
from core.catalog.metrics import METRICS
from core.catalog.optimizers import OPTIMIZERS
from core.catalog.penalties import PENALTIES
from core.catalog.schedules import SCHEDULES
from core.registry import Registry

REGISTRIES: dict[str, Registry[Any]] = {
    "Activations": ACTIVATIONS, "Losses": LOSSES, "Optimizers": OPTIMIZERS, "Metrics": METRICS,
    "Initializers": INITIALIZERS, "Schedules": SCHEDULES, "Layers": LAYERS, "Penalties": PENALTIES,
}  # fmt: skip
NOTHING_TO_COMPUTE = {"Layers": {"input", "output", "flatten"}, "Penalties": {"none"}}
IN_ENGINES = ("Activations", "Losses", "Optimizers", "Layers")
"""Groups whose entries are proved in every engine and both precisions."""


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    page = json.loads(files("resources").joinpath("help", "verified.json").read_text("utf-8"))
    return [{"group": group["title"], **row} for group in page["groups"] for row in group["rows"]]


def subjects(rows: list[dict[str, Any]], group: str, name: str) -> list[str]:
    """Subjects of a group that are about the entry of this name."""
    word = re.compile(rf"{re.escape(name)}(?![\w-])")
    return [row["subject"] for row in rows if row["group"] == group and word.match(row["subject"])]


@pytest.mark.parametrize("group", REGISTRIES)
def test_every_entry_is_on_it(rows: list[dict[str, Any]], group: str) -> None:
    left_out = NOTHING_TO_COMPUTE.get(group, set())
    missing = [entry.name for entry in REGISTRIES[group] if not subjects(rows, group, entry.name)]
    assert sorted(set(missing) - left_out) == []


@pytest.mark.parametrize("group", IN_ENGINES)
def test_it_is_proved_in_every_engine_and_precision(rows: list[dict[str, Any]], group: str) -> None:
    for entry in REGISTRIES[group]:
        if entry.name in NOTHING_TO_COMPUTE.get(group, ()):
            continue
        found = " ".join(subjects(rows, group, entry.name))
        for where in ("numpy float64", "cpu float32", "cpu float64", "cuda float32", "cuda float64"):
            assert where in found, f"{group}: {entry.name} is not proved on {where}"


def test_no_error_is_above_what_is_allowed(rows: list[dict[str, Any]]) -> None:
    assert rows
    for row in rows:
        assert 0.0 <= row["largest_error"] <= row["tolerance"], row
        assert row["cases"] >= 1
