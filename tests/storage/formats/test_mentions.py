"""The nearest mention, found by bisection, is the one that looking at all of them finds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.records import Coding
from storage.formats.mentions import Mentions

_SPANS = st.tuples(st.integers(0, 20), st.integers(1, 8)).map(lambda pair: (pair[0], sum(pair)))


@given(st.lists(st.tuples(_SPANS, st.sampled_from("12")), max_size=12), _SPANS, st.integers(0, 12))
def test_bisection_finds_what_a_look_at_all_finds(
    given_: list[tuple[tuple[int, int], str]], span: tuple[int, int], own: int
) -> None:
    mentions = [Coding(f"u{n:02}", "d", "A", *at, "f", "c", round=r) for n, (at, r) in enumerate(given_)]
    asked = mentions[own] if own < len(mentions) else Coding("x", "d", "A", *span, "g", "c", round="1")

    def distance(one: Coding) -> tuple[int, int, str]:
        assert one.span
        assert asked.span
        return max(one.span.start - asked.span.end, asked.span.start - one.span.end, 0), one.span.start, one.uuid

    others = [one for one in mentions if one.round == asked.round and one.uuid != asked.uuid]
    assert Mentions(mentions).nearest(asked, "f", "c") == min(others, key=distance, default=None)
