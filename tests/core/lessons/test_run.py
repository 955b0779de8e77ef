"""Lessons run to their end without a window, and each of their projects trains from the command line."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from core.cli import main
from core.errors import AppError
from core.lessons import lesson_names, open_lesson
from core.lessons.run import play_lesson
from core.spec.files import load_example, save_project
from tests.core.lessons.test_lessons import write

PROJECTS = sorted(
    (name, item.name)
    for name in lesson_names()
    for item in (files("resources") / "lessons" / name).iterdir()
    if item.name.endswith(".json") and item.name != "lesson.json"
)


@pytest.mark.parametrize("name", lesson_names())
def test_every_lesson_runs_to_its_end(name: str) -> None:
    played = play_lesson(open_lesson(name))
    assert {one.number: one.open for one in played if not one.reached} == {}


@pytest.mark.parametrize(("lesson", "name"), PROJECTS)
def test_every_project_trains_two_epochs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], lesson: str, name: str
) -> None:
    path = Path(str(files("resources") / "lessons" / lesson / name))
    assert main(["train", str(path), "--epochs", "2", "--engine", "numpy", "--quiet"]) == 0, capsys.readouterr().err


def lesson(folder: Path, *steps: dict[str, Any]) -> Any:
    return open_lesson("7", write(folder, steps=[{"title": "S", "text": "hello.md", **step} for step in steps]))


def test_a_step_is_trained_until_it_is_reached(tmp_path: Path) -> None:
    checks = [{"metric": "train_loss", "below": 0.3}, {"answered": True}, {"panel": "weights"}]
    question = {"text": "?", "choices": ["a", "b"]}
    made = lesson(tmp_path, {"project": "circle.json", "checks": checks, "question": question})
    (played,) = play_lesson(made)
    assert played.reached
    assert 0 < played.facts.epoch < 300
    assert played.facts.metrics["train_loss"] < 0.3


def test_what_cannot_be_reached_is_named(tmp_path: Path) -> None:
    checks = [{"epochs": 2}, {"metric": "train_loss", "below": 1e-9}]
    (played,) = play_lesson(lesson(tmp_path, {"project": "circle.json", "checks": checks, "suite": {"epochs": 3}}))
    assert played.open == ("Train loss is below 1e-09",)
    assert played.met == (True, False)
    assert played.facts.epoch == 3


def test_changes_come_one_after_the_other_and_stay_for_the_next_step(tmp_path: Path) -> None:
    hot = {"training.optimizer": {"kind": "sgd", "lr": 1000}, "training.loss": "mse"}
    hot |= {f"architecture.nodes.{name}.activation": "identity" for name in ("h1", "h2", "y")}
    too_hot = {"set": hot, "epochs": 100}
    cool = {"set": {"training.optimizer.lr": 0.001}, "epochs": 2}
    checks = [
        {"status": "diverged", "once": True},
        {"field": "training.optimizer.lr", "below": 1},
        {"metric": "train_loss", "below": 10},
    ]
    first = {"project": "circle.json", "checks": checks, "suite": [too_hot, cool]}
    second = {"checks": [{"field": "training.optimizer", "is": "sgd"}, {"edited": "data"}], "suite": {"epochs": 0}}
    played = play_lesson(lesson(tmp_path, first, second))
    assert played[0].reached, played[0].open
    assert played[1].met == (True, False)


@pytest.mark.parametrize(
    ("step", "words"),
    [
        ({"checks": [{"epochs": 5}, {"panel": "weight"}]}, "steps[0].checks[1].panel: there is no panel 'weight'"),
        ({"checks": [{"epochs": "5"}]}, "steps[0].checks[0].epochs: expected a whole number"),
        ({"checks": [{"answered": True}]}, "the step has no question"),
        ({"checks": [{"field": "architecture.nodes.h1.activation", "is": "tahn"}]}, "did you mean 'tanh'?"),
        ({"checks": [{"field": "architecture.nodes.h3.units", "above": 3}]}, "the project has nothing at"),
        ({"question": {"text": "?", "choices": ["a"]}}, "steps[0].question.choices"),
        ({"question": {"text": "?", "choices": ["a", "b"], "answer": 2}}, "there is no choice 2"),
        ({"question": {"text": "?", "choices": ["a", "b"], "right": 1}}, "unknown field right"),
        ({"suite": {"set": {"training.optimizer.rate": 1}}}, "steps[0].suite.set.training.optimizer.rate"),
        ({"suite": {"epochs": -1}}, "steps[0].suite"),
    ],
)
def test_a_fault_is_one_sentence(tmp_path: Path, step: dict[str, Any], words: str) -> None:
    with pytest.raises(AppError) as told:
        lesson(tmp_path, {"project": "circle.json", **step})
    assert words in str(told.value)
    assert "\n" not in str(told.value)


def test_a_check_may_look_at_what_the_suite_adds(tmp_path: Path) -> None:
    place = write(tmp_path) / "07-mine"
    deep = json.loads((place / "circle.json").read_text())["architecture"]["nodes"]
    added = {**deep[2], "id": "h3", "inputs": ["h2"]}
    deep = [*deep[:3], added, {**deep[3], "inputs": ["h3"]}, *deep[4:]]
    save_project(load_example("circle"), place / "circle.json")
    checks = [{"layers": 3}, {"field": "architecture.nodes.h3.units", "above": 0}]
    suite = {"set": {"architecture.nodes": deep}, "epochs": 1}
    step = {"title": "S", "text": "hello.md", "project": "circle.json", "checks": checks, "suite": suite}
    (place / "lesson.json").write_text(json.dumps({"format": 1, "title": "Mine", "steps": [step]}))
    (played,) = play_lesson(open_lesson("7", tmp_path))
    assert played.reached, played.open
