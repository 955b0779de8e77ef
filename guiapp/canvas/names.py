"""Names of inputs as they are written by hand."""

from __future__ import annotations

import re
from collections.abc import Callable

SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
UNIT = re.compile(r"\s*\([^()]*\)$")
LOW = re.compile(r"\bx(\d+)")


def name_lines(name: str, fits: Callable[[str], bool], shorten: Callable[[str], str]) -> list[str]:
    """A name in one line; where it does not fit without its unit and in two lines; what is longer is shortened."""
    if fits(name):
        return [name]
    bare = UNIT.sub("", name)
    if fits(bare):
        return [bare]
    words = bare.split(" ")
    cuts = [(" ".join(words[:i]), " ".join(words[i:])) for i in range(1, len(words))]
    both = [cut for cut in cuts if fits(cut[0]) and fits(cut[1])]
    best = min(both or cuts, key=lambda cut: abs(len(cut[0]) - len(cut[1])), default=(bare,))
    return [shorten(line) for line in best]


def pretty(name: str) -> str:
    """x1^2 as x₁², x1*x2 as x₁x₂, sin(x1) as sin x₁; other names as they are."""
    if not LOW.search(name):
        return name
    text = LOW.sub(lambda found: "x" + found[1].translate(SUBSCRIPTS), name)
    text = text.replace("^2", "²").replace("*", "")
    return re.sub(r"(\w+)\((.*)\)", r"\1 \2", text)
