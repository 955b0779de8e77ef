"""The kernels of a large network: each phase is one launch over the whole GPU, and small ones keep account.

What changes from step to step stands on the device, in a table of whole numbers (`at`): so every launch of a step is
given the same each time, and a step can be recorded. Once a step went bad, no kernel does anything until the host has
seen it.
"""

from __future__ import annotations

from collections.abc import Collection

from core.catalog.metrics import TOTALS
from core.engine.cuda.groups import Group
from core.engine.cuda.memory import FINE, LOSS, SOUND
from core.engine.cuda.phases import Lines, Phase, indented
from core.engine.cuda.score import Score

N, FIRST, STEP, EPOCH, BATCH, INDEX, WRITTEN, BAD, SAMPLES, STAGED = range(10)
"""Rows of the batch at hand and its first row; steps, epochs and batches done; the row of the tables of coefficients;
epochs told; Slice.bad_step; rows there are in all; 1 where the data come piece by piece."""
PLACES = 10

_KNOWN = {
    "n": ("n = u(at[{N}])", "at"),
    "first": ("first = u(at[{FIRST}])", "at"),
    "step": ("step = at[{STEP}] + 1", "at"),
    "key": ("key = keys[0]", "keys"),
    "c": ("c = C[at[{INDEX}]]", "C"),
    "rate": ("rate = R[at[{INDEX}]]", "R"),
}
"""How a kernel comes by what its phase takes, and the array it is given for it; all others are arrays themselves."""
_PLACES = {"N": N, "FIRST": FIRST, "STEP": STEP, "INDEX": INDEX}


def launched(name: str) -> str:
    """The kernel of a phase."""
    return f"launch_{name}"


def taken(part: Phase | Group) -> tuple[str, ...]:
    """The arrays that the kernel of a phase, or of several, is given behind `at`."""
    return tuple(dict.fromkeys(array for name in part.takes if (array := _KNOWN.get(name, ("", name))[1]) != "at"))


def _kernel(name: str, takes: str, body: Lines) -> str:
    return "\n".join(["", "", "@kernel", f"def {name}({takes}):", *indented(body)]) + "\n"


def _alone(body: Lines) -> Lines:
    """Done by one thread, as long as nothing went bad."""
    return ["if cuda.grid(1) == 0 and at[{}] == 0:".format(BAD), *indented(body)]  # noqa: UP032


def _played(part: Phase | Group, who: Lines, calls: Lines) -> str:
    lines = [f"if at[{BAD}] != 0:", "    return", *who]
    lines += [_KNOWN[name][0].format(**_PLACES) for name in part.takes if name in _KNOWN]
    return _kernel(launched(part.name), ", ".join(("at", *taken(part))), [*lines, *calls])


class GridText:
    """Texts of the kernels of one score, with groups of its phases."""

    def __init__(self, score: Score, groups: Collection[Group]) -> None:
        self.score, self.memory, self.groups = score, score.site.memory, groups

    @property
    def text(self) -> str:
        phases = "".join(self._launch(phase) for phase in self.score.phases().values())
        phases += "".join(self._group(group) for group in self.groups)
        return phases + "".join(
            (self._advance(), self._end_epoch(), self._judge(), self._seek(), _TELL, _COLLECT, _HALVE)
        )

    def _launch(self, phase: Phase) -> str:
        return _played(phase, ["tid = u(cuda.grid(1))", "nt = u(cuda.gridsize(1))"], [phase.call])

    def _group(self, group: Group) -> str:
        """One block plays phases one after the other."""
        calls = [line for phase in group.phases for line in ("cuda.syncthreads()", phase.call)]
        return _played(group, ["tid = u(cuda.threadIdx.x)", "nt = u(cuda.blockDim.x)"], calls[1:])

    def _number(self, which: int) -> str:
        return f"m[u({self.memory.numbers + which})]"

    def _rows_left(self) -> Lines:
        """The size of the next batch."""
        rows = self.memory.capacity
        return [
            f"left = at[{SAMPLES}] - at[{BATCH}] * {rows}",
            f"at[{N}] = left if left < {rows} else {rows}",
        ]

    def _advance(self) -> str:
        """To the next batch, unless this one's loss was not finite."""
        done = [f"at[{place}] = at[{place}] + 1" for place in (STEP, INDEX, BATCH)]
        done += [f"at[{FIRST}] = at[{FIRST}] + at[{N}]", *self._rows_left(), f"last[0] = {self._number(LOSS)}"]
        bad = [f"if {self._number(FINE)} == real(0.0):", f"    at[{BAD}] = at[{STEP}] + 1", "else:", *indented(done)]
        return _kernel("advance", "at, m, last", _alone(bad))

    def _end_epoch(self) -> str:
        """An epoch's totals into a row, and back to the first batch."""
        body = [f"at[{EPOCH}] = at[{EPOCH}] + 1", f"at[{BATCH}] = 0", *self._rows_left()]
        body += [f"if at[{STAGED}] == 0:", f"    at[{FIRST}] = 0", f"row = at[{WRITTEN}]"]
        body += [f"rows[row, 0] = at[{EPOCH}]", f"rows[row, 1] = at[{STEP}]"]
        for i in range(len(TOTALS)):
            body += [f"rows[row, {2 + i}] = t[{i}]", f"t[{i}] = 0.0"]
        return _kernel("end_epoch", "at, t, rows", _alone([*body, f"at[{WRITTEN}] = row + 1"]))

    def _judge(self) -> str:
        return _kernel("judge", "at, m", _alone([f"if {self._number(SOUND)} == real(0.0):", f"    at[{BAD}] = -1"]))

    def _seek(self) -> str:
        """To the next rows of a part that is looked at."""
        return _kernel(
            "seek",
            "at",
            _alone([f"at[{FIRST}] = at[{FIRST}] + at[{N}]", f"at[{BATCH}] = at[{BATCH}] + 1", *self._rows_left()]),
        )


def _tell() -> str:
    """Totals of another part into the row of the epoch that is over."""
    body = [f"rows[at[{WRITTEN}] - 1, first + {i}] = seen[{i}]" for i in range(len(TOTALS))]
    return _kernel("tell", "at, seen, rows, first", _alone(body))


def _collect() -> str:
    """Values of a slot into the rows at hand."""
    body = ["tid = u(cuda.grid(1))", "nt = u(cuda.gridsize(1))", "wanted = u(out.shape[1])"]
    body += [f"n = u(u(at[{N}]) * wanted)", f"top = u(at[{FIRST}])", "e = tid", "while e < n:"]
    inner = [
        "r = u(e // wanted)",
        "out[u(top + r), u(e - u(r * wanted))] = m[u(u(place) + u(u(r * u(apart)) + u(e - u(r * wanted))))]",
    ]
    return _kernel("collect", "at, m, out, place, apart", [*body, *indented([*inner, "e = u(e + nt)"])])


def _halve() -> str:
    """Numbers of 32 bits copied into some of 16."""
    given = "words, halves, u(place), u(target), u(count)"
    body = [f"shadow(u(cuda.grid(1)), u(cuda.gridsize(1)), {given})"]
    return _kernel("halve", "words, halves, place, target, count", body)


_TELL, _COLLECT, _HALVE = _tell(), _collect(), _halve()
