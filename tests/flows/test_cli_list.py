"""`glassnet list`, `check` and `doctor`: what they tell."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.cli import main
from core.cli.listing import KINDS
from core.spec.plain import options_from_plain
from tests.projects import BINARY, CLASSES, write


@pytest.mark.parametrize("kind", KINDS)
def test_every_entry_is_listed_with_its_options(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", kind]) == 0
    text = capsys.readouterr().out
    assert main(["list", kind, "--json"]) == 0
    value = json.loads(capsys.readouterr().out)
    assert value["kind"] == kind
    assert [entry["name"] for entry in value["entries"]] == KINDS[kind].names()
    for entry in value["entries"]:
        assert f"{entry['name']}  ({entry['title']})" in text
        assert {"title", "text", "formula", "options"} <= set(entry)
        fields = KINDS[kind][entry["name"]].options.__struct_fields__
        assert tuple(option["name"] for option in entry["options"]) == fields


@pytest.mark.parametrize("kind", KINDS)
def test_the_listed_defaults_are_what_a_file_gives(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["list", kind, "--json"])
    for entry in json.loads(capsys.readouterr().out)["entries"]:
        options = {option["name"]: option["default"] for option in entry["options"]}
        made = options_from_plain(KINDS[kind], {"kind": entry["name"], **options}, "")
        assert made == KINDS[kind][entry["name"]].options()


def test_bounds_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    main(["list", "layers", "--json"])
    dense = next(entry for entry in json.loads(capsys.readouterr().out)["entries"] if entry["name"] == "dense")
    units = dense["options"][0]
    assert {"name": "units", "type": "whole number", "at_least": 1, "at_most": 65536}.items() <= units.items()


@pytest.mark.parametrize("word", ["activation", "stop-rules", "data sets", "Losses"])
def test_kinds_are_found_by_what_people_type(word: str) -> None:
    assert main(["list", word]) == 0


def test_examples_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "examples"]) == 0
    assert "spiral  (Two spirals)" in capsys.readouterr().out


def test_check_describes_a_sound_project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", write(tmp_path, CLASSES)]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert out.splitlines()[0] == "Blobs: ready to train, 39 numbers to learn"
    assert "h2: dense -> 3, softmax" in out
    assert "3 classes" in out


def test_a_warning_does_not_fail_the_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = write(tmp_path, BINARY, training={"loss": "cce"})
    plain = json.loads(Path(project).read_text(encoding="utf-8"))
    plain["architecture"]["nodes"][2] |= {"units": 2}
    assert main(["check", write(tmp_path, plain)]) == 0
    assert capsys.readouterr().err.startswith("warning: ")


def test_doctor_reports(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 0
    out = capsys.readouterr().out
    for word in (
        "glassnet 0.",
        "engine cpu",
        "engine numpy",
        "kernels: ",
        "threads: ",
        "libraries for the window",
        "display: ",
    ):
        assert word in out
