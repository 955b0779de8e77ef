"""How formulas are written: as plain text that reads like paper, or as LaTeX."""

from __future__ import annotations

import math
from collections.abc import Sequence

LOW = str.maketrans("0123456789,", "₀₁₂₃₄₅₆₇₈₉‚")
HIGH = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
CALLS = {"relu": "max(0, {0})", "sigmoid": "σ({0})", "exponential": "exp({0})"}
LATEX_CALLS = {
    "relu": r"\max(0, {0})", "sigmoid": r"\sigma({0})", "tanh": r"\tanh({0})", "exponential": r"\exp({0})",
    "sin": r"\sin({0})",
}  # fmt: skip


class Hand:
    """Writes numbers and signs; `more` is how terms that are folded are counted, with {0} for how many."""

    def __init__(self, *, latex: bool = False, digits: int = 4, more: str = "{0}") -> None:
        self.latex, self.digits, self._more = latex, digits, more
        self.dot = r" \cdot " if latex else "·"
        self.minus = "-" if latex else "\N{MINUS SIGN}"
        self.sigma = r"\sum" if latex else "Σ"

    def number(self, value: float) -> str:
        """With a true minus; powers of ten as such."""
        if not math.isfinite(value):
            word = {
                math.inf: r"\infty" if self.latex else "∞",
                -math.inf: self.minus + (r"\infty" if self.latex else "∞"),
            }
            return word.get(value, r"\mathrm{NaN}" if self.latex else "NaN")
        if value == 0.0:
            return "0"
        head, power, exponent = f"{value:.{self.digits}g}".partition("e")
        text = head.replace("-", self.minus)
        if not power:
            return text
        tens = str(int(exponent))
        return rf"{text} \times 10^{{{tens}}}" if self.latex else f"{text}×10{tens.translate(HIGH)}"

    def bracket(self, value: float) -> str:
        """As a factor or behind a sign: below zero in brackets."""
        text = self.number(value)
        return f"({text})" if value < 0 or not math.isfinite(value) or "10" in text.partition("×")[2] else text

    def sub(self, name: str, *places: int) -> str:
        """A name with its places, counted from 1."""
        apart = "," if self.latex or any(place > 8 for place in places) else ""
        text = apart.join(str(place + 1) for place in places)
        if self.latex:
            return f"{name}_{{{text}}}"
        return name + text.translate(LOW)

    def of(self, name: str, node: str) -> str:
        """A name and the layer it belongs to."""
        if not node:
            return name
        return rf"{name}^{{(\mathrm{{{escaped(node)}}})}}" if self.latex else f"{name}[{node}]"

    def times(self, *factors: float) -> str:
        """0.42·(−1.3)."""
        return self.dot.join(self.number(f) if i == 0 and f >= 0 else self.bracket(f) for i, f in enumerate(factors))

    def plus(self, terms: Sequence[str], folded: int = 0, rest: float = 0.0) -> str:
        """Terms added up; so many that are folded stand behind them with their sum."""
        more = [f"{self.bracket(rest)} ({self.words(folded)})"] if folded else []
        return " + ".join([*terms, *more])

    def words(self, folded: int) -> str:
        text = self._more.format(f"{folded:,}")
        return rf"\text{{{text}}}" if self.latex else text

    def power(self, text: str) -> str:
        return f"{text}^2" if self.latex else f"{text}²"

    def root(self, text: str) -> str:
        return rf"\sqrt{{{text}}}" if self.latex else f"√({text})"

    def over(self, above: str, below: str) -> str:
        """A fraction; both sides are taken as they are in text, so bracket sums before."""
        return rf"\frac{{{above}}}{{{below}}}" if self.latex else f"{above} / {below}"

    def slope(self, name: str) -> str:
        """dL by dNAME."""
        return rf"\frac{{\partial L}}{{\partial {name}}}" if self.latex else f"∂L/∂{name}"

    def derivative(self, name: str) -> str:
        return f"f'({name})" if self.latex else f"f′({name})"

    def call(self, function: str, argument: str) -> str:
        """An activation of something."""
        known = (LATEX_CALLS if self.latex else CALLS).get(function)
        if known is None:
            known = rf"\mathrm{{{escaped(function)}}}({{0}})" if self.latex else function + "({0})"
            return known.replace("{0}", argument)
        return known.replace("{0}", argument)

    def log(self, text: str) -> str:
        return rf"\ln({text})" if self.latex else f"ln({text})"

    def exp(self, text: str) -> str:
        return rf"\exp({text})" if self.latex else f"exp({text})"

    def equal(self, *sides: str) -> str:
        return " = ".join(sides)

    def page(self, lines: Sequence[str]) -> str:
        """Lines below each other, ready to be copied."""
        flat = [part for line in lines for part in line.split("\n")]
        if not self.latex:
            return "\n".join(flat)
        body = " \\\\\n".join("  " + line.replace(" = ", " &= ", 1) for line in flat)
        return "\\begin{align*}\n" + body + "\n\\end{align*}"


def escaped(text: str) -> str:
    """A name inside LaTeX."""
    return text.replace("_", r"\_").replace("#", r"\#").replace("%", r"\%").replace("&", r"\&")
