"""Several threads at one large piece of work: strips of it are handed out one by one, until none is left.

A piece of work is cut the same way for any number of threads, and no sum is cut, so the bits are the same for any
number too. Helpers sit inside the compiled loop while a slice of a large job is computed, and nowhere else: nothing
waits between slices. They and the master meet on a *board*, a few whole numbers in memory, by atomic operations; the
board's address, 0 where there is no team, is all that kernels are given.

The master puts down what the work is, opens it by writing how many strips there are into TICKETS, works along, and
goes on when every strip is done. Whoever draws a number below the number of strips has a strip to do; until it says
that it is done, the board stays as it is. So a helper that the system has put to sleep holds up nobody, unless it holds
a strip.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from llvmlite import binding, ir
from numba import types
from numba.core import cgutils
from numpy.typing import NDArray

from core.engine.jit import part, plain, vector

# Places on the board, in bytes; what different threads write lies in different lines of the cache.
TICKETS, OPENED, DONE, OVER, WORK = 0, 64, 128, 192, 256
"""Strips (upper half) and the next to be drawn (lower half); how often work was opened; strips that are done; whether
the helpers may leave; which work it is, and behind it its numbers."""
NUMBERS = 24
SIZE = WORK // 8 + 1 + NUMBERS

HALF = 32
PATIENCE = np.int64(4000)
"""Looks at the board after which the processor is offered to others."""

SHARED = 1 << 19
"""Multiplications in a piece of work from which handing out strips pays: about 10 us."""
WORTH = 1 << 22
"""Multiplications of a step for which one more thread is started, which costs a tenth of a millisecond a slice."""
LARGE_STEP = 1 << 16
"""Parameters from which on their update is cut into strips."""
STRIP = 1 << 14
"""Parameters in a strip."""

_INT = ir.IntType(64)


def _pointer(builder: Any, address: Any) -> Any:
    return builder.inttoptr(address, _INT.as_pointer())


def _alone(*arguments: Any) -> Any:
    raise AssertionError("there is no team without the compiler")


@vector(_alone)
def read(typing, address):
    """The number at an address, with everything that was written before it."""

    def build(context, b, signature, arguments):
        return b.load_atomic(_pointer(b, arguments[0]), "seq_cst", 8)

    return types.int64(types.int64), build


@vector(_alone)
def write(typing, address, value):
    """Put a number down, behind everything that was written before it."""

    def build(context, b, signature, arguments):
        b.store_atomic(arguments[1], _pointer(b, arguments[0]), "seq_cst", 8)
        return context.get_dummy_value()

    return types.void(types.int64, types.int64), build


@vector(_alone)
def add(typing, address, value):
    """Add to the number at an address; gives what it was."""

    def build(context, b, signature, arguments):
        return b.atomic_rmw("add", _pointer(b, arguments[0]), arguments[1], "seq_cst")

    return types.int64(types.int64, types.int64), build


_X86 = binding.get_process_triple().split("-")[0] in ("x86_64", "amd64", "i686")
_YIELD = "SwitchToThread" if sys.platform == "win32" else "sched_yield"


@vector(_alone)
def rest(typing, looks):
    """Between two looks at the board: a breath of the processor's; after many, the processor for whoever wants it."""

    def build(context, b, signature, arguments):
        patient = b.icmp_signed("<", arguments[0], ir.Constant(_INT, int(PATIENCE)))
        with b.if_else(patient) as (soon, late):
            with soon:
                if _X86:
                    kind = ir.FunctionType(ir.VoidType(), [])
                    b.call(cgutils.get_or_insert_function(b.module, kind, "llvm.x86.sse2.pause"), [])
            with late:
                kind = ir.FunctionType(ir.IntType(32), [])
                b.call(cgutils.get_or_insert_function(b.module, kind, _YIELD), [])
        return context.get_dummy_value()

    return types.void(types.int64), build


@part
def tell(team, place, number):
    """Put down one number of the work that is about to be opened."""
    write(team + WORK + 8 + 8 * place, number)


