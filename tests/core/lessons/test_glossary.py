"""The glossary: its terms are sound, found in texts where they are meant, and show the numbers of the moment."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.compile.check import check
from core.errors import AppError
from core.lessons.glossary import REGISTRIES, glossary, look_for, read_terms, terms_in, titled
from core.lessons.moment import NOW, Moment, numbers
from core.spec.files import example_names, load_example

TERMS = glossary()


def test_there_are_the_words_of_the_lecture() -> None:
    assert len([term for term in TERMS.values() if not term.sort]) >= 60
    for name in ("loss", "epoch", "chain rule", "one-hot", "softmax", "overfitting", "adam", "vanishing gradient"):
        assert TERMS[name].text.endswith(".")


def test_every_entry_of_the_registries_is_a_term() -> None:
    forms = {form.lower() for term in TERMS.values() for form in (term.name, *term.also)}
    for registry in REGISTRIES:
        for entry in registry:
            assert entry.title.lower() in forms, entry.title


def test_the_first_place_and_the_longest_word() -> None:
    text = "A hidden layer is a layer. The loss, and again the losses; He said: he uses He weights, not overweights."
    found = [(one.term.name, text[one.start : one.end]) for one in terms_in(text, TERMS.values())]
    assert found == [
        ("hidden layer", "hidden layer"), ("layer", "layer"), ("loss", "loss"), ("He", "He"), ("weight", "weights"),
    ]  # fmt: skip


@given(st.lists(st.sampled_from([*TERMS, "and", "(", ".", "-", "x1", "\n", "LOSS"]), max_size=30))
def test_places_are_in_order_and_never_overlap(words: list[str]) -> None:
    text = " ".join(words)
    found = terms_in(text, TERMS.values())
    assert len({one.term.name for one in found}) == len(found)
    for one in found:
        assert text[one.start : one.end].lower() in {form.lower() for form in (one.term.name, *one.term.also)}
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_a_search_finds_the_name_first() -> None:
    names = [term.name for term in look_for("learning rate", TERMS.values())]
    assert names[0] == "learning rate"
    assert look_for("loss", TERMS.values())[0].name == "loss"
    assert len(names) > 1
    assert look_for("no such word anywhere", TERMS.values()) == []
    assert len(look_for("", TERMS.values())) == len(TERMS)


def test_numbers_are_those_of_the_moment() -> None:
    project = load_example("circle")
    moment = Moment(check(project), {"train_loss": 0.123456, "test_loss": 0.5}, epoch=1234, step=5, samples=350)
    told = dict(numbers(tuple(NOW), moment))
    assert told["train loss"] == "0.1235"
    assert told["epoch"] == "1,234"
    assert told["learning rate"] == "0.03"
    assert told["parameters"] == "25"
    assert told["units"] == "7"
    assert told["hidden layers"] == "2"
    assert told["features"] == "2"
    assert told["batch size"] == "32"
    assert told["training samples"] == "350"
    assert told["activations"] == "Tanh, Sigmoid"
    assert "train accuracy" not in told
    fresh = Moment(check(project))
    assert "training samples" not in dict(numbers(("samples",), fresh))


@pytest.mark.parametrize("name", example_names())
def test_every_example_has_its_numbers(name: str) -> None:
    assert len(numbers(tuple(NOW), Moment(check(load_example(name))))) >= 8


@pytest.mark.parametrize(
    ("plain", "words"),
    [
        ({"format": 2}, "2 is not known"),
        ({"terms": [{"name": "a"}]}, "terms[0]"),
        ({"terms": [{"name": "a", "text": "b", "formel": "c"}]}, "did you mean 'formula'?"),
        ({"terms": [{"name": "a", "text": "b", "live": ["los"]}]}, "there is no number 'los'"),
        ({"terms": [{"name": "a", "text": "b"}, {"name": "c", "text": "d", "also": ["A"]}]}, "stands there twice"),
        ({"words": []}, "there is no such field"),
    ],
)
def test_a_fault_is_one_sentence(plain: dict[str, Any], words: str) -> None:
    with pytest.raises(AppError) as told:
        read_terms(json.dumps({"format": 1, **plain}).encode(), "glossary.json")
    assert words in str(told.value)


@pytest.mark.parametrize(
    ("title", "name"), [("Learning rate", "learning rate"), ("Train loss", "loss"), ("Epoch", "epoch"), ("Noise", "")]
)
def test_titles_of_the_window_are_terms(title: str, name: str) -> None:
    term = titled(title)
    assert (term.name if term is not None else "") == name
