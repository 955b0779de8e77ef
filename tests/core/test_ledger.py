"""The ledger of proofs: it refuses what differs, and writes down what it was shown."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from tests.verified import LEDGER, Proof, Verify, page

Ledger = dict[tuple[str, str, str], Proof]


@pytest.fixture
def ledger(request: pytest.FixtureRequest) -> Iterator[Ledger]:
    """The ledger of this test run, as it was before when the test is over."""
    value = request.config.stash[LEDGER]
    before = dict(value)
    yield value
    value.clear()
    value.update(before)


def test_a_difference_is_refused(verify: Verify, ledger: Ledger) -> None:
    with pytest.raises(AssertionError, match="differs from a book by"):
        verify("Made up", "two", "a book", 2.1, 2.0, 1e-3)
    with pytest.raises(AssertionError, match="differs from a book by nan"):
        verify("Made up", "two", "a book", [float("nan")], [2.0], 1e9, "absolute")
    with pytest.raises(AssertionError, match=r"\(2,\) is compared with \(\)"):
        verify("Made up", "two", "a book", [2.0, 2.0], 2.0, 1e9)


def test_what_is_refused_is_written_down_too(verify: Verify, ledger: Ledger) -> None:
    """However many others of its line went well."""
    for found in (2.0, 2.5, float("nan"), 2.0):
        try:
            verify("Made up", "two", "a book", found, 2.0, 0.1, "absolute")
        except AssertionError:
            assert not ledger["Made up", "two", "a book"].largest_error <= 0.1
    assert ledger["Made up", "two", "a book"].cases == 4
    assert np.isnan(ledger["Made up", "two", "a book"].largest_error)


def test_the_largest_error_is_kept(verify: Verify, ledger: Ledger) -> None:
    verify("Made up", "one", "a book", [1.0, 1.5], [1.0, 1.0], 1.0, "absolute")
    verify("Made up", "one", "a book", [1.25, 1.0], [1.0, 1.0], 1.0, "absolute")
    assert ledger["Made up", "one", "a book"] == Proof("Made up", "one", "a book", "absolute", 2, 0.5, 1.0)


def test_the_page_is_sorted_by_group_and_subject() -> None:
    proofs = [Proof(*names, "a book", "relative", 1, 0.0, 1.0) for names in (("B", "x"), ("A", "z"), ("A", "y"))]
    made = page(proofs, {"numpy": "2"})
    assert [(g["title"], [row["subject"] for row in g["rows"]]) for g in made["groups"]] == [
        ("A", ["y", "z"]), ("B", ["x"]),
    ]  # fmt: skip
