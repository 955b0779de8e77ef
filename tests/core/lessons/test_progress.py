"""The notebook is kept over sessions and windows, survives damage, and leaves as one page."""

from __future__ import annotations

import base64
import json
from html.parser import HTMLParser
from pathlib import Path

import pytest

from core.errors import AppError
from core.lessons import headings, lesson_names, number_of, open_lesson
from core.lessons.library import find_lesson
from core.lessons.page import page
from core.lessons.progress import FILE, Notebook, Record
from tests.core.lessons.test_lessons import write

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def test_what_is_kept_is_there_the_next_time(tmp_path: Path) -> None:
    book = Notebook(tmp_path / "lessons")
    assert book.fault is None
    book.keep("a", 1, answer=2)
    book.keep("a", 1, reached=True)
    book.keep("a", 3, note="x < y")
    again = Notebook(tmp_path / "lessons")
    assert again.of("a", 1) == Record(answer=2, reached=True)
    assert again.reached("a") == {1}
    assert again.of("a", 2) == Record()


def test_two_windows_keep_both(tmp_path: Path) -> None:
    one, two = Notebook(tmp_path), Notebook(tmp_path)
    one.keep("a", 1, reached=True)
    two.keep("b", 1, reached=True)
    assert set(Notebook(tmp_path).lessons) == {"a", "b"}


@pytest.mark.parametrize("damage", [b"", b"{", b"[1]", b'{"lessons": {"a": {"1": {"answer": "x"}}}}', b"\xff\xfe"])
def test_damage_begins_anew_and_loses_nothing(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / FILE).write_bytes(damage)
    book = Notebook(tmp_path)
    assert book.fault is not None
    assert "begins anew" in str(book.fault)
    assert (tmp_path / "progress.damaged").read_bytes() == damage
    book.keep("a", 1, reached=True)
    assert Notebook(tmp_path).fault is None


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    book = Notebook(tmp_path / "file")
    with pytest.raises(AppError, match="cannot be"):
        book.keep("a", 1, reached=True)
    assert book.of("a", 1).reached


def test_pictures_come_and_go(tmp_path: Path) -> None:
    book = Notebook(tmp_path)
    name = book.add_picture("a", 1, PNG)
    assert book.add_picture("a", 1, PNG) == name
    book.add_picture("a", 2, PNG)
    assert book.of("a", 1).pictures == (name,)
    book.drop_picture("a", 1, name)
    assert book.picture_path(name).read_bytes() == PNG
    book.drop_picture("a", 2, name)
    assert not book.picture_path(name).exists()


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for key, value in attrs if key in ("src", "href")]

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_page_stands_alone_and_escapes_everything(tmp_path: Path) -> None:
    evil = '<script>alert(1)</script> & "quotes"'
    question = {"text": evil, "choices": [evil, "b"], "answer": 1, "because": evil}
    steps = [{"title": evil, "text": "hello.md", "project": "circle.json", "question": question}]
    lesson = open_lesson("7", write(tmp_path / "own", steps=steps, title=evil))
    book = Notebook(tmp_path / "kept")
    key = lesson.key
    book.keep(key, 1, answer=0, note=evil, reached=True)
    book.add_picture(key, 1, PNG)
    book.keep("gone", 1, note="Of a lesson that is gone", pictures=("../progress.json", "no.png"))
    text = page(book, evil)
    reader = Reader()
    reader.feed(text)
    assert "script" not in reader.tags
    assert reader.text.count(evil) >= 6
    assert reader.links == ["data:image/png;base64," + base64.b64encode(PNG).decode()]
    assert "Of a lesson that is gone" in reader.text
    assert reader.text.count("A picture is missing.") == 2
    assert "Right: b" in reader.text


def test_an_empty_notebook_says_so(tmp_path: Path) -> None:
    assert "Nothing has been kept yet" in page(Notebook(tmp_path), "Mine")


def test_headings_name_what_cannot_be_read(tmp_path: Path) -> None:
    folder = write(tmp_path)
    (folder / "08-broken").mkdir()
    (folder / "08-broken" / "lesson.json").write_text(json.dumps({"format": 9}))
    (sound, broken) = headings(folder)
    assert (sound.title, sound.steps, sound.folder) == ("Mine", 2, folder)
    assert broken.fault is not None
    assert len(headings()) == len(lesson_names())


def test_a_number_may_carry_a_letter(tmp_path: Path) -> None:
    folder = write(tmp_path)
    (folder / "07-mine").rename(folder / "13b-rate")
    assert number_of("13b-rate") == "13b"
    assert number_of("07-mine") == "7"
    assert find_lesson("13b", folder) == find_lesson("13B", folder) == "13b-rate"
