"""`glassnet` and `glassnet open`: what the window is asked to do. The window itself reads the answer."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

from core.cli.parser import Commands, add_command, add_engine, add_project, add_threads, seconds
from core.cli.projects import open_project
from core.errors import AppError
from core.spec.project import Project


@dataclass(frozen=True)
class Request:
    """Given to `guiapp.app.main`. No project: the one of the last time, or the first start's."""

    project: Project | None = None
    path: Path | None = None
    """The project's file; None for an example."""
    threads: int | None = None
    engine: str = "auto"
    play: bool = False
    seconds: float | None = None
    """Close by itself after so long; without a display this goes offscreen."""
    screenshot: Path | None = None
    stats: bool = False


def add_open(commands: Commands) -> None:
    parser = add_command(commands, "open", _never, "Open the window with a project.")
    add_project(parser)
    add_engine(parser)
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


def _never(options: argparse.Namespace) -> int:
    raise AssertionError("the window is handed over to in core.cli itself")


def request(options: argparse.Namespace) -> Request:
    """What the arguments ask of the window; a project that cannot be read is refused before any window opens."""
    if options.command is None:
        return Request()
    if options.screenshot is not None and options.screenshot.suffix.lower() != ".png":
        raise AppError("--screenshot", f"'{options.screenshot}' is no PNG file", "as in --screenshot out.png")
    project, path = open_project(options.project)
    return Request(
        project,
        path,
        options.threads,
        options.engine,
        options.play,
        options.seconds,
        options.screenshot,
        options.stats,
    )
