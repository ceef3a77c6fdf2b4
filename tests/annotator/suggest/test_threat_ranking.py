"""How threats are ranked and coded: the weights of the cue file decide what is offered, and as what."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.suggest.threat_forms import FORMS
from annotator.suggest.threat_ranking import Ranking, read_ranking
from tests.annotator.suggest.clause_cases import ROOT, shipped, suggestions

TEXT = "The report says that militants stormed a checkpoint near Khost and killed nine soldiers."


def shipped_cues() -> dict[str, Any]:
    cues: Any = shipped().cues["threats"]
    return dict(cues)


SHIPPED = read_ranking(shipped_cues())


def with_cues(**changed: Any) -> Any:
    """The shipped codebook with tables of its threat cues changed."""
    return replace(shipped(), cues={**shipped().cues, "threats": {**shipped_cues(), **changed}})


def ranking(**changed: Any) -> dict[str, Any]:
    return {**shipped_cues()["ranking"], **changed}


def test_the_shipped_file_weighs_every_form_and_no_other() -> None:
    text = (ROOT / "resources" / "codebooks" / "regional-security.threats.toml").read_text(encoding="utf-8")
    assert set(tomllib.loads(text)["ranking"]["weights"]) == set(FORMS)


@given(st.dictionaries(st.sampled_from(FORMS), st.floats(0, 1), max_size=6), st.sampled_from(FORMS), st.floats(0.1, 3))
def test_a_form_that_weighs_more_makes_surer(forms: dict[str, float], form: str, more: float) -> None:
    def sureness(value: float) -> float:
        return SHIPPED.sureness(sum(SHIPPED.weights[name] * far for name, far in {**forms, form: value}.items()))

    assert 0 < sureness(0.0) < 1
    assert (sureness(more) > sureness(0.0)) == (SHIPPED.weights[form] > 0)


def test_least_decides_what_is_offered() -> None:
    offered = suggestions(TEXT, facet="threat")
    assert len(offered) == 2
    assert all(0.4 <= each.score <= 1 for each in offered)
    assert suggestions(TEXT, facet="threat", codebook=with_cues(ranking=ranking(least=1.0))) == []


def test_a_weight_of_ones_own_takes_effect() -> None:
    weights = {**ranking()["weights"], "victims": -9.0}
    assert suggestions(TEXT, facet="threat", codebook=with_cues(ranking=ranking(weights=weights))) == []


def test_without_a_ranking_entries_alone_call_with_their_own_score() -> None:
    cues = {name: table for name, table in shipped_cues().items() if name != "ranking"}
    book = replace(shipped(), cues={**shipped().cues, "threats": cues})
    scores = {entry.get("score", 0.8) for table in ("verb", "noun", "adjective") for entry in cues[table]}
    offered = suggestions(TEXT, facet="threat", codebook=book)
    assert offered
    assert {each.score for each in offered} <= scores


@pytest.mark.parametrize("table", [3, {}, {"weights": 3}, {"weights": {"wug": 1.0, "called": "much", "doer": True}}])
def test_what_is_no_weight_is_passed_over(table: Any) -> None:
    assert read_ranking({"ranking": table}) == Ranking()


def test_the_votes_of_the_file_decide_the_code() -> None:
    only_words = {"entry": 0.0, "within": 0.0, "strong": 1.0, "weak": 1.0, "topic": 0.0}
    text = "The general said that Iran armed the Taliban with rockets, grenades and mines."
    (by_entry,) = suggestions(text, facet="threat", codebook=with_cues(coding={**only_words, "entry": 9.0}))
    (by_words,) = suggestions(text, facet="threat", codebook=with_cues(coding=only_words))
    assert (by_entry.code, by_words.code) == ("state_sponsorship", "attack")


def test_a_span_is_offered_once() -> None:
    text = (
        "It is feared that militants could one day use the valley to enter Tajikistan and to attack the border posts."
    )
    spans = [(each.start, each.end) for each in suggestions(text, facet="threat")]
    assert spans
    assert len(spans) == len(set(spans))
