"""The command line `glassnet`. Everything but the window is headless: no Qt is imported here or below."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence

from core.cli import window
from core.cli.parser import Commands, make_parser
from core.errors import AppError

FLAG = "--probe-cuda"
"""A frozen program starts itself so, to ask the GPU's driver in a process of its own."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command; the answer is the exit code."""
    try:
        code = _carry_out(arguments)
        sys.stdout.flush()
        return code
    except AppError as fault:
        print("error:", " ".join(str(fault).split()), file=sys.stderr)
        return 2
    except MemoryError:
        from core.cli.training import out_of_memory

        print("error:", out_of_memory(), file=sys.stderr)
        return 1
    except KeyboardInterrupt as stop:
        print("interrupted", file=sys.stderr)
        return 128 + int(getattr(stop, "number", 2))
    except OSError as fault:
        # Whoever read the output has gone, or there is no room for it; closing it would fail once more.
        if fault.filename is None:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(fault, BrokenPipeError):
            return 0
        print(f"error: {fault.filename or 'output'}: {(fault.strerror or str(fault)).lower()}", file=sys.stderr)
        return 2


def _carry_out(arguments: Sequence[str] | None) -> int:
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words[:1] == [FLAG]:
        importlib.import_module("core.engine.cuda.probe").main(*words[1:])
    parser, commands = make_parser()
    window.add_open(commands)
    if words and words[0] != "open":
        _add_headless(commands)
    try:
        options = parser.parse_args(words)
    except SystemExit as done:  # --help and --version
        return int(done.code or 0)
    if options.command in (None, "open"):
        request = window.request(options)
        return int(importlib.import_module("guiapp.app").main(request))
    return int(options.run(options))


def _add_headless(commands: Commands) -> None:
    """Every command but the window's, which does not wait for what these import."""
    from core.cli import checking, exporting, fetching, listing, measuring, predicting, rates, sweeping, training

    for add in (
        training.add_train,
        rates.add_find_rate,
        sweeping.add_sweep,
        predicting.add_predict,
        exporting.add_export,
        checking.add_check,
        listing.add_list,
        fetching.add_fetch,
        measuring.add_bench,
        checking.add_doctor,
    ):
        add(commands)
