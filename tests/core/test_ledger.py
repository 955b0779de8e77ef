"""The ledger of proofs: it refuses what differs, and writes down what it was shown."""

from __future__ import annotations

import pytest

from tests.verified import LEDGER, Proof, Verify, page


def test_a_difference_is_refused(verify: Verify) -> None:
    with pytest.raises(AssertionError, match="differs from a book by"):
        verify("Made up", "two", "a book", 2.1, 2.0, 1e-3)
    with pytest.raises(AssertionError, match="differs from a book by nan"):
        verify("Made up", "two", "a book", [float("nan")], [2.0], 1e9, "absolute")


def test_the_largest_error_is_kept(verify: Verify, request: pytest.FixtureRequest) -> None:
    ledger = request.config.stash[LEDGER]
    before = dict(ledger)
    try:
        verify("Made up", "one", "a book", [1.0, 1.5], [1.0, 1.0], 1.0, "absolute")
        verify("Made up", "one", "a book", [1.25, 1.0], [1.0, 1.0], 1.0, "absolute")
        assert ledger["Made up", "one", "a book"] == Proof("Made up", "one", "a book", "absolute", 2, 0.5, 1.0)
    finally:
        ledger.clear()
        ledger.update(before)


def test_the_page_is_sorted_by_group_and_subject() -> None:
    proofs = [Proof(*names, "a book", "relative", 1, 0.0, 1.0) for names in (("B", "x"), ("A", "z"), ("A", "y"))]
    made = page(proofs, {"numpy": "2"})
    assert [(g["title"], [row["subject"] for row in g["rows"]]) for g in made["groups"]] == [
        ("A", ["y", "z"]), ("B", ["x"]),
    ]  # fmt: skip
