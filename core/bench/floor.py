"""`glassnet bench --floor`: the table on a lesser machine, made of this one: shorter vectors, one thread, 4 GB."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any

MEMORY = 4 * 2**30
"""Bytes of address space, where the system can limit it."""

_AVX2 = "+avx2,+avx,+fma,+f16c,+bmi,+bmi2,+lzcnt,+movbe,+popcnt,+sse4.2,+sse4.1,+ssse3,+sse3,+sse2,+cx16"
CAPS: dict[str, dict[str, str]] = {
    "as it is": {},
    "AVX2": {"NUMBA_CPU_NAME": "haswell", "NUMBA_CPU_FEATURES": _AVX2, "OPENBLAS_CORETYPE": "Haswell"},
    "SSE2": {"NUMBA_CPU_NAME": "x86-64", "NUMBA_CPU_FEATURES": "+sse2", "OPENBLAS_CORETYPE": "Prescott"},
}
"""What the compiler and NumPy's BLAS are told; the first holds only the thread and the memory."""
INTEL = ("x86_64", "AMD64", "x86")

Say = Callable[[str], None]


def measure_floor(words: Sequence[str], say: Say) -> Iterator[dict[str, Any]]:
    """`glassnet bench` with these further arguments under every cap; its timings, or why there are none."""
    for name, environment in CAPS.items():
        if environment and platform.machine() not in INTEL:
            continue
        say(f"{name}, 1 thread, 4 GB ...")
        command = [sys.executable, "-m", "core", "bench", "--json", "--threads", "1", *words]
        before = None if sys.platform == "win32" else limit_memory
        done = subprocess.run(
            command, env=os.environ | environment, preexec_fn=before, capture_output=True, text=True, check=False
        )
        row: dict[str, Any] = {"cap": name, "environment": environment, "timings": [], "limits": {}, "why": ""}
        try:
            found = json.loads(done.stdout)
            row |= {"timings": found["timings"], "limits": found["limits"]}
        except ValueError:
            said = done.stderr.strip().splitlines()
            row["why"] = said[-1] if said else f"it ended with code {done.returncode}"
        yield row


def limit_memory() -> None:
    """In the process that is about to measure: no more address space than a small machine has."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
