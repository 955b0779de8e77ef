"""The notebook as one page of HTML that stands alone: answers, notes and pictures, lesson after lesson."""

from __future__ import annotations

import base64
from html import escape
from pathlib import Path

from core.errors import AppError
from core.lessons.lesson import Lesson, Step
from core.lessons.library import open_lesson
from core.lessons.progress import Notebook, Record
from core.spec.files import write_atomic

STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #1d2430; }
h1 { font-size: 1.6rem; }
h2 { font-size: 1.25rem; margin-top: 2.5rem; border-top: 1px solid #d5dae1; padding-top: 1rem; }
h3 { font-size: 1rem; margin-bottom: .25rem; } .reached { color: #1a7f4b; } .muted { color: #5d6673; }
img { max-width: 100%; border: 1px solid #d5dae1; border-radius: 6px; margin: .5rem 0; }
.note { white-space: pre-wrap; }
""".strip()


def page(notebook: Notebook, title: str, language: str = "en") -> str:
    """The whole notebook; lessons that cannot be read any more keep their notes under their names."""
    found = [_lesson(notebook, key, steps) for key, steps in sorted(notebook.lessons.items())]
    body = "\n".join(part for part in found if part) or '<p class="muted">Nothing has been kept yet.</p>'
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width">\n<title>{escape(title)}</title>\n'
        f"<style>\n{STYLE}\n</style>\n</head>\n<body>\n<h1>{escape(title)}</h1>\n{body}\n</body>\n</html>\n"
    )


def write_page(notebook: Notebook, path: Path, title: str) -> None:
    write_atomic(path, page(notebook, title).encode())


def _lesson(notebook: Notebook, key: str, steps: dict[str, Record]) -> str:
    kept = {int(number): record for number, record in steps.items() if number.isdecimal() and record != Record()}
    if not kept:
        return ""
    lesson = _opened(key)
    heading = lesson.title if lesson is not None else Path(key).name
    parts = [f"<h2>{escape(heading)}</h2>"]
    for number, record in sorted(kept.items()):
        step = lesson.steps[number - 1] if lesson is not None and 1 <= number <= len(lesson.steps) else None
        parts.append(_step(notebook, number, step, record))
    return "\n".join(parts)


def _opened(key: str) -> Lesson | None:
    folder, _, name = key.rpartition("/")
    try:
        return open_lesson(name, Path(folder) if folder else None)
    except AppError:
        return None


def _step(notebook: Notebook, number: int, step: Step | None, record: Record) -> str:
    mark = ' <span class="reached">\N{CHECK MARK} reached</span>' if record.reached else ""
    parts = [f"<h3>{number}. {escape(step.title) if step else ''}{mark}</h3>"]
    question = step.question if step else None
    if question is not None and record.answer is not None and record.answer < len(question.choices):
        parts.append(f"<p>{escape(question.text)}<br><strong>{escape(question.choices[record.answer])}</strong>")
        if question.answer is not None and question.answer != record.answer:
            parts.append(f'<br><span class="muted">Right: {escape(question.choices[question.answer])}</span>')
        parts.append(f'<br><span class="muted">{escape(question.because)}</span></p>')
    if record.note.strip():
        parts.append(f'<p class="note">{escape(record.note.strip())}</p>')
    parts += [_picture(notebook, name, f"{step.title if step else number}") for name in record.pictures]
    return "\n".join(part for part in parts if part)


def _picture(notebook: Notebook, name: str, words: str) -> str:
    """The picture's bytes in the page; one that is gone leaves words behind."""
    try:
        data = notebook.picture_path(name).read_bytes()
    except OSError:
        return '<p class="muted">A picture is missing.</p>'
    return f'<img alt="{escape(words)}" src="data:image/png;base64,{base64.b64encode(data).decode()}">'
