"""Names of inputs as they are written by hand."""

from __future__ import annotations

import re

SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
LOW = re.compile(r"\bx(\d+)")


def pretty(name: str) -> str:
    """x1^2 as x₁², x1*x2 as x₁x₂, sin(x1) as sin x₁; other names as they are."""
    if not LOW.search(name):
        return name
    text = LOW.sub(lambda found: "x" + found[1].translate(SUBSCRIPTS), name)
    text = text.replace("^2", "²").replace("*", "")
    return re.sub(r"(\w+)\((.*)\)", r"\1 \2", text)
