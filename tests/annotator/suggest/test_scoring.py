"""The scores of suggestions: by hand, by what must hold for any, and against the script that judges them outside."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.codebook import Attribute, Code, Codebook, Facet
from annotator.records import Coding, Document, Region, Suggestion
from annotator.suggest.evaluation import Alike, Evaluation, Score, error_counts, rule_kind
from annotator.suggest.facet_scoring import criterion_of
from annotator.suggest.scoring import Scoring

BOOK = Codebook(
    "harbour",
    facets=(
        Facet("party", codes=(Code("council", "party"), Code("union", "party"), Code("mole", "party"))),
        Facet(
            "view",
            ordinal=True,
            codes=tuple(Code(name, "view") for name in ("hates", "dislikes", "neither", "likes", "loves")),
            attributes=(
                Attribute("holder", "code", facet="party", free_text=True, also=("author",)),
                Attribute("mode", "choice", values=("said", "done")),
            ),
        ),
        Facet("genre", unit="document", codes=(Code("news", "genre"),)),
    ),
)
TEXT = "The council met the union at the mole. " * 6


def document(text: str = TEXT, regions: Sequence[Region] = ()) -> Document:
    return Document("one.txt", text, "d", tuple(regions))


def coded(coder: str, start: int, end: int, code: str, *, facet: str = "view", **attributes: str) -> Coding:
    return Coding(f"{coder}{start}-{end}{code}", "d", coder, start, end, facet, code, attributes)


def offered(
    start: int,
    end: int,
    code: str,
    *,
    facet: str = "view",
    source: str = "r/1 x:y",
    score: float = 1.0,
    **attributes: str,
) -> Suggestion:
    return Suggestion(f"{start}-{end}{code}{source}", "d", start, end, facet, code, attributes, source, score)


def scored(
    suggestions: Sequence[Suggestion],
    codings: Sequence[Coding],
    *,
    coders: str = "ABC",
    regions: Sequence[Region] = (),
    text: str = TEXT,
) -> Evaluation:
    scoring = Scoring(BOOK)
    scoring.add(document(text, regions), suggestions, codings, done={"party": coders, "view": coders})
    return scoring.result()


def row(found: Evaluation, facet: str = "view", by: str = "all", name: str = "") -> Score:
    return next(r for r in found.scores if (r.facet, r.by, r.name) == (facet, by, name))


def counts(score: Score) -> tuple[int, int, int, int]:
    return score.gold, score.met, score.suggested, score.right


def alike(found: Evaluation, what: str, facet: str = "view") -> Alike:
    return next(r for r in found.alike if (r.facet, r.what) == (facet, what))


def kinds(found: Evaluation) -> list[tuple[str, int, int, str]]:
    return [(e.kind, e.start, e.end, e.what) for e in found.errors]


def test_facets_that_others_name_are_scored_by_exact_spans() -> None:
    assert criterion_of(BOOK, "party") == "exact"
    assert criterion_of(BOOK, "view") == "iou50"
    codings = [
        coded("A", 4, 11, "council", facet="party"), coded("B", 4, 11, "council", facet="party"),
        coded("C", 4, 11, "union", facet="party"), coded("A", 20, 25, "union", facet="party"),
        coded("B", 20, 25, "mole", facet="party"), coded("A", 33, 37, "mole", facet="party"),
    ]  # fmt: skip
    suggestions = [
        offered(4, 11, "council", facet="party", source="names/1 name:council"),
        offered(16, 25, "union", facet="party", source="names/1 name:union"),
        offered(33, 37, "mole", facet="party", source="names/1 place:mole"),
        offered(60, 64, "mole", facet="party", source="names/1 place:mole"),
    ]
    found = scored(suggestions, codings)
    score = row(found, "party")
    assert counts(score) == (2, 1, 4, 2)
    assert (score.recall, score.precision, score.f1) == (0.5, 0.5, 0.5)
    assert score.code == pytest.approx((2 / 3 + 1) / 2)
    assert counts(row(found, "party", "code", "council")) == (1, 1, 1, 1)
    assert counts(row(found, "party", "code", "mole")) == (1, 0, 2, 1)  # a tie counts as gold of the first by name
    assert counts(row(found, "party", "kind", "names/1 place")) == (2, 0, 2, 1)
    assert row(found, "party", "kind", "names/1 place").f1 is None
    assert counts(row(found, "party", "rule", "names/1 name:union")) == (2, 0, 1, 0)
    assert kinds(found) == [("boundary", 16, 25, ""), ("spurious", 60, 64, "")]


def test_spans_that_say_the_same_are_one_unit() -> None:
    codings = [coded("A", 0, 40, "likes"), coded("B", 2, 30, "likes"), coded("C", 100, 120, "hates")]
    found = scored([offered(0, 30, "likes"), offered(1, 35, "loves"), offered(98, 120, "loves")], codings)
    assert counts(row(found)) == (1, 1, 3, 2)
    assert [(e.kind, e.suggestion and e.suggestion[3]) for e in found.errors] == [("spurious", "loves")]
    assert found.errors[0].start == 1  # the nearer one has met the unit


def test_one_coder_is_gold_alone_and_two_have_to_agree() -> None:
    codings = [coded("A", 0, 10, "likes"), coded("B", 50, 60, "likes")]
    assert row(scored([], codings, coders="A")).gold == 1
    assert row(scored([], codings, coders="AB")).gold == 0
    assert row(scored([], codings, coders="AB")).recall is None
    both = [*codings, coded("A", 50, 60, "likes")]
    assert row(scored([], both, coders="AB")).gold == 1
    assert row(scored([], both, coders="ABC")).gold == 1
    assert row(scored([], both, coders="ABCD")).gold == 0


def test_code_side_and_attributes() -> None:
    codings = [
        coded("A", 0, 20, "likes", holder="council", mode="said"),
        coded("B", 0, 20, "loves", holder="council", mode="done"),
        coded("C", 0, 20, "loves", holder="council"),
        coded("A", 40, 60, "hates", holder="the old men"),
        coded("B", 40, 60, "hates", holder="the old men"),
    ]
    found = scored(
        [
            offered(0, 20, "likes", holder="council", mode="said"),
            offered(40, 60, "dislikes", holder="union"),
        ],
        codings,
    )
    assert alike(found, "code").share == pytest.approx((1 / 3 + 0) / 2)
    assert alike(found, "code").usual == 0
    assert alike(found, "side").share == 1
    assert (alike(found, "side").agreed_units, alike(found, "side").agreed) == (2, 1)
    assert alike(found, "holder").share == 0.5
    assert (alike(found, "holder").agreed_units, alike(found, "holder").agreed) == (1, 1)  # free text is not known
    assert alike(found, "mode").share == pytest.approx((1 / 3 + 1) / 2)  # nothing is a value too
    assert alike(found, "mode").usual == 1  # said, done and nothing are equally frequent
    assert kinds(found) == [("code", 0, 20, ""), ("code", 40, 60, "")]
    wrong = scored([offered(40, 60, "hates", holder="union")], codings)
    assert kinds(wrong) == [("missed", 0, 20, ""), ("attribute", 40, 60, "holder")]
    assert error_counts(wrong.errors)["view", "attribute", "holder"] == 1


def test_what_is_left_out_or_not_done_does_not_count() -> None:
    out = Region(30, 70, "boilerplate")
    codings = [coded("A", 35, 60, "likes"), coded("A", 100, 110, "likes"), coded("Z", 5, 15, "likes")]
    suggestions = [offered(40, 60, "likes"), offered(5, 15, "likes")]
    found = scored(suggestions, codings, coders="A", regions=[out])
    assert counts(row(found)) == (1, 0, 1, 0)
    assert found.coders == ("A",)
    scoring = Scoring(BOOK)
    scoring.add(document(), suggestions, codings, done={"view": "A"})
    assert {r.facet for r in scoring.result().scores} == {"view"}
    scoring = Scoring(BOOK, facets=["party"])
    scoring.add(document(), suggestions, codings, done={"view": "A"})
    assert scoring.result() == Evaluation((), (), (), (), 0)


def test_line_breaks_make_no_difference() -> None:
    text = "The harbour\ncouncil met."
    soft = Region(11, 12, "soft-break")
    party = [coded("A", 4, 19, "council", facet="party")]
    assert counts(
        row(scored([offered(4, 19, "council", facet="party")], party, coders="A", text=text, regions=[soft]), "party")
    ) == (1, 1, 1, 1)
    cut = [coded("A", 4, 12, "council", facet="party")]
    assert (
        row(scored([offered(4, 11, "council", facet="party")], cut, coders="A", text=text, regions=[soft]), "party").met
        == 1
    )
    assert row(scored([offered(4, 11, "council", facet="party")], cut, coders="A", text=text), "party").met == 0


def test_kind_of_rule() -> None:
    assert rule_kind("actors/1 name:iran: east") == "actors/1 name"
    assert rule_kind("whole/1 all") == "whole/1 all"


SPANS = st.tuples(st.integers(0, 60), st.integers(1, 30)).map(lambda p: (p[0], p[0] + p[1]))
CODES = st.sampled_from(["hates", "neither", "loves"])
PARTIES = st.sampled_from(["council", "union", "mole"])


@settings(max_examples=60)
@given(st.data())
def test_counts_and_errors_add_up(data: st.DataObject) -> None:
    coders = data.draw(st.sampled_from(["A", "AB", "ABC"]))
    codings: list[Coding] = []
    suggestions: list[Suggestion] = []
    for facet, codes in (("view", CODES), ("party", PARTIES)):
        codings += [coded(data.draw(st.sampled_from(coders)), *span, data.draw(codes), facet=facet)
                    for span in data.draw(st.lists(SPANS, max_size=8))]  # fmt: skip
        suggestions += [offered(*span, data.draw(codes), facet=facet, source=data.draw(st.sampled_from(["a/1 b:c", "a/1 d"])))
                        for span in data.draw(st.lists(SPANS, max_size=6))]  # fmt: skip
    found = scored(suggestions, codings, coders=coders)
    assert found == scored(suggestions, list(reversed(codings)), coders=coders)
    for facet in ("view", "party"):
        total = row(found, facet)
        errors = [e for e in found.errors if e.facet == facet]
        wrong = [e for e in errors if e.kind in ("spurious", "boundary")]
        assert total.suggested - total.right == len(wrong)
        missed = [e for e in errors if e.kind == "missed"]
        assert total.met + len(missed) <= total.gold <= total.met + len(missed) + len(wrong)
        for by in ("kind", "rule"):
            parts = [r for r in found.scores if (r.facet, r.by) == (facet, by)]
            assert sum(r.suggested for r in parts) == total.suggested
            assert sum(r.right for r in parts) == total.right
            assert sum(r.met for r in parts) == total.met
        parts = [r for r in found.scores if (r.facet, r.by) == (facet, "code")]
        assert sum(r.gold for r in parts) == total.gold
        assert sum(r.right for r in parts) <= total.right
        for r in found.scores:
            assert r.met <= r.gold
            assert r.right <= r.suggested
    for own in codings[:1]:  # coders who suggest what they code are always right
        mine = [c for c in codings if c.coder == own.coder]
        same = [offered(c.start or 0, c.end or 0, c.code, facet=c.facet) for c in mine]
        perfect = scored(same, mine, coders=own.coder)
        assert all(r.recall == 1 for r in perfect.scores if r.by == "all" and r.gold and r.facet == "party")


def lines(paths: Iterable[Path]) -> list[dict[str, Any]]:
    return [json.loads(line) for path in sorted(paths) for line in path.read_text(encoding="utf-8").splitlines()]


def test_outside_script_gives_the_same_figures(outside: Path, tmp_path: Path) -> None:
    """One coder's codings taken for suggestions, against the other two, without regions."""
    book = Codebook(
        "outside",
        facets=(
            Facet("actor", codes=(Code("taliban", "actor"),)),
            Facet("threat", attributes=(Attribute("status", "choice"),)),
            Facet(
                "stance",
                ordinal=True,
                codes=tuple(
                    Code(n, "stance") for n in ("strong_oppose", "oppose", "neutral", "support", "strong_support")
                ),
                attributes=(Attribute("holder", "code", facet="actor"),),
            ),
        ),
    )
    rows = lines((outside / "codings").glob("*.jsonl"))
    scoring = Scoring(book)
    for path in sorted((outside / "corpus").glob("*.txt")):
        text = path.read_text(encoding="utf-8-sig")
        mine = [r for r in rows if r["document"] == path.name]
        codings = [
            Coding(
                str(n),
                "d",
                str(r["coder"]),
                r["start"],
                r["end"],
                str(r["facet"]),
                str(r["code"]),
                r["attributes"] or {},
            )
            for n, r in enumerate(mine)
        ]
        suggestions = [
            Suggestion(c.uuid, "d", c.start or 0, c.end or 0, c.facet, c.code, c.attributes, "A", 1.0)
            for c in codings
            if c.coder == "A"
        ]
        scoring.add(
            Document(path.name, text, path.name), suggestions, [c for c in codings if c.coder != "A"],
            done={facet.name: {"B", "C"} for facet in book.facets},
        )  # fmt: skip
    found = scoring.result()
    command = [
        sys.executable,
        str(outside / "tools" / "score_suggestions.py"),
        "-",
        *map(str, sorted((outside / "codings").glob("*.jsonl"))),
    ]
    said = json.loads(
        subprocess.run(
            [*command, "--json", "--coder-as-suggestions", "A"], check=True, capture_output=True, text=True
        ).stdout
    )
    for facet in ("actor", "threat", "stance"):
        score = row(found, facet)
        assert score.recall == pytest.approx(said[f"{facet} recall"])
        assert score.precision == pytest.approx(said[f"{facet} precision"], abs=0.005)  # two codings of one span
    assert row(found, "threat").f1 == pytest.approx(said["threat F1"])
    assert alike(found, "code", "actor").usual == pytest.approx(said["actor code"])
    assert alike(found, "code", "threat").share == pytest.approx(said["threat code"])
    assert alike(found, "status", "threat").share == pytest.approx(said["threat status"])
    assert alike(found, "side", "stance").share == pytest.approx(said["stance side"])
    assert alike(found, "holder", "stance").share == pytest.approx(said["stance holder"])
