"""A project: everything one file holds. Start reading here."""

from __future__ import annotations

import msgspec

from core.spec.architecture import Architecture
from core.spec.classroom import Classroom
from core.spec.data import DataSpec
from core.spec.training import TrainingSpec

FORMAT = 1


class Group(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Layers that belong together, in a frame with a name."""

    name: str
    nodes: tuple[str, ...]


class Layout(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where nodes stand on the canvas, in its units; a node that is not named is placed automatically."""

    positions: dict[str, tuple[float, float]] = {}
    folds: dict[str, bool] = {}
    """Layers that a person folded (true) or unfolded (false); the others are folded when they are wide."""
    groups: tuple[Group, ...] = ()


class Project(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Network, data, training and drawing, as one frozen value."""

    name: str = "Untitled"
    architecture: Architecture = Architecture()
    data: DataSpec = DataSpec()
    training: TrainingSpec = TrainingSpec()
    layout: Layout = Layout()
    classroom: Classroom = Classroom()
