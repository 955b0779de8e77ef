"""Weights from a file, for the network that is at work."""

from __future__ import annotations

from pathlib import Path

from core.compile.params import fitted
from core.export.read_weights import read_weights
from core.session.patch import Loaded
from core.session.setup import Setup


def weights_for(setup: Setup, path: Path) -> Loaded:
    """The file's arrays where they fit the network; AppError names the first that does not."""
    return Loaded(fitted(read_weights(path).arrays, setup.program.table, str(path)), f"weights of {path.name}")
