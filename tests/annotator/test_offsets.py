"""Conversion of positions, and the stored form of a text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import DocumentError
from annotator.offsets import Offsets, clean, lone_surrogate
from annotator.records import Span

texts = st.text(
    st.sampled_from("aé\u00a0\u2028\u0301عस𝔘🙂\ufeff\n")
    | st.characters(exclude_categories=["Cs"], exclude_characters="\r"),
    max_size=60,
)


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        ("one\r\ntwo\rthree\n", "one\ntwo\nthree\n"),
        ("\ufeffone", "one"),
        ("\ufeff\ufeffone", "\ufeffone"),
        ("a\ufeffb", "a\ufeffb"),
        ("a\u2028b\u00a0c\u0085d\x0be\x0cf", "a\u2028b\u00a0c\u0085d\x0be\x0cf"),
        ("\r\r\n\n", "\n\n\n"),
        (" e\u0301 \n ", " e\u0301 \n "),
        ("", ""),
    ],
)
def test_clean_changes_line_ends_and_byte_order_mark_only(raw: str, stored: str) -> None:
    assert clean(raw) == stored


@given(texts)
def test_clean_text_without_carriage_returns_is_left_alone(text: str) -> None:
    assert clean("\ufeff" + text) == text
    assert clean("\ufeff" + text.replace("\n", "\r\n")) == text
    assert clean("\ufeff" + text.replace("\n", "\r")) == text


@given(texts, st.data())
def test_units_agree_with_the_encodings_and_come_back(text: str, data: st.DataObject) -> None:
    offsets = Offsets(text)
    place = data.draw(st.integers(0, len(text)))
    assert offsets.to_utf16(place) == len(text[:place].encode("utf-16-le")) // 2
    assert offsets.to_bytes(place) == len(text[:place].encode("utf-8"))
    assert offsets.from_utf16(offsets.to_utf16(place)) == place
    assert offsets.from_bytes(offsets.to_bytes(place)) == place


@given(texts)
def test_every_unit_is_a_place_or_refused(text: str) -> None:
    offsets = Offsets(text)
    places = {offsets.to_bytes(i) for i in range(len(text) + 1)}
    for byte in range(len(text.encode()) + 1):
        if byte in places:
            assert offsets.to_bytes(offsets.from_bytes(byte)) == byte
        else:
            with pytest.raises(DocumentError, match="inside a character"):
                offsets.from_bytes(byte)
            near = offsets.from_bytes(byte, nearest=True)
            assert offsets.to_bytes(near) < byte < offsets.to_bytes(near + 1)


def test_utf16_inside_a_pair() -> None:
    offsets = Offsets("a🙂b")
    assert offsets.from_utf16(3) == 2
    assert offsets.from_utf16(2, nearest=True) == 1
    with pytest.raises(DocumentError, match="position 2 in UTF-16 units falls inside a character"):
        offsets.from_utf16(2)


@pytest.mark.parametrize("place", [-1, 4])
def test_positions_outside_the_text_are_refused(place: int) -> None:
    offsets = Offsets("abc")
    for convert in (offsets.to_utf16, offsets.from_utf16, offsets.to_bytes, offsets.from_bytes):
        with pytest.raises(DocumentError, match=f"position {place} lies outside the text"):
            convert(place)


def test_half_a_surrogate_pair_is_refused() -> None:
    assert lone_surrogate("ab\ud83d") == 2
    assert lone_surrogate("a🙂") is None
    with pytest.raises(DocumentError, match="character 2"):
        Offsets("ab\ud83d")


def test_units_are_recognised_by_their_quotes() -> None:
    text = "🙂 Kabul, São Paulo"
    offsets = Offsets(text)
    spans = [Span(2, 7), Span(9, 18)]
    for unit in ("code points", "utf-16", "bytes"):
        given = [(*offsets.span_to(span, unit=unit), text[span.start : span.end]) for span in spans]
        assert offsets.recognise(given) == unit
        assert [offsets.span_from(start, end, unit=unit) for start, end, _ in given] == spans
    assert offsets.recognise([(2, 7, "Kabul"), (3, 8, "Kabul")]) is None
    assert offsets.recognise([(40, 45, "Kabul")]) is None
    assert offsets.recognise([]) == "code points"


def test_a_million_characters_are_converted_quickly() -> None:
    text = "abc🙂é " * 170_000
    begin = time.perf_counter()
    offsets = Offsets(text)
    for place in range(0, len(text), 20):
        assert offsets.from_utf16(offsets.to_utf16(place)) == place
    assert time.perf_counter() - begin < 3
