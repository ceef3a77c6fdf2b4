from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.records import Span
from tests.desktop.text.samples import nasty_texts, place
from ui.desktop.text.boundaries import move_end, move_start, word_at

TEXT = "The IS-K's so-called envoy (3.5 km away) won't say; e\u0301migre\u0301s left."


def after(words: str, edge: str, steps: int) -> str:
    span = place(TEXT, words)
    moved = (move_start if edge == "start" else move_end)(TEXT, span, steps)
    return TEXT[moved.start : moved.end]


@pytest.mark.parametrize(
    ("words", "edge", "steps", "result"),
    [
        ("so-called", "end", 1, "so-called envoy"),
        ("so-called", "end", 2, "so-called envoy (3.5"),
        ("so-called envoy", "end", -1, "so-called"),
        ("so-called", "end", -1, "so-called"),
        ("envoy", "start", -1, "so-called envoy"),
        ("envoy", "start", -9, "The IS-K's so-called envoy"),
        ("so-called envoy", "start", 1, "envoy"),
        ("envoy", "start", 1, "envoy"),
        ("nvoy", "start", -1, "envoy"),
        ("env", "end", 1, "envoy"),
        ("say", "end", 1, "say; e\u0301migre\u0301s"),
        ("left", "end", 3, "left"),
    ],
)
def test_edges_move_by_words(words: str, edge: str, steps: int, result: str) -> None:
    assert after(words, edge, steps) == result


def test_words_keep_what_joins_their_letters() -> None:
    assert [TEXT[slice(*word)] for at in ("S-K", ".5", "on't", "migr") if (word := word_at(TEXT, TEXT.index(at)))] == [
        "IS-K's",
        "3.5",
        "won't",
        "e\u0301migre\u0301s",
    ]


def test_there_is_no_word_between_brackets_and_space() -> None:
    assert word_at("a  (  b", 3) is None
    assert word_at("", 0) is None


@given(nasty_texts(), st.integers(0, 40), st.integers(1, 40), st.integers(-3, 3))
def test_a_span_never_loses_its_words_or_leaves_the_text(text: str, start: int, length: int, steps: int) -> None:
    start = min(start, len(text))
    span = Span(start, min(len(text), start + length))
    one, other = move_start(text, span, steps), move_end(text, span, steps)
    assert 0 <= one.start <= one.end == span.end
    assert span.start == other.start <= other.end <= len(text)
    if span.length:
        assert one.length
        assert other.length
    grown = move_end(text, span, 1)
    assert grown.end >= span.end


def test_a_text_of_one_word_is_walked_only_near_the_edge() -> None:
    text = "x" * 1_000_000
    assert move_start(text, Span(500_000, 500_010), -1).start < 500_000
