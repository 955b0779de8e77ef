"""Phases that move the parameters: penalties, clipping, decay, the optimizer, largest norms, weights switched off.

Twins are in core.engine.restraints; the order is that of core.engine.contract.Job.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.catalog.optimizers import OPTIMIZERS
from core.catalog.penalties import PENALTIES
from core.engine.cases import COEFFICIENTS
from core.engine.contract import Job
from core.engine.cuda.memory import PARTIALS, SHRINK, SOUND
from core.engine.cuda.norms import if_fine
from core.engine.cuda.phases import Lines, Phase, Site, columns, each, indented, phase, share
from core.engine.loop_places import CLIP_NORM, CLIP_VALUE, PULL_C0, PULL_C1, PULL_DECAY, PULL_LIMIT


@dataclass(frozen=True)
class Held:
    """A pull as its program knows it: where its array lies among the parameters, and what it does; how strongly, is
    told at each launch."""

    offset: int
    rows: int
    width: int
    stride: int
    penalty: int
    costs: bool
    decays: bool
    bounds: bool


@dataclass(frozen=True)
class Traits:
    """What of a job decides the text of its program, besides the plan."""

    optimizer: str
    pulls: tuple[Held, ...]
    clip_value: bool
    clip_norm: bool
    off: bool
    weighted: bool

    @classmethod
    def of(cls, jobs: Sequence[Job]) -> Traits:
        """Of jobs that are trained side by side, whose pulls stand in the same order."""
        job = jobs[0]
        named = {param.key: param for param in job.program.table}
        pulls = []
        for alike in zip(*(job.penalties for job in jobs), strict=True):
            pull, param = alike[0], named[alike[0].key]
            rows = param.shape[0] if len(param.shape) == 2 else 1
            costs = PENALTIES[pull.penalty].costs and any(any(one.coefficients) for one in alike)
            decays, bounds = any(one.decay > 0.0 for one in alike), any(one.limit > 0.0 for one in alike)
            place = (param.offset, rows, param.shape[-1], param.stride, PENALTIES.index(pull.penalty))
            pulls.append(Held(*place, costs=costs, decays=decays, bounds=bounds))
        return cls(
            job.optimizer,
            tuple(pulls),
            any(one.clip.value > 0.0 for one in jobs),
            any(one.clip.norm > 0.0 for one in jobs),
            bool(job.off),
            job.weights is not None,
        )


def _tug(pull: int, column: int) -> str:
    """A number of a pull, in the table of the network at hand; row 0 is the clip's."""
    return f"tugs[u({pull}), u({column})]"


def _place(held: Held, base: int) -> Lines:
    """The place of an array's element e, counted without its padding."""
    return [
        f"i = u(e // u({held.width}))",
        f"p = u(u({base + held.offset}) + u(u(i * u({held.stride})) + u(e - u(i * u({held.width})))))",
    ]


def penalty_slopes(site: Site, traits: Traits) -> list[Phase]:
    """The penalties' slopes, added to the gradient."""
    lines = Lines()
    for number, held in enumerate(traits.pulls, 1):
        if held.costs:
            c0, c1 = f"real({_tug(number, PULL_C0)})", f"real({_tug(number, PULL_C1)})"
            slope = f"m[u(p + u({site.memory.gradient - site.memory.parameters}))]"
            add = f"{slope} += real(penalty_{held.penalty}(m[p], c0, c1))"
            body = [*_place(held, site.memory.parameters), add]
            lines += [f"c0 = {c0}", f"c1 = {c1}", *share(f"u({held.rows * held.width})", body)]
    return [phase("penalty_slopes", "m tugs", lines)] if lines else []


def switch_off(traits: Traits, name: str, base: int) -> list[Phase]:
    """Nothing at the places of weights that are switched off."""
    body = share("u(off.size)", [f"m[u(u({base}) + u(off[e]))] = real(0.0)"])
    return [phase(f"switch_off_{name}", "m off", body)] if traits.off else []


