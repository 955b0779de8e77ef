"""`glassnet predict` and `glassnet export`, and the model they stand on."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import numpy as np
import pytest

import core
from core.cli import main
from tests.projects import BINARY, CLASSES, NORMED, NUMBERS, chain, write

pytestmark = pytest.mark.usefixtures("no_pictures")

POINTS = [(0.0, 0.0), (1.5, -2.0), (-4.0, 4.0)]


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def inputs(folder: Path) -> str:
    path = folder / "x.csv"
    path.write_text("x1,x2\n" + "".join(f"{a},{b}\n" for a, b in POINTS), encoding="utf-8")
    return str(path)


def trained(folder: Path, plain: dict[str, object]) -> Path:
    assert main(["train", write(folder, plain), "--engine", "numpy", "--quiet", "--out", str(folder / "run")]) == 0
    return folder / "run"


def predict(folder: Path, *arguments: str) -> list[dict[str, str]]:
    assert main(["predict", *arguments, "--input", inputs(folder), "--output", str(folder / "y.csv")]) == 0
    return table(folder / "y.csv")


def test_two_classes(tmp_path: Path) -> None:
    answers = predict(tmp_path, str(trained(tmp_path, BINARY)))
    assert list(answers[0]) == ["class", "p_0", "p_1"]
    for answer in answers:
        assert float(answer["p_0"]) + float(answer["p_1"]) == pytest.approx(1, abs=1e-6)
        assert answer["class"] == str(int(float(answer["p_1"]) > 0.5))


def test_more_classes(tmp_path: Path) -> None:
    answers = predict(tmp_path, str(trained(tmp_path, CLASSES)))
    assert list(answers[0]) == ["class", "p_0", "p_1", "p_2"]
    for answer in answers:
        shares = [float(answer[f"p_{label}"]) for label in range(3)]
        assert sum(shares) == pytest.approx(1, abs=1e-6)
        assert answer["class"] == str(int(np.argmax(shares)))


def test_a_folder_predicts_with_the_statistics_that_its_norms_remember(tmp_path: Path) -> None:
    run = trained(tmp_path, NORMED)
    with np.load(run / "weights.npz") as file:
        weights = dict(file)
    assert {"n1.scale", "n1.shift", "n1.mean", "n1.variance", "n2.scale", "n2.shift", "h1.slope"} <= set(weights)
    assert np.abs(weights["n1.mean"]).max() > 0.0
    a = np.array(POINTS) @ weights["h1.weight"] + weights["h1.bias"]
    a = np.where(a > 0, a, a * weights["h1.slope"])
    a = (a - weights["n1.mean"]) / np.sqrt(weights["n1.variance"] + 1e-5) * weights["n1.scale"] + weights["n1.shift"]
    a = (a - a.mean(1, keepdims=True)) / np.sqrt(a.var(1, keepdims=True) + 1e-5)
    a = (a * weights["n2.scale"] + weights["n2.shift"]) @ weights["h2.weight"] + weights["h2.bias"]
    shares = np.exp(a) / np.exp(a).sum(1, keepdims=True)
    answers = predict(tmp_path, str(run))
    found = [[float(answer[f"p_{k}"]) for k in range(3)] for answer in answers]
    np.testing.assert_allclose(found, shares, atol=1e-5)


def test_a_loss_of_scores_gives_classes_and_scores(tmp_path: Path) -> None:
    """No probability is pretended, and a score above zero is a yes."""
    nodes = {"nodes": chain((6, "tanh"), (1, "identity"))}
    plain = {**BINARY, "architecture": nodes, "training": {"loss": "hinge", "optimizer": "adam", "epochs": 40}}
    run = trained(tmp_path, plain)
    answers = predict(tmp_path, str(run))
    assert list(answers[0]) == ["class", "score"]
    assert [answer["class"] for answer in answers] == [str(int(float(answer["score"]) > 0.0)) for answer in answers]
    made = core.load_model(run)
    assert made.boundary == 0.0
    assert {answer["class"] for answer in answers} == {"0", "1"}


def test_a_loss_of_scores_gives_one_for_each_class(tmp_path: Path) -> None:
    nodes = {"nodes": chain((6, "tanh"), (3, "identity"))}
    plain = {**CLASSES, "architecture": nodes, "training": {**CLASSES["training"], "loss": "hinge"}}
    answers = predict(tmp_path, str(trained(tmp_path, plain)))
    assert list(answers[0]) == ["class", "score_0", "score_1", "score_2"]
    for answer in answers:
        assert answer["class"] == str(int(np.argmax([float(answer[f"score_{label}"]) for label in range(3)])))


@pytest.mark.parametrize("kind", [int, float])
def test_one_hot_targets_are_one_class_of_several(tmp_path: Path, kind: type) -> None:
    """With a softmax the largest share is the class, though no share may reach a half; right answers are counted."""
    rng = np.random.default_rng(0)
    x = rng.normal(size=(40, 2))
    y = np.eye(3)[rng.integers(0, 3, 40)].astype(kind)
    np.savez(tmp_path / "d.npz", x=x, y=y)
    plain = {**CLASSES, "data": {"source": {"kind": "npz", "path": "d.npz"}, "task": "classify"}}
    run = trained(tmp_path, plain)
    assert "test_accuracy" in (run / "curves.csv").read_text(encoding="utf-8")
    for answer in predict(tmp_path, str(run)):
        assert answer["class"] == str(int(np.argmax([float(answer[f"p_{label}"]) for label in range(3)])))


def test_targets_of_0_and_1_as_decimals_are_counted_as_answers(tmp_path: Path) -> None:
    x = np.random.default_rng(0).normal(size=(40, 2))
    np.savez(tmp_path / "d.npz", x=x, y=(x[:, 0] > 0).astype(float))
    run = trained(tmp_path, {**BINARY, "data": {"source": {"kind": "npz", "path": "d.npz"}}})
    assert "test_accuracy" in (run / "curves.csv").read_text(encoding="utf-8")


def test_numbers_come_in_the_targets_own_units(tmp_path: Path) -> None:
    run = trained(tmp_path, NUMBERS)
    answers = predict(tmp_path, str(run))
    expected = core.load_model(run).predict(np.array(POINTS))
    assert [float(answer["y"]) for answer in answers] == pytest.approx(expected[:, 0].tolist(), rel=1e-7)


def test_the_data_is_not_needed_any_more(tmp_path: Path) -> None:
    """Text categories, class names and scaling come with the model."""
    (tmp_path / "pets.csv").write_text(
        "kind,size,owner\n" + "cat,1.5,ann\ndog,7,bob\ncat,2,ann\ndog,9,bob\n" * 5, encoding="utf-8"
    )
    source = {"kind": "csv", "path": "pets.csv", "target": "owner"}
    project = write(tmp_path, BINARY, data={"source": source, "scaling": "standard"})
    main(["train", project, "--engine", "numpy", "--quiet", "--epochs", "60", "--out", str(tmp_path / "run")])
    (tmp_path / "pets.csv").unlink()
    (tmp_path / "new.csv").write_text("size,kind\n8,dog\n1,cat\n", encoding="utf-8")
    for model in ([str(tmp_path / "run")], [project, "--weights", str(tmp_path / "run" / "weights.safetensors")]):
        assert main(["predict", *model, "--input", str(tmp_path / "new.csv"), "--output", str(tmp_path / "y.csv")]) == 0
        answers = table(tmp_path / "y.csv")
        assert [answer["class"] for answer in answers] == ["bob", "ann"]
        assert list(answers[0]) == ["class", "p_ann", "p_bob"]


def test_pictures_come_from_npz(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    np.savez(tmp_path / "d.npz", x=rng.integers(0, 256, (40, 4, 5), dtype=np.uint8), y=np.arange(40) % 3)
    plain = {**CLASSES, "architecture": {"nodes": chain((3, "softmax"))}}
    source = {"kind": "npz", "path": "d.npz"}
    main(
        [
            "train",
            write(tmp_path, plain, data={"source": source}),
            "--engine",
            "numpy",
            "--quiet",
            "--out",
            str(tmp_path / "run"),
        ]
    )
    new = rng.integers(0, 256, (7, 4, 5), dtype=np.uint8)
    np.savez(tmp_path / "new.npz", x=new)
    assert (
        main(
            [
                "predict",
                str(tmp_path / "run"),
                "--input",
                str(tmp_path / "new.npz"),
                "--output",
                str(tmp_path / "y.csv"),
            ]
        )
        == 0
    )
    with np.load(tmp_path / "run" / "weights.npz") as arrays:
        z = (new / 255).reshape(7, -1) @ arrays["h1.weight"] + arrays["h1.bias"]
    assert [answer["class"] for answer in table(tmp_path / "y.csv")] == [str(label) for label in z.argmax(axis=1)]


def test_several_classes_at_once(tmp_path: Path) -> None:
    plain = {**BINARY, "architecture": {"nodes": chain((4, "tanh"), (2, "sigmoid"))}}
    points = {"kind": "points", "x": [[0, 0], [0, 1], [1, 0], [1, 1]] * 4, "y": [[0, 0], [0, 1], [1, 0], [1, 1]] * 4}
    source = {"source": points, "task": "classify", "test_fraction": 0.0}
    main(
        [
            "train",
            write(tmp_path, plain, data=source),
            "--engine",
            "numpy",
            "--quiet",
            "--epochs",
            "400",
            "--out",
            str(tmp_path / "run"),
        ]
    )
    (tmp_path / "x.csv").write_text("x1,x2\n0,0\n0,1\n1,0\n1,1\n", encoding="utf-8")
    assert (
        main(
            ["predict", str(tmp_path / "run"), "--input", str(tmp_path / "x.csv"), "--output", str(tmp_path / "y.csv")]
        )
        == 0
    )
    assert [answer["class"] for answer in table(tmp_path / "y.csv")] == ["", "1", "0", "0+1"]


def test_weights_alone_take_the_preparation_from_the_projects_data(tmp_path: Path) -> None:
    run = trained(tmp_path, BINARY)
    shutil.copy(run / "weights.npz", tmp_path / "alone.npz")
    alone = predict(tmp_path, str(tmp_path / "project.json"), "--weights", str(tmp_path / "alone.npz"))
    assert alone == predict(tmp_path, str(run))


def test_a_damaged_model_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = trained(tmp_path, BINARY)
    plain = json.loads((run / "model.json").read_text(encoding="utf-8"))
    broken: list[object] = [
        "nonsense", [], {}, {**plain, "format": 9}, {**plain, "preparation": {}},
        {**plain, "architecture": {"nodes": []}}, {**plain, "preparation": {**plain["preparation"], "outputs": 5}},
    ]  # fmt: skip
    for value in broken:
        (run / "model.json").write_text(json.dumps(value), encoding="utf-8")
        assert main(["predict", str(run), "--input", inputs(tmp_path), "--output", str(tmp_path / "y.csv")]) == 2
        assert capsys.readouterr().err.startswith("error: ")
    assert not (tmp_path / "y.csv").exists()


@pytest.mark.parametrize("kind", ["npz", "safetensors", "csv"])
def test_exports(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = trained(tmp_path, BINARY)
    out = tmp_path / f"w.{kind}"
    project = str(tmp_path / "project.json")
    assert main(["export", project, "--weights", str(run / "weights.npz"), "--format", kind, "--out", str(out)]) == 0
    assert "25 numbers" in capsys.readouterr().out
    if kind != "csv":
        assert predict(tmp_path, project, "--weights", str(out)) == predict(tmp_path, str(run))


def test_exports_refuse_weights_of_another_network(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = trained(tmp_path, BINARY)
    other = write(tmp_path, CLASSES, "other.json")
    code = main(
        ["export", other, "--weights", str(run / "weights.npz"), "--format", "npz", "--out", str(tmp_path / "w.npz")]
    )
    assert code == 2
    assert "error:" in capsys.readouterr().err
    assert not (tmp_path / "w.npz").exists()
