from __future__ import annotations

from annotator.records import Span
from ui.desktop.text.find import Hits, find_all


def test_white_space_stands_for_any_white_space() -> None:
    text = "New Delhi, New\u00a0Delhi, New\nDelhi, NewDelhi"
    assert [text[slice(*hit)] for hit in find_all(text, "new  delhi")] == ["New Delhi", "New\u00a0Delhi", "New\nDelhi"]


def test_capitals_count_when_asked() -> None:
    assert find_all("IS is", "IS", case=True) == [Span(0, 2)]
    assert len(find_all("IS is", "is")) == 2


def test_signs_are_only_signs() -> None:
    assert find_all("a.b a+b axb", "a.b") == [Span(0, 3)]
    assert find_all("((", "(") == [Span(0, 1), Span(1, 2)]


def test_nothing_is_found_for_white_space() -> None:
    assert find_all("a b", " ") == []
    assert find_all("a b", "") == []


def test_hits_go_round() -> None:
    hits = Hits([Span(0, 2), Span(10, 12), Span(20, 22)])
    hits.go_from(5)
    assert hits.current == Span(10, 12)
    hits.step(2)
    assert hits.current == Span(0, 2)
    hits.step(-1)
    assert hits.current == Span(20, 22)
    hits.go_from(30)
    assert hits.current == Span(0, 2)
    assert hits.between(1, 11) == [Span(0, 2), Span(10, 12)]


def test_stepping_without_a_current_hit_starts_at_an_end() -> None:
    hits = Hits([Span(0, 2), Span(10, 12)])
    hits.step(1)
    assert hits.current == Span(0, 2)
    hits = Hits([Span(0, 2), Span(10, 12)])
    hits.step(-1)
    assert hits.current == Span(10, 12)
    none = Hits()
    none.step(1)
    assert none.current is None
