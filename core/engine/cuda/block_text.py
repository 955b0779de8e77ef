"""The kernels of small networks: one block of threads trains one network for many steps, all in shared memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.engine.cuda.memory import FINE, LOSS, SOUND
from core.engine.cuda.phases import Lines, Phase, indented, share
from core.engine.cuda.score import Part, Score

MOST_SHARED = 48 * 1024
"""Bytes that a kernel may ask for by themselves; more must be asked for at each launch, behind a permission."""
SHUFFLE = """

@kernel
def shuffle(orders, keys, epochs):
    e = u(u(cuda.blockIdx.x) * u(cuda.blockDim.x) + u(cuda.threadIdx.x))
    if e < u(u(orders.shape[0]) * u(orders.shape[1])):
        net = u(e // u(orders.shape[1]))
        i = u(e - u(net * u(orders.shape[1])))
        fill_order(orders[net, i], keys[net], epochs[net] + i)
"""
"""Orders (networks, epochs, samples), one of them by each thread."""
TOTALS_ROOM = 4
"""Three totals, and one more so that what lies behind them begins where four numbers can be loaded at once."""
ALWAYS = TOTALS_ROOM * 8
"""Bytes that every kernel has besides."""


def played(parts: Sequence[Part]) -> Lines:
    """The calls of phases, with a barrier wherever one waits."""
    lines = Lines()
    for part in parts:
        assert isinstance(part, Phase), "in a block, dense layers are phases too"
        lines += ["cuda.syncthreads()", part.call] if part.waits else [part.call]
    return lines


def _function(name: str, takes: str, body: Lines) -> str:
    return "\n".join(["", "", "@kernel", f"def {name}({takes}):", *indented(body)]) + "\n"


@dataclass(frozen=True)
class Room:
    """Where a network's memory and what its optimizer remembers lie while a kernel works: in the block's shared memory
    (`inside`), asked for at the launch where it is more than a kernel has by itself (`dynamic`), or outside."""

    inside: bool = True
    memories_inside: bool = True
    dynamic: bool = False


class BlockText:
    """Texts of the kernels of one score for blocks of its threads."""

    def __init__(self, score: Score, room: Room) -> None:
        self.score, self.memory, self.plan, self.room = score, score.site.memory, score.plan, room

    @property
    def text(self) -> str:
        return "".join((self.train(), self.assess(), self.infer(), self.slopes(), SHUFFLE))

    # What every kernel begins with.

    def _begin(self, memories: bool) -> Lines:
        memory, size = self.memory, self.plan.parameters
        lines = ["tid = u(cuda.threadIdx.x)", f"nt = u({self.score.site.threads})", "net = u(cuda.blockIdx.x)"]
        lines += [f"t = cuda.shared.array({TOTALS_ROOM}, wide)"]
        inside = memories and self.room.memories_inside
        if not self.room.inside:
            lines += ["m = M[u(net + u(u(cuda.blockIdx.y) * u(cuda.gridDim.x)))]"]
        elif self.room.dynamic:
            lines += ["whole = cuda.shared.array(0, real)", f"m = whole[:{memory.size}]"]
            lines += [f"k = whole[{memory.size}:]"] if inside else []
        else:
            lines += [f"m = cuda.shared.array({memory.size}, real)"]
            lines += [f"k = cuda.shared.array({2 * size}, real)"] if inside else []
        lines += ["k = K[net]"] if memories and not inside else []
        lines += share(f"u({size})", [f"m[u(u({memory.parameters}) + e)] = P[net, e]"])
        # The padding of a gradient is never written, and moves padding of parameters.
        lines += share(f"u({size})", [f"m[u(u({memory.gradient}) + e)] = real(0.0)"])
        lines += share(f"u({2 * size})", ["k[e] = K[net, e]"]) if inside else []
        lines += ["if tid == u(0):", "    t[0] = T[net, 0]", "    t[1] = T[net, 1]", "    t[2] = T[net, 2]"]
        return lines

    def _number(self, which: int) -> str:
        return f"m[u({self.memory.numbers + which})]"

    # Training.

    def train(self) -> str:
        rows, size, memory = self.memory.capacity, self.plan.parameters, self.memory
        lines = [
            *self._begin(True),
            "samples = u(counts[net, 0])",
            f"batches = u(u(samples + u({rows - 1})) // u({rows}))",
        ]
        lines += self._data("0")
        lines += ["w = W[base[net, 3]:]", "tugs = tugs_of[net]", "key = keys[net]", "table = which[net, 1]"]
        lines += ["own = which[net, 0]", "since = position[net, 3]"]
        lines += ["step = position[net, 0]", "epoch = position[net, 1]", "batch = u(position[net, 2])"]
        lines += ["every = position[net, 4]", "bad = position[net, 0] * 0", "written = u(0)", "s = u(0)"]
        lines += ["loss = real(0.0)"]
        lines += ["end = u(steps[net])", "cuda.syncthreads()"]
        body = [
            f"first = u(batch * u({rows}))",
            f"n = u({rows})",
            "if u(samples - first) < n:",
            "    n = u(samples - first)",
        ]
        body += ["order = orders[own, epoch - since]", "c = C[table, s]", "rate = R[table, s]"]
        body += ["step = step + 1", *played(self.score.step())]
        body += [
            "cuda.syncthreads()",
            f"if {self._number(FINE)} == real(0.0):",
            "    bad = step",
            "    step = step - 1",
            "    break",
        ]
        body += [
            f"loss = {self._number(LOSS)}",
            "s = u(s + u(1))",
            "batch = u(batch + u(1))",
            "if batch == batches:",
            *indented(self._end_epoch()),
        ]
        lines += ["while s < end:", *indented(body), "cuda.syncthreads()"]
        lines += share(f"u({size})", [f"P[net, e] = m[u(u({memory.parameters}) + e)]"])
        lines += share(f"u({2 * size})", ["K[net, e] = k[e]"]) if self.room.memories_inside else []
        end = ["T[net, 0] = t[0]", "T[net, 1] = t[1]", "T[net, 2] = t[2]"]
        end += ["told[net, 0] = s", "told[net, 1] = written", "told[net, 2] = bad"]
        end += ["if s > u(0):", "    last[net] = loss"]
        end += ["position[net, 0] = step", "position[net, 1] = epoch", "position[net, 2] = batch"]
        lines += ["if tid == u(0):", *indented(end)]
        takes = "P, M, K, T, X, Y, W, base, counts, orders, C, R, tugs_of, off, rates, keys"
        return _function("train", f"{takes}, position, which, steps, rows, told, last", lines)

    def _data(self, part: str) -> Lines:
        """Views of a part's inputs and targets."""
        x, y = int(self.plan.width[self.plan.input]), int(self.plan.width[self.plan.output])
        return [f"x = X[base[net, {part}] * {x}:]", f"y = Y[base[net, {part}] * {y}:]"]

    def _end_epoch(self) -> Lines:
        """Its totals into a row, those of the other parts where they are due, and a look at every parameter."""
        row = "rows[net, written, u({})]"
        lines = ["epoch = epoch + 1", "batch = u(0)", "if tid == u(0):"]
        lines += indented(
            [f"{row.format(0)} = epoch", f"{row.format(1)} = step", *self._tell(row, "u(2)"), *_cleared()]
        )
        due = ["if every > 0 and epoch % every == 0:", *indented(self._parts(row))]
        lines += [*due, *played(self.score.sound()), "cuda.syncthreads()", "written = u(written + u(1))"]
        return [*lines, f"if {self._number(SOUND)} == real(0.0):", "    bad = bad - 1", "    break"]

    def _tell(self, row: str, first: str) -> Lines:
        return [f"{row.format(f'{first} + u({i})')} = t[{i}]" for i in range(3)]

    def _parts(self, row: str) -> Lines:
        """Test and validation, one after the other."""
        told = ["if tid == u(0):", *indented([*self._tell(row, "u(2) + u(u(3) * part)"), *_cleared()])]
        inner = ["if u(counts[net, part]) > u(0):", *indented([*self._evaluated("part"), *told])]
        lines = ["part = u(1)", "while part < u(3):", *indented([*inner, "part = u(part + u(1))"])]
        return [*lines, *self._data("0")]

    def _evaluated(self, part: str) -> Lines:
        """All rows of a part, a batch's worth at a time, added to the totals."""
        rows = self.memory.capacity
        body = [f"n = u({rows})", "if u(amount - first) < n:", "    n = u(amount - first)"]
        body += ["cuda.syncthreads()", *played(self.score.evaluation()), f"first = u(first + u({rows}))"]
        lines = [*self._data(part), f"amount = u(counts[net, {part}])", "first = u(0)"]
        return [*lines, "while first < amount:", *indented(body), "cuda.syncthreads()"]

    # Looking.

    def assess(self) -> str:
        lines = [*self._begin(False), "if tid == u(0):", *indented(_cleared()), "cuda.syncthreads()"]
        lines += self._evaluated("part")
        lines += ["if tid == u(0):", *indented([f"T[net, {i}] = t[{i}]" for i in range(3)])]
        return _function("assess", "P, M, T, X, Y, base, counts, rates, part", lines)

    def infer(self) -> str:
        """Values of chosen numbers of slots: blocks (networks, batches)."""
        rows = self.memory.capacity
        step = self.memory.value(self.plan.input).row
        lines = [*self._begin(False), f"x = X[base[net] * {int(self.plan.width[self.plan.input])}:]"]
        lines += [f"first = u(u(cuda.blockIdx.y) * u({rows}))", "amount = u(amounts[net])"]
        body = [f"n = u({rows})", "if u(amount - first) < n:", "    n = u(amount - first)"]
        body += ["cuda.syncthreads()", *played(self.score.prediction()), "cuda.syncthreads()"]
        taken = ["r = u(e // wanted)", "j = u(e - u(r * wanted))"]
        taken += [f"out[net, u(first + r), j] = m[u(u(places[j]) + u(r * u({step})))]"]
        body += ["wanted = u(places.size)", *share("u(n * wanted)", taken)]
        body += [f"first = u(first + u(u(cuda.gridDim.y) * u({rows})))"]
        lines += ["while first < amount:", *indented(body)]
        return _function("infer", "P, M, T, X, base, amounts, rates, places, out", lines)

    def slopes(self) -> str:
        """The gradient of one batch, for every network."""
        memory = self.memory
        lines = [*self._begin(False), *self._data("0"), "w = W[base[net, 3]:]", "tugs = tugs_of[net]"]
        lines += [
            "order = orders[0, 0]",
            "first = u(0)",
            "n = u(count)",
            *played(self.score.gradient()),
            "cuda.syncthreads()",
        ]
        lines += share(f"u({self.plan.parameters})", [f"G[net, e] = m[u(u({memory.gradient}) + e)]"])
        takes = "P, M, T, X, Y, W, base, orders, tugs_of, off, rates, count, G"
        return _function("slopes", takes, lines)


def _cleared() -> Lines:
    return [f"t[{i}] = wide(0.0)" for i in range(3)]


@dataclass(frozen=True)
class Fit:
    """How a network finds room in a block, and the bytes of shared memory to ask for when it trains or only looks."""

    room: Room
    train: int = 0
    look: int = 0

    @classmethod
    def of(cls, score: Score, bytes_each: int, most: int) -> Fit:
        memory, memories = score.site.memory.size * bytes_each, 2 * score.plan.parameters * bytes_each
        if memory + memories + ALWAYS <= min(MOST_SHARED, most):
            return cls(Room())
        if memory + ALWAYS > most:
            return cls(Room(inside=False, memories_inside=False))
        inside = memory + memories + ALWAYS <= most
        return cls(Room(memories_inside=inside, dynamic=True), memory + memories if inside else memory, memory)
