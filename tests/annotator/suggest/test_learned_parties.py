"""Who holds a stance and towards whom: what speaks for each, and that they are chosen together."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.suggest.learned import parties
from annotator.suggest.learned.forms import Candidate
from annotator.suggest.learned.parties import HOLDERS, Option, Parties, together
from annotator.suggest.learned.situation import Read, Situation
from annotator.suggest.learned.towards import targets
from annotator.suggest.learned.weights import ranker
from annotator.suggest.learned.whose import holders
from annotator.suggest.learned.wording import Wording
from annotator.suggest.reported import Reporting
from tests.annotator.suggest.test_holders import cast

TEXT = "Sudland slept. Westland wept.\n\nNorland met the Red Band. It blamed Sudland for the smoke."


def stance(text: str, verb: str, words: int) -> Situation:
    """A stance that a verb carries, from there on so many words long."""
    actors = cast(text)
    head = next(token for token in reversed(actors.doc) if token.text == verb)
    candidate = Candidate(head.i, head.i + words, head, "")
    return Situation(actors.doc, actors, candidate, Read(), reporting=Reporting(), wording=Wording(actors.doc, actors))


def test_a_holder_is_told_by_whom_the_stance_names_and_by_pronouns() -> None:
    found = dict(holders(stance(TEXT, "blamed", 2)))
    assert {"is norland", "norland on sudland", "pronoun and subject before", "it and first before"} <= set(
        found["norland"]
    )
    assert {"pronoun and last before", "red on sudland"} <= set(found["red"])
    assert not any("pronoun" in name or " on " in name for name in found["sudland"])


def test_a_target_is_told_by_its_pair_its_side_and_its_paragraph() -> None:
    found = dict(targets(stance(TEXT, "blamed", 2), "norland", -1))
    assert {"to sudland", "against sudland", "norland to sudland", "norland against sudland"} <= set(found["sudland"])
    assert found["sudland"]["share in paragraph"] == pytest.approx(2 / 3)
    assert found["westland"]["share in paragraph"] == 0
    assert found["westland"]["share near"] == pytest.approx(2 / 5)
    assert "norland for sudland" in dict(targets(stance(TEXT, "blamed", 2), "norland", 1))["sudland"]


def sums(values: dict[str, float]) -> parties.Sums:
    def given_sums(options: Sequence[Option]) -> list[float]:
        return [values.get(code, -9.0) for code, _ in options]

    return given_sums


def test_a_holder_nearly_as_likely_wins_by_a_surer_target(monkeypatch: pytest.MonkeyPatch) -> None:
    meant = {"norland": {"red": -3.0}, "sudland": {"red": 3.0}}
    monkeypatch.setattr(parties, "holders", lambda stance: [(code, {}) for code in meant])
    monkeypatch.setattr(parties, "targets", lambda stance, holder, side: [("red", {"by": meant[holder]["red"]})])

    def of_target(options: Sequence[Option]) -> list[float]:
        return [traits["by"] for _, traits in options]

    near = stance(TEXT, "blamed", 2)
    close = together(near, -1, holder_sums=sums({"norland": 0.2, "sudland": 0.0}), target_sums=of_target)
    assert (close.holder, close.target) == ("sudland", "red")
    assert close.held < 0.5
    clear = together(near, -1, holder_sums=sums({"norland": 5.0, "sudland": 0.0}), target_sums=of_target)
    assert clear.holder == "norland"


@given(st.dictionaries(st.sampled_from(["norland", "sudland", "westland", "red", "author"]), st.integers(-6, 6)))
def test_the_choice_is_among_the_likeliest_and_never_oneself(values: dict[str, int]) -> None:
    near = stance(TEXT, "blamed", 2)
    found = together(near, 0, holder_sums=sums({**values}), target_sums=sums({**values}))
    options = [code for code, _ in holders(near)]
    ranks = sorted(options, key=lambda code: -values.get(code, -9.0))
    assert found.holder is not None
    assert values.get(found.holder, -9.0) >= values.get(ranks[HOLDERS - 1], -9.0)
    assert found.target != found.holder
    assert 0 < found.held <= 1


def test_where_nobody_may_be_meant_there_is_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    near = stance(TEXT, "blamed", 2)
    monkeypatch.setattr(parties, "targets", lambda stance, holder, side: [])
    alone = together(near, 1, holder_sums=sums({"red": 2.0}), target_sums=sums({}))
    assert (alone.holder, alone.target) == ("red", None)
    monkeypatch.setattr(parties, "holders", lambda stance: [])
    assert together(near, 1, holder_sums=sums({}), target_sums=sums({})) == Parties(None, 0.0, None)


@pytest.mark.parametrize("what", ["stance-holders", "stance-targets"])
def test_the_tables_hold_a_base_and_weights(what: str) -> None:
    assert "base" in ranker(what)
    assert len(ranker(what)) > 100
