"""Named streams: the same again for the same seed and name, others for any other."""

from __future__ import annotations

from core.session.streams import key, stream


def test_a_stream_starts_afresh() -> None:
    assert (
        stream(3, "split").integers(1 << 40, size=4).tolist() == stream(3, "split").integers(1 << 40, size=4).tolist()
    )


def test_streams_differ_by_seed_and_name() -> None:
    draws = {(seed, name): int(stream(seed, name).integers(1 << 60)) for seed in range(3) for name in ("a", "b")}
    assert len(set(draws.values())) == 6


def test_keys_fit_a_signed_integer_and_differ() -> None:
    keys = {key(seed, name) for seed in range(50) for name in ("order", "dropout")}
    assert len(keys) == 100
    assert all(0 <= value < 2**63 for value in keys)
