"""Sentences as templates: English until a translation is installed, whatever that does, and in every process and thread."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable, Iterator
from copy import deepcopy

import pytest

from annotator.errors import ProjectError
from annotator.plurals import plural
from annotator.wording import english, language, later, parcel, say, say_count, translate_with, unpacked
from tests.saying import said_in_threads

GERMAN = {
    "There is no project at {path}.": "Unter {path} liegt kein Projekt.",
    "{number:,} documents": "{number:,} Dokumente",
    "{a}: {b}": "{b} ({a})",
}


@pytest.fixture(autouse=True)
def back_to_english() -> Iterator[None]:
    yield
    translate_with(None)


def german(template: str, number: int) -> str:
    if number == 1 and template == "{number:,} documents":
        return "{number} Dokument"
    return GERMAN.get(template, template)


def in_german() -> None:
    translate_with(german, lambda number: f"{number:,}".replace(",", "."), name="de")


def test_english_unless_a_translation_is_installed() -> None:
    assert say("There is no project at {path}.", path="a") == "There is no project at a."
    assert language() == "en"
    in_german()
    assert say("There is no project at {path}.", path="a") == "Unter a liegt kein Projekt."
    assert language() == "de"
    assert say("Not translated: {x!r:.3}", x="abcd") == "Not translated: 'ab"
    translate_with(None)
    assert say("There is no project at {path}.", path="a") == "There is no project at a."


def test_counts_have_their_forms_and_numbers_are_written_as_the_language_does() -> None:
    assert [plural(n, "document") for n in (0, 1, 1200)] == ["0 documents", "1 document", "1,200 documents"]
    assert plural(2, "entry", "entries") == "2 entries"
    in_german()
    assert [plural(n, "document") for n in (0, 1, 1200)] == ["0 Dokumente", "1 Dokument", "1.200 Dokumente"]
    assert say_count(1, "{number} is left.", "{number} are left.") == "1 is left."  # not translated
    assert say("{n:,} of {all}", n=12_345, all=678) == "12.345 of 678"


@pytest.mark.parametrize("value", ["{", "}", "{x}", "{0}", "{path}", "%1", "{x.__class__}"])
def test_braces_in_values_mean_nothing(value: str) -> None:
    assert say("There is no project at {path}.", path=value) == f"There is no project at {value}."
    in_german()
    assert say("There is no project at {path}.", path=value) == f"Unter {value} liegt kein Projekt."


@pytest.mark.parametrize(
    "broken", ["Kein {pfad}", "Kein {", "Kein }", "Kein {}", "Kein {0}", "Kein {path.x}", "{path:d}", "Kein", ""]
)
def test_a_translation_that_does_not_fit_is_not_used(broken: str) -> None:
    translate_with(lambda template, number: broken)
    assert say("There is no project at {path}.", path="a") == "There is no project at a."
    assert say_count(1, "{number} file at {path}", "{number} files at {path}", path="a") == "1 file at a"


def test_from_another_thread() -> None:
    in_german()
    assert said_in_threads(lambda: plural(2, "document")) == ["2 Dokumente"] * 8


def as_pickled(words: str) -> str:
    found = pickle.loads(pickle.dumps(words))
    assert isinstance(found, str)
    return found


def as_json(words: str) -> str:
    return str(unpacked(json.loads(json.dumps(parcel(words)))))


@pytest.mark.parametrize("send", [as_pickled, as_json, deepcopy])
def test_sent_to_another_process_it_is_said_there(send: Callable[[str], str]) -> None:
    inner = say("There is no project at {path}.", path="{a}")
    words = say("{a}: {b}", a=plural(1200, "document"), b=str(ProjectError(inner)))
    assert words == "1,200 documents: There is no project at {a}."
    in_german()
    there = "Unter {a} liegt kein Projekt. (1.200 Dokumente)"
    assert send(words) == there
    assert english(send(words)) == "1,200 documents: There is no project at {a}."
    translate_with(None)
    assert send(words) == "1,200 documents: There is no project at {a}."


def test_what_is_put_by_is_said_later() -> None:
    template = later("There is no project at {path}.")
    in_german()
    assert say(template, path="a") == "Unter a liegt kein Projekt."
    assert english("plain {words}") == "plain {words}"
