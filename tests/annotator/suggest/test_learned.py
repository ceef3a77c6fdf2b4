"""What was learned: sums of weights, which spans are offered, what a cue file decides, and sentences that no entry calls."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from typing import Any

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.codebook import Codebook
from annotator.records import Suggestion
from annotator.suggest.engine import suggest
from annotator.suggest.found import Found
from annotator.suggest.learned import stances, statuses
from annotator.suggest.learned.choice import CARRYING, Choice, candidates
from annotator.suggest.learned.forms import RULE, Candidate
from annotator.suggest.learned.grid import Grid, traits
from annotator.suggest.learned.heads import head_weights, make
from annotator.suggest.learned.parties import Parties
from annotator.suggest.learned.settings import Learned, read_learned
from annotator.suggest.learned.sides import SIDES
from annotator.suggest.learned.spans import spans_of
from annotator.suggest.learned.stances import LearnedStances, _mode
from annotator.suggest.learned.statuses import status_of, status_traits
from annotator.suggest.learned.weights import (
    FACETS,
    FOLDER,
    HEADS,
    Chooser,
    chooser,
    form_weights,
    rows,
    softmax,
    word_classes,
)
from annotator.suggest.pipeline import parse_from_bytes
from annotator.suggest.stances import StanceSuggester
from annotator.suggest.tree import Doc
from tests.annotator.suggest.clause_cases import ROOT, parsed, shipped, tree, with_what_was_learned
from tests.annotator.suggest.test_holders import cast

CASES = tomllib.loads((ROOT / "tests" / "data" / "suggest" / "learned.toml").read_text(encoding="utf-8"))["case"]
TEXT = (
    "The governor of Balkh warned that raiders had crossed the river and burned two villages. Moscow, which had doubted "
    "the report, called the raid unacceptable. Did Kabul know of it? Nobody in the ministry would say."
)


def with_settings(**tables: Any) -> Codebook:
    """The shipped codebook with these [learned] tables of its threat and stance cues; None leaves one out."""
    book = with_what_was_learned()
    cues: dict[str, Any] = dict(book.cues)
    for kind, wanted in tables.items():
        own = {name: table for name, table in cues[kind].items() if name != "learned"}
        cues[kind] = own if wanted is None else {**own, "learned": wanted}
    return replace(book, cues=cues)


def offered(text: str, book: Codebook) -> list[Suggestion]:
    run = suggest(text, document_id="case", regions=(), codebook=book, parses=parsed(text))
    return [each for each in run.suggestions if each.facet in FACETS]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["construction"])
def test_sentences_of_our_own_that_no_entry_calls(case: dict[str, Any]) -> None:
    book, text = with_what_was_learned(), case["text"]
    got = [
        {"text": text[s.start : s.end], "facet": s.facet, "code": s.code, **s.attributes} for s in offered(text, book)
    ]
    for want in case["expect"]:
        assert any(want.items() <= each.items() for each in got), got


def test_without_its_table_the_rules_alone_suggest() -> None:
    assert offered(TEXT, with_settings(threats=None, stances=None)) == offered(TEXT, shipped())
    assert not any(" learned:" in each.source for each in offered(TEXT, shipped()))


@settings(max_examples=15)
@given(st.floats(0.05, 1.0))
def test_nothing_is_offered_that_is_less_sure_than_the_cue_file_asks(least: float) -> None:
    book = with_settings(threats={"least": least, "code": 0.5}, stances={"least": least, "code": 0.7, "holder": 1.2})
    assert all(each.score >= least for each in offered(TEXT, book))


def test_a_lower_bar_offers_no_fewer_and_one_names_the_word_that_carries_it() -> None:
    counts = [
        len(offered(TEXT, with_settings(threats={"least": bar}, stances={"least": bar}))) for bar in (0.05, 0.5, 1.1)
    ]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > counts[1]
    assert counts[-1] == 0
    found = offered(TEXT, with_settings(threats={"least": 0.05}, stances={"least": 0.05}))
    words = {each.source.rpartition(" learned:")[2] for each in found if " learned:" in each.source}
    assert words
    assert words <= {token.lemma_ for token in tree(TEXT)}


def test_codes_that_the_codebook_lacks_are_never_given() -> None:
    book = with_settings(threats={"least": 0.02}, stances={"least": 0.02})
    kept = {"threat": {"attack", "spillover"}, "stance": {"oppose"}}
    facets = tuple(
        replace(facet, codes=tuple(code for code in facet.codes if code.name in kept[facet.name]))
        if facet.name in kept
        else facet
        for facet in book.facets
    )
    found = offered(TEXT, replace(book, facets=facets))
    assert found
    assert all(each.code in kept[each.facet] for each in found)


def test_a_mode_that_was_learned_is_one_of_the_codebook() -> None:
    likely = _mode({"head worry": 5.0}, chooser("stance-modes").names)
    assert likely == "concern"
    assert _mode({"head worry": 5.0}, {"action", "assertion"}) in {"action", "assertion"}
    assert _mode({"head worry": 5.0}, set()) == ""


@pytest.mark.parametrize(("side", "mode"), [("support", "cooperation"), ("oppose", "concern")])
def test_the_mode_is_that_of_the_rules_only_where_they_read_the_side_that_is_chosen(
    side: str, mode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = cast("Norland greeted the Red Band.")
    rule = Found(0, 28, "stance", "support", "verb greet", 1.0, {"holder": "norland", "mode": "cooperation"})
    choice = Choice(Candidate(0, 5, read.doc[1], RULE, rule, 1.0), 1.0)
    certain = {"stance-sides": Chooser.of((side,), (1.0,), {}), "stance-modes": Chooser.of(("concern",), (1.0,), {})}
    monkeypatch.setattr(stances, "chooser", certain.__getitem__)
    monkeypatch.setattr(stances, "chosen", lambda *args, **settings: [choice])
    monkeypatch.setattr(stances, "parties", lambda stance, side: Parties("norland", 1.0, "red"))
    learned = LearnedStances(read.doc, read, [], lambda token: None, StanceSuggester()._cues.of(shipped()).readings)
    found = learned.found(
        {}, odds=[], codes={"support", "oppose"}, modes={"concern", "cooperation"}, settings=Learned()
    )
    assert [(each.code, each.attributes["mode"], each.attributes["target"]) for each in found] == [(side, mode, "red")]


@pytest.mark.parametrize(("weight", "expected"), [(5.0, "potential"), (0.3, "ongoing")])
def test_a_status_that_was_learned_counts_where_it_is_sure(
    weight: float, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the rules read: "could strike" is told with a modal."""
    names = ("occurred", "potential", "denied")
    weights = Chooser.of(names, (0.0, 0.0, 0.0), {"verb modal": (0.0, weight, 0.0)})
    monkeypatch.setattr(statuses, "chooser", lambda what: weights)
    doc = tree("The raiders could strike the bridge.")
    head = next(token for token in doc if token.lemma_ == "strike")
    candidate = Candidate(0, len(doc) - 1, head, "clause")
    assert status_of(doc, candidate, {}, code="attack", read="ongoing") == expected


