"""Phases of norms: over the batch (a thread for each column) and over a row (a thread for each row).

h is the source with mean 0 and variance 1, the target is scale h + shift. Twins are in core.engine.textbook.
"""

from __future__ import annotations

from core.engine.cuda.layers import put, wanted
from core.engine.cuda.memory import Slot
from core.engine.cuda.phases import Lines, Phase, Site, columns, each, elements, phase, rows


def _slots(site: Site, i: int) -> tuple[Slot, Slot]:
    return site.memory.value(site.plan.source[i]), site.memory.value(site.plan.target[i])


def _slopes(site: Site, i: int) -> tuple[Slot, Slot]:
    return site.memory.slope(site.plan.target[i]), site.memory.slope(site.plan.source[i])


def _column(place: int) -> str:
    return f"m[u(u({place}) + j)]"


def _row(place: int) -> str:
    return f"m[u(u({place}) + r)]"


def _scale(site: Site, i: int) -> str:
    return _column(site.memory.parameters + int(site.plan.weight[i]))


def _scaled(site: Site, i: int, h: str) -> str:
    return f"{h} * {_scale(site, i)} + {_column(site.memory.parameters + int(site.plan.bias[i]))}"


def _spread(i: int, variance: str) -> str:
    return f"real(1.0) / sqrt({variance} + real(rates[u({i})]))"


# Over the batch. Scratch of a column: mean, spread, variance, mean of the slopes at h, mean of those times h.


def _spare(site: Site, i: int, which: int) -> str:
    return _column(site.memory.spare[i] + which * int(site.plan.width[site.plan.source[i]]))


def batch_norm(site: Site, i: int) -> list[Phase]:
    """With the batch's own mean and variance."""
    x, y = _slots(site, i)
    mean, spread, variance = (_spare(site, i, which) for which in range(3))
    body = ["total = real(0.0)", *each("r", "n", [f"total += m[{x.at()}]"]), "total = total / real(n)"]
    body += ["square = real(0.0)"]
    body += each("r", "n", [f"v = m[{x.at()}] - total", "square += v * v"])
    body += [
        "square = square / real(n)",
        f"{mean} = total",
        f"{variance} = square",
        f"{spread} = {_spread(i, 'square')}",
    ]
    apply = elements(site, x.width, [f"m[{y.at()}] = {_scaled(site, i, f'((m[{x.at()}] - {mean}) * {spread})')}"])
    return [
        phase(f"batch_moments_{i}", "m rates n", columns(x.width, body)),
        phase(f"batch_norm_{i}", "m", apply),
    ]


def batch_norm_kept(site: Site, i: int) -> list[Phase]:
    """With the mean and variance that were remembered."""
    x, y = _slots(site, i)
    mean = _column(site.memory.parameters + int(site.plan.mean[i]))
    variance = _column(site.memory.parameters + int(site.plan.variance[i]))
    h = f"((m[{x.at()}] - {mean}) * ({_spread(i, variance)}))"
    return [phase(f"batch_norm_kept_{i}", "m rates", elements(site, x.width, [f"m[{y.at()}] = {_scaled(site, i, h)}"]))]


def batch_norm_back(site: Site, i: int) -> list[Phase]:
    (x, _), g = _slots(site, i), site.memory.slope(site.plan.target[i])
    mean, spread = _spare(site, i, 0), _spare(site, i, 1)
    h = f"((m[{x.at()}] - {mean}) * {spread})"
    body = ["shift = real(0.0)", "scale = real(0.0)"]
    body += each("r", "n", [f"v = m[{g.at()}]", "shift += v", f"scale += v * {h}"])
    body += [f"{_column(site.memory.gradient + int(site.plan.weight[i]))} = scale"]
    body += [f"{_column(site.memory.gradient + int(site.plan.bias[i]))} = shift"]
    body += [f"{_spare(site, i, 3)} = shift * {_scale(site, i)} / real(n)"]
    body += [f"{_spare(site, i, 4)} = scale * {_scale(site, i)} / real(n)"]
    found = [phase(f"batch_slopes_{i}", "m n", columns(x.width, body))]
    if wanted(site, i):
        gx, how = site.memory.slope(site.plan.source[i]), int(site.plan.source_gradient[i])
        inner = f"{spread} * (m[{g.at()}] * {_scale(site, i)} - {_spare(site, i, 3)} - {h} * {_spare(site, i, 4)})"
        # Rows behind the batch's last one have no share in it.
        value = f"({inner} if r < n else real(0.0))"
        found.append(phase(f"batch_norm_back_{i}", "m n", elements(site, x.width, put(gx.at(), how, value))))
    return found


