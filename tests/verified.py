"""The ledger of proofs: what was compared with what, and the largest error that was found.

A test that proves numbers against something independent says so through the fixture `verify`, which also asserts the
tolerance. `pytest --verified FILE` writes what the run found, for the program's Help page "Verified numbers".
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import ArrayLike

from core.session.machine import versions
from tests.networks import relative

LEDGER = pytest.StashKey[dict[tuple[str, str, str], "Proof"]]()


@dataclass(frozen=True)
class Proof:
    """`cases` comparisons of a subject, whose largest error is kept; `measure` says how an error is taken."""

    group: str
    subject: str
    against: str
    measure: str
    cases: int
    largest_error: float
    tolerance: float


Verify = Callable[..., None]


def absolute(found: ArrayLike, wanted: ArrayLike) -> float:
    """The largest difference of two numbers in the same place."""
    return float(np.max(np.abs(np.asarray(found, np.float64) - np.asarray(wanted, np.float64)), initial=0.0))


MEASURES = {"relative": relative, "absolute": absolute}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--verified", metavar="FILE", default=None, help="write the ledger of proofs to FILE (JSON)")


def pytest_configure(config: pytest.Config) -> None:
    config.stash[LEDGER] = {}


@pytest.fixture
def verify(request: pytest.FixtureRequest) -> Verify:
    """verify(group, subject, against, found, wanted, tolerance, measure="relative"): assert it, and write it down.

    `measure` is "relative" (norm of the difference over the norm of what is wanted) or "absolute" (largest difference).
    Proofs of the same group, subject and opponent are one line, with the largest of their errors.
    """
    ledger = request.config.stash[LEDGER]

    def prove(
        group: str,
        subject: str,
        against: str,
        found: ArrayLike,
        wanted: ArrayLike,
        tolerance: float,
        measure: str = "relative",
    ) -> None:
        assert np.shape(found) == np.shape(wanted), f"{subject}: {np.shape(found)} is compared with {np.shape(wanted)}"
        error = MEASURES[measure](found, wanted)
        proof = Proof(group, subject, against, measure, 1, error, tolerance)
        key = group, subject, against
        if (known := ledger.get(key)) is not None:
            proof = replace(
                known,
                cases=known.cases + 1,
                largest_error=float(np.max([error, known.largest_error])),
                tolerance=max(tolerance, known.tolerance),
            )
        # Written down first: a line that failed must not stand there as if it had not.
        ledger[key] = proof
        assert error <= tolerance, f"{subject} differs from {against} by {error:.3g}, more than {tolerance:.3g}"

    return prove


def page(proofs: Iterable[Proof], versions: Mapping[str, str]) -> dict[str, Any]:
    """The ledger as the Help page reads it: groups of rows, in the order of the alphabet."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for proof in sorted(proofs, key=lambda proof: (proof.group, proof.subject, proof.against)):
        row = asdict(proof)
        groups.setdefault(row.pop("group"), []).append(row)
    return {
        "versions": dict(versions),
        "groups": [{"title": title, "rows": rows} for title, rows in groups.items()],
    }


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    given = session.config.getoption("--verified")
    if given is None or exitstatus not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
        return
    path = Path(given)
    path.parent.mkdir(parents=True, exist_ok=True)
    value = page(session.config.stash[LEDGER].values(), versions())
    path.write_text(json.dumps(value, indent=1) + "\n", encoding="utf-8")
