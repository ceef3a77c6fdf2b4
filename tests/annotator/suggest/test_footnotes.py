"""Marks of footnotes: what is one, what is none, and what is read around them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.reflow import reflow
from annotator.suggest.footnotes import footnote_marks


def read(text: str) -> str:
    return reflow(text, list(footnote_marks(text))).text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("They left Harran.2 Its leader stayed.", "They left Harran. Its leader stayed."),
        ("“They left.”12 Nobody came back.3", "“They left.” Nobody came back."),
        ("They left (in March).4\nNobody stayed.", "They left (in March).\nNobody stayed."),
        ("In Harran,5 where it rained, they met.[6] So be it.", "In Harran, where it rained, they met. So be it."),
        ("The council7 met[8] again.³", "The council7 met again."),
    ],
)
def test_marks_show_as_nothing(text: str, shown: str) -> None:
    assert read(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "It rose by 2.5 per cent, to 1,200 men.",
        "Battalion No.3 Company, Vol.2 The end, Art.5 Some words",
        "approx.3 km from the border at 10.30 on Monday",
        "Version 2.1 Beta, see p.4 There.",
        "The list [sic] and [2019] stayed, as did a[i].",
    ],
)
def test_numbers_that_belong_to_the_text_stay(text: str) -> None:
    assert read(text) == text


@given(st.text(alphabet="Ab.,12[] \n”²", max_size=40))
def test_only_figures_and_brackets_go(text: str) -> None:
    for mark in footnote_marks(text):
        assert set(text[mark.start : mark.end]) <= set("0123456789[]²")
        assert mark.start > 0
