from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.desktop.text.samples import mark
from ui.desktop.text import lanes
from ui.desktop.text.marks import Mark
from ui.desktop.text.span_index import SpanIndex

spans = st.tuples(st.integers(0, 200), st.integers(1, 40)).map(lambda pair: (pair[0], pair[0] + pair[1]))
mark_lists = st.lists(spans, max_size=30).map(lambda found: [mark(str(i), span) for i, span in enumerate(found)])


def depth(marks: list[Mark]) -> int:
    return max((sum(m.start <= at.start < m.end for m in marks) for at in marks), default=0)


@given(mark_lists)
def test_no_two_that_overlap_share_a_lane_and_no_lane_is_wasted(marks: list[Mark]) -> None:
    given_lanes = lanes.assign(marks)
    for one in marks:
        for other in marks:
            if one is not other and max(one.start, other.start) < min(one.end, other.end):
                assert given_lanes[one.id] != given_lanes[other.id]
    assert len(set(given_lanes.values())) == depth(marks)


@given(mark_lists, st.integers(0, 200), st.integers(1, 50))
def test_lanes_do_not_depend_on_what_is_in_sight(marks: list[Mark], start: int, length: int) -> None:
    index, whole = SpanIndex(marks), lanes.assign(marks)
    seen = index.overlapping(start, start + length)
    part = lanes.assign(lanes.cluster(index, start, start + length))
    assert {m.id: part[m.id] for m in seen} == {m.id: whole[m.id] for m in seen}


def test_equal_spans_lie_on_lanes_of_their_own() -> None:
    six = [mark(str(i), (10, 20), label=f"Code {i}") for i in range(6)]
    assert sorted(lanes.assign(six).values()) == [0, 1, 2, 3, 4, 5]


def test_a_mark_over_pages_has_no_lane_and_joins_no_chain() -> None:
    long, short = mark("long", (0, lanes.LONGEST + 1)), mark("short", (5, 9))
    assert not lanes.has_lane(long)
    assert lanes.cluster(SpanIndex([long, short]), 0, 10) == [short]


def test_a_chain_over_the_whole_text_is_not_followed_to_its_ends() -> None:
    step = lanes.LONGEST - 10
    chain = [mark(str(i), (i * step, i * step + lanes.LONGEST)) for i in range(200)]
    found = lanes.cluster(SpanIndex(chain), 100 * step, 100 * step + 5)
    assert 0 < len(found) < 60
