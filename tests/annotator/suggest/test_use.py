"""Rates and seconds of decisions."""

from __future__ import annotations

import pytest

from annotator.records import Decision, Suggestion, Verdict
from annotator.suggest.use import Use, Uses


def decided(number: int, source: str, verdict: Verdict, seconds: float | None) -> tuple[Suggestion, Decision]:
    suggestion = Suggestion(str(number), "d", number, number + 1, "party", "council", {}, source, 1.0)
    return suggestion, Decision(str(number), "d", "A", verdict, "2026-01-01", seconds)


def found() -> list[Use]:
    pairs = [
        decided(1, "names/1 name:council", "accepted", 1.0), decided(2, "names/1 name:council", "accepted", 2.0),
        decided(3, "names/1 name:union", "edited", 4.0), decided(4, "names/1 name:union", "rejected", None),
        decided(5, "views/1 verb 3", "ignored", None),
    ]  # fmt: skip
    uses = Uses()
    uses.add([s for s, _ in pairs], [d for _, d in pairs])
    uses.add([], [pairs[0][1]])
    return uses.rows(["party", "view"])


def test_rates_and_quartiles() -> None:
    everything = found()[0]
    assert (everything.facet, everything.by, everything.decided) == ("party", "all", 5)
    assert [everything.rate(n) for n in (everything.accepted, everything.edited, everything.rejected)] == [
        0.4,
        0.2,
        0.2,
    ]
    assert everything.timed == 3
    assert everything.seconds == pytest.approx((1.5, 2.0, 3.0))


def test_rows_by_kind_and_rule() -> None:
    assert [(use.by, use.name, use.decided, use.seconds) for use in found()[1:]] == [
        ("kind", "names/1 name", 4, (1.5, 2.0, 3.0)),
        ("kind", "views/1 verb 3", 1, None),
        ("rule", "names/1 name:council", 2, (1.25, 1.5, 1.75)),
        ("rule", "names/1 name:union", 2, (4.0, 4.0, 4.0)),
        ("rule", "views/1 verb 3", 1, None),
    ]


def test_only_facets_asked_for() -> None:
    uses = Uses()
    suggestion, decision = decided(1, "a/1 b", "accepted", None)
    uses.add([suggestion], [decision])
    assert uses.rows(["view"]) == []
