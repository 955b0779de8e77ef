"""Arguments of the command line: a parser whose faults are one line, and kinds of arguments that commands share."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any, NoReturn

from core.engine.select import GPU_MATHS, NAMES
from core.errors import AppError

Command = Callable[[argparse.Namespace], int]
Commands = Any  # what argparse gives to add commands to has no public name


class Parser(argparse.ArgumentParser):
    """Faults are `error: WHERE: WHAT (HINT)`; abbreviated options are not guessed."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(allow_abbrev=False, formatter_class=argparse.RawDescriptionHelpFormatter, **settings)

    def error(self, message: str) -> NoReturn:
        hint = f"see {self.prog} --help"
        if message.startswith("argument "):
            where, _, what = message.removeprefix("argument ").partition(": ")
            raise AppError(where, what, hint)
        raise AppError(self.prog, message, hint)


def make_parser() -> tuple[Parser, Commands]:
    """The parser of `glassnet`, and the place where commands are added to it."""
    parser = Parser(
        prog="glassnet",
        description="Glassnet shows a neural network learning. Without a command it opens the window.",
        epilog="Exit codes: 0 done; 1 the run itself failed; 2 bad input or usage;\n"
        "130 and 143 stopped by Ctrl-C or by a request to end, with what was reached saved.",
    )
    parser.add_argument("--version", action="version", version=f"glassnet {version('glassnet')}")
    return parser, parser.add_subparsers(metavar="COMMAND", dest="command", parser_class=Parser)


def add_command(commands: Commands, name: str, run: Command, text: str, more: str = "") -> Parser:
    """One command, and the function that carries it out."""
    parser: Parser = commands.add_parser(name, help=text, description=text + (f"\n\n{more}" if more else ""))
    parser.set_defaults(run=run)
    return parser


def add_project(
    parser: Parser, text: str = "a project file, a run folder, or the name of an example", *, optional: bool = False
) -> None:
    parser.add_argument("project", metavar="PROJECT", nargs="?" if optional else None, help=text)


def add_engine(parser: Parser) -> None:
    parser.add_argument(
        "--engine",
        choices=NAMES,
        default="auto",
        help="what computes; auto times processor and GPU and takes the faster one",
    )


def add_gpu_math(parser: Parser) -> None:
    parser.add_argument(
        "--gpu-math",
        choices=GPU_MATHS,
        default="fp32",
        help="what a GPU multiplies the matrices of large networks in; weights stay float32 (fp32)",
    )


def add_threads(parser: Parser) -> None:
    parser.add_argument("--threads", metavar="N", type=count(4096), help="limit Numba and BLAS together to N threads")


def add_weights(parser: Parser, text: str) -> None:
    parser.add_argument("--weights", metavar="FILE", type=Path, help=text)


def add_changes(parser: Parser) -> None:
    parser.add_argument(
        "--set",
        metavar="PATH=VALUE",
        action="append",
        default=[],
        dest="changes",
        help="change the project first, as in training.optimizer.lr=0.1 or architecture.nodes.h1.units=8; repeatable",
    )


def count(most: int, least: int = 1) -> Callable[[str], int]:
    """A whole number from `least` to `most`."""

    def read(text: str) -> int:
        try:
            value = int(text)
        except ValueError:
            raise argparse.ArgumentTypeError(f"'{text[:40]}' is not a whole number") from None
        if not least <= value <= most:
            raise argparse.ArgumentTypeError(f"{value} is not between {least} and {most:,}")
        return value

    return read


def seconds(text: str) -> float:
    """A number of seconds above 0."""
    try:
        value = float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text[:40]}' is not a number of seconds") from None
    if not 0 < value < 1e7:
        raise argparse.ArgumentTypeError(f"{text} is not a number of seconds above 0")
    return value
