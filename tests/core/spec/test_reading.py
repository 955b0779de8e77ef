"""Project files: what is written is read back, and every fault is one sentence with its path."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.catalog.layers import LAYERS
from core.errors import AppError
from core.registry import Registry
from core.spec.assign import assign
from core.spec.declared import hints, registry_of, registry_of_list
from core.spec.files import (
    LARGEST,
    example_names,
    load_example,
    load_project,
    project_bytes,
    read_project,
    save_project,
    write_atomic,
)
from core.spec.plain import project_from_plain, project_to_plain
from core.spec.training import TrainingSpec
from tests.networks import graphs

SMALL: dict[str, Any] = {
    "format": 1,
    "architecture": {
        "nodes": [
            {"id": "x", "kind": "input"},
            {"id": "h1", "kind": "dense", "inputs": ["x"], "units": 3, "activation": "tanh"},
            {"id": "y", "kind": "dense", "inputs": ["h1"], "units": 1, "activation": {"kind": "sigmoid"}},
            {"id": "out", "kind": "output", "inputs": ["y"]},
        ]
    },
}


def changed(path: str, value: Any) -> dict[str, Any]:
    """SMALL with one place set; numbers in the path are list places."""
    plain = json.loads(json.dumps(SMALL))
    target: Any = plain
    parts = path.split("/")
    for part in parts[:-1]:
        target = target[int(part)] if part.isdigit() else target.setdefault(part, {})
    target[int(parts[-1]) if parts[-1].isdigit() else parts[-1]] = value
    return plain


@pytest.mark.parametrize(
    ("plain", "where", "what"),
    [
        (changed("format", 2), "format", "2 is not known"),
        (changed("format", True), "format", "not known"),
        ({}, "format", "missing"),
        ([], "project", "expected an object"),
        (changed("nmae", "x"), "nmae", "no field 'nmae'"),
        (changed("architecture/nodes/1/units", 0), "architecture.nodes.h1.units", ">= 1"),
        (changed("architecture/nodes/1/units", "3"), "architecture.nodes.h1.units", "a whole number"),
        (changed("architecture/nodes/1/units", 3.5), "architecture.nodes.h1.units", "a whole number"),
        (changed("architecture/nodes/1/units", True), "architecture.nodes.h1.units", "a whole number"),
        (changed("architecture/nodes/1/unitz", 3), "architecture.nodes.h1.unitz", "no field"),
        (changed("architecture/nodes/1/kind", "dens"), "architecture.nodes.h1.kind", "no layer kind 'dens'"),
        (changed("architecture/nodes/1/activation", "tanhh"), "architecture.nodes.h1.activation.kind", "'tanhh'"),
        (changed("architecture/nodes/1/activation", {"kind": "tanh", "a": 1}), "h1.activation.a", "no field"),
        (changed("architecture/nodes/1/inputs", ["z"]), "architecture.nodes.h1.inputs", "no node 'z'"),
        (changed("architecture/nodes/1/inputs", "x"), "architecture.nodes.h1.inputs", "a list"),
        (changed("architecture/nodes/1/inputs", ["y"]), "architecture.nodes", "circle"),
        (changed("architecture/nodes/1/id", "x"), "architecture.nodes.x.id", "two nodes"),
        (changed("architecture/nodes/1/id", "h.1"), "architecture.nodes", "no node id"),
        (changed("training/optimizer", {"kind": "adam", "lr": -1}), "training.optimizer.lr", "> 0"),
        (changed("training/optimizer", {"kind": "adam", "lr": float("nan")}), "training.optimizer.lr", "nan"),
        (changed("training/optimizer", {"lr": 0.1}), "training.optimizer.kind", "missing"),
        (changed("training/precision", "float16"), "training.precision", "float16"),
        (changed("training/metrics", ["acuracy"]), "training.metrics[0].kind", "acuracy"),
        (changed("data/source", "spirall"), "data.source.kind", "spirall"),
        (changed("data/source", {"kind": "spiral", "samples": 10_000_001}), "data.source.samples", "10000000"),
        (changed("data/test_fraction", 1.5), "data.test_fraction", "<= 0.9"),
        (changed("layout/positions", {"h1": [1]}), "layout.positions", "length 2"),
    ],
)
def test_faults_are_named(plain: Any, where: str, what: str) -> None:
    with pytest.raises(AppError) as caught:
        project_from_plain(plain)
    assert where in caught.value.where
    assert what in f"{caught.value.what} {caught.value.hint}"
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "not JSON"),
        (b"{", "not JSON"),
        (b"\xff\xfe", "not JSON"),
        (b'{"format": NaN}', "not JSON"),
        (b"[" * 1_000_000, "nested too deeply"),
        (b'{"a":' * 500_000, "nested too deeply"),
        (b"[" * (LARGEST + 1), "larger than"),
        (b'{"format": 1, "data": {"test_fraction": 1e999}}', "range"),
    ],
)
def test_files_that_are_no_projects(tmp_path: Path, data: bytes, what: str) -> None:
    path = tmp_path / "p.json"
    path.write_bytes(data)
    with pytest.raises(AppError) as caught:
        load_project(path)
    assert str(path) in caught.value.where
    assert what in caught.value.what


def test_missing_file_and_folder(tmp_path: Path) -> None:
    for path in (tmp_path / "none.json", tmp_path):
        with pytest.raises(AppError) as caught:
            load_project(path)
        assert caught.value.where == str(path)


def test_nearest_name_is_offered() -> None:
    with pytest.raises(AppError, match="did you mean 'spiral'"):
        project_from_plain(changed("data/source", "spirral"))


@settings(max_examples=40)
@given(graph=graphs(), seed=st.integers(0, 2**53 - 1))
def test_written_and_read_back(graph: Any, seed: int) -> None:
    project = project_from_plain({"format": 1, "architecture": {"nodes": graph[0]}, "training": {"seed": seed}})
    data = project_bytes(project)
    assert read_project(data, "again", None) == project
    assert project_bytes(read_project(data, "again", None)) == data


def test_every_option_is_written_out() -> None:
    plain = project_to_plain(project_from_plain(SMALL))
    node = plain["architecture"]["nodes"][1]
    assert node == {
        "id": "h1",
        "kind": "dense",
        "inputs": ["x"],
        "units": 3,
        "use_bias": True,
        "activation": {"kind": "tanh"},
        "initializer": {"kind": "glorot_uniform"},
        "penalty": {"kind": "none"},
        "off": (),
    }
    assert set(plain) == {"format", "name", "architecture", "data", "training", "classroom", "layout"}
    assert plain["training"]["optimizer"].keys() >= {"kind", "lr", "beta1", "beta2", "eps"}
    assert plain["training"]["metrics"] == ["accuracy"]


def _registries(cls: Any) -> list[Registry[Any]]:
    found = [registry_of(a) or registry_of_list(a) for a in hints(cls).values()]
    return [registry for registry in found if registry is not None]


def test_every_entry_survives_a_file() -> None:
    """Whatever a registry holds can stand in a project with its default options."""
    training = hints(TrainingSpec)
    for name, annotation in training.items():
        registry, listed = registry_of(annotation), registry_of_list(annotation)
        for entry in registry or listed or ():
            plain = changed(f"training/{name}", entry.name if registry else [entry.name])
            project = project_from_plain(plain)
            assert read_project(project_bytes(project), "again", None) == project
    for kind in LAYERS:
        for registry in _registries(kind.options):
            assert len(registry) > 0


def test_paths_are_relative_in_the_file(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.csv").write_text("a,b\n1,2\n")
    plain = changed("data/source", {"kind": "csv", "path": "data/a.csv", "target": "b"})
    project = project_from_plain(plain, tmp_path)
    assert project.data.source.path == str((tmp_path / "data" / "a.csv").resolve())  # type: ignore[attr-defined]
    save_project(project, tmp_path / "p.json")
    assert json.loads((tmp_path / "p.json").read_text())["data"]["source"]["path"] == "data/a.csv"
    assert load_project(tmp_path / "p.json") == project


def test_write_atomic_leaves_the_old_file_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "p.json"
    write_atomic(path, b"old")

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(AppError, match="No space left"):
        write_atomic(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_unwritable_folder(tmp_path: Path) -> None:
    with pytest.raises(AppError, match="cannot be written"):
        write_atomic(tmp_path / "none" / "p.json", b"")


@pytest.mark.parametrize(
    ("text", "look"),
    [
        ("architecture.nodes.h1.units=8", lambda p: p.architecture["h1"].options.units == 8),
        ("training.optimizer.lr=0.5", lambda p: p.training.optimizer.lr == 0.5),
        ("training.optimizer=sgd", lambda p: p.training.optimizer.kind == "sgd"),
        ("training.optimizer.kind=sgd", lambda p: p.training.optimizer.kind == "sgd"),
        ("architecture.nodes.h1.activation=relu", lambda p: p.architecture["h1"].options.activation.kind == "relu"),
        ("training.batch_size=null", lambda p: p.training.batch_size is None),
        ('training.metrics=["rmse"]', lambda p: p.training.metrics[0].kind == "rmse"),
        ("name=My own", lambda p: p.name == "My own"),
        ("layout.positions.h1=[1, 2]", lambda p: p.layout.positions["h1"] == (1.0, 2.0)),
    ],
)
def test_assign(text: str, look: Any) -> None:
    assert look(assign(project_from_plain(SMALL), text))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("nonsense", "not PATH=VALUE"),
        ("training.optimizr.lr=1", "did you mean 'optimizer'"),
        ("training.optimizer.rate=1", "no 'rate'"),
        ("architecture.nodes.h9.units=1", "no 'h9'"),
        ("architecture.nodes.h1.units=many", "a whole number"),
        ("name.first=1", "nothing below"),
        ("training.metrics.4=rmse", "no '4'"),
        ('training.schedule={"kind":"cosine","warm_up":NaN}', "not JSON"),
        ('training.stop=[{"kind":"target","value":1e400}]', "not JSON"),
    ],
)
def test_assign_refuses(text: str, what: str) -> None:
    with pytest.raises(AppError) as caught:
        assign(project_from_plain(SMALL), text)
    assert what in str(caught.value)
    assert caught.value.where.startswith("--set")


@pytest.mark.parametrize("name", example_names())
def test_examples_are_sound(name: str) -> None:
    from core.compile.check import check

    checked = check(load_example(name))
    assert checked.errors == ()
