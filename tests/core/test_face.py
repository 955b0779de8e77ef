"""The public face: everything it names is there, and it does what its first page says."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import core


def test_every_name_of_the_face_is_there_and_documented() -> None:
    for name in core.__all__:
        assert getattr(core, name).__doc__


def test_the_way_through(tmp_path: Path) -> None:
    project = core.load_example(core.example_names()[0])
    core.save_project(project, tmp_path / "p.json")
    project = core.assign(core.load_project(tmp_path / "p.json"), "data.source.samples=60")
    assert core.check(project).ready
    trained = core.train(project, epochs=2, engine="numpy", threads=1, out=tmp_path / "run")
    assert {"train_loss", "test_accuracy"} <= set(trained.metrics)
    model = core.load_model(tmp_path / "run")
    x = np.array([[1.0, 2.0], [-3.0, 0.5]])
    assert (core.predict(model, x) == trained.model.predict(x)).all()
    core.export_weights(model, "npz", tmp_path / "w.npz")
    again = core.load_model(tmp_path / "run", tmp_path / "w.npz")
    assert (again.predict(x) == model.predict(x)).all()
    more = core.train(project, epochs=1, engine="numpy", weights=model.weights)
    assert more.last.epoch == 1


def test_faults_are_app_errors(tmp_path: Path) -> None:
    with pytest.raises(core.AppError, match="there is no engine"):
        core.train(core.load_example("spiral"), engine="gpu")
    with pytest.raises(core.AppError, match=r"model\.json"):
        core.load_model(tmp_path)
    model = core.train(core.load_example("spiral"), epochs=1, engine="numpy").model
    for x in ([1.0, 2.0], [[1.0, 2.0, 3.0]], [["a", "b"]]):
        with pytest.raises(core.AppError, match=r"the model takes numbers \(n, 2\)"):
            model.predict(np.array(x))
