"""Run folders: what a run was, what it reached and how, one folder a run. Nothing in one is edited afterwards.

`run.json` is written at the start as "running" and replaced once at the end; one found "running" without its process
was interrupted. A folder that holds a run which is over may be used again: the new run takes the old one's place.
"""

from __future__ import annotations

import io
import math
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import platformdirs

from core.engine.contract import Engine
from core.engine.select import gpu_math, reason
from core.errors import AppError
from core.export.model import Model, model_bytes, model_of
from core.export.weights import EXPORTERS
from core.session.curves import Curves
from core.session.folders import make_folder, remove_files
from core.session.machine import alive, machine, process_mark, versions
from core.session.setup import Setup
from core.session.snapshot import Points, Snapshot
from core.spec.files import project_bytes, write_atomic

FORMAT = 1

KEPT_EPOCHS = 1 << 15
"""Lines of a curve in a run played in the window, which may go on for millions of epochs; evenly thinned."""

RECORD = "run.json"
FILES = (RECORD, "project.json", "model.json", "curves.csv", "weights.npz", "weights.safetensors")
PICTURES = ("loss", "metrics", "boundary", "surface", "confusion", "weights")
"""Names of plots, each written as .png and .svg."""


@dataclass(frozen=True)
class RunInfo:
    """A run as its folder tells it; `status` is running, finished, stopped, diverged, failed or interrupted."""

    folder: Path
    record: Mapping[str, Any]
    status: str


class RunFolder:
    """The folder of one run, from its first moment to its last."""

    def __init__(self, folder: Path, setup: Setup, record: dict[str, Any]) -> None:
        self.folder, self._setup, self._record = folder, setup, record

    @property
    def closed(self) -> bool:
        """Whether its record says how the run ended."""
        return bool(self._record["status"] != "running")

    @classmethod
    def create(cls, folder: Path, setup: Setup, engine: str, threads: int, math: str = "fp32") -> RunFolder:
        """Take the folder and note that the run is on its way."""
        _claim(folder)
        project = setup.project
        run = cls(
            folder,
            setup,
            {
                "format": FORMAT,
                "project": project.name,
                "engine": engine,
                "why": "",
                "threads": threads,
                "precision": project.training.precision,
                "gpu_math": math,
                "seed": project.training.seed,
                "versions": versions(),
                "machine": machine(),
                "process": {"id": os.getpid(), "mark": process_mark(os.getpid())},
                "started": _now(),
                "ended": None,
                "status": "running",
                "steps": 0,
                "epochs": 0,
                "best_epoch": None,
                "seconds": 0.0,
                "message": "",
            },
        )
        run._write(RECORD, _json(run._record))
        _remove_results(folder)
        run._write("project.json", project_bytes(project, folder.resolve()))
        return run

    def finish(
        self, last: Snapshot, curves: Points, *, plots: bool = True, engine: str | None = None, why: str = ""
    ) -> None:
        """Write everything the run has reached; `last` is its last snapshot, `engine` the one that reached it."""
        assert last.state is not None
        self._record |= {"engine": engine or self._record["engine"], "why": why}
        self._record |= {"steps": last.step, "epochs": last.epoch, "best_epoch": last.best_epoch}
        self._record |= {"seconds": round(last.seconds, 6)}
        model = model_of(self._setup, last.state.weights)
        self._write("weights.safetensors", EXPORTERS["safetensors"].write(model))
        self._write("weights.npz", EXPORTERS["npz"].write(model))
        self._write("model.json", model_bytes(model))
        self._write("curves.csv", curves_bytes(curves))
        if plots:
            self._draw(model, curves)
        self.close(last.status, last.message)

    def _draw(self, model: Model, curves: Points) -> None:
        # Half a second of import: only those who want pictures wait for it.
        from core.export.plots import pictures

        for name, data in pictures(self._setup, model, curves):
            self._write(name, data)

    def close(self, status: str, message: str) -> None:
        """Replace the record, once, by the final one."""
        self._record |= {"status": status, "message": message, "ended": _now()}
        self._write(RECORD, _json(self._record))

    def _write(self, name: str, data: bytes) -> None:
        write_atomic(self.folder / name, data)


