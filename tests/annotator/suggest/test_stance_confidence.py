"""How sure a stance is and which are left out: the weights of [confidence], on sentences with the shipped cues."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from annotator.records import Suggestion
from annotator.suggest.stance_confidence import Confidence, read_confidence
from tests.annotator.suggest.clause_cases import shipped, suggestions, with_stances_changed

NAMED = "Iran condemned the raid."


def offered(text: str, weights: Mapping[str, Any] | None) -> list[Suggestion]:
    """The stances of a text with these weights instead of the shipped ones; None leaves [confidence] out."""
    return suggestions(text, facet="stance", codebook=with_stances_changed(confidence=weights))


@pytest.mark.parametrize(
    ("way", "text"),
    [
        ("named", "Iran condemned the raid."),
        ("named", "Turkey, which deplored the raid, left early."),
        ("owned", "Turkey's lorry drivers condemned the raid."),
        ("pronoun", "Turkey was late. It deplored the raid."),
        ("body", "Turkey was late. The ministry deplored the raid."),
        ("general", "Analysts deplored the raid."),
        ("speaker", "Iran said that the raid was deplorable."),
        ("author", "The raid was deplorable."),
    ],
)
def test_a_holder_is_found_in_one_way(way: str, text: str) -> None:
    rest = {"least": 0.5, "base": 1.0}
    assert offered(text, rest)
    assert not offered(text, {**rest, "holder": {way: -9.0}})
    assert offered(text, {**rest, "holder": dict.fromkeys({"named", "body", "author", "general"} - {way}, -9.0)})


@pytest.mark.parametrize(
    ("way", "text"),
    [
        ("own", "Iran condemned the raid."),
        ("turned", "Iran did not condemn the raid."),
        ("weighed", "Iran wants the raid to stop."),
        ("guessed", "Iran favours the tall building."),
        ("noun", "Objections from Iran to the canal came late."),
        ("acted", "Turkey looted Qatar at the fair."),
        ("plain", "Turkey looted Qatar at the fair."),
        ("judged", "Turkey was crass in Qatar."),
    ],
)
def test_a_side_rests_on_ways_of_its_own(way: str, text: str) -> None:
    rest = {"least": 0.5, "base": 1.0}
    assert offered(text, rest)
    assert not offered(text, {**rest, "side": {way: -9.0}})


def test_the_score_says_how_sure_it_is() -> None:
    (sure,) = offered(NAMED, {"base": 2.0})
    (unsure,) = offered(NAMED, {"base": 2.0, "code": {"oppose": -3.0}})
    assert (sure.score, unsure.score) == (0.88, 0.27)


def test_what_is_named_plainly_is_surer_than_what_is_guessed() -> None:
    (plain,) = suggestions(NAMED, facet="stance")
    (body,) = suggestions("Turkey was late. The ministry condemned the raid.", facet="stance")
    assert plain.score > body.score


def test_only_what_is_sure_enough_is_offered() -> None:
    assert offered(NAMED, {"least": 0.99}) == []
    assert len(offered(NAMED, {"least": 0.0})) == 1


def test_without_the_table_every_reading_keeps_the_score_of_its_entry() -> None:
    assert read_confidence({}) is None
    (stance,) = offered(NAMED, None)
    assert stance.score == 0.88


@pytest.mark.parametrize("wrong", ["heavy", [1], {}, True])
def test_what_is_no_number_weighs_nothing(wrong: object) -> None:
    found = read_confidence({"confidence": {"base": wrong, "holder": {"named": wrong, "body": 2}, "side": wrong}})
    assert found == Confidence(holder={"named": 0.0, "body": 2.0})


def test_the_shipped_weights_are_names_that_readings_have() -> None:
    cues = shipped().cues["stances"]
    assert isinstance(cues, Mapping)
    found = read_confidence(cues)
    assert found is not None
    assert set(found.holder) == {"named", "owned", "pronoun", "self", "body", "general", "near", "speaker", "author"}
    ways = {"own", "weighed", "guessed", "turned", "noun", "acted", "told", "judged", "plain", "vague"}
    assert set(found.side) == ways
    assert 0 < found.least < 1
