"""Phases of the operations of a plan, forward and backward: all but norms. Their twins are in core.engine.textbook."""

from __future__ import annotations

from collections.abc import Callable

from core.catalog.activations import ACTIVATIONS
from core.engine.cuda.memory import Slot
from core.engine.cuda.phases import Lines, Phase, Site, columns, each, elements, phase, rows, share, tile
from core.plan import ops


def put(target: str, how: int, value: str) -> Lines:
    """Write a gradient, or add to it."""
    return [f"m[{target}] += {value}" if how == ops.ACCUMULATE else f"m[{target}] = {value}"]


def _source(site: Site, i: int) -> Slot:
    return site.memory.value(site.plan.source[i])


def _target(site: Site, i: int) -> Slot:
    return site.memory.value(site.plan.target[i])


def wanted(site: Site, i: int) -> bool:
    """Whether the gradient at the operation's source is asked for."""
    return int(site.plan.source_gradient[i]) != ops.NOT_WANTED


# Activations.


def _number_of(site: Site, case: int) -> str:
    """The type an activation's formula is computed in, as for the processor."""
    entry = list(ACTIVATIONS)[case]
    return "real" if site.precision == "float32" and entry.forward32 and entry.derivative32 else "wide"


def activated(site: Site, i: int, z: str) -> str:
    case = int(site.plan.argument[i])
    number = _number_of(site, case)
    return f"settled(real(activation_{case}({number}({z}), {number}(rates[u({i})]))))"


def activated_slope(site: Site, i: int, z: str, a: str) -> str:
    case = int(site.plan.argument[i])
    number = _number_of(site, case)
    return f"flattened(real(derivative_{case}({number}({z}), {number}({a}), {number}(rates[u({i})]))))"


def activate(site: Site, i: int) -> list[Phase]:
    x, y = _source(site, i), _target(site, i)
    body = elements(site, x.width, [f"m[{y.at()}] = {activated(site, i, f'm[{x.at()}]')}"])
    return [phase(f"activate_{i}", "m rates", body)]


def activate_back(site: Site, i: int) -> list[Phase]:
    if not wanted(site, i):
        return []
    x, y, how = _source(site, i), _target(site, i), int(site.plan.source_gradient[i])
    g, gx = site.memory.slope(site.plan.target[i]), site.memory.slope(site.plan.source[i])
    slope = activated_slope(site, i, f"m[{x.at()}]", f"m[{y.at()}]")
    body = elements(site, x.width, put(gx.at(), how, f"flattened(m[{g.at()}] * {slope})"))
    return [phase(f"activate_back_{i}", "m rates", body)]


# Dense layers. A thread makes a strip of neighbouring sums for one row; with `then`, the activation behind them too.
#
# Inner loops count, and every place in them is made of the count: where one is moved on instead, the compiler does not
# see that it begins at a multiple of four, and loads number by number.


def dense(site: Site, i: int, then: int = -1) -> list[Phase]:
    x, y = _source(site, i), _target(site, i)
    memory, stride = site.memory, int(site.plan.stride[site.plan.target[i]])
    strip = tile(y.width, site.warps)
    weight, bias = memory.parameters + int(site.plan.weight[i]), int(site.plan.bias[i])
    sums = range(strip)
    begin = [f"z{q} = m[u(j + u({memory.parameters + bias + q}))]" if bias >= 0 else f"z{q} = real(0.0)" for q in sums]
    inner = [f"v = m[u(x + u(k * u({x.unit})))]"]
    inner += [f"z{q} += m[u(u(w + u({q})) + u(k * u({stride})))] * v" for q in sums]
    body = [f"s = u(e // u({site.rows}))", f"r = u(e - u(s * u({site.rows})))", f"j = u(s * u({strip}))", *begin]
    body += [f"x = {x.at('r', 'u(0)')}", f"w = u(u({weight}) + j)", *each("k", f"u({x.width})", inner)]
    body += [f"m[{y.at('r', f'u(j + u({q}))')}] = z{q}" for q in sums]
    if then >= 0:
        a = _target(site, then)
        body += [f"m[{a.at('r', f'u(j + u({q}))')}] = {activated(site, then, f'z{q}')}" for q in sums]
    lines = share(f"u({y.width // strip * site.rows})", body)
    return [phase(f"dense_{i}", "m rates" if then >= 0 else "m", lines)]


