"""Spans carried to a corrected text."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.carry import Carried, carry
from annotator.records import Span

OLD = (
    "The Tallban have rnoved two hundred men to the bri-\ndge at Panj, and Moscow\nis worried. Nobody in Dushanbe "
    "believes the figure. The price of rice has risen by a third."
)
NEW = (
    "The Taliban have moved two hundred men to the bridge at Panj, and Moscow is deeply worried. Nobody in Dushanbe "
    "believes the figure. 🙂 The cost of rice rose."
)


def carried(quote: str, *, old: str = OLD, new: str = NEW) -> tuple[str | None, bool]:
    start = old.index(quote)
    (result,) = carry(old, new, spans=[Span(start, start + len(quote))])
    return (new[slice(*result.span)] if result.span else None), result.doubtful


@pytest.mark.parametrize(
    ("quote", "found", "doubtful"),
    [
        ("Tallban", "Taliban", False),
        ("Tallban have rnoved two hundred men", "Taliban have moved two hundred men", False),
        ("bri-\ndge", "bridge", False),
        ("Moscow\nis worried", "Moscow is deeply worried", False),
        ("Nobody in Dushanbe believes the figure", "Nobody in Dushanbe believes the figure", False),
        ("Moscow", "Moscow", False),
        ("The price of rice has risen by a third", "The cost of rice rose", True),
        ("by a third", None, True),
    ],
)
def test_spans_of_a_bad_scan(quote: str, found: str | None, doubtful: bool) -> None:
    assert carried(quote) == (found, doubtful)


def test_what_was_changed_at_its_end_is_doubtful() -> None:
    old, new = "He met envoys of the emirate in Doha.", "He met envoys of the Kabul government in Doha."
    assert carried("envoys of the emirate", old=old, new=new) == ("envoys of the Kabul government", True)


def test_repeated_words_are_told_apart_by_their_places() -> None:
    old = "Iran warned. Iran denied. Iran left."
    new = "Today Iran warned. Then Iran denied. Iran left."
    places = [0, 13, 26]
    results = carry(old, new, spans=[Span(place, place + 4) for place in places])
    assert [r.span for r in results] == [Span(6, 10), Span(24, 28), Span(37, 41)]


def test_nothing_to_carry_and_nothing_to_carry_to() -> None:
    assert carry("", "", spans=[]) == []
    assert carry("text here", "", spans=[Span(0, 4)])[0].span is None
    assert carry("text here", "other words", spans=[Span(0, 4)])[0].span is None


texts = st.lists(st.sampled_from(["Kabul", "said", "the", "🙂", "é", "river", ",", "Khost"]), min_size=1, max_size=30)


@given(texts, st.data())
def test_an_unchanged_text_keeps_its_spans(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    start = data.draw(st.integers(0, len(text) - 1).filter(lambda i: not text[i].isspace()))
    end = data.draw(st.integers(start + 1, len(text)).filter(lambda i: not text[i - 1].isspace()))
    assert carry(text, text, spans=[Span(start, end)]) == [Carried(Span(start, end))]


@given(texts, st.data())
def test_other_line_breaks_and_words_before_and_behind_change_nothing(words: list[str], data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    old = " ".join(words)
    joints = data.draw(st.lists(st.sampled_from([" ", "\n", "  "]), min_size=len(words), max_size=len(words)))
    new = "".join(joint + word for joint, word in zip(joints, words, strict=True))
    start = sum(len(word) + 1 for word in words[:first])
    span = Span(start, start + len(" ".join(words[first : last + 1])))
    (result,) = carry(old, new, spans=[span])
    assert result.span is not None
    assert new[slice(*result.span)].split() == words[first : last + 1]
    assert not result.doubtful


@given(texts, texts, st.data())
def test_any_two_texts_give_spans_inside_the_new_one(a: list[str], b: list[str], data: st.DataObject) -> None:
    old, new = " ".join(a), " ".join(b)
    start = data.draw(st.integers(0, len(old)))
    end = data.draw(st.integers(start, len(old)))
    (result,) = carry(old, new, spans=[Span(start, end)])
    assert result.span is None or 0 <= result.span.start < result.span.end <= len(new)
    assert (result.reason == "") == (not result.doubtful)
    assert result.span is not None or result.doubtful


def test_a_book_is_carried_in_seconds() -> None:
    chooser = random.Random(1)
    words = [f"w{chooser.randrange(3000)}" for _ in range(100_000)]
    old = " ".join(words)
    changed = [word + "x" if i % 50 == 0 else word for i, word in enumerate(words)]
    new = "\n".join(changed)
    spans = [Span(i, i + 30) for i in range(0, len(old) - 30, 500)]
    begin = time.perf_counter()
    results = carry(old, new, spans=spans)
    assert time.perf_counter() - begin < 20
    assert sum(not result.doubtful for result in results) > 0.9 * len(results)
