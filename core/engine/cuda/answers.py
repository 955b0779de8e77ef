"""Phases around the network: rows fetched, the loss and its gradient, right answers counted, sums made.

Twins are in core.engine.objective. A batch's rows behind its last one hold zeros and have no gradient, so that loops
over the batch are as long as the memory's.
"""

from __future__ import annotations

from core.engine.cuda.memory import FINE, LOSS
from core.engine.cuda.phases import Lines, Phase, Site, each, elements, indented, phase, rows, share
from core.plan.ops import FUSED_SIGMOID, FUSED_SOFTMAX


def fetch(site: Site, weighted: bool) -> list[Phase]:
    """The rows order[first : first + n] of the training data."""
    memory, plan = site.memory, site.plan
    x, t = memory.value(plan.input), memory.target
    lines = _rows_from(site, x.width, x.at(), "x", "order[u(first + r)]")
    lines += _rows_from(site, t.width, t.at(), "y", "order[u(first + r)]")
    if weighted:
        factor = f"m[u(u({memory.factors}) + r)] = w[order[u(first + r)]] if r < n else real(0.0)"
        lines += rows(site, [factor])
    return [phase("fetch", "m x y w order first n", lines)]


def fetch_plain(site: Site) -> list[Phase]:
    """The rows first : first + n of the data, as they stand."""
    x, t = site.memory.value(site.plan.input), site.memory.target
    lines = _rows_from(site, x.width, x.at(), "x", "u(first + r)")
    return [phase("fetch_plain", "m x y first n", [*lines, *_rows_from(site, t.width, t.at(), "y", "u(first + r)")])]


def fetch_inputs(site: Site) -> list[Phase]:
    x = site.memory.value(site.plan.input)
    return [phase("fetch_inputs", "m x first n", _rows_from(site, x.width, x.at(), "x", "u(first + r)"))]


def _rows_from(site: Site, width: int, target: str, data: str, row: str) -> Lines:
    value = f"m[{target}] = {data}[u(u(row * u({width})) + j)]"
    return elements(
        site, width, ["if r < n:", f"    row = u({row})", f"    {value}", "else:", f"    m[{target}] = real(0.0)"]
    )


