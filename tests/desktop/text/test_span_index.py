from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.desktop.text.samples import mark
from ui.desktop.text.marks import Mark
from ui.desktop.text.span_index import SpanIndex, order

lengths = st.one_of(st.integers(0, 60), st.integers(200, 300), st.integers(1500, 20_000))
spans = st.tuples(st.integers(0, 5000), lengths).map(lambda pair: (pair[0], pair[0] + pair[1]))


@st.composite
def mark_lists(draw: st.DrawFn) -> list[Mark]:
    return [mark(str(i), span) for i, span in enumerate(draw(st.lists(spans, max_size=40)))]


def counted(marks: list[Mark], start: int, end: int) -> list[Mark]:
    """The answer by looking at every mark."""
    return sorted((m for m in marks if max(m.start, start) < min(m.end, end)), key=order)


@given(mark_lists(), spans)
def test_finds_what_looking_at_every_mark_finds(marks: list[Mark], span: tuple[int, int]) -> None:
    assert SpanIndex(marks).overlapping(*span) == counted(marks, *span)


@given(mark_lists(), mark_lists(), st.sets(st.integers(0, 39)), spans)
def test_changes_in_place_equal_a_new_index(
    first: list[Mark], second: list[Mark], gone: set[int], span: tuple[int, int]
) -> None:
    index = SpanIndex(first)
    removed = index.remove([str(i) for i in gone])
    index.add(second)
    kept = {m.id: m for m in first if int(m.id) not in gone} | {m.id: m for m in second}
    assert sorted(removed, key=order) == sorted((m for m in first if int(m.id) in gone), key=order)
    assert index.overlapping(*span) == counted(list(kept.values()), *span)
    assert len(index) == len(kept)
    assert {m.id for m in index} == set(kept)


def test_a_mark_without_length_is_kept_but_lies_nowhere() -> None:
    index = SpanIndex([mark("a", (5, 5))])
    assert index.get("a") is not None
    assert "a" in index
    assert index.overlapping(0, 10) == []


def test_removing_an_unknown_id_changes_nothing() -> None:
    index = SpanIndex([mark("a", (0, 5))])
    assert index.remove(["b"]) == []
    assert index.get("b") is None
    assert len(index) == 1
