"""The split: disjoint, complete, seeded, even over the classes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.data.split import split
from core.errors import AppError
from core.session.streams import stream

FRACTIONS = st.floats(0.0, 0.49)


@given(
    samples=st.integers(1, 300), classes=st.integers(0, 5), test=FRACTIONS, validation=FRACTIONS, seed=st.integers(0, 9)
)
def test_every_row_is_in_one_part(samples: int, classes: int, test: float, validation: float, seed: int) -> None:
    labels = stream(seed, "labels").integers(0, classes, samples) if classes else None
    parts = split(labels, samples, test, validation, stream(seed, "split"))
    rows = np.concatenate([parts.train, parts.validation, parts.test])
    assert sorted(rows.tolist()) == list(range(samples))
    assert len(parts.train) > 0
    for part in (parts.train, parts.validation, parts.test):
        assert (np.diff(part) > 0).all(), "a part keeps the data's order"


@given(counts=st.lists(st.integers(1, 60), min_size=1, max_size=5), test=FRACTIONS, validation=FRACTIONS)
def test_classes_keep_their_shares(counts: list[int], test: float, validation: float) -> None:
    labels = stream(0, "labels").permutation(np.repeat(np.arange(len(counts)), counts))
    parts = split(labels, len(labels), test, validation, stream(0, "split"))
    for label, count in enumerate(counts):
        assert (labels[parts.train] == label).sum() >= 1, "every class is trained on"
        assert (labels[parts.test] == label).sum() <= test * count + 1


def test_the_parts_have_the_asked_sizes() -> None:
    labels = np.arange(500) % 3
    parts = split(labels, 500, 0.3, 0.1, stream(0, "split"))
    assert [len(part) for part in (parts.train, parts.validation, parts.test)] == [300, 50, 150]
    assert np.bincount(labels[parts.test]).tolist() == [50, 50, 50]


def test_one_seed_gives_one_split() -> None:
    first, again, other = (split(None, 100, 0.3, 0.2, stream(seed, "split")) for seed in (4, 4, 5))
    assert first.test.tolist() == again.test.tolist() != other.test.tolist()


def test_nothing_left_to_train_on_is_refused() -> None:
    with pytest.raises(AppError, match="leave nothing to train on"):
        split(None, 10, 0.6, 0.4, stream(0, "split"))
