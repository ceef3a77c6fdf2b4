"""Finding listed names: the longest wins, folding keeps offsets, capitals where they matter."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.suggest.name_list import NameList
from annotator.suggest.names import Name, fold

LIST = NameList(
    [
        Name("Islamic Front", "front"), Name("Islamic Front of the North", "north"), Name("IS", "front", case=True),
        Name("Al-Noor", "noor"), Name("Müllersche Garde", "guard"), Name("Northland", "land", kind="country", case=True),
        Name("Northern Sea", "", kind="ignore"), Name("Northern", "land", kind="demonym"),
    ],
    ambiguous=["is"],
)  # fmt: skip


def found(text: str) -> list[tuple[str, str]]:
    return [(text[match.start : match.end], match.name.code) for match in LIST.find(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("the Islamic Front of the North", [("Islamic Front of the North", "north")]),
        ("the Islamic Front of the South", [("Islamic Front", "front")]),
        ("islamic front", [("islamic front", "front")]),
        ("Islamic\u00a0Front", [("Islamic\u00a0Front", "front")]),
        ("Islamic\nFront", []),
        ("IS is", [("IS", "front")]),
        ("THIS IS OVER NOW", []),
        ("THE IS CELL FLED", [("IS", "front")]),
        ("ALL OF NORTHLAND BURNS", [("NORTHLAND", "land")]),
        ("Al–Noor, Al Noor, al-noor", [("Al–Noor", "noor"), ("Al Noor", "noor"), ("al-noor", "noor")]),
        ("Mullersche Garde", [("Mullersche Garde", "guard")]),
        ("Müllersche Garde", [("Müllersche Garde", "guard")]),
        ("Northlands army", [("Northland", "land")]),
        ("Northland's army", [("Northland", "land")]),
        ("northland", []),
        ("Northlander", []),
        ("the Northern Sea", [("Northern Sea", "")]),
        ("🏔Northland🏔", [("Northland", "land")]),
    ],
)
def test_names(text: str, names: list[tuple[str, str]]) -> None:
    assert found(text) == names


@given(st.text())
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(
    st.lists(st.sampled_from(["Islamic", "Front", "of", "the", "North", "IS", "Al", "-", "Noor", "\n", "é", "𝒜", " "]))
)
def test_matches_are_sorted_and_apart(words: list[str]) -> None:
    text = " ".join(words)
    matches = LIST.find(text)
    assert all(before.end <= after.start for before, after in pairwise(matches))
    for match in matches:
        assert "\n" not in text[match.start : match.end]
        assert fold(text[match.start : match.end]).casefold().split()[0] in {"islamic", "is", "al", "al-noor"}
