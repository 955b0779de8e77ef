"""`glassnet export`: weights in another format."""

from __future__ import annotations

import argparse
from pathlib import Path

from core.cli.parser import Commands, add_command, add_project, add_weights
from core.cli.predicting import find_model
from core.export.weights import EXPORTERS
from core.spec.files import write_atomic


def add_export(commands: Commands) -> None:
    parser = add_command(commands, "export", run, "Write weights in another format.")
    add_project(parser, "a project file (with --weights), or a run folder")
    add_weights(parser, "the weights to write (.npz or .safetensors)")
    parser.add_argument("--format", metavar="NAME", choices=EXPORTERS.names(), required=True, help=_formats())
    parser.add_argument("--out", metavar="FILE", type=Path, required=True, help="the file to write")


def _formats() -> str:
    return "; ".join(f"{entry.name}: {entry.title}" for entry in EXPORTERS)


def run(options: argparse.Namespace) -> int:
    """Check that the weights fit the network, and write them."""
    model = find_model(options.project, options.weights)
    write_atomic(options.out, EXPORTERS[options.format].write(model))
    count = sum(array.size for array in model.weights.values())
    print(f"{count:,} numbers in {options.out}")
    return 0
