"""What the palette offers for what is typed."""

from __future__ import annotations

from ui.desktop.palette import MOST, Choice, ranked


def choice(title: str, *, search: str = "", key: str = "") -> Choice:
    return Choice(title, lambda: None, search=search, key=key)


CHOICES = [
    choice("Harbour council of the old town"), choice("Harvesters", key="h"), choice("Council", search="Council Rat"),
    choice("Old harbour"), choice("Pakistan", search="Pakistan Islamabad"), choice("إيران", search="إيران Iran"),
]  # fmt: skip


def titles(typed: str) -> list[str]:
    return [found.title for found in ranked(CHOICES, typed)]


def test_nothing_typed_offers_all_in_their_order() -> None:
    assert titles("  ") == [c.title for c in CHOICES]


def test_beginnings_of_words_come_first_the_names_own_beginning_before_others() -> None:
    assert titles("harb")[:2] == ["Harbour council of the old town", "Old harbour"]
    assert titles("cou")[:2] == ["Council", "Harbour council of the old town"]
    assert titles("old cou")[0] == "Harbour council of the old town"


def test_a_key_typed_alone_comes_before_all() -> None:
    assert titles("h")[0] == "Harvesters"


def test_aliases_and_likenesses_are_found() -> None:
    assert titles("islam")[0] == "Pakistan"
    assert titles("IRAN")[0] == "إيران"
    assert titles("pakstan")[0] == "Pakistan"
    assert titles("zzzzqqq") == []


def test_no_more_than_fit_are_offered() -> None:
    many = [choice(f"Town {number}") for number in range(5000)]
    assert [c.title for c in ranked(many, "town")] == [f"Town {number}" for number in range(MOST)]
