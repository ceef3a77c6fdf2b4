"""Words: every measure name of the contract has a label and a line; other names keep their own."""

from __future__ import annotations

import pytest

from annotator.agreement.rows import ResultRow
from annotator.plurals import plural
from ui.report import words
from ui.report.numbers import decimal, interval, listed, percent, rounded
from ui.report.references import REFERENCES

NAMES = [
    "percent_agreement",
    "cohen_kappa",
    "weighted_kappa",
    "scott_pi",
    "fleiss_kappa",
    "randolph_kappa",
    "light_kappa",
    "krippendorff_alpha",
    "gwet_ac1",
    "gwet_ac2",
    "brennan_prediger",
    "pabak",
    "prevalence_index",
    "bias_index",
    "positive_agreement",
    "negative_agreement",
    "f1_exact",
    "f1_iou50",
    "f1_overlap",
    "u_alpha",
    "bar_u_alpha",
    "cu_alpha",
    "k_u_alpha",
    "alpha_u_1995",
    "alpha_jaccard",
    "alpha_masi",
    "pair_f1",
    "direction_agreement",
    "polarity_flip_rate",
]


@pytest.mark.parametrize("name", NAMES)
def test_every_measure_has_words_and_known_sources(name: str) -> None:
    word = words.MEASURES[name]
    assert word.label
    assert word.line.endswith(".")
    assert set(word.sources) <= set(REFERENCES)


def test_the_marks_are_for_alphas_only() -> None:
    assert {name for name in NAMES if "alpha" in name} == words.ALPHAS


def test_subsets_and_unknown_names() -> None:
    assert words.subset("without:Ana").label == "Without Ana"
    assert words.subset("not-offered").label == "Not offered"
    assert words.measure("some_new_one").label == "some new one"
    assert words.facet(None) == "All data"


def test_scopes_are_told_from_the_row_not_from_its_text() -> None:
    def row(scope: str, code: str | None = None, coders: tuple[str, ...] = ("A, Jr", "B")) -> ResultRow:
        return ResultRow(
            facet="f", task="category", measure="cohen_kappa", scope=scope, code=code, value=0.5, coders=coders
        )

    assert words.scope(row("all")) == "all coders"
    assert words.scope(row("pair:A, Jr,B")) == "A, Jr and B"
    assert words.scope(row("pair:A, Jr,B code:x code:y", "x code:y")) == "A, Jr and B, x code:y"
    assert words.scope(row("code:x", "x")) == "x"
    assert words.scope(row("document:a b.txt")) == "a b.txt"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.8416, ".842"), (0.0, ".000"), (-0.0312, "−.031"), (-0.0001, ".000"), (1.0, "1.000"), (0.99961, ">\u00a0.999"),
        (-1.0, "−1.000"), (12.5, "12.500"), (float("nan"), "undefined"),
    ],
)  # fmt: skip
def test_decimals(value: float, text: str) -> None:
    assert decimal(value) == text


def test_other_numbers() -> None:
    assert interval(0.79, 0.884) == "[.790, .884]"
    assert interval(None, None) == ""
    assert [percent(share) for share in (0.0, 0.001, 0.81, 0.999, 1.0)] == [
        "0\u00a0%", "<\u00a01\u00a0%", "81\u00a0%", ">\u00a099\u00a0%", "100\u00a0%",
    ]  # fmt: skip
    assert (plural(1, "document"), plural(1200, "document")) == ("1 document", "1,200 documents")
    assert [listed(items) for items in ([], ["A"], ["A", "B"], ["A", "B", "C"])] == ["", "A", "A and B", "A, B and C"]
    assert str(rounded(-1e-14)) == "0.0"
