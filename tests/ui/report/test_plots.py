"""Plots: SVG without prologue, metadata or date; the same bytes each time; any name is drawn as it stands."""

from __future__ import annotations

import pytest
from lxml import etree

from ui.report.plots import Panel, Point, intervals, shorten, spread

ODD = ("$\\frac{1}{2}$", "恐怖", "😀", "a\x07b", "two\nlines", "", "<b>&amp;</b>", "\u202eback")


def _texts(svg: str) -> list[str]:
    root = etree.fromstring(svg.encode())
    return ["".join(str(part) for part in node.itertext()).strip() for node in root.iter("{*}text")]


def test_an_svg_holds_the_element_alone() -> None:
    svg = intervals([Panel("alpha", (Point("a", 0.5, 0.4, 0.6),), marks=True)])
    assert svg.startswith("<svg")
    assert "metadata" not in svg
    assert "purl.org" not in svg


def test_drawing_twice_gives_the_same_bytes() -> None:
    panel = Panel("alpha", (Point("a", 0.5, 0.4, 0.6), Point("b", None)), marks=True)
    assert intervals([panel]) == intervals([panel])
    assert spread([0.1, 0.5, 0.5]) == spread([0.5, 0.1, 0.5])


def test_values_intervals_and_undefined_are_written_out() -> None:
    texts = _texts(
        intervals([Panel("alpha", (Point("a", 0.5, 0.4, 0.6), Point("b", None), Point("c", 0.7)), marks=True)])
    )
    joined = [" ".join(text.split()) for text in texts]
    assert ".500 [.400, .600]" in joined
    assert "undefined" in joined
    assert ".700 no interval" in joined
    assert {".667", ".800"} <= set(joined)


def test_without_marks_there_are_none() -> None:
    assert ".667" not in _texts(intervals([Panel("F1", (Point("a", 0.5),))]))


@pytest.mark.parametrize("name", ODD)
def test_any_name_is_drawn_without_a_warning(name: str) -> None:
    texts = _texts(intervals([Panel(name, (Point(name, 0.5),))]))
    assert texts.count(shorten(name)) == (2 if name else 0)


@pytest.mark.parametrize(("worst", "first"), [(0.1, "0"), (-0.1, "−.200"), (-0.3, "−.500"), (-0.9, "−1.000")])
def test_the_scale_reaches_down_to_what_is_shown(worst: float, first: str) -> None:
    texts = _texts(intervals([Panel("alpha", (Point("a", 0.5, worst, 0.9),))]))
    assert first in texts
    assert "1.000" in texts


def test_many_documents_become_bars() -> None:
    few, many = spread([0.2, 0.4, 0.9]), spread([number / 500 for number in range(500)] + [0.5] * 100)
    assert few.count("<use") == 3
    assert many.count("<use") == 0
    assert len(many) < 60_000


def test_long_names_lose_their_middle() -> None:
    short = shorten("a" * 60 + "z" * 60)
    assert len(short) == 40
    assert (short[0], short[-1]) == ("a", "z")
    assert "…" in short
    assert shorten("b" * 40) == "b" * 40