def test_traits_of_a_status_are_told_by_the_verb_of_a_noun() -> None:
    doc = tree("Moscow has never denied that further raids might follow.")
    head = next(token for token in doc if token.text == "raids")
    found = status_traits(doc, Candidate(head.i - 1, head.i + 1, head, "phrase"), {}, code="attack", read="ongoing")
    assert {"reads ongoing", "noun nsubj", "verb modal", "head with further", "above 0 negated"} <= set(found)


def test_faulty_settings_are_passed_over() -> None:
    assert read_learned({}) is None
    assert read_learned({"learned": "yes"}) is None
    assert read_learned({"learned": {"least": "high", "span": True, "nonsense": 3}}) == Learned()
    assert read_learned({"learned": {"least": 0.4, "holder": 2}}) == Learned(least=0.4, holder=2.0)


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), st.floats(0.01, 1), st.floats(0, 3), st.floats(0, 3))
def test_a_span_below_its_own_bar_can_never_be_sure_enough(
    span: float, code: float, holder: float, least: float, power: float, other: float
) -> None:
    learned = Learned(least=least, span=1.0, code=power, holder=other)
    if span < learned.least_span:
        assert learned.sureness(span=span, code=code, holder=holder) < least * (1 + 1e-9)


def test_log_odds_are_the_base_and_the_weights_of_the_traits() -> None:
    """Against a sum trait by trait, with classes looked up word by word."""
    table: list[Any] = [[*row[:3], [float(value) for value in row[3:]]] for row in rows(HEADS)]
    plain = {(kind, first, second): weights for kind, first, second, weights in table}
    vocabulary = head_weights().vocabulary
    names = {number: name for name, number in vocabulary.items()}
    doc = tree(TEXT)
    expected: Any = numpy.tile(plain["base", "", ""], (len(doc), 1))
    standing = {doc[at].i: "ARMED" for at in range(5)}
    for found in traits(Grid(doc, vocabulary, standing)):
        paired = any(number >= 1 << 20 for number in found.numbers.tolist())
        for place, number in zip(found.places.tolist(), found.numbers.tolist(), strict=True):
            one, two = divmod(number, 1 << 20) if paired else (number, None)
            first, second = names[one], names[two] if two is not None else ""
            expected[place] += plain.get((found.kind, first, second), [0.0, 0.0])
            for name in word_classes().get(first, ()):
                expected[place] += plain.get((f"class {found.kind}", name, second), [0.0, 0.0])
    scores = head_weights().scores(doc, standing)
    for column, facet in enumerate(FACETS):
        assert scores[facet] == pytest.approx(expected[:, column].tolist(), abs=1e-6)


