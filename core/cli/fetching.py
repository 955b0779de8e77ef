"""`glassnet fetch`: data sets from the network, with a bar, stopped and gone on with at will."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from core.catalog.datasets import DATASETS
from core.cli.parser import Commands, add_command
from core.cli.progress import make_bar
from core.cli.signals import Interrupted, Signals
from core.data.download import KEPT, Collection, fetch, place_of
from core.errors import AppError

LAYOUT = "{desc}: {percentage:3.0f}%|{bar:24}| {n_fmt}/{total_fmt} [{elapsed}{postfix}]"


def collections() -> dict[str, Collection]:
    """Every collection by the name of its data set."""
    return {entry.name: entry.collection for entry in DATASETS if entry.collection is not None}


def add_fetch(commands: Commands) -> None:
    parser = add_command(
        commands, "fetch", run_fetch, "Fetch a data set from the network, once.",
        "Checked against its published sum; what breaks off is gone on with the next time.",
    )  # fmt: skip
    parser.add_argument("name", metavar="NAME", help="one of " + ", ".join(collections()))
    parser.add_argument("--quiet", action="store_true", help="print nothing but errors")


def run_fetch(options: argparse.Namespace) -> int:
    known = collections()
    if options.name not in known:
        hint = "one of " + ", ".join(known)
        raise AppError("fetch", f"there is no data set '{options.name[:80]}' to be fetched", hint)
    collection = known[options.name]
    bar: Any = None if options.quiet else make_bar(collection.size, collection.title, "B", LAYOUT)
    if bar is not None:
        bar.unit_scale = True

    def heard(text: str, share: float) -> None:
        if bar is not None:
            bar.set_postfix_str(text, refresh=False)
            bar.update(max(share * collection.size - bar.n, 0))

    # Not patient: a server that says nothing would keep one waiting, and a file that breaks off is gone on with.
    with Signals():
        try:
            fetch(collection, heard=heard)
        except Interrupted as stop:
            print("stopped:", KEPT, file=sys.stderr)
            return 128 + stop.number
        except AppError as fault:
            print("error:", fault, file=sys.stderr)
            return 1
        finally:
            if bar is not None:
                bar.close()
    if not options.quiet:
        print(f"{collection.title} is in {place_of(collection)}")
    return 0
