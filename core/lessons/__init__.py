"""Lessons: folders of plain files that a teacher can write. Read by `open_lesson`, checked while they are read."""

from core.lessons.lesson import Lesson, Step, opened
from core.lessons.library import Heading, headings, lesson_names, lesson_titles, number_of, open_lesson

__all__ = [
    "Heading",
    "Lesson",
    "Step",
    "headings",
    "lesson_names",
    "lesson_titles",
    "number_of",
    "open_lesson",
    "opened",
]
