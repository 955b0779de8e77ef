"""The chain rule written out: factors, paths, their sum, and the difference that checks it."""

from __future__ import annotations

from core.explain.chain import ChainRule, Factor
from core.explain.hand import Hand


def chain_lines(rule: ChainRule, h: Hand, most: int = 12) -> list[str]:
    """The factors of a weight: its input and the slope behind it, every path, and their sum."""
    node, _, name = rule.key.rpartition(".")
    symbol = h.of(h.sub({"weight": "w", "bias": "b"}.get(name, name), *rule.index), node)
    unit = h.of(h.sub("z", rule.index[-1]), node)
    factors = h.dot.join([_symbol(rule.local, h), h.slope(unit)])
    numbers = h.times(rule.local.value, rule.delta)
    lines = [h.equal(h.slope(symbol), factors, numbers, h.number(rule.share))]
    for path in rule.paths[:most]:
        signs = h.dot.join(_symbol(factor, h) for factor in path.factors)
        lines.append(h.equal(signs, h.times(*(factor.value for factor in path.factors)), h.number(path.product)))
    if len(rule.paths) > 1:
        rest = rule.paths[most:]
        products = [h.bracket(path.product) for path in rule.paths[:most]]
        whole = sum(path.product for path in rule.paths)
        lines.append(h.equal(h.sigma, h.plus(products, len(rest), sum(p.product for p in rest)), h.number(whole)))
    return lines


def difference_line(rule: ChainRule, h: Hand) -> str:
    """The central difference beside the gradient."""
    moved = [f"L(w + {h.number(rule.step)})", f"L(w {h.minus} {h.number(rule.step)})"]
    sign = r"\approx" if h.latex else "≈"
    return f"{h.over(f'({moved[0]} {h.minus} {moved[1]})', h.number(2 * rule.step))} {sign} {h.number(rule.difference)}"


def _symbol(factor: Factor, h: Hand) -> str:
    if factor.kind == "weight":
        return h.of(h.sub("w", factor.i, factor.j), factor.node)
    if factor.kind == "slope":
        return h.of(h.derivative(h.sub("z", factor.i)), factor.node)
    if factor.kind == "jacobian":
        a, z = h.sub("a", factor.j), h.sub("z", factor.i)
        return h.of(rf"\frac{{\partial {a}}}{{\partial {z}}}" if h.latex else f"∂{a}/∂{z}", factor.node)
    if factor.kind == "loss":
        return h.slope(h.sub("z", factor.i))
    if factor.kind == "one":
        return "1"
    if factor.kind == "data":
        return h.sub("x", factor.i)
    if factor.kind == "kept":
        return h.of(h.sub("m", factor.i), factor.node)
    return h.of(h.sub("a", factor.i), factor.node)
