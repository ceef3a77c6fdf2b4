"""Whom a stance is towards that names nobody plainly: the weights of [targets], on sentences with the shipped cues."""

from __future__ import annotations

import pytest

from annotator.suggest.likely_targets import TargetWeights, read_targets
from tests.annotator.suggest.clause_cases import suggestions, with_stances_changed

QUARREL = "Moscow accused Washington of arming the rebels. The White House rejected the charge."
TOPIC = "Iran spoke of Iran, the Iranian army and Tehran. Delhi once met Kabul. Beijing was alarmed."


def targets(text: str, weights: dict[str, float] | None) -> list[str]:
    """The targets found in order, with these weights instead of the shipped ones; None leaves [targets] out."""
    changed = with_stances_changed(targets=weights, confidence=None)
    return [each.attributes.get("target", "") for each in suggestions(text, facet="stance", codebook=changed)]


def test_an_answer_is_towards_whoever_spoke_last() -> None:
    assert targets(QUARREL, {"answered": 1.0}) == ["united_states", "russia"]


def test_the_topic_of_the_text_is_meant() -> None:
    assert targets(TOPIC, {"topic": 1.0})[-1] == "iran"


def test_a_plainly_named_target_is_never_weighed() -> None:
    assert targets(QUARREL, {"unnamed": 9.0, "answered": -9.0})[0] == "united_states"


def test_without_the_table_what_was_read_stands() -> None:
    assert read_targets({}) == TargetWeights(read=1.0)
    assert targets(TOPIC, None) == targets(TOPIC, {"read": 1.0})


@pytest.mark.parametrize("wrong", ["heavy", [1], {}])
def test_what_is_no_number_weighs_nothing(wrong: object) -> None:
    assert read_targets({"targets": {"topic": wrong, "here": 2}}) == TargetWeights(here=2.0)
