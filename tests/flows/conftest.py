"""What the command line's tests share."""

from __future__ import annotations

import pytest


@pytest.fixture
def no_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run folders without plots, which take a second each."""
    monkeypatch.setattr("core.export.plots.pictures", lambda setup, model, curves: iter(()))
