"""Directed stances, worked out by hand."""

from __future__ import annotations

import pytest

from annotator.agreement.rows import Results
from annotator.agreement.stance import median_valence, normalise, resolver, side
from tests.annotator.agreement.studies import BOOK, PARTIES, coding, document, done, find, study, value

ONE = document("one.txt")
Said = tuple[str, str, str, str]
"""(coder, holder, target, valence)"""


def stances(*said: Said, coders: str = "AB") -> Results:
    codings = [
        coding(ONE, coder, at * 5, at * 5 + 4, "stance", valence, attributes={"holder": holder, "target": target})
        for at, (coder, holder, target, valence) in enumerate(said)
    ]
    return study([ONE], codings, done([ONE], coders, ["stance"]), facets=["stance"])


def test_pairs_direction_and_valence_are_three_questions() -> None:
    results = stances(
        ("A", "north", "south", "oppose"), ("B", "north", "south", "strong_oppose"),
        ("A", "south", "east", "support"), ("B", "east", "south", "support"),
        ("A", "author", "north", "support"), ("B", "author", "north", "oppose"),
        ("B", "author", "east", "neutral"),
    )  # fmt: skip
    assert value(results, "pair_f1") == pytest.approx(2 * 2 / (3 + 4))
    assert value(results, "direction_agreement") == pytest.approx(2 / 3)
    assert value(results, "polarity_flip_rate") == pytest.approx(1 / 2)
    ordinal = find(results, "krippendorff_alpha", task="stance", level="ordinal")
    assert ordinal.n == 2
    assert ordinal.coverage == pytest.approx(2 / 5)


def test_a_reversed_stance_is_no_shared_pair() -> None:
    results = stances(("A", "north", "south", "oppose"), ("B", "south", "north", "oppose"))
    assert value(results, "pair_f1") == 0.0
    assert value(results, "direction_agreement") == 0.0
    assert find(results, "krippendorff_alpha", task="stance", level="ordinal").value is None
    kinds = [d.kind for d in study_differences(("north", "south"), ("south", "north"))]
    assert kinds == ["direction"]


def study_differences(one: tuple[str, str], other: tuple[str, str]) -> list:  # type: ignore[type-arg]
    codings = [
        coding(ONE, coder, 0, 9, "stance", "oppose", attributes={"holder": holder, "target": target})
        for coder, (holder, target) in zip("AB", (one, other), strict=True)
    ]
    return list(study([ONE], codings, done([ONE], "AB", ["stance"]), facets=["stance"]).disagreements)


def test_mixed_units_stay_out_of_valence_and_are_counted() -> None:
    results = stances(
        ("A", "north", "south", "oppose"), ("A", "north", "south", "support"), ("B", "north", "south", "oppose"),
        ("A", "south", "east", "support"), ("B", "south", "east", "strong_support"),
    )  # fmt: skip
    assert value(results, "pair_f1") == 1.0
    assert find(results, "krippendorff_alpha", task="stance", level="ordinal").n == 1
    assert any("1 directed pair is mixed" in warning for warning in results.warnings)


def test_several_stances_on_a_pair_become_their_median() -> None:
    results = stances(
        ("A", "north", "south", "strong_oppose"), ("A", "north", "south", "oppose"), ("B", "north", "south", "oppose"),
        ("A", "south", "east", "support"), ("B", "south", "east", "support"),
    )  # fmt: skip
    assert find(results, "krippendorff_alpha", task="stance", level="nominal").value == 1.0


def test_a_repeated_coding_is_one_stance() -> None:
    once = [("A", 0, "strong_oppose"), ("A", 5, "oppose"), ("A", 9, "strong_oppose"), ("B", 0, "strong_oppose")]
    parties = {"holder": "north", "target": "south"}
    known = coding(ONE, "B", 20, 24, "stance", "support", attributes={"holder": "south", "target": "east"})
    codings = [coding(ONE, who, at, at + 4, "stance", code, attributes=parties) for who, at, code in once]
    again = [codings[1]._replace(uuid=f"again {number}") for number in range(3)]
    plain, repeated = (
        study([ONE], [*codings, known, *more], done([ONE], "AB", ["stance"]), facets=["stance"]) for more in ([], again)
    )
    assert value(repeated, "gwet_ac2") == value(plain, "gwet_ac2") == 1.0


def test_names_resolve_by_title_and_alias_and_the_rest_by_text() -> None:
    party = resolver(PARTIES[0], BOOK).party
    for spelling in ("north", "Northern League", "the league", "League", "NL"):
        assert party(spelling) == ("north", True)
    assert party("nl") == ("nl", False)
    assert party("author") == ("author", True)
    assert party("The Old  Guild's") == party("old guild")


def test_the_unresolved_share_is_shown_with_figures_with_and_without() -> None:
    results = stances(
        ("A", "north", "the Guild", "oppose"), ("B", "north", "guild", "oppose"),
        ("A", "north", "south", "support"), ("B", "the League", "south", "support"), ("B", "south", "north", "neutral"),
    )  # fmt: skip
    assert value(results, "pair_f1") == pytest.approx(4 / 5)
    assert value(results, "pair_f1", subset="resolved") == pytest.approx(2 / 3)
    table = next(table for table in results.tables if "unresolved share" in table.columns)
    assert table.cells[0][-1] == 0.5


def test_a_stance_without_a_target_is_counted_and_stays_out() -> None:
    codings = [coding(ONE, coder, 0, 5, "stance", "oppose", attributes={"holder": "north"}) for coder in "AB"]
    results = study([ONE], codings, done([ONE], "AB", ["stance"]), facets=["stance"])
    assert find(results, "pair_f1").value is None
    assert any("2 stances have no holder or no target" in warning for warning in results.warnings)


def test_more_than_two_coders_pool_their_pairs() -> None:
    results = stances(
        ("A", "north", "south", "oppose"), ("B", "north", "south", "oppose"), ("C", "south", "north", "support"),
        coders="ABC",
    )  # fmt: skip
    assert value(results, "pair_f1") == pytest.approx(2 / 6)
    assert value(results, "direction_agreement") == pytest.approx(1 / 3)
    assert value(results, "pair_f1", scope="pair:A,B") == 1.0


@pytest.mark.parametrize(
    ("valences", "median"), [([1], 1), ([0, 1], 1), ([3, 4], 3), ([1, 2], 2), ([0, 1, 1], 1), ([0, 0, 1, 1], 1)]
)
def test_median_leans_to_neutral(valences: list[int], median: int) -> None:
    assert median_valence(valences, steps=5) == median
    assert median_valence(reversed(valences), steps=5) == median


def test_sides_of_a_scale_without_a_middle() -> None:
    assert [side(valence, steps=4) for valence in range(4)] == [-1, -1, 1, 1]
    assert normalise("“The North’s”") == "north"
