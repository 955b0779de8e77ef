"""The CPU engine: the textbook's numbers, whatever the slices; a run put down and taken up; faults seen."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.catalog import losses
from core.catalog.activations import classic
from core.catalog.losses import LOSSES
from core.catalog.optimizers import OPTIMIZERS
from core.engine import cpu, dispatch, jit
from core.engine.contract import State
from tests.networks import chain, dense, loaded, project_of, relative

NETWORK: list[dict[str, Any]] = [
    {"id": "x", "kind": "input"},
    dense("a", "x", 20, "tanh"),
    {"id": "drop", "kind": "dropout", "inputs": ["a"], "rate": 0.25},
    dense("b", "drop", 20, "relu"),
    {"id": "sum", "kind": "add", "inputs": ["a", "b"]},
    {"id": "both", "kind": "concat", "inputs": ["sum", "x"]},
    {"id": "gate", "kind": "multiply", "inputs": ["sum", "a"]},
    dense("c", "both", 3, "sigmoid"),
    dense("d", "gate", 3, "identity"),
    {"id": "e", "kind": "add", "inputs": ["c", "d"]},
    {"id": "soft", "kind": "activation", "inputs": ["e"], "activation": "softmax"},
    {"id": "out", "kind": "output", "inputs": ["soft"]},
]


def _data(n: int = 53, seed: int = 0) -> tuple[Any, Any]:
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(n, 4))
    return x, np.eye(3)[(x[:, 0] > 0).astype(int) + (x[:, 1] > 0)]


def _engine(name: str, optimizer: str = "adam", **job: Any) -> Any:
    x, y = _data()
    project = project_of(NETWORK, x=x, y=y.argmax(1), loss="cce", optimizer=optimizer, task="classify")
    parts = {"test": _data(300, 1), "validation": _data(7, 2)}
    settings = {"batch_size": 16, "shuffle": True, "order_key": 11, "dropout_key": 12, "parts": parts, **job}
    return loaded(project, x, y, name, precision="float32", **settings)


def _coefficients(n: int, first: int = 1, optimizer: str = "adam") -> Any:
    entry = OPTIMIZERS[optimizer]
    return entry.coefficients(entry.options(), np.full(n, 0.02), np.arange(first, first + n))


def _same(one: State, other: State) -> bool:
    same = all(np.array_equal(one.weights[key], other.weights[key]) for key in one.weights)
    for mine, theirs in zip(one.memories, other.memories, strict=True):
        same &= all(np.array_equal(mine[key], theirs[key]) for key in mine)
    places = [(state.step, state.epoch, state.batch, state.totals) for state in (one, other)]
    return same and places[0] == places[1]


@pytest.mark.parametrize("optimizer", OPTIMIZERS.names())
def test_it_trains_like_the_textbook(optimizer: str) -> None:
    mine, textbook = _engine("cpu", optimizer), _engine("numpy", optimizer)
    c = _coefficients(10, optimizer=optimizer)
    found, wanted = mine.run(c), textbook.run(c)
    assert (found.steps, found.bad_step) == (10, 0)
    np.testing.assert_allclose(found.rows, wanted.rows, rtol=2e-5)
    for key, weight in textbook.read().weights.items():
        assert relative(mine.read().weights[key], weight) < 2e-5, key


def test_nothing_depends_on_the_slices() -> None:
    whole, cut = _engine("cpu"), _engine("cpu")
    rows = whole.run(_coefficients(23)).rows
    pieces, done = [], 0
    for n in (1, 2, 3, 5, 1, 4, 7):
        pieces.append(cut.run(_coefficients(n, done + 1)).rows)
        done += n
    assert np.array_equal(np.concatenate(pieces), rows, equal_nan=True)
    assert _same(whole.read(), cut.read())


def test_a_run_put_down_is_taken_up() -> None:
    straight, stopped, resumed = _engine("cpu"), _engine("cpu"), _engine("cpu")
    straight.run(_coefficients(19))
    stopped.run(_coefficients(10))
    state = stopped.read()
    resumed.run(_coefficients(3))
    resumed.write(state)
    resumed.run(_coefficients(9, 11))
    assert _same(straight.read(), resumed.read())


def test_asking_changes_nothing() -> None:
    quiet, asked = _engine("cpu"), _engine("cpu")
    x, _ = _data(200, 5)
    for n in range(1, 9):
        quiet.run(_coefficients(1, n))
        asked.run(_coefficients(1, n))
        asked.evaluate("test")
        asked.predict(x)
        asked.activations(x, ["sum", "both"])
        asked.gradients()
    assert _same(quiet.read(), asked.read())


def test_answers_agree_with_the_textbook() -> None:
    mine, textbook = _engine("cpu"), _engine("numpy")
    x, _ = _data(300, 7)
    nodes = ["x", "a", "drop", "sum", "both", "gate", "soft", "out"]
    for name, values in textbook.activations(x, nodes).items():
        assert relative(mine.activations(x, nodes)[name], values) < 1e-6, name
    assert relative(mine.predict(x), textbook.predict(x)) < 1e-6
    assert mine.predict(x[:0]).shape == (0, 3)
    for part in ("train", "test", "validation"):
        np.testing.assert_allclose(mine.evaluate(part), textbook.evaluate(part), rtol=1e-5)


def test_evaluation_comes_when_it_is_due() -> None:
    engine = _engine("cpu", evaluate_every=3)
    rows = engine.run(_coefficients(4 * 6)).rows
    assert rows[:, 0].tolist() == [1, 2, 3, 4, 5, 6]
    assert rows[:, 1].tolist() == [4, 8, 12, 16, 20, 24]
    assert np.isfinite(rows[:, 5]).tolist() == [False, False, True] * 2
    np.testing.assert_array_equal(rows[-1, 5:8], engine.evaluate("test"))
    np.testing.assert_array_equal(rows[-1, 8:11], engine.evaluate("validation"))


@pytest.mark.parametrize("width", [1, 2])
@pytest.mark.parametrize("loss", LOSSES.names())
@pytest.mark.parametrize("last", ["sigmoid", "identity", "softmax"])
def test_losses_and_gradients_agree(loss: str, last: str, width: int) -> None:
    rng = np.random.default_rng(3)
    x, y = rng.normal(size=(21, 3)), rng.integers(0, 2, (21, width)).astype(float)
    if LOSSES[loss].reduction == "sum" and width == 1:
        pytest.skip("compares outputs with each other")
    project = project_of(chain(5, width, last=last), x=x, y=y, loss=loss, task="regress")
    mine, textbook = (loaded(project, x, y, name) for name in ("cpu", "numpy"))
    wanted = textbook.gradients()
    scale = max(float(np.linalg.norm(g)) for g in wanted.values())
    for key, gradient in mine.gradients().items():
        assert np.linalg.norm(gradient - wanted[key]) <= 2e-5 * scale + 1e-12, key
    np.testing.assert_allclose(mine.evaluate("train"), textbook.evaluate("train"), rtol=2e-5, atol=1e-6)


def test_a_loss_that_is_not_finite_stops_the_run_before_the_step() -> None:
    x, y = _data()
    x[37, 2] = np.inf
    project = project_of(chain(5, 3, hidden="relu"), x=np.zeros((2, 4)), y=np.zeros((2, 3)), task="regress")
    engine = loaded(project, x, y, "cpu", batch_size=10)
    ended = engine.run(_coefficients(20, optimizer="sgd"))
    assert (ended.steps, ended.bad_step) == (3, 4)
    assert all(np.isfinite(weight).all() for weight in engine.read().weights.values())


def test_weights_that_are_not_finite_are_seen_at_the_epochs_end() -> None:
    x, y = _data()
    project = project_of(chain(3), x=np.zeros((2, 4)), y=np.zeros((2, 3)), task="regress")
    engine = loaded(project, x, y, "cpu")
    ended = engine.run(np.full((5, 1), 1e39))
    assert (ended.steps, ended.bad_step) == (1, -1)


def test_strided_and_read_only_arrays_are_let_in() -> None:
    x, y = _data()
    wide = np.zeros((53, 8))
    wide[:, ::2] = x
    view = wide[:, ::2]
    view.flags.writeable = False
    project = project_of(chain(3), x=np.zeros((2, 4)), y=np.zeros((2, 3)), task="regress")
    one, other = loaded(project, view, y, "cpu"), loaded(project, x, y, "cpu")
    assert np.array_equal(one.predict(view), other.predict(x.astype(np.float32)))


def test_progress_ends_at_one() -> None:
    heard: list[float] = []
    cpu.compile_kernels(lambda text, share: heard.append(share))
    assert heard[-1] == 1.0
    assert heard == sorted(heard)


def test_entries_that_a_test_registers_are_compiled_too(registered: None) -> None:
    x, y = _data()
    project = project_of(chain(6, 3, hidden="bent"), x=x[:3], y=y[:3], loss="shifted", optimizer="sgd", task="regress")
    mine, textbook = (loaded(project, x, y, name, optimizer="slow") for name in ("cpu", "numpy"))
    for engine in (mine, textbook):
        engine.run(np.full((5, 2), 0.3))
    for key, weight in textbook.read().weights.items():
        assert relative(mine.read().weights[key], weight) < 1e-5
    for key, memory in textbook.read().memories[0].items():
        assert relative(mine.read().memories[0][key], memory) < 1e-5


def test_a_program_is_named_after_the_formulas_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    before = jit.fingerprint([classic.tanh, losses.squared_error])
    assert jit.fingerprint([classic.tanh, losses.squared_error]) == before
    assert jit.fingerprint([classic.sigmoid, losses.squared_error]) != before
    assert jit.fingerprint([lambda z: z]) != jit.fingerprint([lambda z: z + 1])
    assert "_activate_" in dispatch.text()


def test_old_kernels_are_forgotten(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(jit, "_FOLDER", tmp_path / "now")
    for name, age in (("now", 90), ("old", 40), ("recent", 2)):
        (tmp_path / name).mkdir()
        past = time.time() - age * 86400
        os.utime(tmp_path / name, (past, past))
    jit.forget_old_kernels()
    assert sorted(folder.name for folder in tmp_path.iterdir()) == ["now", "recent"]


def test_a_closed_cache_folder_is_gone_round(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("GLASSNET_CACHE", str(tmp_path / "file"))
    assert jit.cache_root().name.startswith("glassnet-kernels")
    monkeypatch.setenv("GLASSNET_CACHE", str(tmp_path / "open"))
    assert jit.cache_root() == tmp_path / "open" / "kernels"


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="folders have no owners there")
def test_machine_code_is_read_from_no_folder_of_somebody_else(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("GLASSNET_CACHE", str(tmp_path / "file"))
    monkeypatch.setattr(jit.tempfile, "gettempdir", lambda: str(tmp_path))
    monkeypatch.setattr(jit.tempfile, "mkdtemp", lambda prefix: "a new one")
    own = jit.cache_root()
    assert own.parent == tmp_path
    assert own.stat().st_mode & 0o777 == 0o700
    assert jit.cache_root() == own
    own.chmod(0o777)
    assert jit.cache_root() == Path("a new one")
    own.rmdir()
    own.symlink_to(tmp_path)
    assert jit.cache_root() == Path("a new one")


def test_damaged_machine_code_is_compiled_anew(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    (tmp_path / "sub").mkdir()
    files = [tmp_path / "sub" / f"program.serve-1.py311.{end}" for end in ("nbi", "1.nbc")]
    other = tmp_path / "sub" / "another.serve-1.py311.nbi"
    for file in (*files, other):
        file.write_bytes(b"machine code")
    assert not jit.sealed(program)
    assert [file.exists() for file in (*files, other)] == [False, False, True]
    for file in files:
        file.write_bytes(b"machine code")
    jit.seal(program)
    assert jit.sealed(program)
    files[1].write_bytes(b"machine")
    assert not jit.sealed(program)
    assert not files[1].exists()
    assert not jit.sealed(program)