class Answers:
    """The phases of one loss; `weighted` where rows count by factors."""

    def __init__(self, site: Site, weighted: bool) -> None:
        self.site, self.plan, self.memory, self.weighted = site, site.plan, site.memory, weighted
        self.width = int(self.plan.width[self.plan.output])
        self.y, self.t = self.memory.value(self.plan.output), self.memory.target
        self.z = self.memory.value(self.plan.loss_slot)
        self.option = f"rates[u({len(self.plan.code)})]"

    def rows(self, slopes: bool) -> list[Phase]:
        """Loss, right answers and squared errors of every row; with `slopes` the loss's gradient, where it does not
        hang on the whole batch's loss."""
        name = "row_slopes_and_answers" if slopes else "row_answers"
        body = [*self._loss(), *self._hits()]
        for place, value in (
            (self.memory.row_loss, "loss"),
            (self.memory.hits, "hits"),
            (self.memory.errors, "errors"),
        ):
            body.append(f"m[u(u({place}) + r)] = {value}")
        if slopes and not self.plan.root:
            body += [self._scale(), *self._slope()]
        nothing = [
            f"m[u(u({place}) + r)] = real(0.0)"
            for place in (self.memory.row_loss, self.memory.hits, self.memory.errors)
        ]
        if slopes and not self.plan.root:
            nothing += self._no_slope()
        lines = ["if r < n:", *indented(body), "else:", *indented(nothing)]
        return [
            phase(name, "m rates n", rows(self.site, lines)),
            *self._partial_sums("slopes" if slopes else "answers"),
        ]

    def root_slopes(self) -> list[Phase]:
        """The gradient of a root of a loss, once the loss is known."""
        if not self.plan.root:
            return []
        loss = f"m[u({self.memory.numbers + LOSS})]"
        scale = [self._scale(), f"scale = scale * real(0.5) / {loss} if {loss} > real(0.0) else real(0.0)"]
        lines = ["if r < n:", *indented([*scale, *self._slope()]), "else:", *indented(self._no_slope())]
        return [phase("root_slopes", "m rates n", rows(self.site, lines))]

    def _loss(self) -> Lines:
        plan, z, t, y = self.plan, self.z, self.t, self.y
        width = f"u({self.width})"
        mean = [f"loss = loss / real({self.width})"] if plan.mean_columns and self.width > 1 else []
        if plan.fusion == FUSED_SOFTMAX:
            body = [f"top = m[{z.at('r', 'u(0)')}]", *each("j", width, [f"top = maximum(top, m[{z.at()}])"])]
            body += [
                "loss = real(0.0)",
                *each("j", width, [f"loss += exp(m[{z.at()}] - top)"]),
                "top = top + log(loss)",
            ]
            return [*body, "loss = real(0.0)", *each("j", width, [f"loss += m[{t.at()}] * (top - m[{z.at()}])"]), *mean]
        if plan.fusion == FUSED_SIGMOID:
            term = f"loss += softplus(m[{z.at()}]) - m[{z.at()}] * m[{t.at()}]"
            return ["loss = real(0.0)", *each("j", width, [term]), *mean]
        term = f"total += loss_value(wide(m[{y.at()}]), wide(m[{t.at()}]), {self.option})"
        return ["total = wide(0.0)", *each("j", width, [term]), "loss = real(total)", *mean]

    def _hits(self) -> Lines:
        y, t, width = self.y, self.t, f"u({self.width})"
        body = ["errors = real(0.0)"]
        body += each("j", width, [f"v = m[{y.at()}] - m[{t.at()}]", "errors += v * v"])
        body += [f"errors = errors / real({self.width})", "hits = real(0.0)"]
        if self.plan.threshold:
            boundary = f"real(rates[u({len(self.plan.code) + 1})])"
            same = f"if (m[{y.at()}] > {boundary}) == (m[{t.at()}] > real(0.5)):"
            return [*body, *each("j", width, [same, "    hits += real(1.0)"]), f"hits = hits / real({self.width})"]
        for value, best, at in ((y, "most", "most_at"), (t, "right", "right_at")):
            body += [f"{best} = m[{value.at('r', 'u(0)')}]", f"{at} = u(0)"]
            body += each(
                "j", width, [f"if m[{value.at()}] > {best}:", f"    {best} = m[{value.at()}]", f"    {at} = j"]
            )
        return [*body, "if most_at == right_at:", "    hits = real(1.0)"]

    def _scale(self) -> str:
        return f"scale = real(1.0 / (wide(n) * wide({self.width if self.plan.mean_columns else 1})))"

    def _slope(self) -> Lines:
        y, t, g = self.y, self.t, self.memory.slope(self.plan.loss_slot)
        width = f"u({self.width})"
        weight = [f"scale = scale * m[u(u({self.memory.factors}) + r)]"] if self.weighted else []
        if self.plan.fusion == FUSED_SOFTMAX:
            whole = ["whole = real(0.0)", *each("j", width, [f"whole += m[{t.at()}]"])]
            each_slope = f"flattened(m[{y.at()}] * whole - m[{t.at()}])"
            return [*weight, *whole, *each("j", width, [f"m[{g.at()}] = {each_slope} * scale"])]
        if self.plan.fusion == FUSED_SIGMOID:
            each_slope = f"flattened(m[{y.at()}] - m[{t.at()}])"
        else:
            each_slope = f"flattened(real(loss_slope(wide(m[{y.at()}]), wide(m[{t.at()}]), {self.option})))"
        return [*weight, *each("j", width, [f"m[{g.at()}] = {each_slope} * scale"])]

    def _no_slope(self) -> Lines:
        return each("j", f"u({self.width})", [f"m[{self.memory.slope(self.plan.loss_slot).at()}] = real(0.0)"])

    def _row(self, place: int) -> str:
        value = f"m[u(u({place}) + r)]"
        factor = f"m[u(u({self.memory.factors}) + r)] * " if self.weighted and place == self.memory.row_loss else ""
        return factor + value

    def _partial_sums(self, name: str) -> list[Phase]:
        """Sums over pieces of a long batch, so that nobody has to add thousands of rows alone."""
        memory, count = self.memory, self.memory.partial_sums
        if not count:
            return []
        places = (memory.row_loss, memory.hits, memory.errors)
        body = [f"end = u(u(e * u({memory.sum_rows})) + u({memory.sum_rows}))", "end = end if end < n else n"]
        body += [f"s{q} = real(0.0)" for q in range(3)]
        inner = [f"s{q} += {self._row(place)}" for q, place in enumerate(places)]
        body += [f"r = u(e * u({memory.sum_rows}))", "while r < end:", *indented([*inner, "r = u(r + u(1))"])]
        body += [f"m[u(u({memory.sums + q * count}) + e)] = s{q}" for q in range(3)]
        return [phase(f"partial_sums_{name}", "m n", share(f"u({count})", body))]

    def _totals(self) -> Lines:
        """Three sums over the batch, in double precision."""
        memory, count = self.memory, self.memory.partial_sums
        places = (memory.row_loss, memory.hits, memory.errors)
        lines = [f"s{q} = wide(0.0)" for q in range(3)]
        if count:
            inner = [f"s{q} += wide(m[u(u({memory.sums + q * count}) + r)])" for q in range(3)]
            return [*lines, *each("r", f"u({count})", inner)]
        return [*lines, *each("r", "n", [f"s{q} += wide({self._row(place)})" for q, place in enumerate(places)])]

    def batch(self) -> list[Phase]:
        """The batch's loss and whether it is finite, found by the last thread; its answers go into the totals t."""
        numbers = self.memory.numbers
        loss = "sqrt(s0 / wide(n))" if self.plan.root else "s0 / wide(n)"
        body = [*self._totals(), f"loss = {loss}", f"m[u({numbers + LOSS})] = real(loss)"]
        fine = [f"m[u({numbers + FINE})] = real(1.0)", "t[0] += loss * wide(n)", "t[1] += s1", "t[2] += s2"]
        body += ["if finite(loss):", *indented(fine), "else:", f"    m[u({numbers + FINE})] = real(0.0)"]
        lines = ["if tid == u(nt - u(1)):", *indented(body)]
        return [phase("batch_loss", "m n t", lines)]

    def count(self) -> list[Phase]:
        """Sums over rows, before a root, into the totals t of a part that is evaluated."""
        body = [*self._totals(), "t[0] += s0", "t[1] += s1", "t[2] += s2"]
        return [phase("count", "m n t", ["if tid == u(nt - u(1)):", *indented(body)])]