def dense_back(site: Site, i: int, then: int = -1) -> list[Phase]:
    """The gradient at the source; with `then`, on through the activation before it."""
    if not wanted(site, i):
        return []
    memory, stride = site.memory, int(site.plan.stride[site.plan.target[i]])
    x, g, gx = _source(site, i), memory.slope(site.plan.target[i]), memory.slope(site.plan.source[i])
    strip = tile(x.width, site.warps, (8, 4, 2, 1))
    weight, sums, how = memory.parameters + int(site.plan.weight[i]), range(strip), int(site.plan.source_gradient[i])
    inner = [f"v = m[u(x + u(k * u({g.unit})))]"]
    inner += [f"z{q} += m[u(u(w + u({q * stride})) + k)] * v" for q in sums]
    body = [f"s = u(e // u({site.rows}))", f"r = u(e - u(s * u({site.rows})))", f"j = u(s * u({strip}))"]
    body += [f"z{q} = real(0.0)" for q in sums]
    body += [f"x = {g.at('r', 'u(0)')}", f"w = u(u({weight}) + u(j * u({stride})))", *each("k", f"u({g.width})", inner)]
    if then >= 0:
        z, a, gz = _source(site, then), _target(site, then), memory.slope(site.plan.source[then])
        how = int(site.plan.source_gradient[then])
        for q in sums:
            at = f"u(j + u({q}))"
            slope = activated_slope(site, then, f"m[{z.at('r', at)}]", f"m[{a.at('r', at)}]")
            body += put(gz.at("r", at), how, f"flattened(z{q} * {slope})")
    else:
        for q in sums:
            body += put(gx.at("r", f"u(j + u({q}))"), how, f"z{q}")
    lines = share(f"u({x.width // strip * site.rows})", body)
    return [phase(f"dense_back_{i}", "m rates" if then >= 0 else "m", lines)]


