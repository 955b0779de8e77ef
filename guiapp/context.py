"""What a panel may see of the program, and the few things it may ask for. Handed to every panel by `main_window`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QObject, Signal

from core.session.curves import Curves
from core.session.document import Checked, Document, Fix
from core.session.errands import Errand, Findings
from core.session.patch import Patch
from core.session.setup import Setup
from core.session.snapshot import Event, Points, Snapshot
from core.session.switched_off import trimmed
from core.spec.project import Project
from guiapp.classroom.rules import Rules
from guiapp.messages import Messages
from guiapp.settings import Settings
from guiapp.theme import Theme, Themes
from guiapp.translation.catalogue import said

PAST_RUNS = 6
"""Earlier runs whose curves are kept to be drawn behind."""


@dataclass(frozen=True, eq=False)
class FrameView:
    """What has come from the trainer since the last frame.

    `answers` holds the newest answer to each probe, under the key it was filed with ("output.map"); a key that is
    missing was not answered this time. `points` are the epochs completed since; `fresh` says that this is the first
    frame of a new run (after Restart, New weights or another project), so what was drawn of the last one goes.
    """

    snapshot: Snapshot
    points: tuple[Points, ...] = ()
    answers: Mapping[str, Any] = field(default_factory=dict)
    events: tuple[Event, ...] = ()
    fresh: bool = False


@dataclass(frozen=True, eq=False)
class PastRun:
    """The curves of a run that is over, with the project's name."""

    name: str
    number: int
    curves: Curves


