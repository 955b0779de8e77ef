"""Terms of the glossary in a text, and what is said of one: definition, formula, and the numbers of the moment."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFont, QTextCharFormat, QTextCursor, QTextDocument

from core.lessons.glossary import Term, glossary, terms_in
from core.lessons.moment import Moment, numbers
from guiapp.context import Context
from guiapp.theme import current
from guiapp.translation.catalogue import said

SCHEME = "term:"
"""What the address of a term begins with."""


def tr(text: str) -> str:
    return QCoreApplication.translate("classroom", text)


def mark_terms(document: QTextDocument, but: str = "") -> list[str]:
    """Underline the first place of each term (`but` one) and make it a link; their names, in the order of the text."""
    shape = QTextCharFormat()
    shape.setAnchor(True)
    shape.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
    shape.setUnderlineColor(current().color("muted"))
    named = []
    for found in terms_in(_body(document), glossary().values()):
        if found.term.name == but:
            continue
        cursor = QTextCursor(document)
        cursor.setPosition(found.start)
        cursor.setPosition(found.end, QTextCursor.MoveMode.KeepAnchor)
        shape.setAnchorHref(SCHEME + found.term.name.lower())
        cursor.mergeCharFormat(shape)
        named.append(found.term.name)
    return named


def _body(document: QTextDocument) -> str:
    """The text, place by place, with spaces where nothing is marked: headings, code, links."""
    text = list(document.toRawText())
    block = document.begin()
    while block.isValid():
        spared = [(block.position(), block.length())] if block.blockFormat().headingLevel() else []
        part = block.begin()
        while not part.atEnd():
            fragment = part.fragment()
            shape = fragment.charFormat()
            if shape.isAnchor() or shape.fontFixedPitch():
                spared.append((fragment.position(), fragment.length()))
            part += 1
        for start, length in spared:
            text[start : start + length] = " " * len(text[start : start + length])
        block = block.next()
    return "".join(text)


def term_of(address: str) -> Term | None:
    """The term that a link names."""
    return glossary().get(address.removeprefix(SCHEME)) if address.startswith(SCHEME) else None


def moment_of(context: Context) -> Moment:
    """The numbers that a term may show now."""
    samples = len(context.setup.prepared.train.x) if context.setup is not None else None
    return Moment(context.checked, dict(context.values), context.epoch, context.step, samples)


def words_of(term: Term, moment: Moment, *, width: int = 0) -> str:
    """A term as rich text; `width` keeps a tooltip from growing too wide."""
    head = f"<b>{escape(term.name)}</b>"
    if term.sort:
        head += f' <span style="color: {current().muted}">({escape(said(term.sort))})</span>'
    parts = [head, escape(said(term.text))]
    if term.formula:
        family = QFont("monospace").family()
        parts.append(f'<span style="font-family: {family}">{escape(term.formula)}</span>')
    now = [f"{escape(said(name))} <b>{escape(value)}</b>" for name, value in numbers(term.live, moment)]
    if now:
        parts.append(f"{escape(tr('now:'))} {', '.join(now)}")
    inner = "".join(f'<p style="margin: 0 0 6px 0">{part}</p>' for part in parts)
    return f'<table width="{width}"><tr><td>{inner}</td></tr></table>' if width else inner
