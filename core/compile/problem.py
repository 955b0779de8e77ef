"""What is wrong or odd with a drawing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from core.spec.project import Project


@dataclass(frozen=True)
class Fix:
    """An edit that ends a problem: its title as a button says it, and a pure function of the project."""

    title: str
    edit: Callable[[Project], Project]


@dataclass(frozen=True)
class Problem:
    """Something wrong (`error`) or odd (`warning`) with a drawing; `node` is empty where it is not about one node."""

    node: str
    text: str
    hint: str = ""
    level: Literal["error", "warning"] = "error"
    path: str = ""
    fix: Fix | None = field(default=None, compare=False)
    """What a click can do about it, where that is clear."""

    @property
    def where(self) -> str:
        return self.path or (f"architecture.nodes.{self.node}" if self.node else "architecture")

    def __str__(self) -> str:
        return f"{self.where}: {self.text}" + (f" ({self.hint})" if self.hint else "")
