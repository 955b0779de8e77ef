"""Networks that are compiled, simulated and run on GPUs: jobs with everything in them that their kernels may meet."""

from __future__ import annotations

from typing import Any

import numpy as np

from core.compile.check import check
from core.compile.lower import lower
from core.compile.params import first_weights
from core.engine.contract import Job, State
from core.engine.cuda.memory import LANES
from core.spec.project import Project
from tests.engines.runs import every_layer
from tests.networks import chain, project_of


def job_of(project: Project, x: Any, y: Any, lanes: int, **settings: Any) -> tuple[Job, State]:
    program = lower(check(project), lanes)
    job = Job(program, {"train": (x, y), "test": (x[:20], y[:20])}, project.training.optimizer.kind, **settings)
    return job, State(first_weights(program.table, 0), ())


def small(batch: int = 32, rows: int = 96, lanes: int = LANES) -> tuple[Job, State]:
    """2-16-16-16-1."""
    rng = np.random.default_rng(6)
    x = rng.normal(size=(rows, 2))
    project = project_of(chain(16, 16, 16, 1), x=x, y=x[:, :1], optimizer="adam", task="regress")
    return job_of(project, x, x[:, :1], lanes, batch_size=batch, order_key=3)


def wide(batch: int = 32, rows: int = 96, lanes: int = LANES) -> tuple[Job, State]:
    """64-64-32-10."""
    rng = np.random.default_rng(6)
    x, y = rng.normal(size=(rows, 64)), np.eye(10)[rng.integers(0, 10, rows)]
    nodes = chain(64, 32, 10, hidden="relu", last="softmax")
    project = project_of(nodes, x=x, y=y, loss="cce", optimizer="adam", task="regress")
    return job_of(project, x, y, lanes, batch_size=batch, order_key=3)


def large(batch: int = 64, rows: int = 128, lanes: int = LANES) -> tuple[Job, State]:
    """784-128-10, for the whole of a GPU."""
    rng = np.random.default_rng(6)
    x, y = rng.normal(size=(rows, 784)), np.eye(10)[rng.integers(0, 10, rows)]
    nodes = chain(128, 10, hidden="relu", last="softmax")
    project = project_of(nodes, x=x, y=y, loss="cce", optimizer="adam", task="regress")
    return job_of(project, x, y, lanes, batch_size=batch, order_key=3)


def everything(batch: int = 16, rows: int = 53, lanes: int = LANES) -> tuple[Job, State]:
    """Every kind of layer."""
    rng = np.random.default_rng(6)
    x, y = rng.normal(size=(rows, 4)), np.eye(3)[rng.integers(0, 3, rows)]
    project = project_of(every_layer(), x=x, y=y, loss="cce", optimizer="adam", task="regress")
    return job_of(
        project, x, y, lanes, batch_size=batch, order_key=11, dropout_key=12, weights=rng.uniform(0.5, 2.0, rows)
    )
