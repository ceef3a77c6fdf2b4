"""Stance suggestions on our own sentences, one for each construction (tests/data/suggest/stances.toml)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from annotator.codebook import Codebook
from annotator.suggest.pipeline import parse_from_bytes
from annotator.suggest.stances import StanceSuggester
from tests.annotator.suggest.clause_cases import Case, cases, found, missing, parsed, shipped, suggestions

CASES = cases("stance")


@pytest.mark.parametrize("case", CASES, ids=[case.construction for case in CASES])
def test_construction(case: Case) -> None:
    assert missing(case, facet="stance") == []
    assert len(found(case.text, facet="stance")) == len(case.expect)


def test_every_valence_but_one_and_every_mode_has_a_case() -> None:
    wanted = [want for case in CASES for want in case.expect]
    assert {want["code"] for want in wanted} >= {"oppose", "neutral", "support", "strong_support"}
    assert {want.get("mode") for want in wanted} >= {"action", "concern", "accusation", "cooperation"}


def test_every_stance_has_holder_and_mode() -> None:
    for case in CASES:
        for stance in suggestions(case.text, facet="stance"):
            assert stance.attributes["holder"]
            assert stance.attributes["mode"] in {"assertion", "action", "concern", "accusation", "cooperation"}


def test_same_answer_twice() -> None:
    text = " ".join(case.text for case in CASES[:8])
    assert suggestions(text, facet="stance") == suggestions(text, facet="stance", codebook=replace(shipped()))


def with_stance_cues(**tables: Any) -> Codebook:
    """The shipped codebook with stance cues of our own in the place of its file."""
    return replace(shipped(), cues={**shipped().cues, "stances": tables}, cue_texts={})


def test_an_edited_lexicon_is_used() -> None:
    text = "Turkey boycotted Qatar."
    book = with_stance_cues(verb=[{"match": ["boycott"], "valence": "strong_oppose", "mode": "action"}])
    (stance,) = suggestions(text, facet="stance", codebook=book)
    assert (stance.code, stance.attributes["holder"], stance.attributes["target"]) == (
        "strong_oppose",
        "turkey",
        "qatar",
    )


def test_a_silent_entry_quiets_shorter_ones() -> None:
    text = "Turkey should mention Qatar."
    should = {"match": ["should"], "valence": "auto", "mode": "assertion"}
    assert len(suggestions(text, facet="stance", codebook=with_stance_cues(obligation=[should]))) == 1
    silent = {"match": ["should *mention", "*should mention"], "valence": "none"}
    assert suggestions(text, facet="stance", codebook=with_stance_cues(obligation=[should, silent])) == []


def test_negation_follows_the_entry() -> None:
    text = "Turkey did not applaud Qatar."
    applaud = {"match": ["applaud"], "valence": "support", "mode": "assertion"}
    (stance,) = suggestions(text, facet="stance", codebook=with_stance_cues(verb=[applaud]))
    assert stance.code == "oppose"
    (stance,) = suggestions(text, facet="stance", codebook=with_stance_cues(verb=[{**applaud, "negated": "neutral"}]))
    assert stance.code == "neutral"
    assert suggestions(text, facet="stance", codebook=with_stance_cues(verb=[{**applaud, "negated": "none"}])) == []


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({"match": ["praise"]}, "it has no “valence”"),
        ({"match": ["praise"], "valence": "warm"}, "must be one of"),
        ({"match": ["praise"], "valence": "support", "mode": "song"}, "must be one of"),
        ({"match": ["praise"], "valence": "support", "holder": ["prep:"]}, "unknown slot “prep:”"),
    ],
)
def test_a_faulty_entry_is_named_and_the_rest_runs(entry: dict[str, Any], said: str) -> None:
    text = "Turkey applauded Qatar."
    doc = parse_from_bytes(parsed(text), text)
    assert doc is not None
    suggester = StanceSuggester()
    book = with_stance_cues(verb=[entry, {"match": ["applaud"], "valence": "support"}])
    list(suggester.suggest(doc, codebook=book, actors=()))
    (fault,) = suggester.faults(book)
    assert said in fault.problem
    assert "[[verb]] no. 1 (praise)" in fault.problem
    assert len(suggestions(text, facet="stance", codebook=book)) == 1


def test_the_shipped_lexicon_has_no_faults() -> None:
    doc = parse_from_bytes(parsed("A raid."), "A raid.")
    assert doc is not None
    suggester = StanceSuggester()
    list(suggester.suggest(doc, codebook=shipped(), actors=()))
    assert not suggester.faults(shipped())


def test_a_list_of_headlines_gives_next_to_nothing() -> None:
    lines = [
        f"- {place} Herald - October {day}, 2025 [October {day}, 2025]"
        for day, place in enumerate(("Oslo", "Lima", "Riga"), 1)
    ]
    assert suggestions("\n".join(lines), facet="stance") == []
    assert suggestions("\n".join(lines), facet="threat") == []
