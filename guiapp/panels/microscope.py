"""The step microscope: one sample or the next batch, every product, slope and new weight written out, page by page."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QTimer
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSpinBox, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from core.explain.chain import Chain, ChainRule
from core.explain.hand import Hand
from core.explain.one_weight import OneWeight, WeightCurve
from core.explain.pages import Page, pages, written
from core.explain.step import Step, Walk
from core.explain.tables import table_of
from core.session.setup import Setup
from guiapp.icon_button import IconButton
from guiapp.panels.base import Checked, Context, FrameView, Panel, Probe, Theme
from guiapp.plots.weight_curve import WeightCurvePlot
from guiapp.theme import tabular
from guiapp.views.number_table import NumberTable
from guiapp.views.pace import Pace
from guiapp.views.segments import Segments
from guiapp.views.step_copy import copied
from guiapp.views.step_side import StepSide
from guiapp.views.step_words import chain_text, page_title, page_words, phase_words, sample_or_batch
from guiapp.views.tools import plot_actions
from guiapp.views.weight_chooser import Weight, WeightChooser
from guiapp.views.written_page import WrittenPage

PAGE_MS, CALM_MS = 1400, 3500
"""How long a page stays while it is played; longer where less motion is wanted."""


def tr(text: str) -> str:
    return QCoreApplication.translate("panels", text)


class MicroscopePanel(Panel):
    """Turns the pages of a step; the numbers are the probe's."""

    id = "microscope"
    title = str(QT_TRANSLATE_NOOP("panels", "Microscope"))
    area = "bottom"
    open_first = False
    tall = 320

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.what = sample_or_batch()
        self.place = QSpinBox()
        self.phase = Segments(tr("Part of the step"), phase_words())
        self.back = IconButton("chevron-left", tr("Page back"), side=24)
        self.play = IconButton("play", tr("Turn the pages slowly"), side=24)
        self.on = IconButton("chevron-right", tr("Page on"), side=24)
        self.page = WrittenPage()
        self.table = NumberTable()
        self.side = StepSide()
        self.curve, self.chooser = WeightCurvePlot(), WeightChooser()
        self.empty = QLabel(tr("Draw a network that fits its data: a step of it is written out here."))
        self._step: Step | None = None
        self._pages: list[Page] = []
        self._at = 0
        self._weight: Weight | None = None
        self._samples = 1
        self._pace = Pace(self.probes_changed.emit, self)
        self._turning = QTimer(self)
        self._arrange()
        self._connect()
        if context.setup is not None:
            self._on_setup_changed(context.setup)

    def _arrange(self) -> None:
        self.place.setRange(1, 1)
        self.place.setFont(tabular())
        self.place.setKeyboardTracking(False)
        self.place.setAccessibleName(tr("Sample or row"))
        self.place.setFixedWidth(74)
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self.what)
        head.addWidget(self.place)
        head.addStretch(1)
        head.addWidget(self.phase)
        for button in (self.back, self.play, self.on):
            head.addWidget(button)
        self.table.setMinimumWidth(252)
        parts = QSplitter()
        parts.setChildrenCollapsible(False)
        columns: tuple[tuple[QWidget, int], ...] = ((self.page, 5), (self.table, 3), (self.side, 4))
        for column, share in columns:
            parts.addWidget(column)
            parts.setStretchFactor(parts.count() - 1, share)
        parts.setSizes([420, 262, 300])
        self.empty.setProperty("role", "muted")
        self.empty.setWordWrap(True)
        self.stack = QStackedWidget()
        self.stack.addWidget(parts)
        self.one = QWidget()
        below = QVBoxLayout(self.one)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(4)
        of_what = QLabel(tr("All other weights held; the loss is the next batch's."))
        of_what.setProperty("role", "muted")
        chosen = QHBoxLayout()
        chosen.addWidget(self.chooser)
        chosen.addWidget(of_what)
        chosen.addStretch(1)
        below.addLayout(chosen)
        below.addWidget(self.curve, 1)
        self.stack.addWidget(self.one)
        self.stack.addWidget(self.empty)
        self.stack.setCurrentWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 6)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addWidget(self.stack, 1)

    def _connect(self) -> None:
        context = self.context
        self.what.chosen.connect(lambda _: self._ask_anew())
        self.place.valueChanged.connect(self._on_place_chosen)
        self.phase.chosen.connect(self._on_phase_chosen)
        self.back.clicked.connect(lambda: self._turn(-1))
        self.on.clicked.connect(lambda: self._turn(1))
        self.play.clicked.connect(self._toggle_turning)
        self._turning.timeout.connect(self._turn_on)
        self.table.picked.connect(self._on_weight_picked)
        self.chooser.chosen.connect(self._on_weight_chosen)
        for plot in (self.curve, self.side.cost):
            plot.failed.connect(context.messages.fault)
        context.setup_changed.connect(self._on_setup_changed)
        context.pointed.connect(self._on_pointed)
        context.weight_pointed.connect(self._on_weight_pointed)

    # the contract

    def show_project(self, checked: Checked) -> None:
        if not checked.ready:
            self._forget()

    def reset(self) -> None:
        self._pace.renew()

    def probes(self) -> dict[str, Probe]:
        if self.context.setup is None or not self._pace.due:
            return {}
        place = self._asked_place()
        row = self.place.value() - 1 if place is None else 0
        asked: dict[str, Probe] = {"microscope.step": Walk(place, row)}
        if self._weight is not None and self.phase.key() == "weight":
            # One sample alone wants its weights ever larger: a valley is what a batch makes.
            asked["microscope.curve"] = OneWeight(*self._weight)
        elif self._weight is not None:
            asked["microscope.chain"] = Chain(*self._weight, place, row)
        return asked

    def draw(self, frame: FrameView) -> None:
        step = frame.answers.get("microscope.step")
        if isinstance(step, Step):
            self._take(step)
        rule, curve = frame.answers.get("microscope.chain"), frame.answers.get("microscope.curve")
        if isinstance(rule, ChainRule) and (rule.key, rule.index) == self._weight:
            self.side.show_chain(chain_text(rule, self._hand()))
        if isinstance(curve, WeightCurve) and (curve.key, curve.index) == self._weight:
            self.curve.set_curve(curve)
        if frame.answers:
            self._pace.answered(self.context.playing)

    def set_theme(self, theme: Theme) -> None:
        self.curve.set_theme(theme)
        self.side.cost.set_theme(theme)

    def tools(self) -> list[QAction]:
        if self.phase.key() == "weight":
            return plot_actions(self.curve)
        found = []
        for text, latex, whole in (
            (tr("Copy page as text"), False, False),
            (tr("Copy page as LaTeX"), True, False),
            (tr("Copy whole step as text"), False, True),
            (tr("Copy whole step as LaTeX"), True, True),
        ):
            action = QAction(text, self)
            action.setEnabled(self._step is not None)
            action.triggered.connect(lambda _=False, latex=latex, whole=whole: self.copy(latex=latex, whole=whole))
            found.append(action)
        return found

    # what is looked at

    def _asked_place(self) -> int | None:
        return None if self.what.key() == "batch" else self.place.value() - 1

    def _on_setup_changed(self, setup: Setup) -> None:
        self._samples = sum(len(part) for part in setup.prepared.parts().values())
        shapes = {param.key: param.shape for param in setup.program.table.trained_params()}
        self.chooser.set_shapes(shapes)
        self._look_at(self.chooser.fitting(self._weight))
        self._on_pointed()
        self._ask_anew()

    def _on_pointed(self) -> None:
        """Another sample or unit is looked at somewhere."""
        if self.what.key() == "sample":
            self._set_place(self.context.sample, self._samples)
        node, unit = self.context.unit
        beside = self.chooser.fitting((f"{node}.weight", (0, unit)))
        if beside is not None and beside[0] == f"{node}.weight":
            self._look_at(beside)
        here = self._pages[self._at] if self._pages else None
        if here is not None and node and here.node != node:
            found = [i for i, page in enumerate(self._pages) if (page.phase, page.node) == (here.phase, node)]
            if found:
                self._at = found[0]
                self._show_page(fresh=True)
                self.page.go_to(unit)
        self.probes_changed.emit()

    def _set_place(self, place: int, count: int) -> None:
        self.place.blockSignals(True)
        self.place.setRange(1, max(count, 1))
        self.place.setValue(place + 1)
        self.place.blockSignals(False)

    def _on_place_chosen(self, value: int) -> None:
        if self.what.key() == "sample":
            self.context.point_at(sample=value - 1)
        self.probes_changed.emit()

    def _ask_anew(self) -> None:
        if self.what.key() == "sample":
            self._set_place(min(self.context.sample, self._samples - 1), self._samples)
        self._pace.renew()
        self.probes_changed.emit()

    def _on_weight_picked(self, index: tuple[int, ...]) -> None:
        table = self.table.numbers.table
        if table is not None and table.key:
            self.context.weight_pointed.emit(table.key, index)

    def _on_weight_chosen(self, weight: Weight) -> None:
        self.context.weight_pointed.emit(*weight)

    def _on_weight_pointed(self, key: str, index: tuple[int, ...]) -> None:
        """A weight is looked at, here or in the drawing."""
        if self.chooser.fitting((key, index)) == (key, index):
            self._look_at((key, index))
            pages = [(page.phase, page.key) for page in self._pages]
            here = pages[self._at] if pages else ("", "")
            if here[0] in ("backward", "update") and here[1] != key and (here[0], key) in pages:
                self._at = pages.index((here[0], key))
                self._show_page(fresh=True)
            self.probes_changed.emit()

    def _look_at(self, weight: Weight | None) -> None:
        self._weight = weight
        self.chooser.show_weight(weight)

    # pages

    def _take(self, step: Step) -> None:
        before = self._pages[self._at] if self._pages else None
        self._step, self._pages = step, pages(step)
        if self.what.key() == "batch":
            self._set_place(step.row, len(step.places))
        same = [i for i, page in enumerate(self._pages) if before is not None and _alike(page, before)]
        self._at = same[0] if same else min(self._at, len(self._pages) - 1)
        self._show_page(fresh=not same)

    def _on_phase_chosen(self, phase: str) -> None:
        found = [i for i, page in enumerate(self._pages) if page.phase == phase]
        if found:
            self._at = found[0]
        self._show_page(fresh=True)
        self.probes_changed.emit()

    def _turn(self, by: int) -> None:
        if self._pages and self.phase.key() != "weight":
            self._at = min(max(self._at + by, 0), len(self._pages) - 1)
            self.phase.set_key(self._pages[self._at].phase)
            self._show_page(fresh=True)

    def _turn_on(self) -> None:
        self._turn(1)
        if not self._pages or self._at == len(self._pages) - 1:
            self._stop_turning()

    def _toggle_turning(self) -> None:
        if self._turning.isActive():
            self._stop_turning()
            return
        if self._pages and (self._at == len(self._pages) - 1 or self.phase.key() == "weight"):
            self.phase.set_key("forward")
            self._on_phase_chosen("forward")
        calm = self.context.settings.preferences.reduced_motion
        self._turning.start(CALM_MS if calm else PAGE_MS)
        self.play.set_picture("pause", tr("Stop turning the pages"))

    def _stop_turning(self) -> None:
        self._turning.stop()
        self.play.set_picture("play", tr("Turn the pages slowly"))

    def _show_page(self, *, fresh: bool) -> None:
        step = self._step
        if step is None or not self._pages:
            self.stack.setCurrentWidget(self.empty)
            return
        if self.phase.key() == "weight":
            self.stack.setCurrentWidget(self.one)
            return
        page = self._pages[self._at]
        self.stack.setCurrentIndex(0)
        self.page.show_page(
            f"{page_title(step, page)}   {self._at + 1} / {len(self._pages)}",
            page_words(step, page),
            page.lines,
            lambda first, count: written(step, page, self._hand(), first, count),
            fresh=fresh,
        )
        table = table_of(step, page)
        marked = self._weight[1] if self._weight is not None and self._weight[0] == table.key else None
        self.table.show_table(table, marked)
        self.side.show_loss(step.loss)
        self.side.turn_to(page.phase, weights=bool(table.key))

    def _forget(self) -> None:
        self._step, self._pages, self._at = None, [], 0
        self._stop_turning()
        self.curve.set_curve(None)
        self._show_page(fresh=True)

    # copies

    @staticmethod
    def _hand(*, latex: bool = False) -> Hand:
        return Hand(latex=latex, more=tr("{0} more"))

    def copy(self, *, latex: bool, whole: bool) -> None:
        """Put the page, or all pages of the step, on the clipboard."""
        if self._step is not None and self._pages:
            wanted = self._pages if whole else [self._pages[self._at]]
            QGuiApplication.clipboard().setText(copied(self._step, wanted, self._hand(latex=latex)))
            self.context.messages.say(tr("Copied"))


def _alike(page: Page, other: Page) -> bool:
    return (page.phase, page.node, page.kind, page.key, page.at) == (
        other.phase, other.node, other.kind, other.key, other.at,
    )  # fmt: skip
