"""What the tests of the worker share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from core.session.worker import Worker
from tests.core.session.listening import Listener


@pytest.fixture
def listener() -> Listener:
    return Listener()


@pytest.fixture
def worker(listener: Listener) -> Iterator[Worker]:
    made = Worker(engine="numpy", heard=listener)
    yield made
    made.close()
