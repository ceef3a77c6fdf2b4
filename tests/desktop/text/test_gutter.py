from __future__ import annotations

from ui.desktop.text.gutter import Counter

TEXT = "one\n\n  \ntwo\nthree"


def test_paragraphs_with_text_are_numbered() -> None:
    counter = Counter(TEXT, TEXT)
    starts = [0, 4, 5, 8, 12]
    assert [counter.paragraph(start) for start in starts] == [1, None, None, 2, 3]
    assert Counter(TEXT, TEXT).paragraph(12) == 3, "asked for the last one first"


def test_lines_are_those_of_the_stored_text() -> None:
    counter = Counter(TEXT, TEXT.replace("\n", " "))
    assert [counter.line(at) for at in (0, 3, 4, 12, 5)] == [1, 1, 2, 5, 3]


def test_the_highest_number_bounds_the_width() -> None:
    counter = Counter(TEXT, "one")
    assert [counter.highest("none"), counter.highest("paragraphs"), counter.highest("lines")] == [0, 1, 5]


def test_an_empty_text_has_one_line_and_no_paragraph() -> None:
    counter = Counter("", "")
    assert counter.line(0) == 1
    assert counter.paragraph(0) is None
