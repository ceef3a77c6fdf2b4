"""Aliases that are often rejected, and what is offered to do about them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotator.codebook import Alias, Code, Codebook, Facet
from annotator.errors import CodebookError
from annotator.suggest.doubts import Remedy, alias_of, doubts, mended
from annotator.suggest.learn import RuleUse

VALE = Code(
    "vale",
    "actor",
    aliases=(Alias("Vale", options={"kind": "country"}), Alias("RIV"), Alias("The Men", case=True), Alias("Mere-Folk")),
)
BOOK = Codebook("town", facets=(Facet("actor", codes=(VALE,)),))


def use(rule: str, accepted: int, rejected: int, *, role: str = "actor", edited: int = 0) -> RuleUse:
    return RuleUse("actor", "vale", f"actors/1 {rule}", (("role", role),), accepted, edited, rejected)


def remedies(*uses: RuleUse, quotes: dict[str, dict[str, list[str]]] | None = None) -> list[tuple[str, Remedy]]:
    said = {("vale", f"actors/1 {rule}"): each for rule, each in (quotes or {}).items()}
    return [(d.use.source.partition(" ")[2], d.remedy) for d in doubts(uses, codebook=BOOK, quotes=said)]


def test_alias_behind_a_rule() -> None:
    assert alias_of(use("name:riv", 0, 3), BOOK) == Alias("RIV")
    assert alias_of(use("name:mere-folk", 0, 3), BOOK) == Alias("Mere-Folk")
    assert alias_of(use("name:mere–folk", 0, 3), BOOK) is None
    assert alias_of(use("phrase:riv", 0, 3), BOOK) is None
    assert alias_of(use("spelling:riv", 0, 3), BOOK) is None
    assert alias_of(use("name:other", 0, 3), BOOK) is None
    assert alias_of(RuleUse("actor", "gone", "actors/1 name:riv", (), 0, 0, 3), BOOK) is None
    assert alias_of(RuleUse("view", "for", "views/1 verb 3", (), 0, 0, 3), BOOK) is None


def test_alias_that_is_mostly_rejected_may_go() -> None:
    assert remedies(use("name:riv", 1, 4)) == [("name:riv", "drop")]
    assert remedies(use("name:riv", 1, 2), use("name:the men", 4, 3)) == []
    assert remedies(use("name:the men", 0, 3)) == [("name:the men", "drop")]


def test_what_the_codebook_no_longer_offers_is_no_doubt() -> None:
    assert remedies(use("name:the men", 0, 3), quotes={"name:the men": {"rejected": ["the men"] * 3}}) == []
    assert remedies(use("name:gone", 0, 3)) == []
    narrow = replace(VALE, aliases=(Alias("Vale", options={"kind": "capital"}),))
    book = replace(BOOK, facets=(replace(BOOK.facets[0], codes=(narrow,)),))
    assert doubts([use("name:vale", 0, 5, role="place")], codebook=book, quotes={}) == []
    assert len(doubts([use("capital:vale", 0, 5)], codebook=book, quotes={})) == 1


def test_capitals_may_decide() -> None:
    said = {"name:riv": {"accepted": ["RIV"], "rejected": ["riv", "riv", "RIV"]}}
    assert remedies(use("name:riv", 1, 3), quotes=said) == [("name:riv", "case")]
    said["name:riv"]["edited"] = ["Riv"]
    assert remedies(use("name:riv", 1, 4, edited=1), quotes=said) == [("name:riv", "drop")]


def test_name_of_a_state_may_be_kept_to_its_government() -> None:
    place, actor = use("name:vale", 0, 5, role="place"), use("name:vale", 9, 1)
    assert remedies(place, actor) == [("name:vale", "government")]
    assert remedies(use("name:riv", 0, 5, role="place"), use("name:riv", 9, 1)) == [("name:riv", "cue")]


def test_cues_are_shown_only() -> None:
    assert remedies(use("phrase:vale", 0, 5)) == [("phrase:vale", "cue")]


def test_remedies() -> None:
    def aliases(text: str, remedy: Remedy) -> tuple[Alias, ...]:
        code = mended(BOOK, facet="actor", code="vale", text=text, remedy=remedy).code("actor", "vale")
        assert code is not None
        return code.aliases

    assert aliases("RIV", "drop") == (VALE.aliases[0], *VALE.aliases[2:])
    assert aliases("RIV", "case")[1] == Alias("RIV", case=True)
    assert aliases("Vale", "government")[0] == Alias("Vale", options={"kind": "capital"})
    with pytest.raises(CodebookError, match="by hand"):
        aliases("RIV", "cue")
    with pytest.raises(CodebookError, match="no alias"):
        aliases("nobody", "drop")
    with pytest.raises(CodebookError, match="no code"):
        mended(BOOK, facet="actor", code="none", text="RIV", remedy="drop")
