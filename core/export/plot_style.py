"""Colours and shapes of the pictures: those of the window's light theme, so that both show the same."""

from __future__ import annotations

from importlib.resources import files

import msgspec
from matplotlib.colors import Colormap, LinearSegmentedColormap, to_rgb

Colour = tuple[float, float, float]

_THEME = msgspec.json.decode((files("resources") / "themes" / "light.json").read_bytes())

CLASSES: tuple[Colour, ...] = tuple(to_rgb(colour) for colour in _THEME["classes"])
NEUTRAL: Colour = to_rgb(_THEME["curve"])
SIGN: Colormap = LinearSegmentedColormap.from_list("sign", [_THEME["negative"], _THEME["neutral"], _THEME["positive"]])
"""Orange below zero, blue above; of two classes, orange is the first."""

SHAPES = ("o", "s", "^", "D", "P", "*", "v", "X", "h")
"""Markers of classes, in order."""

LINES = {"train": "-", "test": "--", "validation": ":"}
"""Curves are one colour: hues are for sign and class."""


def class_colour(label: int) -> Colour:
    return CLASSES[label % len(CLASSES)]


def class_shape(label: int) -> str:
    return SHAPES[(label + label // len(CLASSES)) % len(SHAPES)]
