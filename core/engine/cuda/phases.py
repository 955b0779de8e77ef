"""Pieces of a generated program: phases, which many threads do together, and the loops their texts are made of.

A phase is a function f(tid, nt, ...) in which thread `tid` of `nt` does its share, in any order with the others: it
reads nothing that another thread writes in it. Counters are whole numbers without a sign and loops are `while` loops,
because only those become tight loops on a GPU (CUDA.md 1.5).
"""

from __future__ import annotations

from dataclasses import dataclass

from core.engine.cuda.memory import WARP, Memory
from core.plan.plan import Plan

Lines = list[str]


@dataclass(frozen=True)
class Phase:
    """`takes` are the names it is given after tid and nt; with `waits`, all threads are done with what came before."""

    name: str
    takes: tuple[str, ...]
    body: tuple[str, ...]
    waits: bool = True

    @property
    def text(self) -> str:
        given = ", ".join(("tid", "nt", *self.takes))
        return "\n".join(["", "", "@part", f"def {self.name}({given}):", *indented(list(self.body))]) + "\n"

    @property
    def call(self) -> str:
        return f"{self.name}({', '.join(('tid', 'nt', *self.takes))})"


def phase(name: str, takes: str, body: Lines, waits: bool = True) -> Phase:
    return Phase(name, tuple(takes.split()), tuple(body), waits)


def indented(lines: Lines) -> Lines:
    return [f"    {line}" if line else line for line in lines]


@dataclass(frozen=True)
class Matmul:
    """A product of matrices of operation `i` that stands where its phases would: "forward", "delta" or "gradient"."""

    kind: str
    i: int


@dataclass(frozen=True)
class Site:
    """What a writer of phases knows: the plan, where everything lies, how many threads share the work, and the type of
    the numbers."""

    plan: Plan
    memory: Memory
    threads: int
    precision: str

    @property
    def rows(self) -> int:
        return self.memory.capacity

    @property
    def warps(self) -> int:
        return max(1, self.threads // WARP)


def share(count: str, body: Lines, name: str = "e", first: int = 0) -> Lines:
    """Every thread's share of a loop over `count` things; thread `first` has the first of them."""
    begin = f"{name} = u(u(u(tid + nt) - u(u({first}) % nt)) % nt)" if first else f"{name} = u(tid)"
    return [begin, f"while {name} < {count}:", *indented([*body, f"{name} = u({name} + nt)"])]


def each(name: str, count: str, body: Lines) -> Lines:
    """A loop inside one thread."""
    return [f"{name} = u(0)", f"while {name} < {count}:", *indented([*body, f"{name} = u({name} + u(1))"])]


def elements(site: Site, width: int, body: Lines) -> Lines:
    """A body for row r and number j of a slot, neighbours in memory falling to neighbouring threads."""
    rows, total = site.rows, site.rows * width
    if site.memory.by_unit:
        split = [f"j = u(e // u({rows}))", f"r = u(e - u(j * u({rows})))"]
    else:
        split = [f"r = u(e // u({width}))", f"j = u(e - u(r * u({width})))"]
    return share(f"u({total})", [*split, *body])


def rows(site: Site, body: Lines) -> Lines:
    """A body for every row r."""
    return share(f"u({site.rows})", body, "r")


def columns(width: int, body: Lines, first: int = 0) -> Lines:
    """A body for every column j."""
    return share(f"u({width})", body, "j", first)


def tile(width: int, warps: int, sizes: tuple[int, ...] = (8, 6, 5, 4, 3, 2, 1)) -> int:
    """How many neighbouring numbers one thread makes at once: a divisor of the width that leaves every warp work."""
    most = max(1, -(-width // warps))
    return next(size for size in sizes if (width % size == 0 and size <= most) or size == 1)
