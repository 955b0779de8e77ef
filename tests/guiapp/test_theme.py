"""Themes: complete, readable, even in their steps, and switched live."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication, QLabel

from guiapp import theme
from guiapp.colours import MARKERS, diverging, rgb, to_oklab

NAMES = ("light", "dark", "contrast")


def luminance(color: str) -> float:
    srgb = rgb(color)
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def contrast(first: str, second: str) -> float:
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", NAMES)
def test_text_can_be_read_on_its_ground(name: str) -> None:
    tokens = theme.load(name)
    for text in (tokens.text, tokens.muted, tokens.error, tokens.warning, tokens.success):
        assert contrast(text, tokens.window) >= 4.5
        assert contrast(text, tokens.raised) >= 4.5
    assert contrast(tokens.accent_text, tokens.accent) >= 4.5
    assert contrast(tokens.text, tokens.accent_soft) >= 4.5
    assert contrast(tokens.error, tokens.error_soft) >= 3
    for color in (tokens.positive, tokens.negative, tokens.accent):
        assert contrast(color, tokens.window) >= 2.5


@pytest.mark.parametrize("name", NAMES)
def test_signed_colours_step_evenly_from_orange_over_the_ground_to_blue(name: str) -> None:
    tokens = theme.load(name)
    lut = tokens.lut
    assert lut.shape == (256, 4)
    assert lut.dtype == np.uint8
    assert (lut[:, 3] == 255).all()
    assert np.abs(lut[0, :3] - rgb(tokens.negative) * 255).max() < 1
    assert np.abs(lut[-1, :3] - rgb(tokens.positive) * 255).max() < 1
    assert np.abs(lut[127, :3] - rgb(tokens.neutral) * 255).max() < 4
    lab = to_oklab(lut[:, :3] / 255.0)
    for arm in (lab[:128:16], lab[128::16]):
        steps = np.linalg.norm(np.diff(arm, axis=0), axis=1)
        assert steps.max() / steps.min() < 1.25


def test_diverging_is_symmetric_for_symmetric_ends() -> None:
    lut = diverging("#808080", "#ffffff", "#808080")
    assert np.abs(lut.astype(int) - lut[::-1].astype(int)).max() <= 1


@pytest.mark.parametrize("name", NAMES)
def test_classes_differ_by_colour_and_shape(name: str) -> None:
    tokens = theme.load(name)
    assert tokens.classes[:2] == (tokens.negative, tokens.positive)
    pairs = [(tokens.class_color(i).name(), tokens.class_marker(i)) for i in range(90)]
    assert len(set(pairs)) == 90
    assert {marker for _, marker in pairs} == set(MARKERS)
    assert len({marker for _, marker in pairs[:9]}) == 9


def test_apply_wears_palette_and_sheet(qapp: QApplication) -> None:
    tokens = theme.apply(qapp, "dark")
    assert qapp.palette().window().color().name() == tokens.window
    assert tokens.accent in qapp.styleSheet()
    assert "$" not in qapp.styleSheet()
    assert theme.current() is tokens
    assert theme.apply(qapp, "light") is theme.current()


def test_listeners_hear_of_a_change_and_of_nothing_else(qapp: QApplication) -> None:
    themes = theme.Themes(qapp, "light")
    heard: list[str] = []
    stop = themes.listen(lambda new: heard.append(new.name))
    themes.apply("dark")
    themes.apply("dark")
    themes.apply("contrast")
    stop()
    themes.apply("light")
    assert heard == ["dark", "contrast"]
    assert themes.theme.name == "light"


def test_system_is_light_or_dark(qapp: QApplication) -> None:
    assert theme.resolve("system").name in ("light", "dark")


def test_tabular_figures_have_one_width(qapp: QApplication) -> None:
    label = QLabel()
    label.setFont(theme.tabular(scale=1.2, bold=True))
    widths = {label.fontMetrics().horizontalAdvance(digit) for digit in "0123456789"}
    assert len(widths) == 1


def test_a_heading_is_written_in_capitals(qapp: QApplication) -> None:
    label = theme.title_label("Data")
    assert label.text() == "Data"
    assert label.font().capitalization() == label.font().Capitalization.AllUppercase