def test_words_without_anything_learned_have_the_base() -> None:
    bare = make([["base", "", "", [-2.0, -1.0]], ["own", "raid", "", [1.0, 0.0]]], {})
    scores = bare.scores(tree(TEXT), {})
    raid = [token.lemma_ for token in tree(TEXT)].index("raid")
    assert scores["threat"][raid] == -1.0
    assert scores["threat"][0] == -2.0
    assert set(scores["stance"]) == {-1.0}


def test_an_empty_text_has_no_scores() -> None:
    assert head_weights().scores(Doc(parse_from_bytes(parsed(""), "")), {}) == {facet: [] for facet in FACETS}


def test_every_candidate_holds_its_word_and_stays_in_its_sentence() -> None:
    doc = tree(TEXT)
    for token in doc:
        for first, last in spans_of(doc, token):
            assert token.sent.start <= first < last <= token.sent.end
    for odds in head_weights().scores(doc, {}).values():
        found = candidates(doc, odds, [])
        assert len({(each.first, each.last) for each in found}) == len(found)
        assert all(each.head.pos_ in CARRYING for each in found)


@given(st.lists(st.floats(-50, 50), min_size=1, max_size=8))
def test_shares_are_in_the_order_of_their_sums_and_make_one(sums: list[float]) -> None:
    shares = softmax(sums)
    assert sum(shares) == pytest.approx(1.0)
    assert sorted(range(len(sums)), key=lambda at: (sums[at], at)) == sorted(
        range(len(sums)), key=lambda at: (shares[at], sums[at], at)
    )


def test_a_chooser_adds_what_speaks_for_each() -> None:
    both = Chooser.of(("for", "against"), (0.0, 0.0), {"praise": (2.0, 0.0), "blame": (0.0, 3.0)})
    assert both.shares({"praise": 1.0})["for"] > 0.8
    assert both.shares({"praise": 1.0, "blame": 1.0})["against"] > 0.7
    assert both.shares({"never heard of": 5.0}) == {"for": 0.5, "against": 0.5}


def test_the_tables_are_sound() -> None:
    """Each row has as many numbers as its table says; what is chosen from is what the shipped codebook has."""
    book = with_what_was_learned()
    codes = {facet.name: {code.name for code in facet.codes} for facet in book.facets}
    assert set(chooser("threat-codes").names) <= codes["threat"]
    assert set(chooser("stance-sides").names) <= codes["stance"] & set(SIDES)
    modes = next(a for facet in book.facets if facet.name == "stance" for a in facet.attributes if a.name == "mode")
    assert set(chooser("stance-modes").names) <= set(modes.values)
    told = next(a for facet in book.facets if facet.name == "threat" for a in facet.attributes if a.name == "status")
    assert set(chooser("threat-statuses").names) <= set(told.values)
    for what in ("threat-codes", "threat-statuses", "stance-sides", "stance-modes"):
        assert {len(row) for row in rows(f"{what}.tsv")} == {len(chooser(what).names) + 1}
    for facet in FACETS:
        base, weights = form_weights(facet)
        assert base < 0 < len(weights)
    for path in FOLDER.glob("*.tsv"):
        seen = [tuple(row[:3] if path.name == HEADS else row[:1]) for row in rows(path.name)]
        assert len(set(seen)) == len(seen), path
