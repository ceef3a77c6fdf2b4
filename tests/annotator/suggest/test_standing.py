"""What names, nouns and pronouns stand for, and that the odds that rest on it are worked out once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotator.suggest.found import Found
from annotator.suggest.holders import Cast
from annotator.suggest.learned.odds import odds_of
from annotator.suggest.learned.standing import stands_for
from annotator.suggest.learned.weights import FACETS
from annotator.suggest.parties import Parties
from tests.annotator.suggest.clause_cases import tree

TEXT = "The Red Lancers burned a village in Norland. They fear the army of Southland, and Jane Farrell met the League."
CODES = {
    "Red Lancers": "red",
    "Norland": "norland",
    "Southland": "southland",
    "Jane Farrell": "other_person",
    "League": "other_org",
}
PARTIES = Parties(
    armed=frozenset({"red"}),
    nouns={"state": frozenset({"army"}), "place": frozenset({"village"})},
    general={"analyst": "other_person"},
)


def actors() -> list[Found]:
    found = []
    for name, code in CODES.items():
        at = TEXT.index(name)
        role = {"role": "place" if name == "Norland" else "actor"}
        found.append(Found(at, at + len(name), "actor", code, "hand", 1.0, role))
    return sorted(found, key=lambda each: each.start)


def test_what_words_stand_for() -> None:
    doc = tree(TEXT)
    found = {doc[at].text: what for at, what in stands_for(Cast(doc, actors(), PARTIES)).items()}
    assert found == {
        "Red": "ARMED", "Lancers": "ARMED", "village": "SOIL", "Norland": "LAND", "They": "ONE ARMED", "army": "STATE",
        "Southland": "NATION", "Jane": "SOMEBODY", "Farrell": "SOMEBODY", "League": "BODY",
    }  # fmt: skip


def test_the_odds_are_worked_out_once_for_both_facets_and_anew_where_they_rest_on_something_else() -> None:
    doc = tree(TEXT)
    asked: list[Parties] = []

    def cast(parties: Parties) -> Cast:
        asked.append(parties)
        return Cast(doc, actors(), parties)

    first = odds_of(doc, actors(), PARTIES, lambda: cast(PARTIES))
    assert odds_of(doc, actors(), replace(PARTIES), lambda: cast(PARTIES)) is first
    assert set(first) == set(FACETS)
    assert len(asked) == 1
    peaceful = replace(PARTIES, armed=frozenset())
    other = odds_of(doc, actors(), peaceful, lambda: cast(peaceful))
    assert asked == [PARTIES, peaceful]
    assert other != first
    nobody = odds_of(doc, [], PARTIES, lambda: Cast(doc, [], PARTIES))
    assert nobody["threat"] != pytest.approx(first["threat"])
