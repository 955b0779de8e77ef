"""The tile that suits a processor."""

from __future__ import annotations

import pytest

from core.engine.shapes import ARM, SHORT, VECTORS, Shape, features, shape_of


@pytest.mark.parametrize(
    ("known", "machine", "shape"),
    [
        (["+sse2", "+avx2", "+fma", "+avx512f"], "x86_64", Shape(8, 2)),
        (["+sse2", "+avx2", "+fma", "-avx512f"], "AMD64", Shape(6, 1)),
        (["+sse2", "-fma"], "x86_64", SHORT),
        (["+neon"], "arm64", ARM),
        ([""], "riscv64", SHORT),
    ],
)
def test_shapes_follow_the_registers(known: list[str], machine: str, shape: Shape) -> None:
    assert shape_of(known, machine) == shape


def test_what_numba_was_told_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("numba.config.CPU_FEATURES", "+sse2,+ssse3")
    assert features() == ["+sse2", "+ssse3"]
    assert VECTORS in (1, 2)
