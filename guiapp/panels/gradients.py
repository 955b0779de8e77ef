"""Gradient health: every layer's norms, steps, dead units and activations, over time, with a diagnosis in words."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from core.explain.diagnose import diagnose
from core.explain.health import Health, History, Reading
from core.session.setup import Setup
from guiapp.panels.base import Context, FrameView, Panel, Probe, Theme
from guiapp.plots.layer_rows import LayerRows
from guiapp.plots.norm_curves import LayerLine, NormCurves
from guiapp.views.diagnoses import Diagnoses
from guiapp.views.pace import Pace
from guiapp.views.segments import Segments
from guiapp.views.tools import plot_actions

PAUSE_MS, LONG_MS = 200, 1000
"""Between two readings while it trains; the longer one where they cost time."""
LARGE = 30_000
"""Learned numbers from which a reading costs some."""


def tr(text: str) -> str:
    return QCoreApplication.translate("panels", text)


class GradientsPanel(Panel):
    """Reads while it is seen; what was read stays until another run begins."""

    id = "gradients"
    title = str(QT_TRANSLATE_NOOP("panels", "Gradients"))
    area = "bottom"
    open_first = False
    tall = 300

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.rows = LayerRows()
        self.field = Segments(
            tr("Over time"),
            (("gradient", tr("Gradient")), ("signal", tr("At sums")), ("ratio", tr("Step"))),
        )
        self.curves = NormCurves(tr("Gradients over time"), tr("Press play: norms of every layer are drawn here."))
        self.diagnoses = Diagnoses()
        self.travel = QLabel()
        self.travel.setProperty("role", "muted")
        self.travel.setToolTip(tr("Slopes at the first layer's sums over those at the last one's"))
        self.history = History()
        self._pace = Pace(self.probes_changed.emit, self)
        self._arrange()
        self.field.chosen.connect(lambda _: self._show_curves())
        self.rows.chosen.connect(self._on_layer_chosen)
        context.setup_changed.connect(self._on_setup_changed)
        context.selection_changed.connect(self._on_selection_changed)
        for plot in (self.rows, self.curves):
            plot.failed.connect(context.messages.fault)

    def _arrange(self) -> None:
        scroll = QScrollArea()
        scroll.setWidget(self.rows)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setMinimumWidth(392)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        words = QScrollArea()
        words.setWidget(self.diagnoses)
        words.setWidgetResizable(True)
        words.setFrameShape(QFrame.Shape.NoFrame)
        words.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        words.setAccessibleName(tr("Diagnosis"))
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.field)
        head.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(4)
        right.addWidget(words, 3)
        right.addWidget(self.travel)
        right.addLayout(head)
        right.addWidget(self.curves, 4)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 12, 6)
        layout.setSpacing(12)
        layout.addWidget(scroll, 6)
        layout.addLayout(right, 5)

    # the contract

    def probes(self) -> dict[str, Probe]:
        return {"gradients.health": Health()} if self.context.setup is not None and self._pace.due else {}

    def draw(self, frame: FrameView) -> None:
        found = frame.answers.get("gradients.health")
        if not isinstance(found, Reading):
            return
        if self.history.readings and _names(self.history.readings[-1]) != _names(found):
            self.history.clear()
        self.history.add(found)
        self.rows.set_layers(found.layers)
        self._show_curves()
        self._show_words()
        self._pace.answered(self.context.playing)

    def set_theme(self, theme: Theme) -> None:
        for part in (self.rows, self.curves):
            part.set_theme(theme)
        self.diagnoses.set_theme(theme)

    def reset(self) -> None:
        self.history.clear()
        self._show_curves()
        self._pace.renew()

    def tools(self) -> list[QAction]:
        return [*plot_actions(self.rows), *plot_actions(self.curves)[-1:]]

    # what is shown

    def _show_curves(self) -> None:
        field, layers = self.field.key(), self.history.readings[-1].layers if self.history.readings else ()
        lines = [LayerLine(layer.node, *self.history.series(layer.node, field)) for layer in layers]
        self.curves.set_lines(lines, self.rows.current)

    def _show_words(self) -> None:
        losses = [self.context.curves.series(name)[2] for name in ("train_loss", "test_loss")]
        self.diagnoses.set_diagnoses(diagnose(self.history.readings, *losses))
        now = self.history.readings[-1]
        text = (
            tr("Slopes of the first layer over the last: {0}")
            if len(now.layers) > 1 and now.travel == now.travel
            else ""
        )
        self.travel.setText(text.format(f"{now.travel:.2g}".replace("-", "\N{MINUS SIGN}")))
        self.travel.setVisible(bool(text))

    def _on_setup_changed(self, setup: Setup) -> None:
        self._pace.set_pause(LONG_MS if setup.checked.parameters > LARGE else PAUSE_MS)
        self._pace.renew()
        self.probes_changed.emit()

    def _on_layer_chosen(self, node: str) -> None:
        self.context.select(node)
        self._show_curves()

    def _on_selection_changed(self, nodes: tuple[str, ...]) -> None:
        here = {layer.node for layer in self.history.readings[-1].layers} if self.history.readings else set()
        chosen = next((node for node in nodes if node in here), "")
        if chosen and chosen != self.rows.current:
            self.rows.current = chosen
            self.rows.update()
            self._show_curves()


def _names(reading: Reading) -> list[str]:
    return [layer.node for layer in reading.layers]
