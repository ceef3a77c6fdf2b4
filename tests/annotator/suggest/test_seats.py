"""Capitals as governments, by what was learned: it asks the rules, and can be left out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.codebook import Codebook
from annotator.suggest.actors import ActorSuggester
from annotator.suggest.engine import suggest
from annotator.suggest.learned.seats import BREAK, TABLE, seat_share, seat_traits
from annotator.suggest.learned.weights import ranker
from annotator.suggest.pipeline import parse_from_bytes
from tests.annotator.suggest.clause_cases import parsed, shipped, with_what_was_learned

TEXT = "The ministry left the field to Islamabad. He was born in Moscow.\n\nIn Kabul, the envoy spoke for Tehran."
LEARNED = "The ministry left the field to Islamabad."


def capitals(text: str, book: Codebook) -> list[str]:
    run = suggest(text, document_id="case", regions=(), codebook=book, parses=parsed(text), using=[ActorSuggester()])
    return [text[each.start : each.end] for each in run.suggestions if " capital:" in each.source]


def with_bar(least: float) -> Codebook:
    book = with_what_was_learned()
    cues: dict[str, Any] = dict(book.cues)
    cues["actors"] = {**cues["actors"], "learned": {"least_seat": least}}
    return replace(book, cues=cues)


def test_the_field_is_left_to_a_government() -> None:
    assert capitals(LEARNED, with_what_was_learned()) == ["Islamabad"]
    assert capitals(LEARNED, shipped()) == []


@pytest.mark.parametrize("text", ["KABUL (Agencies) - It rained.", "Jane Doe, historian (Tehran), asked for time."])
def test_a_city_outside_all_sentences_is_a_place_whatever_was_learned(text: str) -> None:
    assert capitals(text, with_bar(0.0)) == []


@settings(max_examples=10)
@given(st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_a_lower_bar_offers_no_fewer(one: float, other: float) -> None:
    lower, higher = sorted((one, other))
    assert set(capitals(TEXT, with_bar(higher))) <= set(capitals(TEXT, with_bar(lower)))


def test_what_the_rules_say_counts_and_words_without_letters_fit_into_a_table() -> None:
    doc = parse_from_bytes(parsed(TEXT), TEXT)
    assert doc is not None
    for name in ("Islamabad", "Moscow", "Kabul", "Tehran"):
        span = doc.char_span(TEXT.index(name), TEXT.index(name) + len(name))
        assert 0 < seat_share(span, by_rules=False) < seat_share(span, by_rules=True) < 1
        assert not any(letter in trait for trait in seat_traits(span, by_rules=True) for letter in "\n\t")
    assert f"before {BREAK} in" in seat_traits(
        doc.char_span(TEXT.index("Kabul"), TEXT.index("Kabul") + 5), by_rules=True
    )
    assert "base" in ranker(TABLE)
