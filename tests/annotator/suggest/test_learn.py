"""What decisions teach: aliases offered, occurrences of a name, rules that are rejected again and again."""

from __future__ import annotations

from dataclasses import replace

from annotator.codebook import Alias, Code, Codebook, Facet
from annotator.codebook_edit import add_alias
from annotator.records import Coding, Decision, Origin, Region, Span, Suggestion, Verdict
from annotator.suggest.learn import (
    AliasOffer,
    alias_offers,
    doubtful_rules,
    name_at,
    occurrences,
    rule_uses,
)

RAIDERS = Code("raiders", "actor", aliases=(Alias("Vale Raiders"),))
COUNCIL = Code("council", "actor")
TOWN = Codebook("town", facets=(Facet("actor", codes=(RAIDERS, COUNCIL)), Facet("view", codes=(Code("for", "view"),))))
TEXT = "The Vale Raiders fled. The River\nMen stayed; RIV and the River Men 😀 sang. A river man wept."
BREAK = Region(TEXT.index("\n"), TEXT.index("\n") + 1, "soft-break")
TEXTS = {"d": (TEXT, (BREAK,))}


def coded(quote: str, code: str = "raiders", *, at: int = 0, coder: str = "A", origin: Origin = "manual") -> Coding:
    start = TEXT.index(quote, at)
    return Coding(f"{coder}{start}", "d", coder, start, start + len(quote), "actor", code, origin=origin)


def test_names_that_no_alias_knows_are_offered() -> None:
    codings = [
        coded("Vale Raiders"), coded("River\nMen"), coded("River Men", coder="B"), coded("RIV"),
        coded("river man"), coded("Vale Raiders", "council"), coded("River Men", origin="accepted"),
        coded("RIV")._replace(facet="view"), coded("RIV")._replace(document="other"),
        coded("RIV")._replace(start=None, end=None),
    ]  # fmt: skip
    assert alias_offers(codings, texts=TEXTS, codebook=TOWN) == [
        AliasOffer("actor", "raiders", "River Men", case=False, count=2, documents=1, coders=2),
        AliasOffer("actor", "raiders", "RIV", case=True, count=1, documents=1, coders=1),
    ]


def test_spelling_of_another_code_is_not_offered() -> None:
    (offer,) = alias_offers([coded("Vale Raiders", "council"), coded("RIV", "council")], texts=TEXTS, codebook=TOWN)
    assert (offer.text, offer.code) == ("RIV", "council")


def test_signs_at_the_ends_are_no_part_of_a_name() -> None:
    (offer,) = alias_offers([coded("RIV", coder="B")], texts=TEXTS, codebook=TOWN)
    start = TEXT.index("; RIV")
    hasty = coded("RIV", coder="C", origin="imported")._replace(start=start, end=start + 5)
    (same,) = alias_offers([hasty, coded("RIV")], texts=TEXTS, codebook=TOWN)
    assert (offer.text, offer.count, same.text, same.count) == ("RIV", 1, "RIV", 2)


def test_alias_that_was_taken_is_not_offered_again() -> None:
    codings = [coded("RIV")]
    (offer,) = alias_offers(codings, texts=TEXTS, codebook=TOWN)
    assert (offer.text, offer.case) == ("RIV", True)
    richer = add_alias(TOWN, offer.facet, offer.code, offer.text, case=offer.case)
    assert alias_offers(codings, texts=TEXTS, codebook=richer) == []


def test_occurrences_run_across_soft_breaks_and_skip_what_is_left_out() -> None:
    quotes = [TEXT[span.start : span.end] for span in occurrences("River Men", TEXT, regions=[BREAK])]
    assert quotes == ["River\nMen", "River Men"]
    assert occurrences("River Men", TEXT) == [Span(TEXT.index("River Men"), TEXT.index("River Men") + 9)]
    caption = Region(TEXT.index("RIV"), len(TEXT), "caption")
    assert [s.start for s in occurrences("River Men", TEXT, regions=[BREAK, caption])] == [TEXT.index("River\nMen")]
    assert len(occurrences("river man", TEXT, case=False)) == 1
    assert occurrences("iver", TEXT) == []
    assert occurrences("River Me", TEXT) == []
    assert occurrences("Vale Raider", TEXT) == []


def test_name_of_a_span_reads_without_breaks() -> None:
    start = TEXT.index("River\n")
    assert name_at(Span(start, start + 9), TEXT, regions=[BREAK]) == "River Men"
    assert name_at(Span(4, 13), "The Har-\nbour met.", regions=[Region(7, 9, "hyphen")]) == "Harbour"
    assert name_at(Span(0, 4), "a\n b c") == "a b"


def decided(
    number: int, verdict: Verdict, *, rule: str = "name:riv", at: str = "1", coder: str = "A"
) -> tuple[Suggestion, Decision]:
    suggestion = Suggestion(
        f"{rule}{number}", "d", 0, 3, "actor", "raiders", {"role": "actor"}, f"actors/1 {rule}", 1.0
    )
    return suggestion, Decision(suggestion.id, "d", coder, verdict, at)


def test_rules_that_are_rejected_again_and_again() -> None:
    pairs = [
        *(decided(n, "rejected") for n in range(4)), decided(4, "accepted"), decided(5, "ignored"),
        *(decided(n, "rejected", rule="name:men") for n in range(3)), *(decided(n, "edited", rule="name:men") for n in range(3, 9)),
        decided(9, "rejected", rule="name:vale"),
    ]  # fmt: skip
    suggestions, decisions = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    uses = rule_uses(suggestions, decisions)
    assert [(use.source, use.accepted, use.edited, use.rejected, use.decided) for use in uses] == [
        ("actors/1 name:riv", 1, 0, 4, 5), ("actors/1 name:men", 0, 6, 3, 9), ("actors/1 name:vale", 0, 0, 1, 1),
    ]  # fmt: skip
    assert doubtful_rules(uses) == uses[:1]
    assert doubtful_rules(uses, least=1) == [uses[0], uses[2]]


def test_last_decision_of_a_coder_counts() -> None:
    suggestion, early = decided(0, "rejected", at="1")
    late, other = replace(early, verdict="accepted", at="2"), replace(early, coder="B")
    (use,) = rule_uses([suggestion], [late, early, other, replace(early, suggestion="gone")])
    assert (use.accepted, use.rejected) == (1, 1)
