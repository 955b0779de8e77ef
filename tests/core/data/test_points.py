"""Points in the project: what cannot be meant is refused with its place."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from core.catalog.datasets.points import Points
from core.data.prepare import describe, prepare
from core.errors import AppError
from core.spec.data import DataSpec


def test_points_are_used_as_they_stand() -> None:
    prepared = prepare(DataSpec(source=Points(), test_fraction=0.0), 1, 0)
    assert prepared.train.x.tolist() == [[0, 0], [0, 1], [1, 0], [1, 1]]
    assert prepared.train.y.ravel().tolist() == [0, 1, 1, 0]
    assert prepared.test is None
    assert prepared.described.info.plane


def test_whole_and_decimal_numbers_stay_apart_in_a_file() -> None:
    read = msgspec.json.decode(b'{"kind": "points", "x": [[0], [1]], "y": [0.0, 1.0]}', type=Points)
    assert describe(DataSpec(source=read)).info.target_dtype == "float"
    again = msgspec.json.decode(msgspec.json.encode(read), type=Points)
    assert describe(DataSpec(source=again)).info.target_dtype == "float"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (Points(x=(), y=()), "data.source.x: there are no points"),
        (Points(x=((),), y=(1,)), "data.source.x[0]: this point has 0 numbers"),
        (Points(x=((1.0,), (1.0, 2.0)), y=(0, 1)), "data.source.x[1]: this point has 2 numbers, the first one 1"),
        (Points(x=((1.0,),), y=(0, 1)), "data.source.y: there are 2 targets for 1 points"),
        (Points(x=((1.0,), (np.nan,)), y=(0, 1)), "data.source.x[1][0]: the value is nan"),
        (Points(x=((1.0,), (2.0,)), y=(0.5, np.inf)), "data.source.y[1]: the value is inf"),
        (Points(x=((1.0,), (2.0,)), y=(0, "a")), "data.source.y[1]: this target is not like the first one"),
        (Points(x=((1.0,), (2.0,)), y=((0, 1), (1,))), "data.source.y[1]: this target is not like the first one"),
        (Points(x=((1.0,),), y=(10**40,)), "data.source.y: a target is too large"),
    ],
)
def test_faults_say_where(source: Points, text: str) -> None:
    with pytest.raises(AppError) as fault:
        describe(DataSpec(source=source))
    assert text in str(fault.value)
