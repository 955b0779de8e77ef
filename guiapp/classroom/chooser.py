"""What can be learned: the lessons with their progress, the challenges with their best, and the timed plan."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QListView,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.errors import AppError
from core.lessons import Heading, headings, number_of
from core.lessons.plan import Plan, open_plan
from guiapp.context import Context
from guiapp.icons import icon
from guiapp.views.empty import EmptyText

KINDS = ("lessons", "challenges", "lab")
DOT = " \N{MIDDLE DOT} "


def tr(text: str) -> str:
    return QCoreApplication.translate("classroom", text)


class Chooser(QWidget):
    """Reads folders when somebody looks; what was reached and what is best it is told by the classroom."""

    lesson_asked = Signal(str, object)
    """A lesson by name, and its folder: None for the program's own."""
    lab_asked = Signal(object)
    """A plan to begin."""
    left = Signal()
    """Back to the lesson that is open."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.kind = KINDS[0]
        self.progress: Callable[[str], Collection[int]] = lambda key: ()
        """The steps that were reached, by lesson."""
        self.best: Callable[[str], str] = lambda key: ""
        """The best of a challenge, in words."""
        self.chips = {name: QPushButton(text) for name, text in self._titles().items()}
        self._group = QButtonGroup(self)
        for name, chip in self.chips.items():
            chip.setCheckable(True)
            chip.setProperty("role", "chip")
            chip.clicked.connect(lambda _=False, name=name: self.show_kind(name))
            self._group.addButton(chip)
        self.about = QLabel()
        self.about.setWordWrap(True)
        self.about.setProperty("role", "muted")
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Lessons"))
        self.list.setWordWrap(True)
        self.list.setIconSize(QSize(14, 14))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setSpacing(4)
        self.list.itemActivated.connect(self._on_item_activated)
        self.list.itemClicked.connect(self._on_item_activated)
        self.empty = EmptyText(tr("Nothing here yet."))
        self.plans: list[Plan] = []
        self.starts: list[QPushButton] = []
        self.back = QPushButton(tr("Back to the lesson"))
        self.back.clicked.connect(self.left)
        self._arrange()

    def _titles(self) -> dict[str, str]:
        return {"lessons": tr("Lessons"), "challenges": tr("Challenges"), "lab": tr("Lab")}

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(4)
        for chip in self.chips.values():
            row.addWidget(chip)
        row.addStretch(1)
        self._below = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 4, 8, 8)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self.about)
        column.addWidget(self.list, 1)
        column.addWidget(self.empty, 1)
        column.addLayout(self._below)
        column.addWidget(self.back)

    def show_kind(self, kind: str) -> None:
        """Fill the list with lessons, challenges or the plan."""
        self.kind = kind
        self.chips[kind].setChecked(True)
        self.list.clear()
        self._drop_starts()
        about = {
            "lessons": tr("Choose a lesson: its text stands here, and the window is set up for it."),
            "challenges": tr("Reach the same with less. The best are kept on this machine."),
            "lab": tr("Lessons in a row, with a clock that nobody has to obey."),
        }
        self.about.setText(about[kind])
        (self._fill_plans if kind == "lab" else self._fill_lessons)()
        self.list.setVisible(self.list.count() > 0)
        self.empty.setVisible(self.list.count() == 0)

    # Filling

    def _folders(self) -> list[Path | None]:
        own = self._context.settings.lessons
        return [None, Path(own)] if own else [None]

    def _fill_lessons(self) -> None:
        wanted = self.kind == "challenges"
        for folder in self._folders():
            for heading in headings(folder):
                if heading.fault is not None:
                    self._context.messages.fault(heading.fault)
                elif heading.challenge == wanted:
                    self._add(heading, heading.minutes, heading.summary)

    def _fill_plans(self) -> None:
        self.plans = []
        for folder in self._folders():
            try:
                plan = open_plan(folder)
            except AppError as fault:
                self._context.messages.fault(fault)
                continue
            if plan is not None:
                self._add_plan(plan)

    def _add_plan(self, plan: Plan) -> None:
        self.plans.append(plan)
        title = QListWidgetItem(f"{plan.title}\n{plan.summary}".strip())
        title.setFlags(Qt.ItemFlag.ItemIsEnabled)
        self.list.addItem(title)
        for part in plan.parts:
            self._add(part.lesson, part.minutes, part.why)
        start = QPushButton(tr("Start: {0}, {1} minutes").format(plan.title, plan.minutes))
        start.setProperty("role", "primary")
        start.clicked.connect(lambda: self.lab_asked.emit(plan))
        self.starts.append(start)
        self._below.addWidget(start)

    def _drop_starts(self) -> None:
        for start in self.starts:
            self._below.removeWidget(start)
            start.hide()
            start.deleteLater()
        self.starts = []

    def _add(self, heading: Heading, minutes: int | None, words: str) -> None:
        done = len([step for step in self.progress(heading.key) if step <= heading.steps])
        about = [tr("{0} minutes").format(minutes)] if minutes else []
        if heading.challenge:
            about += [best] if (best := self.best(heading.key)) else []
        elif done:
            about.append(tr("{0} of {1} steps reached").format(done, heading.steps))
        if heading.folder is not None:
            about.append(tr("your own"))
        name = heading.title if heading.challenge else f"{number_of(heading.name)}  {heading.title}".strip()
        item = QListWidgetItem("\n".join(line for line in (name, words, DOT.join(about)) if line))
        item.setIcon(icon("check" if done == heading.steps else "circle", None, "muted"))
        item.setData(Qt.ItemDataRole.UserRole, (heading.name, heading.folder))
        self.list.addItem(item)

    # Qt's own

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Words wrap anew; the list keeps the heights of before by itself.
        QTimer.singleShot(0, self.list, self.list.doItemsLayout)

    def _on_item_activated(self, item: QListWidgetItem) -> None:
        found = item.data(Qt.ItemDataRole.UserRole)
        if found is not None:
            self.lesson_asked.emit(*found)
