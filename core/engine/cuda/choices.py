"""Which ways to compute products were the fastest, kept from run to run, so that the same bits come out."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from core.engine import jit

MOST = 20_000
"""Shapes that are kept."""


def _path() -> Path:
    return jit.cache_root() / "cuda_products.json"


def read() -> dict[str, int]:
    """As the plans of core.engine.cuda.cublaslt take them; a file that cannot be read is as good as none."""
    try:
        found = json.loads(_path().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    known = found if isinstance(found, dict) else {}
    return {key: way for key, way in known.items() if isinstance(way, int)}


def keep(chosen: dict[str, int]) -> None:
    """Add these to the file, where there is one that can be written."""
    known = read()
    merged = known | chosen
    if merged != known and len(merged) <= MOST:
        with suppress(OSError):
            jit.write_beside(_path(), json.dumps(merged))