class RunKeeper:
    """Keeps the runs of a worker by themselves: give its methods as the worker's `heard` and `keep`.

    A window may play for days: its curves are thinned evenly once they are long.
    """

    def __init__(self, threads: int = 1, root: Path | None = None) -> None:
        self._threads, self._root = threads, root
        self._run, self._curves, self._started = -1, Curves(KEPT_EPOCHS), _now()

    def heard(self, snapshot: Snapshot) -> None:
        """Note the points of a snapshot."""
        if snapshot.run != self._run:
            self._run, self._curves, self._started = snapshot.run, Curves(KEPT_EPOCHS), _now()
        for event in snapshot.events:
            if event.kind == "branched":
                self._curves.cut(event.epoch)
        self._curves.add(snapshot.points)

    def keep(self, setup: Setup, engine: Engine, last: Snapshot) -> Path:
        """A run is over: write it into a folder of its own, without pictures."""
        folder = new_folder(self._root)
        run = RunFolder.create(folder, setup, engine.name, self._threads, gpu_math(engine))
        run._record["started"] = self._started
        run.finish(last, self._curves.points(), plots=False, why=reason(engine))
        return folder


def curves_bytes(curves: Points) -> bytes:
    """curves.csv: a line for each value that is known, in the order in which they came."""
    file = io.StringIO()
    file.write("step,epoch,name,value\n")
    columns = (curves.epoch.tolist(), curves.step.tolist(), curves.values.tolist())
    for epoch, step, row in zip(*columns, strict=True):
        for name, value in zip(curves.names, row, strict=True):
            if not math.isnan(value):
                file.write(f"{step},{epoch},{name},{value!r}\n")
    return file.getvalue().encode()


def runs_root() -> Path:
    """Where the window keeps its runs: below GLASSNET_HOME, or the user's data folder."""
    given = os.environ.get("GLASSNET_HOME")
    return (Path(given) if given else Path(platformdirs.user_data_dir("glassnet"))) / "runs"


def new_folder(root: Path | None = None) -> Path:
    """A folder for one more run: the time and a short id."""
    return (root or runs_root()) / f"{datetime.now():%Y%m%d-%H%M%S}-{secrets.token_hex(2)}"


def list_runs(root: Path | None = None) -> list[RunInfo]:
    """The runs of a folder, newest first; what is no run is passed over."""
    root = root or runs_root()
    found = [read_run(path.parent) for path in root.glob(f"*/{RECORD}")]
    return sorted((run for run in found if run), key=lambda run: (str(run.record.get("started")), run.folder.name))[
        ::-1
    ]


def read_run(folder: Path) -> RunInfo | None:
    """The run of a folder, or None where there is none that can be read."""
    try:
        record = msgspec.json.decode((folder / RECORD).read_bytes())
    except (OSError, msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return None
    if not isinstance(record, dict) or not isinstance(record.get("status"), str):
        return None
    status = record["status"]
    if status == "running" and not _process_lives(record.get("process")):
        status = "interrupted"
    return RunInfo(folder, record, status)


def _process_lives(process: Any) -> bool:
    if not isinstance(process, dict) or not isinstance(process.get("id"), int):
        return False
    return alive(process["id"], str(process.get("mark", "")))


def _claim(folder: Path) -> None:
    """Make the folder, or make sure that it may be used."""
    if not make_folder(folder):
        return
    run = read_run(folder)
    if run is None:
        raise AppError(
            str(folder), "the folder holds files that are no run", "choose another folder, or empty this one"
        )
    if run.status == "running":
        raise AppError(str(folder), "another Glassnet is writing a run there", "choose another folder, or wait")


def _remove_results(folder: Path) -> None:
    """Those of an earlier run."""
    remove_files(folder, (*FILES[1:], *(f"{name}{suffix}" for name in PICTURES for suffix in (".png", ".svg"))))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _json(value: Any) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n"
