"""What the network says of its data: over the plane, for pictures, or for a table."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from core.catalog.datasets.points import Points
from core.errors import AppError
from core.explain.sweep import Sweep
from core.session.setup import Setup
from core.spec.drawn import Edit
from core.spec.fit import with_source
from guiapp.panels.base import Checked, Context, FrameView, Panel, Probe, Theme
from guiapp.views.empty import EmptyText
from guiapp.views.output_view import OutputView
from guiapp.views.picture_view import PictureView
from guiapp.views.plane_view import PlaneView
from guiapp.views.samples import gathered, square
from guiapp.views.sweep_views import doubt
from guiapp.views.table_view import TableView
from guiapp.views.tools import plot_actions


class OutputPanel(Panel):
    """Chooses the view that suits the data the trainer took up."""

    id = "output"
    title = str(QT_TRANSLATE_NOOP("panels", "Output"))
    area = "output"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.plane, self.pictures, self.table = PlaneView(), PictureView(), TableView()
        self.empty = EmptyText(tr("The network's answers are drawn here as soon as data and network fit."))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.view: OutputView | None = None
        for view in (self.plane, self.pictures, self.table):
            self.stack.addWidget(view)
            view.probes_changed.connect(self.probes_changed)
            view.failed.connect(context.messages.fault)
            view.wished.connect(self._on_wished)
            view.settled.connect(context.seal)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.addWidget(self.stack)
        self.setMinimumWidth(180)
        context.setup_changed.connect(self._on_setup_changed)
        context.errand_moved.connect(self._on_errand_moved)
        self._on_setup_changed(context.setup)

    def probes(self) -> dict[str, Probe]:
        asked = self.view.probes() if self.view is not None else {}
        return {f"{self.id}.{key}": probe for key, probe in asked.items()}

    def draw(self, frame: FrameView) -> None:
        if self.view is not None:
            start = len(self.id) + 1
            self.view.draw({key[start:]: a for key, a in frame.answers.items() if key.startswith(f"{self.id}.")})

    def set_theme(self, theme: Theme) -> None:
        for view in (self.plane, self.pictures, self.table):
            view.set_theme(theme)

    def tools(self) -> list[QAction]:
        return plot_actions(self.view.plot()) if self.view is not None else []

    def show_project(self, checked: Checked) -> None:
        rules = self.context.rules
        self.plane.lock(any(rules.locks(name) or rules.hides(name) for name in ("panel.data", "data.source")))

    def _on_errand_moved(self, key: str) -> None:
        """A sweep is over: how much the border is a matter of the seed."""
        if key == Sweep.key and self.context.errands[key].end:
            self._show_doubt()

    def _show_doubt(self) -> None:
        """That of the networks most like this one, while they learned from data of this plane."""
        found, setup = self.context.errands.get(Sweep.key), self.context.setup
        swept = found.found if found is not None and found.end else None
        fits = swept is not None and setup is not None and square(setup, gathered(setup)[0])[1] == swept.reach
        near = swept.nearest(setup.project) if swept is not None and setup is not None and fits else None
        shown = doubt(swept, *near) if swept is not None and near else None
        self.plane.boundary.set_doubt(shown)

    def begin_drawing(self) -> None:
        """Points are one's own, or about to be: give the tools to draw them."""
        self.plane.begin_drawing()

    def _on_wished(self, words: str, edit: Edit, merges: bool) -> None:
        """Points are drawn: an edit of the source as it is now."""
        project = self.context.project
        if not isinstance(project.data.source, Points):
            return
        try:
            source = edit(project.data.source)
        except AppError as fault:
            self.context.messages.fault(fault)
            return
        self.context.edit(words, with_source(project, source), "draw points" if merges else None)

    def _on_setup_changed(self, setup: Setup | None) -> None:
        if setup is None:
            return
        info = setup.prepared.described.info
        self.view = self.plane if info.plane else self.pictures if info.picture else self.table
        self.stack.setCurrentWidget(self.view)
        self.view.take_setup(setup)
        if info.plane:
            self._show_doubt()
        self.probes_changed.emit()


def tr(text: str) -> str:
    return QCoreApplication.translate("panels", text)
