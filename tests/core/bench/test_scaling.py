"""How the cost grows: the sweeps, the slopes, the picture."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.bench.scaling import SWEEPS, Line, Sweep, measure_scaling
from core.bench.scaling_plot import SUFFIXES, draw
from core.bench.table import scaling_text


def _power(slope: float, offset: float = 0.0) -> Line:
    values = (1, 10, 100, 1000, 10_000, 100_000)
    return Line("width", "step", values, tuple(2e-6 * (value**slope + offset) for value in values))


@pytest.mark.parametrize("slope", [0.5, 1.0, 2.0])
def test_a_power_s_slope_is_found(slope: float) -> None:
    assert _power(slope).exponent == pytest.approx(slope)


def test_the_cost_of_calls_at_the_lower_end_does_not_bend_the_slope() -> None:
    assert _power(1.0, offset=20.0).exponent == pytest.approx(1.0, abs=0.01)


def test_every_sweep_varies_what_it_says() -> None:
    for sweep in SWEEPS:
        first, last = sweep.workload(sweep.values[0]), sweep.workload(sweep.values[-1])
        varied = {
            "samples": (first.samples, last.samples),
            "width": (max(first.widths[1:]), max(last.widths[1:])),
            "depth": (len(first.widths) - 2, len(last.widths) - 2),
            "batch": (first.batch, last.batch),
        }
        assert varied[sweep.name] == (sweep.values[0], sweep.values[-1])
        assert first.batch <= first.samples
        assert last.batch <= last.samples


def test_an_epoch_is_as_many_steps_as_it_has_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.bench.scaling.pace", lambda setup, engine, seconds, warm: (1e-3, 1))
    small = tuple(Sweep(s.name, s.unit, s.values[:2], s.workload) for s in SWEEPS if s.name in ("samples", "batch"))
    samples, batch = measure_scaling("numpy", 1, 0.01, "float32", small)
    assert samples.seconds == pytest.approx([16e-3, 47e-3])  # 1000 and 3000 samples in batches of 64
    assert batch.seconds == (1e-3, 1e-3)


def test_a_step_is_timed() -> None:
    sweep = Sweep("batch", "step", (1, 4), SWEEPS[-1].workload)
    (line,) = measure_scaling("numpy", 1, 0.001, "float64", [sweep])
    assert min(line.seconds) > 0


@pytest.mark.parametrize(("suffix", "start"), [("png", b"\x89PNG"), ("svg", b"<?xml"), ("pdf", b"%PDF")])
def test_the_picture_is_drawn(suffix: str, start: bytes) -> None:
    assert suffix in SUFFIXES
    assert draw([_power(1.0), _power(2.0), _power(0.5), _power(1.0)], suffix).startswith(start)


def test_the_slopes_are_printed(tmp_path: Path) -> None:
    lines = scaling_text([_power(1.0), _power(2.0)]).splitlines()
    assert [line.split()[-1] for line in lines[1:]] == ["1.00", "2.00"]
    assert max(map(len, lines)) <= 110