def dense_gradient(site: Site, i: int, first: int = 0) -> tuple[Phase, int]:
    """The gradient of weights and biases: one thread adds over the batch, in the order of its rows. Thread `first`
    begins; the number behind the last one is given too, so that another layer's gradient finds threads at leisure."""
    memory, stride = site.memory, int(site.plan.stride[site.plan.target[i]])
    x, g = _source(site, i), memory.slope(site.plan.target[i])
    weight, bias = memory.gradient + int(site.plan.weight[i]), int(site.plan.bias[i])
    strip = next(t for t in (4, 2, 1) if x.width % t == 0 and (x.width // t * g.width >= site.threads // 2 or t == 1))
    sums = range(strip)
    inner = [f"v = m[u(y + u(r * u({g.row})))]"]
    inner += [f"g{q} += m[u(u(x + u({q * x.unit})) + u(r * u({x.row})))] * v" for q in sums]
    body = [f"s = u(e // u({g.width}))", f"j = u(e - u(s * u({g.width})))", f"i = u(s * u({strip}))"]
    body += [f"g{q} = real(0.0)" for q in sums]
    body += [f"x = {x.at('u(0)', 'i')}", f"y = {g.at('u(0)', 'j')}", *each("r", f"u({site.rows})", inner)]
    body += [f"m[u(u({weight + q * stride}) + u(u(i * u({stride})) + j))] = g{q}" for q in sums]
    count = x.width // strip * g.width
    lines = share(f"u({count})", body, first=first)
    if bias >= 0:
        lines += bias_gradient(site, i, first + count)
    return phase(f"dense_gradient_{i}", "m", lines, waits=False), first + count + g.width


def bias_gradient(site: Site, i: int, first: int = 0) -> Lines:
    g, bias = site.memory.slope(site.plan.target[i]), site.memory.gradient + int(site.plan.bias[i])
    add = each("r", f"u({site.rows})", [f"total += m[{g.at()}]"])
    return columns(g.width, ["total = real(0.0)", *add, f"m[u(u({bias}) + j)] = total"], first)


# Shares that add up to 1.


def softmax(site: Site, i: int) -> list[Phase]:
    x, y = _source(site, i), _target(site, i)
    width = f"u({x.width})"
    body = [f"top = m[{x.at('r', 'u(0)')}]", *each("j", width, [f"top = maximum(top, m[{x.at()}])"])]
    body += ["total = real(0.0)"]
    body += each("j", width, [f"v = exp(m[{x.at()}] - top)", f"m[{y.at()}] = v", "total += v"])
    body += ["total = real(1.0) / total", *each("j", width, [f"m[{y.at()}] *= total"])]
    return [phase(f"softmax_{i}", "m", rows(site, body))]


def softmax_back(site: Site, i: int) -> list[Phase]:
    if not wanted(site, i):
        return []
    y, g, gx = _target(site, i), site.memory.slope(site.plan.target[i]), site.memory.slope(site.plan.source[i])
    width, how = f"u({y.width})", int(site.plan.source_gradient[i])
    body = ["mean = real(0.0)", *each("j", width, [f"mean += m[{y.at()}] * m[{g.at()}]"])]
    body += each("j", width, put(gx.at(), how, f"flattened(m[{y.at()}] * (m[{g.at()}] - mean))"))
    return [phase(f"softmax_back_{i}", "m", rows(site, body))]


# Two sources, and joined ones.


def _pair(sign: str) -> Callable[[Site, int], list[Phase]]:
    def forward(site: Site, i: int) -> list[Phase]:
        x, other, y = _source(site, i), site.memory.value(site.plan.other[i]), _target(site, i)
        body = elements(site, x.width, [f"m[{y.at()}] = m[{x.at()}] {sign} m[{other.at()}]"])
        return [phase(f"pair_{i}", "m", body)]

    return forward


def _pair_back(product: bool) -> Callable[[Site, int], list[Phase]]:
    def backward(site: Site, i: int) -> list[Phase]:
        plan, memory = site.plan, site.memory
        g, body = memory.slope(plan.target[i]), Lines()
        sides = (
            (plan.source[i], plan.source_gradient[i], plan.other[i]),
            (plan.other[i], plan.other_gradient[i], plan.source[i]),
        )
        for slot, how, factor in sides:
            if how != ops.NOT_WANTED:
                value = f"m[{g.at()}] * m[{memory.value(factor).at()}]" if product else f"m[{g.at()}]"
                body += put(memory.slope(slot).at(), int(how), value)
        return [phase(f"pair_back_{i}", "m", elements(site, g.width, body))] if body else []

    return backward


def copy(site: Site, i: int) -> list[Phase]:
    x, y = _source(site, i), _target(site, i)
    first = f"u(j + u({int(site.plan.argument[i])}))"
    return [phase(f"copy_{i}", "m", elements(site, x.width, [f"m[{y.at('r', first)}] = m[{x.at()}]"]))]


def copy_back(site: Site, i: int) -> list[Phase]:
    if not wanted(site, i):
        return []
    g, gx = site.memory.slope(site.plan.target[i]), site.memory.slope(site.plan.source[i])
    first, how = f"u(j + u({int(site.plan.argument[i])}))", int(site.plan.source_gradient[i])
    body = elements(site, gx.width, put(gx.at(), how, f"m[{g.at('r', first)}]"))
    return [phase(f"copy_back_{i}", "m", body)]


# A learned slope below zero.


def prelu(site: Site, i: int) -> list[Phase]:
    x, y = _source(site, i), _target(site, i)
    slope = f"m[u(u({site.memory.parameters + int(site.plan.weight[i])}) + j)]"
    body = [f"v = m[{x.at()}]", f"m[{y.at()}] = v if v > real(0.0) else v * {slope}"]
    return [phase(f"prelu_{i}", "m", elements(site, x.width, body))]


def prelu_back(site: Site, i: int) -> list[Phase]:
    if not wanted(site, i):
        return []
    x, g, gx = _source(site, i), site.memory.slope(site.plan.target[i]), site.memory.slope(site.plan.source[i])
    slope = f"m[u(u({site.memory.parameters + int(site.plan.weight[i])}) + j)]"
    value = f"(m[{g.at()}] if m[{x.at()}] > real(0.0) else m[{g.at()}] * {slope})"
    body = elements(site, x.width, put(gx.at(), int(site.plan.source_gradient[i]), value))
    return [phase(f"prelu_back_{i}", "m", body)]


def prelu_gradient(site: Site, i: int) -> list[Phase]:
    x, g = _source(site, i), site.memory.slope(site.plan.target[i])
    place = f"u(u({site.memory.gradient + int(site.plan.weight[i])}) + j)"
    add = each(
        "r", f"u({site.rows})", [f"v = m[{x.at()}]", f"total += real(0.0) if v > real(0.0) else v * m[{g.at()}]"]
    )
    body = columns(x.width, ["total = real(0.0)", *add, f"m[{place}] = total"])
    return [phase(f"prelu_gradient_{i}", "m", body, waits=False)]


# Chance, only while training.


def _bits(width: int) -> str:
    return f"bits(base, u(u(r * u({width})) + j))"


def _begin(site: Site, i: int) -> str:
    return f"base = begin(key, step, {int(site.plan.argument[i])})"


def _masked(site: Site, i: int, width: int, body: Lines) -> Lines:
    """A body that finds in `kept` what an element is multiplied with: 0 where it is dropped."""
    chosen = f"kept = share if {_bits(width)} >= limit else real(0.0)"
    return [
        _begin(site, i),
        f"limit = drop_limit(rates[u({i})])",
        f"share = real(1.0 / (1.0 - rates[u({i})]))",
        *elements(site, width, [chosen, *body]),
    ]


def dropout(site: Site, i: int) -> list[Phase]:
    x, y = _source(site, i), _target(site, i)
    lines = _masked(site, i, x.width, [f"m[{y.at()}] = m[{x.at()}] * kept"])
    return [phase(f"dropout_{i}", "m rates key step", lines)]


def dropout_back(site: Site, i: int) -> list[Phase]:
    if not wanted(site, i):
        return []
    g, gx = site.memory.slope(site.plan.target[i]), site.memory.slope(site.plan.source[i])
    lines = _masked(site, i, g.width, put(gx.at(), int(site.plan.source_gradient[i]), f"m[{g.at()}] * kept"))
    return [phase(f"dropout_back_{i}", "m rates key step", lines)]


def noise(site: Site, i: int) -> list[Phase]:
    x, y = _source(site, i), _target(site, i)
    body = [f"m[{y.at()}] = m[{x.at()}] + real(rates[u({i})]) * real(normal({_bits(x.width)}))"]
    return [phase(f"noise_{i}", "m rates key step", [_begin(site, i), *elements(site, x.width, body)])]


def passed(site: Site, i: int) -> list[Phase]:
    """What dropout and noise do where they draw nothing."""
    x, y = _source(site, i), _target(site, i)
    return [phase(f"passed_{i}", "m", elements(site, x.width, [f"m[{y.at()}] = m[{x.at()}]"]))]


def passed_back(site: Site, i: int) -> list[Phase]:
    if not wanted(site, i):
        return []
    g, gx = site.memory.slope(site.plan.target[i]), site.memory.slope(site.plan.source[i])
    body = elements(site, g.width, put(gx.at(), int(site.plan.source_gradient[i]), f"m[{g.at()}]"))
    return [phase(f"passed_back_{i}", "m", body)]


add, multiply = _pair("+"), _pair("*")
add_back, multiply_back = _pair_back(False), _pair_back(True)
