"""`glassnet predict`: answers of a trained network for new inputs."""

from __future__ import annotations

import argparse
from pathlib import Path

from core.cli.parser import Commands, add_command, add_project, add_weights
from core.cli.projects import open_project
from core.data.inputs import read_inputs
from core.errors import AppError
from core.export.model import Model
from core.session.predict import model_of_project, model_of_run, table, table_bytes
from core.spec.files import write_atomic

MORE = """\
A run folder holds everything that is needed: training data is not read. A project needs --weights; weights of a run
(.safetensors, or .npz beside their model.json) bring the preparation of the inputs with them.

Y.csv has a line for each line of X: the class and p_CLASS for every class, or the predicted numbers."""


def add_predict(commands: Commands) -> None:
    parser = add_command(commands, "predict", run, "Predict with a trained network.", MORE)
    add_project(parser, "a run folder, or a project file (with --weights)")
    add_weights(parser, "the weights to use (.npz or .safetensors)")
    parser.add_argument("--input", metavar="X.csv|X.npz", required=True, help="inputs: a table, or an array named x")
    parser.add_argument("--output", metavar="Y.csv", type=Path, required=True, help="where the answers go")


def run(options: argparse.Namespace) -> int:
    """Read the model and the inputs, write the answers."""
    model = find_model(options.project, options.weights)
    answers = table(model, read_inputs(model.preparation, options.input))
    write_atomic(options.output, table_bytes(*answers))
    print(f"{len(answers[1]):,} predictions in {options.output}")
    return 0


def find_model(name: str, weights: Path | None) -> Model:
    """The model that a run folder, or a project and weights, stand for."""
    if Path(name).is_dir():
        return model_of_run(Path(name), weights)
    project, _ = open_project(name)
    if weights is None:
        raise AppError(name, "a project has no weights of its own", "name a run folder, or give --weights FILE")
    return model_of_project(project, weights)
