"""`glassnet` and `glassnet open`: what the window is asked to do. The window itself reads the answer.

Little is imported here: the window shows itself before NumPy and the catalogue are there.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from core.cli.parser import Commands, add_command, add_engine, add_project, add_threads, count, seconds
from core.errors import AppError

if TYPE_CHECKING:
    from core.spec.project import Project

THEMES = ("system", "light", "dark", "contrast")
SMALL = 2**20
"""Bytes; the first look at a larger file is left to the one who reads it."""


@dataclass(frozen=True)
class Request:
    """Given to `guiapp.app.main`. No project: the one of the last time, or the first start's."""

    project: str | None = None
    """A project file, a run folder, or the name of an example."""
    threads: int | None = None
    engine: str | None = None
    """None: as the preferences say."""
    play: bool = False
    seconds: float | None = None
    """Close by itself after so long; without a display this goes offscreen."""
    screenshot: Path | None = None
    stats: bool = False
    size: tuple[int, int] | None = None
    theme: str | None = None
    language: str | None = None
    lesson: str | None = None
    """A lesson that stands beside the project; without a project, its own."""
    step: int = 1

    def read(self) -> tuple[Project, Path | None]:
        """The project, and its file (None: an example)."""
        from core.cli.projects import open_project

        if self.lesson is None:
            assert self.project is not None
            return open_project(self.project)
        from msgspec.structs import replace

        from core.lessons import open_lesson, opened

        lesson = open_lesson(self.lesson)
        if self.step > len(lesson.steps):
            hint = f"'{lesson.title}' has steps 1 to {len(lesson.steps)}"
            raise AppError("--step", f"there is no step {self.step}", hint)
        if self.project is None:
            return opened(lesson, self.step), None
        project, path = open_project(self.project)
        return replace(project, classroom=lesson.steps[self.step - 1].classroom), path

    @property
    def named(self) -> bool:
        """Whether something is to be opened, and not what the first start shows."""
        return self.project is not None or self.lesson is not None


def add_open(commands: Commands) -> None:
    parser = add_command(commands, "open", _never, "Open the window with a project.")
    add_project(parser, optional=True)
    parser.add_argument("--lesson", metavar="N", help="a lesson beside the project, by number or name; alone, its own")
    parser.add_argument("--step", metavar="K", type=count(1000), default=1, help="the lesson's step, from 1")
    add_engine(parser)
    parser.set_defaults(engine=None)
    add_threads(parser)
    parser.add_argument("--play", action="store_true", help="start training at once")
    parser.add_argument(
        "--for",
        metavar="SECONDS",
        type=seconds,
        dest="seconds",
        help="close the window after SECONDS; goes offscreen where there is no display",
    )
    parser.add_argument("--screenshot", metavar="OUT.png", type=Path, help="save a picture of the window at the end")
    parser.add_argument("--stats", action="store_true", help="print one line of JSON with speeds at the end")
    parser.add_argument("--quiet", action="store_true", help="print nothing but errors, and what --stats asks for")
    # For pictures and tests.
    parser.add_argument("--size", metavar="WxH", type=size, help=argparse.SUPPRESS)
    parser.add_argument("--language", choices=("en", "es"), help=argparse.SUPPRESS)
    parser.add_argument("--theme", choices=THEMES, help=argparse.SUPPRESS)


def size(text: str) -> tuple[int, int]:
    """1280x800 as two numbers."""
    width, _, height = text.partition("x")
    try:
        found = int(width), int(height)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a size such as 1280x800") from None
    if not all(200 <= side <= 16_000 for side in found):
        raise argparse.ArgumentTypeError(f"'{text}' is not a size between 200 and 16,000 pixels")
    return found


def _never(options: argparse.Namespace) -> int:
    raise AssertionError("the window is handed over to in core.cli itself")


def request(options: argparse.Namespace) -> Request:
    """What the arguments ask of the window; a project that cannot be read is refused before any window opens."""
    if options.command is None:
        return Request()
    if options.screenshot is not None and options.screenshot.suffix.lower() != ".png":
        raise AppError("--screenshot", f"'{options.screenshot}' is no PNG file", "as in --screenshot out.png")
    asked = Request(
        options.project,
        options.threads,
        options.engine,
        options.play,
        options.seconds,
        options.screenshot,
        options.stats,
        options.size,
        options.theme,
        options.language,
        options.lesson,
        options.step,
    )
    if options.project is None and options.lesson is None:
        raise AppError("open", "needs a project or a lesson", "as in `glassnet open spiral`, or `open --lesson 1`")
    if options.lesson is not None or not _looks_sound(options.project):
        asked.read()
    return asked


def _looks_sound(name: str) -> bool:
    """A first look without the reader's imports: whether `name` is an example, or a small file with a JSON object.

    What passes may still be refused when it is read; what does not pass is read at once, before any window opens.
    """
    path = Path(name)
    if not path.exists():
        return (files("resources") / "examples" / f"{path.name}.json").is_file() and path.name == name
    try:
        return path.is_file() and path.stat().st_size < SMALL and json.loads(path.read_bytes()).get("format") == 1
    except (OSError, ValueError, AttributeError, RecursionError):
        return False