def remember(site: Site, i: int) -> list[Phase]:
    """Running mean and variance move towards the batch's, unless its loss was not finite."""
    keep = f"real(rates[u({len(site.plan.code) + 2 + i})])"
    body = [f"share = {keep}"]
    for kept, which in ((site.plan.mean[i], 0), (site.plan.variance[i], 2)):
        place = _column(site.memory.parameters + int(kept))
        body.append(f"{place} = share * {place} + (real(1.0) - share) * {_spare(site, i, which)}")
    width = int(site.plan.width[site.plan.source[i]])
    return [phase(f"remember_{i}", "m rates", [*if_fine(site), *columns(width, body)], waits=False)]


def if_fine(site: Site) -> Lines:
    """Nothing moves after a batch whose loss was not finite."""
    return [f"if m[u({site.memory.numbers + 1})] == real(0.0):", "    return"]


# Over a row. Scratch of a row: mean, spread, mean of the slopes at h, mean of those times h.


def _rest(site: Site, i: int, which: int) -> str:
    return _row(site.memory.spare[i] + which * site.rows)


def layer_norm(site: Site, i: int) -> list[Phase]:
    x, y = _slots(site, i)
    width = f"u({x.width})"
    body = ["total = real(0.0)", *each("j", width, [f"total += m[{x.at()}]"]), f"total = total / real({x.width})"]
    body += ["square = real(0.0)", *each("j", width, [f"v = m[{x.at()}] - total", "square += v * v"])]
    body += [f"{_rest(site, i, 0)} = total", f"{_rest(site, i, 1)} = {_spread(i, f'square / real({x.width})')}"]
    h = f"((m[{x.at()}] - {_rest(site, i, 0)}) * {_rest(site, i, 1)})"
    return [
        phase(f"row_moments_{i}", "m rates", rows(site, body)),
        phase(f"layer_norm_{i}", "m", elements(site, x.width, [f"m[{y.at()}] = {_scaled(site, i, h)}"])),
    ]


def layer_norm_back(site: Site, i: int) -> list[Phase]:
    if not wanted(site, i):
        return []
    (x, _), (g, gx) = _slots(site, i), _slopes(site, i)
    h = f"((m[{x.at()}] - {_rest(site, i, 0)}) * {_rest(site, i, 1)})"
    body = ["first = real(0.0)", "second = real(0.0)"]
    body += each("j", f"u({x.width})", [f"v = m[{g.at()}] * {_scale(site, i)}", "first += v", f"second += v * {h}"])
    body += [f"{_rest(site, i, 2)} = first / real({x.width})", f"{_rest(site, i, 3)} = second / real({x.width})"]
    inner = f"m[{g.at()}] * {_scale(site, i)} - {_rest(site, i, 2)} - {h} * {_rest(site, i, 3)}"
    value = f"{_rest(site, i, 1)} * ({inner})"
    how = int(site.plan.source_gradient[i])
    return [
        phase(f"row_slopes_{i}", "m", rows(site, body)),
        phase(f"layer_norm_back_{i}", "m", elements(site, x.width, put(gx.at(), how, value))),
    ]


def layer_norm_gradient(site: Site, i: int) -> list[Phase]:
    (x, _), g = _slots(site, i), site.memory.slope(site.plan.target[i])
    h = f"((m[{x.at()}] - {_rest(site, i, 0)}) * {_rest(site, i, 1)})"
    body = ["shift = real(0.0)", "scale = real(0.0)"]
    body += each("r", "n", [f"v = m[{g.at()}]", "shift += v", f"scale += v * {h}"])
    body += [f"{_column(site.memory.gradient + int(site.plan.weight[i]))} = scale"]
    body += [f"{_column(site.memory.gradient + int(site.plan.bias[i]))} = shift"]
    return [phase(f"layer_gradient_{i}", "m n", columns(x.width, body), waits=False)]
