"""Threat suggestions on our own sentences, one for each construction (tests/data/suggest/threats.toml)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from annotator.suggest.threats import ThreatSuggester
from tests.annotator.suggest.clause_cases import Case, cases, found, missing, shipped, suggestions

CASES = cases("threat")


@pytest.mark.parametrize("case", CASES, ids=[case.construction for case in CASES])
def test_construction(case: Case) -> None:
    assert missing(case, facet="threat") == []
    assert len(found(case.text, facet="threat")) == len(case.expect)


def test_every_code_of_the_guide_has_a_case() -> None:
    facet = shipped().facet("threat")
    assert facet is not None
    assert {code.name for code in facet.codes} == {want["code"] for case in CASES for want in case.expect}


def test_every_status_has_a_case() -> None:
    wanted = {want.get("status") for case in CASES for want in case.expect}
    assert wanted >= {"occurred", "ongoing", "potential", "denied"}


def test_same_answer_twice_and_from_a_new_suggester() -> None:
    text = " ".join(case.text for case in CASES[:6])
    assert suggestions(text, facet="threat") == suggestions(text, facet="threat")
    assert suggestions(text, facet="threat", codebook=replace(shipped())) == suggestions(text, facet="threat")


def with_threat_cues(**tables: Any) -> Any:
    """The shipped codebook with threat cues of our own in the place of its file."""
    return replace(shipped(), cues={**shipped().cues, "threats": tables}, cue_texts={})


def test_an_edited_lexicon_is_used() -> None:
    text = "The council saw two wug outbreaks in Herat."
    assert suggestions(text, facet="threat") == []
    book = with_threat_cues(noun=[{"match": ["wug outbreak"], "code": "attack", "status": "ongoing"}])
    (threat,) = suggestions(text, facet="threat", codebook=book)
    assert (text[threat.start : threat.end], threat.code) == ("two wug outbreaks in Herat", "attack")
    assert threat.attributes["status"] == "ongoing"
    assert "attack noun wug outbreak" in threat.source


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({"match": ["raid"]}, "it has no “code”"),
        ({"match": ["raid"], "code": "weather"}, "no threat code “weather”"),
        ({"code": "attack"}, "no “match”"),
        ({"match": ["~ raid"], "code": "attack"}, "begins or ends with ~"),
        ({"match": ["*car *bomb"], "code": "attack"}, "more than one *"),
        ({"match": ["car|"], "code": "attack"}, "empty alternative"),
        ({"match": ["raid"], "code": "attack", "status": "perhaps"}, "must be one of"),
        ({"match": ["raid"], "code": "attack", "target": ["nowhere"]}, "unknown slot “nowhere”"),
        ({"match": ["raid"], "code": "attack", "score": "high"}, "must be a number"),
        ({"match": 3, "code": "attack"}, "a text or a list of texts"),
    ],
)
def test_a_faulty_entry_is_named_and_the_rest_runs(entry: dict[str, Any], said: str) -> None:
    from annotator.suggest.pipeline import parse_from_bytes
    from tests.annotator.suggest.clause_cases import parsed

    text = "The ministry counted three raids and one wug outbreak in Herat."
    doc = parse_from_bytes(parsed(text), text)
    assert doc is not None
    suggester = ThreatSuggester()
    book = with_threat_cues(noun=[entry, {"match": ["wug outbreak"], "code": "attack"}])
    threats = list(suggester.suggest(doc, codebook=book, actors=()))
    assert [text[each.start : each.end] for each in threats] == ["one wug outbreak in Herat"]
    (fault,) = suggester.faults(book)
    assert said in fault.problem
    assert "[[noun]] no. 1" in fault.problem


def test_a_fault_names_file_and_line() -> None:
    text = '# comment\n\n[[noun]]\nmatch = ["raid"]\n'
    book = replace(
        shipped(),
        cues={**shipped().cues, "threats": {"noun": [{"match": ["raid"]}]}},
        cue_texts={"own.threats.toml": text},
    )
    suggester = ThreatSuggester()
    from annotator.suggest.pipeline import parse_from_bytes
    from tests.annotator.suggest.clause_cases import parsed

    doc = parse_from_bytes(parsed("A raid."), "A raid.")
    assert doc is not None
    assert list(suggester.suggest(doc, codebook=book, actors=())) == []
    assert list(map(str, suggester.faults(book))) == [
        "own.threats.toml, line 3: [[noun]] no. 1 (raid): it has no “code”; it is skipped."
    ]


def test_the_shipped_lexicon_has_no_faults() -> None:
    suggester = ThreatSuggester()
    from annotator.suggest.pipeline import parse_from_bytes
    from tests.annotator.suggest.clause_cases import parsed

    doc = parse_from_bytes(parsed("A raid."), "A raid.")
    assert doc is not None
    list(suggester.suggest(doc, codebook=shipped(), actors=()))
    assert not suggester.faults(shipped())


def test_a_codebook_without_cues_suggests_nothing() -> None:
    assert suggestions(CASES[0].text, facet="threat", codebook=replace(shipped(), cues={}, cue_texts={})) == []


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "😀", "- - ( ( ) )", "Russia's " * 50, "attack " * 60, "TTP 😀 attacked Kabul."]
)
def test_odd_texts_give_spans_within_them(text: str) -> None:
    for facet in ("threat", "stance"):
        for each in suggestions(text, facet=facet):
            assert 0 <= each.start < each.end <= len(text)
