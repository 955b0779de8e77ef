"""Lessons: folders of plain files that a teacher can write. Read by `open_lesson`, checked while they are read."""

from core.lessons.lesson import Lesson, Step, opened
from core.lessons.library import lesson_names, lesson_titles, open_lesson

__all__ = ["Lesson", "Step", "lesson_names", "lesson_titles", "open_lesson", "opened"]
