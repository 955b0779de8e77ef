"""What is wrong or odd with a drawing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Problem:
    """Something wrong (`error`) or odd (`warning`) with a drawing; `node` is empty where it is not about one node."""

    node: str
    text: str
    hint: str = ""
    level: Literal["error", "warning"] = "error"
    path: str = ""

    @property
    def where(self) -> str:
        return self.path or (f"architecture.nodes.{self.node}" if self.node else "architecture")

    def __str__(self) -> str:
        return f"{self.where}: {self.text}" + (f" ({self.hint})" if self.hint else "")