@part
def told(team, place):
    return read(team + WORK + 8 + 8 * place)


@part
def open_work(team, work, strips):
    """Let helpers draw strips; what the work is made of has been told."""
    write(team + WORK, work)
    write(team + DONE, np.int64(0))
    write(team + TICKETS, strips << HALF)
    add(team + OPENED, np.int64(1))


@part
def draw(team):
    """The number of a strip to do, or -1 where none is left."""
    ticket = add(team + TICKETS, np.int64(1))
    strip = ticket & ((np.int64(1) << HALF) - 1)
    return strip if strip < ticket >> HALF else np.int64(-1)


@part
def await_all(team, strips):
    """Until every strip is done."""
    looks = np.int64(0)
    while read(team + DONE) < strips:
        rest(looks)
        looks += 1


@part
def await_work(team, known):
    """Until work is opened for more than the `known`th time, or the helpers may leave (-1)."""
    looks = np.int64(0)
    while True:
        opened = read(team + OPENED)
        if opened != known:
            return opened
        if read(team + OVER):
            return np.int64(-1)
        rest(looks)
        looks += 1


def helpers_for(multiplications: float, threads: int) -> int:
    """How many helpers serve a step of so many multiplications, where so many threads may be used."""
    if plain():
        return 0
    return int(min(threads - 1, multiplications // WORTH))


class Judge:
    """Whether helpers pay just now: on a busy machine they are put to sleep with a strip in hand, and hold up the rest.

    It goes by the clock, which it may, because any number of threads gives the same bits. The slower way is tried again
    every few slices, ever more rarely while it stays the slower one.
    """

    FEWEST, MOST = 4, 512
    """Slices from one trial to the next."""
    COLD = 2
    """Slices that are not judged by: the memory is cold."""

    def __init__(self) -> None:
        self._paces: dict[bool, list[float]] = {True: [], False: []}
        self._pause = self._left = self.FEWEST
        self._cold = self.COLD

    def together(self) -> bool:
        """Whether the next slice is computed with helpers."""
        with_helpers, alone = (len(self._paces[way]) for way in (True, False))
        if self._cold or min(with_helpers, alone) < 2:
            return with_helpers <= alone
        return self._faster() if self._left else not self._faster()

    def _faster(self) -> bool:
        """The way whose better slice of its last two was the better one."""
        return min(self._paces[True]) <= min(self._paces[False])

    def took(self, together: bool, seconds: float) -> None:
        """A slice was computed so, in so many seconds a step."""
        if self._cold:
            self._cold -= 1
            return
        known = min(map(len, self._paces.values())) >= 2
        before = self._faster() if known else together
        self._paces[together] = [*self._paces[together][-1:], seconds]
        if not known:
            return
        if self._left:
            self._left -= 1
            return
        self._pause = self.FEWEST if self._faster() != before else min(2 * self._pause, self.MOST)
        self._left = self._pause


class Team:
    """The board, and the threads of one slice."""

    def __init__(self, helpers: int) -> None:
        self.helpers = helpers
        self.judge = Judge()
        self._memory = np.zeros(SIZE + 8, np.int64)
        first = -self._memory.ctypes.data % 64 // 8
        self._board: NDArray[np.int64] = self._memory[first : first + SIZE]

    @property
    def address(self) -> int:
        """Of the board; it stays where it is."""
        return int(self._board.ctypes.data)

    @contextmanager
    def at_work(self, help_out: Callable[[int], None]) -> Iterator[None]:
        """Helpers call `help_out(number)`, numbered from 1, which returns once the block is left."""
        self._board[:] = 0
        threads = [
            threading.Thread(target=help_out, args=(i + 1,), name=f"glassnet-helper-{i + 1}", daemon=True)
            for i in range(self.helpers)
        ]
        started = []
        try:
            for thread in threads:
                thread.start()
                started.append(thread)
            yield
        finally:
            self._board[OVER // 8] = 1
            for thread in started:
                thread.join()
