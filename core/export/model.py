"""A trained network without its data: drawing, fitted preparation and weights. Written to model.json and beside
the weights in .safetensors, so that predicting needs nothing else."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from core.catalog.losses import LOSSES
from core.compile.check import check_network
from core.compile.lower import lower
from core.compile.params import fitted
from core.data.preparation import DAMAGED, Preparation, read_preparation
from core.data.prepare import Prepared
from core.engine.contract import Job, State
from core.engine.reference import ReferenceEngine
from core.errors import AppError
from core.plan.plan import Program
from core.session.setup import Setup
from core.spec.files import parse_json
from core.spec.plain import project_from_plain, project_to_plain
from core.spec.project import Project

Array = NDArray[Any]

FORMAT = 1


@dataclass(frozen=True, eq=False)
class Model:
    """`project` says how the network is drawn and trained; its data section is not read."""

    project: Project
    preparation: Preparation
    weights: Mapping[str, Array]
    many: bool = False
    """A sample may be of several classes at once."""

    @property
    def boundary(self) -> float:
        """An output above it says yes."""
        return LOSSES.of(self.project.training.loss).boundary

    @property
    def scores(self) -> bool:
        """Whether outputs are scores around 0, no probabilities."""
        return self.boundary == 0.0

    @cached_property
    def program(self) -> Program:
        shape = (len(self.preparation.features),) if self.preparation.features else self.preparation.shape
        checked = check_network(self.project, shape)
        checked.require()
        if checked.outputs != self.preparation.outputs:
            raise AppError("model", "the preparation does not fit the network's outputs", DAMAGED)
        return lower(checked)

    @cached_property
    def _engine(self) -> ReferenceEngine:
        program, engine = self.program, ReferenceEngine()
        training = self.project.training
        no_rows = np.zeros((1, int(program.plan.width[program.plan.input]))), np.zeros((1, self.preparation.outputs))
        job = Job(program, {"train": no_rows}, training.optimizer.kind, 1, precision=training.precision)
        engine.load(job, State(self.weights, ()))
        return engine

    def predict(self, x: Array) -> NDArray[np.float64]:
        """Outputs (n, outputs) for raw inputs x (n, *shape), in the target's own units."""
        x = np.asarray(x)
        if x.shape[1:] != self.preparation.shape or x.dtype.kind not in "biuf":
            wanted = ", ".join(map(str, self.preparation.shape))
            raise AppError("x", f"has shape {x.shape}, type {x.dtype}", f"the model takes numbers (n, {wanted})")
        return self.preparation.invert_targets(self._engine.predict(self.preparation.apply(x)))

    def predict_prepared(self, x: Array) -> Array:
        """Outputs (n, outputs) for inputs as the network takes them, as it gives them."""
        return self._engine.predict(x)

    def with_weights(self, weights: Mapping[str, Array], where: str) -> Model:
        """The same network with other weights, refused where they do not fit."""
        dtype = np.dtype(self.project.training.precision)
        arrays = {key: array.astype(dtype) for key, array in fitted(weights, self.program.table, where).items()}
        return Model(self.project, self.preparation, arrays, self.many)


def model_of(setup: Setup, weights: Mapping[str, Array]) -> Model:
    """The model a run has reached."""
    return Model(setup.project, setup.prepared.preparation, weights, several_at_once(setup.project, setup.prepared))


def several_at_once(project: Project, prepared: Prepared) -> bool:
    """Whether a sample may be of several classes: a yes or no for each column, not the largest of them."""
    described = prepared.described
    yes_or_no = LOSSES.of(project.training.loss).threshold
    return described.task == "classify" and described.info.target_columns > 1 and yes_or_no


def model_to_plain(model: Model) -> dict[str, Any]:
    """As JSON values, without the weights."""
    plain = project_to_plain(model.project)
    return {
        "format": FORMAT,
        "name": plain["name"],
        "architecture": plain["architecture"],
        "loss": plain["training"]["loss"],
        "precision": plain["training"]["precision"],
        "several_classes_at_once": model.many,
        "preparation": model.preparation.to_plain(),
        "weights": {name: list(array.shape) for name, array in model.weights.items()},
    }


def model_bytes(model: Model) -> bytes:
    """What model.json holds."""
    return msgspec.json.format(msgspec.json.encode(model_to_plain(model)), indent=1) + b"\n"


def read_model(data: bytes, where: str) -> Model:
    """The model in the bytes of model.json, still without weights."""
    try:
        plain = parse_json(data)
    except AppError as fault:
        raise AppError(where, fault.what, DAMAGED) from None
    if not isinstance(plain, dict) or "preparation" not in plain or "architecture" not in plain:
        raise AppError(where, "this is no model", "name a run folder, or a project with --weights")
    if plain.get("format") != FORMAT:
        raise AppError(where, f"its format is not {FORMAT}", "it comes from another version of Glassnet")
    training = {name: plain[name] for name in ("loss", "precision") if name in plain}
    try:
        project = project_from_plain(
            {
                "format": FORMAT,
                "name": plain.get("name", ""),
                "architecture": plain["architecture"],
                "training": training,
            }
        )
        preparation = read_preparation(plain["preparation"])
    except AppError as fault:
        raise AppError(f"{where}: {fault.where}", fault.what, fault.hint) from None
    if math.prod(preparation.shape) < 1:
        raise AppError(where, "its inputs have no size", DAMAGED)
    return Model(project, preparation, {}, plain.get("several_classes_at_once") is True)
