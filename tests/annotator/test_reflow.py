"""Reflowed text: what breaks show as, and the way back to stored offsets."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.records import Region, Span
from annotator.reflow import PARAGRAPH_BREAK, Flow, reflow


def breaks_of(text: str) -> list[Region]:
    """Every line break as a soft one."""
    return [Region(i, i + 1, "soft-break") for i, c in enumerate(text) if c == "\n"]


@pytest.mark.parametrize(
    ("stored", "flowed"),
    [
        ("the Shanghai\nCooperation Organisation", "the Shanghai Cooperation Organisation"),
        ("fighters of IS-\nK left", "fighters of IS-K left"),
        ("a movement—\nonce a party", "a movement—once a party"),
        ("a movement –\nonce a party", "a movement – once a party"),
        ("short-\nand long-term", "short- and long-term"),
        ("𝔘zbek\n𝔗alks", "𝔘zbek 𝔗alks"),
        ("\nleading", " leading"),
        ("-\nlist", "- list"),
    ],
)
def test_soft_break_shows_as_a_space_or_as_nothing_in_a_word(stored: str, flowed: str) -> None:
    assert reflow(stored, breaks_of(stored)).text == flowed


def test_soft_break_with_spaces_around_it_shows_as_one_space() -> None:
    assert reflow("one  \n two", [Region(3, 7, "soft-break")]).text == "one two"


def test_hyphen_shows_as_nothing_and_maps_back_around_it() -> None:
    text = "the coun-\ntries agreed"
    flow = reflow(text, [Region(8, 10, "hyphen")])
    assert flow.text == "the countries agreed"
    assert flow.to_stored(4, 13) == Span(4, 15)
    assert flow.to_stored(4, 8) == Span(4, 8), "the first half ends before the hyphen"
    assert flow.to_stored(8, 13) == Span(10, 15), "the second half begins behind the break"
    assert [flow.to_flowed(i) for i in (0, 8, 9, 10, 11, len(text))] == [0, 8, 8, 8, 9, len(flow.text)]


def test_left_out_regions_part_sentences_and_are_never_mapped_into() -> None:
    text = "First half SHARE THIS second half."
    share = Region(11, 22, "boilerplate")
    flow = reflow(text, [share], leave_out=True)
    assert flow.text == "First half " + PARAGRAPH_BREAK + "second half."
    assert flow.to_stored(0, len(flow.text)) == Span(22, 34), "cut to the longest part"
    assert flow.to_stored(11, 13).length == 0
    assert flow.to_stored(0, 12) == Span(0, 11)
    assert flow.to_stored(12, len(flow.text)) == Span(22, 34)
    assert reflow(text, [share]).text == text


def test_ignored_regions_have_no_effect() -> None:
    text = "one\ntwo"
    assert reflow(text, [Region(3, 4, "soft-break", ignored=True)]).text == text
    assert reflow(text, [Region(0, 3, "caption", ignored=True)], leave_out=True).text == text


def test_overlapping_and_unsorted_regions() -> None:
    text = "one\ntwo\nthree"
    regions = [
        Region(7, 8, "soft-break"),
        Region(3, 4, "soft-break"),
        Region(2, 6, "duplicate"),
        Region(3, 99, "hyphen"),
    ]
    assert reflow(text, regions[:3]).text == "one two three"
    assert reflow(text, regions[:3], leave_out=True).text == "on" + PARAGRAPH_BREAK + "o three"
    assert reflow(text, regions[1:], leave_out=True).text == "on" + PARAGRAPH_BREAK + "o\nthree"


def test_neighbouring_left_out_regions_are_one() -> None:
    flow = reflow("abcdef", [Region(1, 3, "caption"), Region(3, 5, "duplicate")], leave_out=True)
    assert flow.text == "a" + PARAGRAPH_BREAK + "f"


def test_nothing_to_reflow() -> None:
    assert reflow("", []).to_stored(0, 0) == Span(0, 0)
    flow = reflow("plain", [])
    assert flow.to_stored(1, 4) == Span(1, 4)
    assert flow.to_flowed(3) == 3


def test_a_million_characters_are_mapped_quickly() -> None:
    line = "x" * 49 + "\n"
    text = line * 20_000
    flow = reflow(text, breaks_of(text))
    begin = time.perf_counter()
    for i in range(0, len(text), 50):
        assert flow.to_stored(flow.to_flowed(i), flow.to_flowed(i + 10)) == Span(i, i + 10)
    assert time.perf_counter() - begin < 2


words = st.text(st.sampled_from("ab-— \n𝔘🙂é\u00a0\u2028"), min_size=0, max_size=40)


@st.composite
def texts_with_regions(draw: st.DrawFn) -> tuple[str, list[Region]]:
    text = draw(words)
    kinds = st.sampled_from(["soft-break", "hyphen", "duplicate", "boilerplate", "caption"])
    places = st.integers(0, len(text) + 1)
    regions = draw(st.lists(st.builds(Region, places, places, kinds, st.just(""), st.booleans()), max_size=6))
    return text, regions


def shown(flow: Flow, span: Span) -> str:
    return flow.text[flow.to_flowed(span.start) : flow.to_flowed(span.end)]


@given(texts_with_regions(), st.data())
def test_every_flowed_span_maps_to_a_stored_span_that_shows_as_it(
    case: tuple[str, list[Region]], data: st.DataObject
) -> None:
    text, regions = case
    flow = reflow(text, regions)
    start = data.draw(st.integers(0, len(flow.text)))
    end = data.draw(st.integers(start, len(flow.text)))
    span = flow.to_stored(start, end)
    assert 0 <= span.start <= span.end <= len(text)
    assert shown(flow, span) == flow.text[start:end]
    inside = [Region(max(r.start, span.start), min(r.end, span.end), r.kind, ignored=r.ignored) for r in regions]
    if not any(r.transparent and r.start < span.end and r.end > span.start for r in inside):
        assert text[span.start : span.end] == flow.text[start:end]


@given(texts_with_regions(), st.data())
def test_no_flowed_span_maps_into_what_is_left_out(case: tuple[str, list[Region]], data: st.DataObject) -> None:
    text, regions = case
    flow = reflow(text, regions, leave_out=True)
    start = data.draw(st.integers(0, len(flow.text)))
    end = data.draw(st.integers(start, len(flow.text)))
    span = flow.to_stored(start, end)
    assert 0 <= span.start <= span.end <= len(text)
    assert not any(span.overlap(Span(r.start, r.end)) for r in regions if r.left_out)
    if PARAGRAPH_BREAK not in flow.text:
        assert shown(flow, span) == flow.text[start:end]


@given(texts_with_regions(), st.booleans())
def test_to_flowed_never_goes_back(case: tuple[str, list[Region]], leave_out: bool) -> None:
    text, regions = case
    flow = reflow(text, regions, leave_out=leave_out)
    places = [flow.to_flowed(i) for i in range(len(text) + 1)]
    assert places == sorted(places)
    assert places[-1] <= len(flow.text)
    if not any(r.start < len(text) <= r.end for r in regions):
        assert places[-1] == len(flow.text)
