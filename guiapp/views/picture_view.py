"""The output for pictures: what each is taken for, wrong ones first, and how sure the network is of the chosen one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from core.data.prepare import PartName
from core.session.probes import PartPredictions, Probe
from core.session.setup import Setup
from guiapp.icons import icon
from guiapp.plots.base import Plot
from guiapp.theme import Theme, tabular
from guiapp.views.bars import ProbabilityBars
from guiapp.views.output_view import OutputView
from guiapp.views.pace import Pace, Spaced
from guiapp.views.pictures import PictureBrowser
from guiapp.views.pixel_picture import PixelPicture
from guiapp.views.samples import class_names, is_large, labels, tested

SORT_MS = 1500
"""Pictures keep their places at least so long."""
SIDE = 72


class PictureView(OutputView):
    """A browser of the test pictures over the probabilities of one of them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._setup: Setup | None = None
        self._part: PartName = "test"
        self._predictions: NDArray[Any] | None = None
        self._picked = False
        self.sorting = Spaced(self._sort, SORT_MS, self)
        self._pace = Pace(self.probes_changed.emit, self)
        self.browser = PictureBrowser()
        self.bars = ProbabilityBars()
        self.picture = PixelPicture(SIDE)
        self.caption = QLabel()
        self.caption.setWordWrap(True)
        self.summary = QLabel()
        self.summary.setFont(tabular(scale=0.9))
        self.summary.setProperty("role", "muted")
        self.browser.chosen.connect(self._on_browser_chosen)
        self.browser.paged.connect(self._show_page)
        for plot in (self.browser, self.bars):
            plot.failed.connect(self.failed)
        self._arrange()

    def _arrange(self) -> None:
        self.back, self.on = QToolButton(), QToolButton()
        for button, name, by, words in (
            (self.back, "chevron-left", -1, self.tr("Page before")),
            (self.on, "chevron-right", 1, self.tr("Next page")),
        ):
            button.setProperty("role", "flat")
            button.setIcon(icon(name))
            button.setToolTip(words)
            button.setAccessibleName(words)
            button.clicked.connect(lambda _=False, by=by: self.browser.turn(by))
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self.summary, 1)
        head.addWidget(self.back)
        head.addWidget(self.on)
        chosen = QVBoxLayout()
        chosen.addWidget(self.picture)
        chosen.addWidget(self.caption)
        chosen.addStretch(1)
        below = QHBoxLayout()
        below.setSpacing(12)
        below.addLayout(chosen)
        below.addWidget(self.bars, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.browser, 3)
        layout.addLayout(below, 2)
        self.bars.setMinimumHeight(150)
        self.picture.hide()
        self.caption.setMaximumWidth(SIDE + 24)

    def take_setup(self, setup: Setup) -> None:
        old, self._setup = self._setup, setup
        if old is not None and old.prepared is setup.prepared:
            return
        self._part = tested(setup)
        part = setup.prepared.parts()[self._part]
        self._predictions, self._picked = None, False
        self.sorting.restart()
        names = class_names(setup) or tuple(f"{value:g}" for value in part.y[:, 0].tolist())
        self.browser.set_pictures(setup.prepared.raw(self._part), labels(part.y), names)
        self.bars.set_values(None)
        self.picture.hide()
        self.caption.clear()
        self._show_page()
        self._pace.renew()
        self.probes_changed.emit()

    def probes(self) -> dict[str, Probe]:
        return {"part": PartPredictions(self._part)} if self._setup is not None and self._pace.due else {}

    def draw(self, answers: Mapping[str, Any]) -> None:
        answer, setup = answers.get("part"), self._setup
        if answer is None or setup is None or len(answer[0]) != len(setup.prepared.parts()[self._part]):
            return
        self._predictions = answer[0]
        self.browser.set_answers(labels(answer[0], setup.boundary))
        self.sorting.call()
        if self.browser.current is not None:
            self._show_bars(self.browser.current)
        self._show_page()
        self._pace.answered(is_large(setup, self._part))

    def set_theme(self, theme: Theme) -> None:
        self.browser.set_theme(theme)
        self.bars.set_theme(theme)
        self.back.setIcon(icon("chevron-left", theme))
        self.on.setIcon(icon("chevron-right", theme))

    def plot(self) -> Plot:
        return self.browser

    def _show_page(self) -> None:
        browser, total = self.browser, len(self.browser.visible())
        self.back.setEnabled(browser.page > 0)
        self.on.setEnabled(browser.page < browser.pages() - 1)
        if not total or self._setup is None:
            self.summary.clear()
            return
        part = {"test": self.tr("test"), "validation": self.tr("validation"), "train": self.tr("train")}[self._part]
        count = len(self._setup.prepared.parts()[self._part])
        text = self.tr("{wrong} of {count} {part} pictures wrong")
        if self._predictions is None:
            text = self.tr("{count} {part} pictures")
        self.summary.setText(text.format(wrong=f"{browser.wrong():,}", count=f"{count:,}", part=part))

    def _sort(self) -> None:
        self.browser.sort()
        if not self._picked and self.browser.visible():
            self._show_chosen(self.browser.visible()[0])

    def _on_browser_chosen(self, index: int) -> None:
        self._picked = True
        self._show_chosen(index)

    def _show_chosen(self, index: int) -> None:
        """The picture in large; until the person picks one, it is the first of the page."""
        if self._setup is None:
            return
        self.browser.current = index
        self.picture.set_picture(self._setup.prepared.raw(self._part)[index])
        self.picture.show()
        self._show_bars(index)

    def _show_bars(self, index: int) -> None:
        self.caption.setText(self.browser.words(index))
        if self._predictions is None or self._setup is None:
            return
        true = int(labels(self._setup.prepared.parts()[self._part].y[index : index + 1])[0])
        self.bars.set_values(np.asarray(self._predictions[index]), class_names(self._setup), true)
