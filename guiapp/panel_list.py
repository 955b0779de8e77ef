"""The panels of the window, in the order of tabs."""

from __future__ import annotations

from guiapp.panels.base import Panel
from guiapp.panels.confusion import ConfusionPanel
from guiapp.panels.curves import CurvesPanel
from guiapp.panels.data import DataPanel
from guiapp.panels.encoding import EncodingPanel
from guiapp.panels.gradients import GradientsPanel
from guiapp.panels.landscape import LandscapePanel
from guiapp.panels.layer import LayerPanel
from guiapp.panels.lesson import LessonPanel
from guiapp.panels.log import LogPanel
from guiapp.panels.microscope import MicroscopePanel
from guiapp.panels.output import OutputPanel
from guiapp.panels.pad import PadPanel
from guiapp.panels.race import RacePanel
from guiapp.panels.sweep import SweepPanel
from guiapp.panels.timeline import TimelinePanel
from guiapp.panels.training import TrainingPanel
from guiapp.panels.unit import UnitPanel
from guiapp.panels.weights import WeightsPanel


def panel_classes() -> tuple[type[Panel], ...]:
    return (
        LessonPanel,
        DataPanel,
        OutputPanel,
        LayerPanel,
        TrainingPanel,
        CurvesPanel,
        WeightsPanel,
        EncodingPanel,
        UnitPanel,
        MicroscopePanel,
        GradientsPanel,
        RacePanel,
        SweepPanel,
        LandscapePanel,
        TimelinePanel,
        PadPanel,
        ConfusionPanel,
        LogPanel,
    )