def clip(site: Site, traits: Traits) -> list[Phase]:
    """Cut off each number of the gradient, then scale the whole down: the factor is left for the optimizer's phase."""
    found = []
    gradient, trained = site.memory.gradient, site.plan.trained
    if traits.clip_value:
        g = f"m[u(u({gradient}) + e)]"
        body = [f"v = {g}", "v = limit if v > limit else v", f"{g} = -limit if v < -limit else v"]
        given = ["if limit > real(0.0):", *indented(share(f"u({trained})", body))]
        lines = [f"limit = real({_tug(0, CLIP_VALUE)})", *given]
        found.append(phase("clip_values", "m tugs", lines))
    if traits.clip_norm:
        add = [f"v = wide(m[u(u({gradient}) + p)])", "total += v * v", f"p = u(p + u({PARTIALS}))"]
        body = ["total = wide(0.0)", "p = e", f"while p < u({trained}):", *indented(add)]
        body += [f"m[u(u({site.memory.partials}) + e)] = real(total)"]
        found.append(phase("gradient_squares", "m", share(f"u({PARTIALS})", body)))
        total = [
            "total = wide(0.0)",
            *each("e", f"u({PARTIALS})", [f"total += wide(m[u(u({site.memory.partials}) + e)])"]),
        ]
        factor = ["length = sqrt(total)", f"norm = {_tug(0, CLIP_NORM)}"]
        factor += [
            f"m[u({site.memory.numbers + SHRINK})] = real(norm / length) if norm > 0.0 and length > norm else real(1.0)"
        ]
        lines = ["if tid == u(0):", *indented([*total, *factor])]
        found.append(phase("gradient_length", "m tugs", lines))
    return found


def decay(site: Site, traits: Traits) -> list[Phase]:
    """w <- w (1 - rate * decay)."""
    lines = Lines()
    for number, held in enumerate(traits.pulls, 1):
        if held.decays:
            body = [*_place(held, site.memory.parameters), "m[p] = settled(m[p] * factor)"]
            lines += [
                f"factor = real(1.0 - rate * {_tug(number, PULL_DECAY)})",
                *share(f"u({held.rows * held.width})", body),
            ]
    return [phase("decay", "m tugs rate", [*if_fine(site), *lines])] if lines else []


def update(site: Site, traits: Traits) -> list[Phase]:
    """One step of the optimizer. Its memories are in k: the first, and behind all of it the second."""
    slots = OPTIMIZERS[traits.optimizer].slots
    size, w = site.plan.parameters, f"m[u(u({site.memory.parameters}) + e)]"
    memories = [f"k[u(u({q * size}) + e)]" for q in range(slots)]
    given = ", ".join((*memories, "g", "g")[:2])
    shrink = [f"shrink = m[u({site.memory.numbers + SHRINK})]"] if traits.clip_norm else []
    body = [f"g = m[u(u({site.memory.gradient}) + e)]" + (" * shrink" if traits.clip_norm else "")]
    body += [f"a, b, d = moved({w}, flattened(g), {given}, now)", f"{w} = settled(a)"]
    body += [f"{place} = settled({name})" for place, name in zip(memories, ("b", "d"), strict=False)]
    now = f"now = ({', '.join(f'c[u({q})]' for q in range(COEFFICIENTS))})"
    lines = [*if_fine(site), now, *shrink, *share(f"u({site.plan.trained})", body)]
    return [phase("update", "m k c", lines)]


def bound(site: Site, traits: Traits) -> list[Phase]:
    """Every column of weights, and every bias, that is longer than its limit is scaled down."""
    found: list[Phase] = []
    for number, held in enumerate(traits.pulls, 1):
        if held.bounds:
            p = f"m[u(u({site.memory.parameters + held.offset}) + u(u(i * u({held.stride})) + j))]"
            rows = f"u({held.rows})"
            body = ["total = real(0.0)", *each("i", rows, [f"total += {p} * {p}"]), "length = sqrt(wide(total))"]
            shorten = ["factor = real(limit / length)", *each("i", rows, [f"{p} = {p} * factor"])]
            body += ["if limit > 0.0 and length > limit:", *indented(shorten)]
            lines = [*if_fine(site), f"limit = {_tug(number, PULL_LIMIT)}", *columns(held.width, body)]
            found.append(phase(f"bound_{number}", "m tugs", lines, waits=not found))
    return found


def sound(site: Site) -> list[Phase]:
    """Whether every parameter is finite."""
    flag, w = f"m[u({site.memory.numbers + SOUND})]", f"m[u(u({site.memory.parameters}) + e)]"
    body = [f"if not finite({w}):", f"    {flag} = real(0.0)"]
    return [
        phase("hope", "m", ["if tid == u(0):", f"    {flag} = real(1.0)"]),
        phase("sound", "m", share(f"u({site.plan.parameters})", body)),
    ]
