"""Studies small enough to work out by hand: every task, scope and subset, and what is only counted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotator.agreement.study import analyse
from annotator.agreement.study_data import StudyData, study_documents
from annotator.codebook import Codebook
from annotator.errors import Cancelled, MeasureError
from annotator.records import Coding, Completion, Decision, Region, Suggestion
from tests.annotator.agreement.studies import BOOK, coding, document, done, find, study, value

ONE = document("one.txt")
TWO = document("two.txt")
FIVE = [document(f"{number}.txt") for number in range(5)]


def both(
    start: int, end: int, code: str, *, where: object = ONE, coders: str = "AB", facet: str = "actor"
) -> list[Coding]:
    return [coding(where, coder, start, end, facet, code) for coder in coders]  # type: ignore[arg-type]


def test_f1_pools_pairs_and_documents() -> None:
    codings = [
        *both(0, 10, "north"),
        coding(ONE, "A", 20, 30, "actor", "south"),
        *both(5, 9, "east", where=TWO, coders="C"),
    ]
    results = study([ONE, TWO], codings, done([ONE, TWO], "ABC", ["actor"]))
    # document one: AB 1 of 3 spans, AC 0 of 2, BC 0 of 1; document two: only C has one, in two pairs
    assert value(results, "f1_exact") == pytest.approx(2 * 1 / (3 + 2 + 1 + 0 + 1 + 1))
    assert value(results, "f1_exact", scope="pair:A,B") == pytest.approx(2 / 3)
    assert value(results, "f1_exact", scope="document:one.txt") == pytest.approx(2 / 6)
    assert find(results, "f1_exact").n == 8


def test_identical_spans_of_one_coder_are_not_two_coders_agreeing() -> None:
    codings = [coding(ONE, "A", 0, 10, "actor", "north"), coding(ONE, "A", 0, 10, "actor", "south")]
    results = study([ONE], codings, done([ONE], "AB", ["actor"]))
    row = find(results, "f1_exact")
    assert (row.value, row.n) == (0.0, 1)
    assert find(results, "krippendorff_alpha").value is None


def test_spans_with_several_codes_are_left_out_of_nominal_figures_and_counted() -> None:
    codings = [*both(0, 10, "north"), *both(20, 30, "south"), *both(40, 50, "east")]
    codings.append(coding(ONE, "A", 40, 50, "actor", "north"))
    results = study([ONE], codings, done([ONE], "AB", ["actor"]))
    assert find(results, "percent_agreement").n == 2
    assert find(results, "f1_exact").value == 1.0
    assert find(results, "percent_agreement").coverage == pytest.approx(2 * 2 / 6)
    assert any("several codes" in warning and warning.startswith("Actor: 1 ") for warning in results.warnings)


def test_a_coder_who_has_not_finished_is_missing_not_empty_handed() -> None:
    codings = both(0, 10, "north")
    finished = study([ONE], codings, done([ONE], "ABC", ["actor"]))
    missing = study([ONE], codings, done([ONE], "AB", ["actor"]))
    assert value(finished, "f1_exact") == pytest.approx(2 / (2 + 1 + 1))
    assert value(missing, "f1_exact") == 1.0


def test_codings_of_an_unfinished_document_are_counted_apart() -> None:
    codings = [*both(0, 10, "north"), coding(ONE, "C", 0, 10, "actor", "north")]
    results = study([ONE], codings, done([ONE], "AB", ["actor"]))
    assert find(results, "f1_exact").n == 2
    assert any("not finished" in warning for warning in results.warnings)
    row = find(results, "f1_exact", scope="pair:A,C")
    assert (row.value, row.n_documents) == (None, 0)
    assert row.reason


@pytest.mark.parametrize("coders", ["", "A"])
def test_nothing_to_compare_is_undefined_with_the_reason(coders: str) -> None:
    results = study([ONE], both(0, 10, "north", coders=coders), done([ONE], coders, ["actor"]))
    assert results.rows
    assert all(row.value is None and row.reason for row in results.rows)


def test_an_empty_project_is_undefined_in_every_task() -> None:
    results = analyse(StudyData(codebook=BOOK, documents=()))
    assert {row.task for row in results.rows} == {"spans", "category", "unitizing", "stance", "document"}
    assert all(row.value is None and row.reason for row in results.rows)


def test_no_shared_document_never_gives_one() -> None:
    codings = [*both(0, 10, "north", coders="A"), *both(0, 10, "north", where=TWO, coders="B")]
    completions = [*done([ONE], "A", ["actor"]), *done([TWO], "B", ["actor"])]
    results = study([ONE, TWO], codings, completions)
    assert all(row.value is None for row in results.rows)
    assert any("no document was finished by two coders" in warning for warning in results.warnings)


def test_one_code_only_has_no_chance_corrected_value() -> None:
    codings = [*both(0, 10, "north"), *both(20, 30, "north")]
    results = study([ONE], codings, done([ONE], "AB", ["actor"]))
    for measure in ("krippendorff_alpha", "gwet_ac1", "cohen_kappa", "cu_alpha"):
        row = find(results, measure)
        assert row.value is None
        assert row.reason


def test_left_out_regions_shorten_spans_and_leave_the_continuum() -> None:
    text = "a" * 100
    region = Region(40, 60, "boilerplate")
    cut = document("c.txt", text, [region])
    spans = [(0, 10, "north"), (30, 50, "south"), (42, 58, "east")]
    for_one = [coding(cut, "A", a, b, "actor", code) for a, b, code in spans]
    for_other = [coding(cut, "B", 0, 10, "actor", "north"), coding(cut, "B", 30, 40, "actor", "south")]
    results = study([cut], [*for_one, *for_other], done([cut], "AB", ["actor"]))
    assert value(results, "f1_exact") == 1.0
    assert value(results, "u_alpha") == 1.0
    assert any("inside left-out regions" in warning for warning in results.warnings)
    ignored = replace(cut, regions=(replace(region, ignored=True),))
    results = study([ignored], [*for_one, *for_other], done([ignored], "AB", ["actor"]))
    assert value(results, "f1_exact") == pytest.approx(2 * 1 / 5)


def test_unitizing_counts_on_the_text_without_left_out_regions() -> None:
    long = document("l.txt", "a" * 100, [Region(50, 100, "duplicate")])
    short = document("l.txt", "a" * 50)
    figures = []
    for where in (long, short):
        codings = [coding(where, "A", 0, 10, "actor", "north"), coding(where, "B", 2, 10, "actor", "north")]
        results = study([where], codings, done([where], "AB", ["actor"]))
        figures.append(value(results, "bar_u_alpha"))
    assert figures[0] == figures[1]
    assert figures[0] is not None


def test_a_difference_of_transparent_characters_only_is_none() -> None:
    text = "the north- \n ern league and more text"
    broken = document("b.txt", text, [Region(9, 12, "hyphen")])
    codings = [coding(broken, "A", 4, 9, "actor", "north"), coding(broken, "B", 4, 13, "actor", "north")]
    results = study([broken], codings, done([broken], "AB", ["actor"]))
    assert value(results, "f1_exact") == 1.0
    assert not results.disagreements


def test_overlaps_of_one_coder_go_to_per_code_continua_and_are_counted() -> None:
    codings = [*both(0, 10, "north"), *both(20, 30, "south"), coding(ONE, "A", 5, 15, "actor", "south")]
    results = study([ONE], codings, done([ONE], "AB", ["actor"]))
    row = find(results, "u_alpha")
    assert row.value is not None
    assert "per-code" in (row.note or "")
    assert find(results, "cu_alpha").value is None
    assert any("overlap" in warning for warning in results.warnings)
    assert find(results, "u_alpha", scope="code:north").value == 1.0


def test_changed_codes_are_left_out_unless_asked() -> None:
    codings = [*both(0, 10, "north"), *both(20, 30, "south"), coding(ONE, "A", 40, 50, "actor", "east")]
    changed = frozenset({("actor", "east")})
    results = study([ONE], codings, done([ONE], "AB", ["actor"]), changed_codes=changed)
    assert value(results, "f1_exact") == 1.0
    assert any("left out of every figure" in warning and "east" in warning for warning in results.warnings)
    results = study([ONE], codings, done([ONE], "AB", ["actor"]), changed_codes=changed, compare_changed=True)
    assert value(results, "f1_exact") == pytest.approx(4 / 5)
    assert any("compared all the same" in warning for warning in results.warnings)


def suggestion(name: str, start: int, end: int) -> Suggestion:
    return Suggestion(name, ONE.sha256, start, end, "actor", "north", {}, "test", 0.9)


def test_offered_splits_by_what_was_shown_to_both_whatever_they_did() -> None:
    codings = [*both(0, 10, "north"), coding(ONE, "A", 20, 30, "actor", "south"), *both(40, 50, "east")]
    offers = [suggestion("s1", 0, 10), suggestion("s2", 21, 22), suggestion("s3", 40, 50)]
    shown = {(ONE.sha256, "A"): frozenset({"s1", "s2", "s3"}), (ONE.sha256, "B"): frozenset({"s1", "s2"})}
    results = study([ONE], codings, done([ONE], "AB", ["actor"]), suggestions=offers, shown=shown)
    assert value(results, "f1_exact", subset="offered") == pytest.approx(2 * 1 / 3)  # (0,10) and (20,30)
    assert value(results, "f1_exact", subset="not-offered") == 1.0  # (40,50): B never saw s3
    assert [row.subset == "all" for row in results.rows] == sorted(
        (row.subset == "all" for row in results.rows), reverse=True
    )


def test_assisted_and_unassisted_documents_are_apart() -> None:
    codings = [*both(0, 10, "north"), coding(TWO, "A", 0, 10, "actor", "north")]
    assisted = {(ONE.sha256, c): True for c in "AB"} | {(TWO.sha256, c): False for c in "AB"}
    results = study([ONE, TWO], codings, done([ONE, TWO], "AB", ["actor"]), assisted=assisted)
    assert value(results, "f1_exact", subset="assisted") == 1.0
    assert value(results, "f1_exact", subset="unassisted") == 0.0
    assert find(results, "u_alpha", subset="assisted").n_documents == 1


def test_each_coder_is_left_out_in_turn() -> None:
    codings = [*both(0, 10, "north", coders="AB"), *both(50, 60, "north", coders="C")]
    results = study([ONE], codings, done([ONE], "ABC", ["actor"]))
    assert value(results, "f1_exact", subset="without:C") == 1.0
    assert value(results, "f1_exact", subset="without:A") == 0.0
    assert find(results, "f1_exact", subset="without:A").coders == ("B", "C")


def test_intervals_come_with_five_documents_and_not_before() -> None:
    def of(documents: int) -> float | None:
        chosen = FIVE[:documents]
        codings = [c for d in chosen for c in both(0, 10, "north", where=d)]
        codings += [coding(d, "A", 20, 30 + i, "actor", "south") for i, d in enumerate(chosen[:2])]
        row = find(study(chosen, codings, done(chosen, "AB", ["actor"])), "f1_exact")
        assert (row.interval is None) == (row.low is None)
        return row.low

    assert of(4) is None
    low = of(5)
    assert low is not None
    assert 0 < low < 1


def test_from_forty_documents_the_bootstrap_stands_beside_the_jackknife() -> None:
    many = [document(f"{number:02}.txt") for number in range(40)]
    codings = [c for d in many for c in both(0, 10, "north", where=d)]
    codings += [coding(d, "A", 20, 30, "actor", "south") for d in many[::3]]
    results = study(many, codings, done(many, "AB", ["actor"]))
    rows = [row for row in results.rows if (row.measure, row.scope, row.subset) == ("f1_exact", "all", "all")]
    assert [row.interval for row in rows] == ["jackknife-t", "bootstrap"]
    assert rows[0].value == rows[1].value
    assert (rows[1].replicates, rows[1].seed) == (200, 0)
    again = study(many, list(reversed(codings)), done(many, "BA", ["actor"]))
    assert again == results


def test_document_codes_are_sets() -> None:
    given = {"A": ["trade"], "B": ["trade", "border"]}
    codings = [coding(ONE, c, None, None, "topic", code) for c, codes in given.items() for code in codes]
    codings += [coding(TWO, c, None, None, "topic", "water") for c in "AB"]
    results = study([ONE, TWO], codings, done([ONE, TWO], "AB", ["topic"]), facets=["topic"])
    row = find(results, "alpha_jaccard")
    # values {t}, {t,b}, {w}, {w}: observed .5 x 2 / 4; expected over the 12 ordered pairs of values
    assert row.value == pytest.approx(1 - (0.5 * 2 / 4) / ((0.5 + 1 + 1 + 1 + 1) * 2 / 12))
    assert value(results, "positive_agreement", scope="code:trade") == 1.0
    assert value(results, "positive_agreement", scope="code:border") == 0.0
    assert {row.task for row in results.rows} == {"document"}


def test_an_empty_set_is_a_value() -> None:
    codings = [coding(ONE, "A", None, None, "topic", "trade")]
    results = study([ONE, TWO], codings, done([ONE, TWO], "AB", ["topic"]), facets=["topic"])
    assert find(results, "alpha_jaccard").n == 2
    assert value(results, "alpha_jaccard") == pytest.approx(0.0)


def test_acceptance_rates_stand_apart() -> None:
    offers = [suggestion("s1", 0, 10), suggestion("s2", 20, 30), suggestion("s3", 40, 50), suggestion("s4", 60, 70)]
    verdicts = [("s1", "accepted"), ("s2", "edited"), ("s3", "rejected"), ("s4", "rejected"), ("s4", "ignored")]
    decisions = [
        Decision(name, ONE.sha256, "A", verdict, f"2024-01-01T00:00:0{at}Z")  # type: ignore[arg-type]
        for at, (name, verdict) in enumerate(verdicts)
    ]
    shown = {(ONE.sha256, "A"): frozenset(s.id for s in offers)}
    results = study([ONE], [], done([ONE], "AB", ["actor"]), suggestions=offers, shown=shown, decisions=decisions)
    table = next(table for table in results.tables if table.kind == "acceptance")
    assert table.rows == ("A",)
    assert table.cells[0] == (4, 1, 1, 1, 1, 0.25, 0.25, 0.25)


def test_a_round_stands_alone() -> None:
    codings = [c._replace(round="2") for c in both(0, 10, "north")]
    completions = [replace(mark, round="2") for mark in done([ONE], "AB", ["actor"])]
    parts = study_documents([ONE], [*codings, coding(ONE, "A", 20, 30, "actor", "south")], completions=completions)
    first = analyse(StudyData(codebook=BOOK, documents=parts), facets=["actor"])
    second = analyse(StudyData(codebook=BOOK, documents=parts, round="2"), facets=["actor"])
    assert all(row.value is None for row in first.rows)
    assert value(second, "f1_exact") == 1.0


def test_an_open_mark_is_not_done() -> None:
    marks = [Completion("A", ONE.sha256, "actor"), Completion("B", ONE.sha256, "actor", done=False)]
    assert all(row.value is None for row in study([ONE], both(0, 10, "north"), marks).rows)


def test_disagreements_by_kind_with_their_text() -> None:
    text = "The League met the South in the East and nobody else was there at all."
    where = document("d.txt", text)
    codings = [
        coding(where, "A", 4, 10, "actor", "north"), coding(where, "B", 0, 10, "actor", "north"),
        coding(where, "A", 19, 24, "actor", "south"), coding(where, "B", 19, 24, "actor", "east"),
        coding(where, "B", 32, 36, "actor", "east"),
    ]  # fmt: skip
    results = study([where], codings, done([where], "AB", ["actor"]))
    found = [(d.kind, d.text, d.first is None, d.second is None) for d in results.disagreements]
    assert found == [
        ("boundary", "The League", False, False),
        ("code", "South", False, False),
        ("missed", "East", True, False),
    ]


def test_progress_and_cancel() -> None:
    steps: list[tuple[int, int]] = []
    parts = study_documents([ONE, TWO], [], completions=done([ONE, TWO], "AB", ["actor"]))
    data = StudyData(codebook=BOOK, documents=parts)
    analyse(data, facets=["actor"], progress=lambda d, t: steps.append((d, t)))
    assert steps[-1][0] == steps[-1][1]
    assert [d for d, _ in steps] == sorted(d for d, _ in steps)
    with pytest.raises(Cancelled):
        analyse(data, cancelled=lambda: len(steps) > 0)


def test_unknown_names_are_refused_in_a_sentence() -> None:
    parts = study_documents([ONE], [], completions=done([ONE], "AB", ["actor"]))
    data = StudyData(codebook=BOOK, documents=parts)
    with pytest.raises(MeasureError, match="no facet weather"):
        analyse(data, facets=["weather"])
    with pytest.raises(MeasureError, match="no coder Z"):
        analyse(data, coders=["A", "Z"])
    assert analyse(StudyData(codebook=Codebook("empty"), documents=())).rows == ()


def test_only_the_chosen_coders_count() -> None:
    codings = [*both(0, 10, "north"), *both(50, 60, "south", coders="C")]
    results = study([ONE], codings, done([ONE], "ABC", ["actor"]), coders=["A", "B"])
    assert value(results, "f1_exact") == 1.0
    assert find(results, "f1_exact").coders == ("A", "B")
