"""Differences between codebooks, in meaning and in aids, and the versions that follow."""

from __future__ import annotations

from dataclasses import replace

from annotator.codebook import Alias, Attribute, Code, Codebook, Facet
from annotator.codebook_diff import Difference, changed_meanings, codebook_differences, next_versions

LOW = Code("low", "mood", definition="sad", colour="#101010")
HIGH = Code("high", "mood", definition="glad")
MOOD = Facet("mood", ordinal=True, attributes=(Attribute("mode", "choice", values=("said",)),), codes=(LOW, HIGH))
TOPIC = Facet("topic", codes=(Code("work", "topic"),))
OLD = Codebook("x", facets=(MOOD, TOPIC), meaning=3, aids=5)
ALL = {("mood", "low"), ("mood", "high")}


def with_mood(facet: Facet) -> Codebook:
    return replace(OLD, facets=(facet, TOPIC))


def with_low(**changes: object) -> Codebook:
    return with_mood(replace(MOOD, codes=(replace(LOW, **changes), HIGH)))  # type: ignore[arg-type]


def test_same_codebook_has_no_differences() -> None:
    assert codebook_differences(OLD, OLD) == []
    assert next_versions(OLD, OLD) == OLD


def test_changed_definition_is_a_meaning_of_its_code_alone() -> None:
    new = with_low(definition="very sad")
    assert codebook_differences(OLD, new) == [Difference("meaning", "changed", "mood", "low", field="definition")]
    assert changed_meanings(OLD, new) == {("mood", "low")}
    versioned = next_versions(OLD, new)
    assert (versioned.meaning, versioned.aids) == (4, 5)
    low, high = versioned.code("mood", "low"), versioned.code("mood", "high")
    assert low is not None
    assert high is not None
    assert (low.meaning_version, high.meaning_version) == (4, 1)


def test_changed_aids_change_no_meaning() -> None:
    for new in (
        with_low(aliases=(Alias("down"),)), with_low(colour="#202020"), with_low(key="l"), with_low(title="Low"),
        replace(OLD, cues={"words": {"n": 1}}), replace(OLD, title="X"), with_mood(replace(MOOD, key="m")),
    ):  # fmt: skip
        assert {difference.part for difference in codebook_differences(OLD, new)} == {"aids"}
        assert changed_meanings(OLD, new) == set()
        versioned = next_versions(OLD, new)
        assert (versioned.meaning, versioned.aids) == (3, 6)


def test_retired_code_stays_comparable() -> None:
    new = with_low(retired=True)
    assert changed_meanings(OLD, new) == set()
    assert next_versions(OLD, new).meaning == 4


def test_added_and_removed_codes_concern_only_themselves() -> None:
    unordered = replace(MOOD, ordinal=False)
    old = with_mood(unordered)
    new = with_mood(replace(unordered, codes=(HIGH, Code("calm", "mood"))))
    assert changed_meanings(old, new) == {("mood", "low"), ("mood", "calm")}
    calm = next_versions(old, new).code("mood", "calm")
    assert calm is not None
    assert calm.meaning_version == 4


def test_what_changes_a_facet_concerns_all_its_codes() -> None:
    for facet in (
        replace(MOOD, ordinal=False), replace(MOOD, definition="how one feels"), replace(MOOD, codes=(HIGH, LOW)),
        replace(MOOD, attributes=()), replace(MOOD, attributes=(Attribute("mode", "choice", values=("said", "shown")),)),
    ):  # fmt: skip
        assert changed_meanings(OLD, with_mood(facet)) == ALL


def test_removed_facet_concerns_its_codes() -> None:
    assert changed_meanings(OLD, replace(OLD, facets=(MOOD,))) == {("topic", "work")}
