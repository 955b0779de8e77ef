"""Pages of a step as text to be pasted elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from core.explain.hand import Hand
from core.explain.pages import Page, written
from core.explain.step import Step
from guiapp.views.step_words import page_title

MOST_LINES = 4000
"""Of a page alone; of many pages, a twentieth of them from each."""


def copied(step: Step, pages: Sequence[Page], hand: Hand) -> str:
    """Every page with its title; in LaTeX the title is a comment."""
    most = MOST_LINES // 20 if len(pages) > 1 else MOST_LINES
    texts = []
    for page in pages:
        title = page_title(step, page)
        lines = hand.page(written(step, page, hand, 0, most))
        texts.append(f"% {title}\n{lines}" if hand.latex else f"{title}\n{lines}")
    return "\n\n".join(texts) + "\n"
