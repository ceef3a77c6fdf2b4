"""Kept answers: an edit of the codebook asks those again whom it concerns, and gives what a run from scratch gives."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.codebook import Codebook
from annotator.codebook_edit import add_alias
from annotator.suggest.answers import Answers
from annotator.suggest.engine import SuggestionRun, suggest
from annotator.suggest.found import Found
from annotator.suggest.stances import StanceSuggester
from tests.annotator.suggest.clause_cases import ROOT, parsed, with_what_was_learned

SAMPLES = sorted((ROOT / "resources" / "sample" / "documents").glob("*.txt"))
TEXT = "Moscow warned that raiders had crossed the Amu Darya. Kabul praised the patrols of Uzbekistan."
EDITS = 40


def run(text: str, book: Codebook, answers: bytes | None = None) -> SuggestionRun:
    return suggest(text, document_id="d", regions=(), codebook=book, parses=parsed(text), answers=answers)


@cache
def first(text: str) -> SuggestionRun:
    return run(text, with_what_was_learned())


def with_entry(kind: str, table: str, **entry: object) -> Codebook:
    """The shipped codebook with one more entry in its cues of a kind."""
    book = with_what_was_learned()
    cues: Any = book.cues[kind]
    return replace(book, cues={**book.cues, kind: {**cues, table: [*cues.get(table, ()), entry]}})


def test_the_same_codebook_asks_only_for_actors() -> None:
    again = run(TEXT, with_what_was_learned(), first(TEXT).answers)
    assert first(TEXT).asked == ("actors", "threats", "stances")
    assert again.asked == ("actors",)
    assert again.suggestions == first(TEXT).suggestions
    assert again.answers == first(TEXT).answers


@pytest.mark.parametrize(
    ("book", "asked"),
    [
        (lambda: with_entry("threats", "noun", match=["patrol"], code="attack"), ["threats"]),
        (lambda: with_entry("threats", "noun", match=["harbour"], code="attack"), []),
        (lambda: with_entry("stances", "noun", match=["patrol"], valence="oppose"), ["stances"]),
        (lambda: with_entry("stances", "verb", match=["salute"], valence="support"), []),
        (lambda: add_alias(with_what_was_learned(), "actor", "uzbekistan", "Amu Darya"), ["threats", "stances"]),
        (lambda: add_alias(with_what_was_learned(), "actor", "uzbekistan", "Zarafshan"), []),
    ],
    ids=["threat here", "threat elsewhere", "stance here", "stance elsewhere", "name here", "name elsewhere"],
)  # fmt: skip
def test_an_edit_asks_those_whom_it_concerns(book: Callable[[], Codebook], asked: list[str]) -> None:
    edited = book()
    again = run(TEXT, edited, first(TEXT).answers)
    assert list(again.asked) == ["actors", *asked]
    assert again.suggestions == run(TEXT, edited).suggestions


def test_other_rules_ask_again(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = first(TEXT).answers
    monkeypatch.setattr(StanceSuggester, "version", "other")
    assert run(TEXT, with_what_was_learned(), kept).asked == ("actors", "stances")


def test_another_text_asks_again() -> None:
    other = TEXT.replace("Moscow", "Tehran")
    assert run(other, with_what_was_learned(), first(TEXT).answers).asked == ("actors", "threats", "stances")


def _less(cues: Any, chance: random.Random) -> Any:
    """A cue file, or a part of one, without something of it; or with a number halved, a word doubled."""
    if isinstance(cues, Mapping) and cues:
        name = chance.choice(sorted(cues))
        if chance.random() < 0.2:
            return {key: each for key, each in cues.items() if key != name}
        return {**cues, name: _less(cues[name], chance)}
    if isinstance(cues, list) and cues:
        at = chance.randrange(len(cues))
        if chance.random() < 0.7:
            return cues[:at] + cues[at + 1 :]
        return [*cues[:at], _less(cues[at], chance), *cues[at + 1 :]]
    if isinstance(cues, float):
        return cues / 2
    return cues


@pytest.mark.parametrize("seed", range(EDITS))
def test_kept_answers_never_change_what_is_suggested(seed: int) -> None:
    """Any edit of the cues or codes, on texts that call much."""
    chance = random.Random(seed)
    book = with_what_was_learned()
    kind = chance.choice(["threats", "stances", "actors"])
    edited = replace(book, cues={**book.cues, kind: _less(book.cues[kind], chance)})
    if chance.random() < 0.2:
        facet = chance.choice(book.facets)
        gone = chance.choice(facet.codes)
        fewer = replace(facet, codes=tuple(code for code in facet.codes if code != gone))
        edited = replace(edited, facets=tuple(fewer if each == facet else each for each in book.facets))
    text = chance.choice(SAMPLES).read_text(encoding="utf-8")[:1500]
    again = run(text, edited, first(text).answers)
    assert again.suggestions == run(text, edited).suggestions


FOUND = st.builds(
    lambda start, length, *rest: Found(start, start + length, *rest),
    st.integers(0, 50), st.integers(1, 49), st.text(max_size=3), st.text(max_size=3), st.text(max_size=3),
    st.floats(0, 1), st.dictionaries(st.text(max_size=2), st.text(max_size=2), max_size=2),
)  # fmt: skip


@given(st.dictionaries(st.text(max_size=4), st.lists(FOUND, max_size=4), max_size=3))
def test_answers_come_back_as_they_were(said: dict[str, list[Found]]) -> None:
    answers = Answers()
    for name, found in said.items():
        answers.keep(name, "key", found)
    kept = answers.to_bytes()
    for name, found in said.items():
        assert Answers(kept, characters=100).of(name, "key") == found
        assert Answers(kept, characters=100).of(name, "other key") is None
        if any(each.end > 1 for each in found):
            assert Answers(kept, characters=1).of(name, "key") is None


@settings(max_examples=60)
@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=3))
def test_damaged_answers_only_cost_asking_anew(at: int, other: bytes) -> None:
    kept = first(TEXT).answers
    at %= len(kept)
    for damaged in (kept[:at], kept[:at] + other + kept[at + len(other) :], other):
        if damaged != kept:
            assert run(TEXT, with_what_was_learned(), damaged).suggestions == first(TEXT).suggestions
