"""The order of play: which phases make a forward pass, a step, an evaluation of one plan."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from core.engine.cuda import layers, moves, norms
from core.engine.cuda.answers import Answers, fetch, fetch_inputs, fetch_plain
from core.engine.cuda.layers import wanted
from core.engine.cuda.memory import Fused, Memory
from core.engine.cuda.moves import Traits
from core.engine.cuda.phases import Matmul, Phase, Site, phase
from core.plan import ops
from core.plan.plan import Plan

Part = Phase | Matmul
Writer = Callable[[Site, int], list[Phase]]

_FORWARD: dict[int, Writer] = {
    ops.ACTIVATE: layers.activate,
    ops.SOFTMAX: layers.softmax,
    ops.ADD: layers.add,
    ops.MULTIPLY: layers.multiply,
    ops.COPY: layers.copy,
    ops.DROPOUT: layers.dropout,
    ops.PRELU: layers.prelu,
    ops.BATCH_NORM: norms.batch_norm,
    ops.LAYER_NORM: norms.layer_norm,
    ops.NOISE: layers.noise,
}
_BACKWARD: dict[int, Writer] = {
    ops.ACTIVATE: layers.activate_back,
    ops.SOFTMAX: layers.softmax_back,
    ops.ADD: layers.add_back,
    ops.MULTIPLY: layers.multiply_back,
    ops.COPY: layers.copy_back,
    ops.DROPOUT: layers.dropout_back,
    ops.PRELU: layers.prelu_back,
    ops.BATCH_NORM: norms.batch_norm_back,
    ops.LAYER_NORM: norms.layer_norm_back,
    ops.NOISE: layers.passed_back,
}
_LATE: dict[int, Writer] = {ops.PRELU: layers.prelu_gradient, ops.LAYER_NORM: norms.layer_norm_gradient}
"""Gradients of parameters that nothing else waits for."""


@dataclass(frozen=True)
class Score:
    """Everything a program of one plan plays, in order. With `fused`, dense layers are left to products of matrices,
    which do those operations besides."""

    site: Site
    traits: Traits
    fused: Fused | None = None

    @property
    def plan(self) -> Plan:
        return self.site.plan

    # Passes.

    def forward(self, mode: int) -> list[Part]:
        found: list[Part] = []
        skipped = -1
        for i, code in enumerate(self.plan.code.tolist()):
            if i == skipped or (self.fused and i in self.fused.relu):
                continue
            if code == ops.DENSE and self.fused:
                found.append(Matmul("forward", i))
            elif code == ops.DENSE:
                skipped = i + 1 if self._activates(i + 1, int(self.plan.target[i])) else -1
                found += layers.dense(self.site, i, skipped)
            elif code in (ops.DROPOUT, ops.NOISE) and mode != ops.TRAINING:
                found += layers.passed(self.site, i)
            elif code == ops.BATCH_NORM and mode == ops.INFERENCE:
                found += norms.batch_norm_kept(self.site, i)
            else:
                found += _FORWARD[code](self.site, i)
        return found

    def _activates(self, i: int, slot: int) -> bool:
        return i < len(self.plan.code) and self.plan.code[i] == ops.ACTIVATE and self.plan.source[i] == slot

    def backward(self, mode: int) -> list[Part]:
        """Gradients of values, then those of parameters."""
        found, late = self._backward(mode)
        return [*found, *_waiting(late)]

    def _backward(self, mode: int) -> tuple[list[Part], list[Part]]:
        """Gradients of values, and those of parameters, which wait for each other no more."""
        found: list[Part] = []
        late: list[Part] = []
        busy = 0
        done = len(self.plan.code)
        for i in reversed(range(len(self.plan.code))):
            code = int(self.plan.code[i])
            if not self.plan.backward[i] or i >= done:
                continue
            done = i
            if self.fused and i in self.fused.drelu:
                continue
            if code == ops.DENSE and self.fused:
                found += [Matmul("delta", i)] if wanted(self.site, i) else []
                late.append(Matmul("gradient", i))
                if self.plan.bias[i] >= 0 and i not in self.fused.biases:
                    late.append(phase(f"bias_gradient_{i}", "m", layers.bias_gradient(self.site, i)))
            elif code == ops.DENSE:
                before = i - 1 if self._ends_in(i) else -1
                done = before if before >= 0 else i
                found += layers.dense_back(self.site, i, before)
                gradient, busy = layers.dense_gradient(self.site, i, busy)
                late.append(gradient)
            elif code == ops.DROPOUT and mode != ops.TRAINING:
                found += layers.passed_back(self.site, i)
            else:
                found += _BACKWARD[code](self.site, i)
            late += _LATE[code](self.site, i) if code in _LATE else []
            late += norms.remember(self.site, i) if code == ops.BATCH_NORM and mode == ops.TRAINING else []
        return found, late

    def _ends_in(self, i: int) -> bool:
        """Whether the gradient at a dense layer's source is finished by it alone and goes on through an activation."""
        plan, before = self.plan, i - 1
        if before < 0 or not self._activates(before, int(plan.source[before])) or not plan.backward[before]:
            return False
        joined = plan.target[before] == plan.source[i] and int(plan.source_gradient[i]) == ops.WRITE
        return bool(joined) and wanted(self.site, before)

    # Whole pieces of work.

    def step(self) -> list[Part]:
        """Everything of a training step."""
        answers = Answers(self.site, self.traits.weighted)
        start = [replace(phase, waits=False) for phase in fetch(self.site, self.traits.weighted)]
        return [*start, *self.forward(ops.TRAINING), *self._answered(answers), *self.moves()]

    def _answered(self, answers: Answers) -> list[Part]:
        """The loss, and gradients of everything."""
        found, late = self._backward(ops.TRAINING)
        (row, *sums), roots = answers.rows(True), answers.root_slopes()
        kept = ops.BATCH_NORM in self.plan.code
        if self.fused or roots or kept or not found or not late:
            return [row, *sums, *answers.batch(), *roots, *found, *_waiting(late)]
        # The loss of the whole batch is needed by nobody before the parameters move: it is found beside the gradients.
        found = [_at_once(found[0]), *found[1:]] if sums else found
        first, *rest = _waiting(late)
        return [row, *sums, *found, first, *map(_at_once, answers.batch()), *rest]

    def moves(self) -> list[Part]:
        site, traits, memory = self.site, self.traits, self.site.memory
        return [
            *self._pulled(),
            *moves.clip(site, traits),
            *moves.decay(site, traits),
            *moves.update(site, traits),
            *moves.bound(site, traits),
            *moves.switch_off(traits, "weights", memory.parameters),
        ]

    def _pulled(self) -> list[Part]:
        gradient = self.site.memory.gradient
        return [*moves.penalty_slopes(self.site, self.traits), *moves.switch_off(self.traits, "slopes", gradient)]

    def gradient(self) -> list[Part]:
        """The gradient of a batch with that of the penalties, without chance, before clipping."""
        answers = Answers(self.site, self.traits.weighted)
        rest = [*answers.batch(), *answers.root_slopes(), *self.backward(ops.PROBE), *self._pulled()]
        return [*fetch(self.site, self.traits.weighted), *self.forward(ops.PROBE), *answers.rows(True), *rest]

    def evaluation(self) -> list[Part]:
        """Answers of a batch of rows as they stand, added to totals."""
        answers = Answers(self.site, weighted=False)
        return [*fetch_plain(self.site), *self.forward(ops.INFERENCE), *answers.rows(False), *answers.count()]

    def prediction(self) -> list[Part]:
        return [*fetch_inputs(self.site), *self.forward(ops.INFERENCE)]

    def sound(self) -> list[Part]:
        return [*moves.sound(self.site)]

    def phases(self) -> dict[str, Phase]:
        """Every phase by its name, once."""
        every = [self.step(), self.gradient(), self.evaluation(), self.prediction(), self.sound()]
        found: dict[str, Phase] = {}
        for part in (part for parts in every for part in parts):
            if isinstance(part, Phase):
                known = found.setdefault(part.name, part)
                assert known.body == part.body, f"two phases are called {part.name}"
        return found


def _waiting(parts: Sequence[Part]) -> list[Part]:
    """Parts that need not wait for each other, but for what came before."""
    first = parts[:1]
    return [*(replace(part, waits=True) if isinstance(part, Phase) else part for part in first), *parts[1:]]


def _at_once(part: Part) -> Part:
    return replace(part, waits=False) if isinstance(part, Phase) else part


def score_of(
    plan: Plan, traits: Traits, capacity: int, precision: str, threads: int, fused: Fused | None = None
) -> Score:
    """For a block by itself, or with `fused` for the whole GPU and products of matrices."""
    memory = Memory(plan, capacity, fused is None, fused)
    return Score(Site(plan, memory, threads, precision), traits, fused)