class Context(QObject):
    """The document to read and edit, the selection, the curves of this run and of past ones, and the live facts."""

    selection_changed = Signal(object)
    """The ids of the selected nodes, a tuple."""
    pointed = Signal()
    """Another unit or another sample is looked at: `unit`, `sample`."""
    weight_pointed = Signal(str, tuple)
    """One number is looked at: NODE.weight or NODE.bias, and its place."""
    setup_changed = Signal(object)
    """The trainer took up a project: `Setup` with the prepared data."""
    engine_changed = Signal()
    """Another engine is at work, or for another reason."""
    status_changed = Signal(str)
    """starting, paused, running, finished or diverged."""
    happened = Signal(object)
    """An `Event` of the run, told whether or not anybody looks."""
    requested = Signal(str)
    """Somebody asked for an action by its id."""
    errand_sent = Signal(object)
    """An `Errand` for the trainer."""
    errand_recalled = Signal(str)
    """The key of an errand that shall be left off."""
    errand_moved = Signal(str)
    """The key of an errand of which there are new `Findings` in `errands`."""
    place_wanted = Signal(object)
    """A step of the run's past to stand at, or None for where it stood."""
    branched = Signal()
    """The run went on from its past: `curves` end there, what came after is in `past`."""
    refused = Signal()
    """An edit was not made, because the project locks what it would change: show again what is."""

    def __init__(self, document: Document, themes: Themes, settings: Settings, messages: Messages) -> None:
        super().__init__()
        self.document = document
        self.themes = themes
        self.settings = settings
        self.messages = messages
        self.rules = Rules(lambda: self.project)
        self.selection: tuple[str, ...] = ()
        self.unit: tuple[str, int] = ("", 0)
        """The unit that is looked at: layer and place, counted from 0; "" before one was."""
        self.sample = 0
        """The sample that is looked at: its place among all, in the order of `guiapp.views.samples.gathered`."""
        self.setup: Setup | None = None
        """The latest that the trainer took up; its `prepared` holds the data. None until it has started."""
        self.curves = Curves()
        self.values: dict[str, float] = {}
        """The newest value that is known of every metric of this run."""
        self.past: list[PastRun] = []
        """The latest first."""
        self.events: list[Event] = []
        """Of this run, the oldest first."""
        self.errands: dict[str, Findings] = {}
        """The newest findings of errands by key, on their way or over."""
        self.status = "starting"
        self.engine = ""
        self.why = ""
        """Why this engine is at work, in the core's words; empty where there was no choice."""
        self.run = 0
        self.run_name = ""
        self.epoch = 0
        self.step = 0
        self.seconds = 0.0
        self.head: tuple[int, int] | None = None
        """Step and epoch where the run stood before it went back; None while it stands there."""

    @property
    def checked(self) -> Checked:
        return self.document.checked

    @property
    def project(self) -> Project:
        return self.document.project

    @property
    def theme(self) -> Theme:
        return self.themes.theme

    @property
    def playing(self) -> bool:
        return self.status == "running"

    def edit(self, text: str, project: Project, merge: str | None = None, patch: Patch | None = None) -> None:
        """Make an edit through the document's gate; the same `merge` key in a row is one step of undo. `patch` is what
        it does to a number of the running network.

        What the project locks is not changed, whoever asks. Weights that are switched off go with their units.
        """
        project = trimmed(project)
        if not self._refused(self.rules.refuses(self.project, project)):
            self.document.replace(text, project, merge, patch)

    def fix(self, fix: Fix) -> None:
        """What a problem asks for, as an edit."""
        self.edit(said(fix.title), fix.edit(self.project))

    def type_number(self, text: str, patch: Patch, merge: str | None = None) -> None:
        """Put a number into the running network; a step of undo like an edit."""
        if not self._refused(self.rules.locks("network")):
            self.document.replace(text, self.project, merge, patch)

    def _refused(self, reason: str) -> bool:
        """Whether there is a reason; it is told."""
        if reason:
            self.messages.say(reason, level="warning")
            self.refused.emit()
        return bool(reason)

    def seal(self) -> None:
        """The gesture is over: the next edit is a step of its own."""
        self.document.seal()

    def select(self, *nodes: str) -> None:
        if nodes != self.selection:
            self.selection = nodes
            self.selection_changed.emit(nodes)

    def point_at(self, node: str | None = None, unit: int = 0, *, sample: int | None = None) -> None:
        """Look at another unit, or another sample: every instrument follows."""
        wanted = self.unit if node is None else (node, unit)
        shown = self.sample if sample is None else sample
        if (wanted, shown) != (self.unit, self.sample):
            self.unit, self.sample = wanted, shown
            self.pointed.emit()

    def request(self, action: str) -> None:
        """Run the action of this id, as if it had been chosen from the menu."""
        self.requested.emit(action)

    def send(self, errand: Errand) -> None:
        """Have the trainer do an errand beside its work; `errand_moved` tells of it. One with the same key ends."""
        self.errand_sent.emit(errand)

    def recall(self, key: str) -> None:
        """Leave off an errand."""
        self.errand_recalled.emit(key)

    def take_errands(self, found: Mapping[str, Findings]) -> None:
        """What errands have found."""
        for key, findings in found.items():
            if self.errands.get(key) is not findings:
                self.errands[key] = findings
                self.errand_moved.emit(key)

    def set_status(self, status: str) -> None:
        if status != self.status:
            self.status = status
            self.status_changed.emit(status)

    def take_engine(self, engine: str, why: str) -> None:
        self.engine, self.why = engine, why
        self.engine_changed.emit()

    def take_setup(self, setup: Setup) -> None:
        self.setup = setup
        self.setup_changed.emit(setup)

    def go_to(self, step: int | None) -> None:
        """Stand at a step of the run's past, paused; None is back to where it stood."""
        self.place_wanted.emit(step)

    def figures(self) -> dict[str, float]:
        """The metrics where the run stands: the newest, or those of the past it went back to."""
        if self.head is None:
            return self.values
        points = self.curves.points()
        return points.until(self.epoch).last()

    def take_event(self, event: Event) -> None:
        """Something happened in this run: panels that are closed hear of it too."""
        if event.kind == "branched":
            self.past = [PastRun(self.run_name, self.run, self.curves.copy()), *self.past][:PAST_RUNS]
            self.curves.cut(event.epoch)
            self.values = self.curves.points().last()
            self.branched.emit()
        self.events.append(event)
        self.happened.emit(event)

    def forget_past(self) -> None:
        """Another project: the curves of the last one do not belong behind its own."""
        self.past, self.curves, self.values = [], Curves(), {}

    def take_points(self, points: Points) -> None:
        """More epochs are complete."""
        self.curves.add(points)
        self.values |= points.last()

    def begin_run(self, number: int) -> None:
        """A fresh run: the curves of the last one, if it has any, go behind."""
        if len(self.curves):
            self.past = [PastRun(self.run_name, self.run, self.curves), *self.past][:PAST_RUNS]
        self.run, self.run_name = number, self.project.name
        self.curves, self.values, self.events = Curves(), {}, []
        self.epoch = self.step = 0
        self.seconds = 0.0
