"""Everything that stands before the first step: data prepared, program lowered, weights drawn, engine loaded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.catalog.clippings import CLIPPINGS
from core.catalog.losses import LOSSES
from core.compile.check import Checked, check
from core.compile.lower import lower
from core.compile.params import Carried, carry, first_weights
from core.data.prepare import Prepared, prepare
from core.engine.contract import Best, Engine, Job, State
from core.errors import AppError
from core.plan.plan import Program
from core.session.pulls import pulls
from core.session.row_weights import row_weights
from core.session.streams import key
from core.session.switched_off import places, silenced
from core.spec.project import Project

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Setup:
    """A project ready to run on an engine. `carried` says which weights were kept and which are new."""

    checked: Checked
    prepared: Prepared
    program: Program
    job: Job
    state: State
    carried: Carried

    @property
    def project(self) -> Project:
        return self.checked.project

    @property
    def boundary(self) -> float:
        """An output above it says yes."""
        return LOSSES.of(self.project.training.loss).boundary


def set_up(
    project: Project,
    lanes: int,
    *,
    threads: int = 1,
    prepared: Prepared | None = None,
    before: Setup | None = None,
    state: State | None = None,
    weights: Mapping[str, Array] | None = None,
) -> Setup:
    """Check, prepare and lower. `state` (of an earlier run) and `weights` are taken over wherever name and
    shape fit; `before` is the set-up that the state is of, where its place in the epoch may be kept."""
    checked = check(project)
    checked.require()
    prepared = prepared or prepare(project.data, checked.outputs, project.training.seed)
    return assemble(checked, prepared, lanes, threads=threads, before=before, state=state, weights=weights)


def assemble(
    checked: Checked,
    prepared: Prepared,
    lanes: int,
    *,
    threads: int = 1,
    before: Setup | None = None,
    state: State | None = None,
    weights: Mapping[str, Array] | None = None,
) -> Setup:
    """A checked project and prepared data, ready to run; the rest as for `set_up`."""
    project = checked.project
    program = lower(checked, lanes)
    _check_targets(project, prepared)
    job = _job(project, program, prepared, threads)
    first = first_weights(program.table, project.training.seed, project.training.draw)
    carried = carry(weights or (state.weights if state else {}), first)
    start = silenced(_start(carried, state, first, job), project.architecture)
    if before and state and _same_epoch(before, prepared, job):
        start = replace(start, batch=state.batch, totals=state.totals)
    return Setup(checked, prepared, program, job, start, carried)


def _same_epoch(before: Setup, prepared: Prepared, job: Job) -> bool:
    """Whether a place inside an epoch means the same rows as before."""
    old = before.job
    order = (old.batch_size, old.shuffle, old.order_key) == (job.batch_size, job.shuffle, job.order_key)
    return before.prepared is prepared and order


def _job(project: Project, program: Program, prepared: Prepared, threads: int) -> Job:
    training = project.training
    samples = len(prepared.train.x)
    loss = LOSSES.of(training.loss)
    return Job(
        program=program,
        parts={name: (part.x, loss.targets(training.loss, part.y)) for name, part in prepared.parts().items()},
        optimizer=training.optimizer.kind,
        batch_size=min(training.batch_size or samples, samples),
        shuffle=training.shuffle,
        order_key=key(training.seed, "order"),
        dropout_key=key(training.seed, "dropout"),
        evaluate_every=training.evaluate_every,
        precision=training.precision,
        threads=threads,
        weights=row_weights(project, prepared),
        penalties=pulls(project, program.table),
        off=places(project.architecture, program.table),
        clip=CLIPPINGS.of(training.clipping).clip(training.clipping),
    )


def _start(carried: Carried, state: State | None, first: Mapping[str, Array], job: Job) -> State:
    if state is None:
        return State(carried.arrays, (), optimizer=job.optimizer)
    begun = State(
        carried.arrays,
        (),
        state.step,
        state.epoch,
        optimizer=job.optimizer,
        since=state.step,
        remembered=state.remembered,
        best=_fitting_best(state, first, job),
    )
    if state.optimizer != job.optimizer:
        return begun
    # The memories of a weight are kept all together or not at all.
    finite = {name for name in first if all(name in m and np.isfinite(m[name]).all() for m in state.memories)}
    memories = tuple(
        {
            name: memory[name] if name in carried.kept and name in finite else np.zeros_like(first[name])
            for name in first
        }
        for memory in state.memories
    )
    return replace(begun, memories=memories, since=state.since)


def _fitting_best(state: State, first: Mapping[str, Array], job: Job) -> Best | None:
    """The best epoch's weights, if this network can go back to them."""
    best = state.best
    if best is None or {k: a.shape for k, a in best.weights.items()} != {k: a.shape for k, a in first.items()}:
        return None
    return best if state.optimizer == job.optimizer else replace(best, memories=())


def _check_targets(project: Project, prepared: Prepared) -> None:
    """Losses for classes need targets from 0 to 1."""
    loss = LOSSES.of(project.training.loss)
    if loss.task != "classify":
        return
    for name, part in prepared.parts().items():
        wrong = (part.y < 0.0) | (part.y > 1.0)
        if wrong.any():
            row = int(np.argmax(wrong.any(axis=1)))
            text = f"row {row + 1} of the {name} part has target {part.y[row].max():g}, outside 0 to 1"
            raise AppError("data.source", text, f"{loss.name} needs classes or probabilities; for numbers use mse")


def load(setup: Setup, engine: Engine, progress: Callable[[str, float], None] | None = None) -> None:
    """Put the job into the engine."""
    engine.load(setup.job, setup.state, progress)
