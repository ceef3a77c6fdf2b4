"""The unitizing measures and the matching against their definitions, written out slowly."""

from __future__ import annotations

from itertools import pairwise, permutations, product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.agreement import per_code_continua
from annotator.agreement.alpha_u_1995 import alphas_of, disagreement, document_parts, pooled_disagreement
from annotator.agreement.document_spans import DocumentSpans
from annotator.agreement.matching import match_spans, span_f1
from annotator.agreement.unitizing import cut, figures_of, overlapping, tally

SOME = settings(max_examples=150)
Unit = tuple[int, int, int]
"""(start, end, value)"""


@st.composite
def continua(draw: Any, *, length: int = 24, codes: int = 3) -> tuple[list[list[Unit]], int, int]:
    coders = []
    for _ in range(draw(st.integers(2, 4))):
        edges = sorted(draw(st.sets(st.integers(0, length), max_size=8)))
        units = [(a, b, draw(st.integers(0, codes - 1))) for a, b in pairwise(edges)]
        coders.append([unit for unit in units if draw(st.booleans())])
    return coders, length, codes


def arrays(coders: list[list[Unit]]) -> tuple[list[int], list[int], list[int], list[int]]:
    rows = [(at, *unit) for at, units in enumerate(coders) for unit in units]
    return [r[0] for r in rows], [r[1] for r in rows], [r[2] for r in rows], [r[3] for r in rows]


def by_definition(coders: list[list[Unit]], length: int, codes: int) -> tuple[float, float, float]:
    """u, bar and cu of Krippendorff et al. (2016), position by position."""
    m, phi = len(coders), codes
    at = [[phi] * length for _ in coders]
    for i, units in enumerate(coders):
        for a, b, value in units:
            at[i][a:b] = [value] * (b - a)
    lengths = np.zeros((codes + 1, codes + 1))
    for i, j in permutations(range(m), 2):
        for here in range(length):
            lengths[at[i][here], at[j][here]] += 1 / (m - 1)
    own, inner = np.zeros(codes + 1), np.zeros(codes)
    for i, units in enumerate(coders):
        for a, b, value in units:
            own[value] += (b - a) ** 2
            shared = sum(at[j][here] != phi for j in range(m) if j != i for here in range(a, b)) / (m - 1)
            inner[value] += shared**2
        own[phi] += sum(value == phi for value in at[i])
    two = np.array(
        [[lengths[:phi, :phi].sum(), lengths[:phi, phi].sum()], [lengths[phi, :phi].sum(), lengths[phi, phi]]]
    )
    return (
        alpha_of(lengths, own), alpha_of(two, np.array([own[:phi].sum(), own[phi]])), alpha_of(lengths[:phi, :phi], inner)
    )  # fmt: skip


def alpha_of(lengths: Any, own: Any) -> float:
    total, marginals = lengths.sum(), lengths.sum(axis=1)
    if total**2 - own.sum() <= 0:
        return float("nan")
    same = sum(total * (marginals[c] ** 2 - own[c]) / (total**2 - own.sum()) for c in range(len(own)))
    expected = total - same
    return float("nan") if abs(expected) < 1e-9 * max(total, 1) else 1 - (total - np.trace(lengths)) / expected


@SOME
@given(study=continua())
def test_the_u_family_is_its_definition(study: tuple[list[list[Unit]], int, int]) -> None:
    coders, length, codes = study
    one = cut(*arrays(coders), coders=len(coders), categories=codes, length=length)
    found = figures_of(tally(one, categories=codes), categories=codes)
    expected = by_definition(coders, length, codes)
    ours = (found.u_alpha.item(), found.bar_u_alpha.item(), found.cu_alpha.item())
    assert ours == pytest.approx(expected, abs=1e-9, nan_ok=True)


@SOME
@given(study=continua(), pair=st.tuples(st.integers(0, 1), st.integers(0, 1)))
def test_some_coders_are_a_study_of_their_own(study: tuple[list[list[Unit]], int, int], pair: tuple[int, int]) -> None:
    coders, length, codes = study
    chosen = sorted({pair[0], len(coders) - 1})
    one = cut(*arrays(coders), coders=len(coders), categories=codes, length=length)
    part = cut(*arrays([coders[c] for c in chosen]), coders=len(chosen), categories=codes, length=length)
    expected = figures_of(tally(part, categories=codes), categories=codes)
    found = figures_of(tally(one, categories=codes, coders=chosen), categories=codes)
    assert found.u_alpha.item() == pytest.approx(expected.u_alpha.item(), nan_ok=True)
    assert found.per_code.tolist() == pytest.approx(expected.per_code.tolist(), nan_ok=True)


@SOME
@given(study=continua())
def test_documents_add_up(study: tuple[list[list[Unit]], int, int]) -> None:
    """Two copies of a text are one text twice as long, but for pairs within a unit, which do not cross over."""
    coders, length, codes = study
    once = tally(cut(*arrays(coders), coders=len(coders), categories=codes, length=length), categories=codes)
    twice = [[*units, *((a + length, b + length, v) for a, b, v in units)] for units in coders]
    whole = cut(*arrays(twice), coders=len(coders), categories=codes, length=2 * length)
    assert (2 * once).tolist() == pytest.approx(tally(whole, categories=codes).tolist())


@SOME
@given(study=continua())
def test_without_overlaps_the_union_and_each_code_are_plain_continua(study: tuple[list[list[Unit]], int, int]) -> None:
    coders, length, codes = study
    found = per_code_continua.layers(*arrays(coders), coders=len(coders), length=length)
    sums = per_code_continua.tally(found)
    one = figures_of(
        tally(cut(*arrays(coders), coders=len(coders), categories=codes, length=length), categories=codes),
        categories=codes,
    )
    union = per_code_continua.pooled_u_alpha(sums[-1:]).item()
    assert union == pytest.approx(one.bar_u_alpha.item(), nan_ok=True)


def test_overlapping_spans_of_one_code_are_merged_and_neighbours_are_not() -> None:
    merged = per_code_continua.layers([0, 0, 1], [0, 5, 0], [10, 15, 15], [0, 0, 0], coders=2, length=40)
    plain = per_code_continua.layers([0, 1], [0, 0], [15, 15], [0, 0], coders=2, length=40)
    touching = per_code_continua.layers([0, 0, 1], [0, 10, 0], [10, 15, 15], [0, 0, 0], coders=2, length=40)
    assert per_code_continua.tally(merged).tolist() == per_code_continua.tally(plain).tolist()
    assert per_code_continua.tally(touching)[0, 3] == 10**2 + 5**2 + 15**2
    assert overlapping([0, 0, 0], [0, 0, 8], [9, 4, 12]).sum() == 2


def test_nothing_found_is_a_value_and_nothing_at_all_is_undefined() -> None:
    empty = cut([], [], [], [], coders=2, categories=1, length=50)
    found = figures_of(tally(empty, categories=1), categories=1)
    assert np.isnan([found.u_alpha.item(), found.bar_u_alpha.item(), found.cu_alpha.item()]).all()
    one = cut([0], [0], [10], [0], coders=2, categories=1, length=50)
    assert figures_of(tally(one, categories=1), categories=1).u_alpha.item() < 0.05


@SOME
@given(study=continua(codes=1))
def test_alpha_of_1995_is_its_definition(study: tuple[list[list[Unit]], int, int]) -> None:
    coders, length, _ = study
    m = len(coders)
    observed = 0.0
    for i, j in permutations(range(m), 2):
        for a, b, _ in coders[i]:
            touching = [(c, d) for c, d, _ in coders[j] if a < d and c < b]
            observed += sum((a - c) ** 2 + (b - d) ** 2 for c, d in touching)
            observed += 0 if touching else 2 * (b - a) ** 2  # once as unit in gap, once as gap around unit
    units = [b - a for own in coders for a, b, _ in own]
    gaps = []
    for own in coders:
        edges = [0, *(edge for a, b, _ in own for edge in (a, b)), length]
        gaps += [b - a for a, b in zip(edges[::2], edges[1::2], strict=True) if b > a]
    expected = 0.0
    for n in units:
        expected += (len(units) - 1) / 3 * (2 * n**3 - 3 * n**2 + n)
        expected += n**2 * sum(g - n + 1 for g in gaps if g >= n)
    pairs = m * length * (m * length - 1) - sum(n * (n - 1) for n in units)
    found = disagreement(*arrays(coders)[:3], coders=m, length=length)
    assert found.observed == pytest.approx(observed / (m * (m - 1) * length**2))
    assert found.expected == pytest.approx(2 / length * expected / pairs)


def test_several_documents_of_1995_keep_their_gaps_apart() -> None:
    part = ([0, 1], [0, 2], [5, 6], 2, 20)
    both = pooled_disagreement([part, part])
    one = pooled_disagreement([part])
    assert both.observed == pytest.approx(one.observed / 2)
    assert 0 < both.expected < one.expected
    assert np.isnan(pooled_disagreement([([], [], [], 2, 20)]).value)


spans = st.lists(st.tuples(st.integers(0, 14), st.integers(1, 8)).map(lambda s: (s[0], s[0] + s[1])), max_size=4)


LEAST = {"iou50": 0.5, "overlap": 0.0, "exact": 0.999}


def overlap(a: tuple[int, int], b: tuple[int, int]) -> float:
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return max(0, shared) / (a[1] - a[0] + b[1] - b[0] - shared) if shared > 0 else 0.0


@SOME
@given(first=spans, second=spans, criterion=st.sampled_from(["iou50", "overlap", "exact"]))
def test_the_matching_has_the_most_pairs_then_the_largest_iou(first: Any, second: Any, criterion: Any) -> None:
    a, b = sorted(set(first)), sorted(set(second))
    best = (0, 0.0)
    for choice in product([None, *range(len(b))], repeat=len(a)):
        used = [j for j in choice if j is not None]
        values = [overlap(a[i], b[j]) for i, j in enumerate(choice) if j is not None]
        if len(set(used)) == len(used) and all(v > LEAST[criterion] for v in values):
            best = max(best, (len(values), sum(values)))
    pairs = match_spans(a, b, criterion=criterion)
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs) == best[0]
    assert sum(overlap(a[i], b[j]) for i, j in pairs) == pytest.approx(best[1])
    assert {(j, i) for i, j in match_spans(b, a, criterion="exact")} == set(match_spans(a, b, criterion="exact"))


def test_ties_go_to_the_earliest_spans() -> None:
    assert match_spans([(0, 4), (4, 8)], [(2, 6)], criterion="overlap") == [(0, 0)]
    assert match_spans([(2, 6)], [(0, 4), (4, 8)], criterion="overlap") == [(0, 0)]


def test_f1_of_two_empty_coders_is_undefined_and_of_one_zero() -> None:
    assert span_f1([], [], criterion="exact").value is None
    assert span_f1([(0, 3)], [], criterion="exact").value == 0.0
    assert span_f1([(0, 3), (0, 3)], [(0, 3)], criterion="exact").value == 1.0


@SOME
@given(data=st.data())
def test_leaving_a_document_out_of_1995_is_as_if_it_had_not_been_there(data: Any) -> None:
    documents = []
    for _ in range(data.draw(st.integers(2, 4))):
        coders, length = data.draw(st.integers(1, 3)), data.draw(st.integers(1, 24))
        rows = data.draw(st.lists(st.tuples(*(st.integers(0, n) for n in (coders - 1, length, length, 1))), max_size=6))
        rows = [(who, min(a, b), max(a, b), value) for who, a, b, value in rows]
        who, start, end, value = np.array(rows, dtype=np.int64).reshape(-1, 4).T
        documents.append(DocumentSpans(who, start, end, value, coders, length))
    parts, total = document_parts(documents, categories=2)
    for at in range(len(documents)):
        others = document_parts(documents[:at] + documents[at + 1 :], categories=2)[1]
        assert np.allclose(total - parts[at], others)
        assert np.allclose(alphas_of(total - parts[at]), alphas_of(others), equal_nan=True)
    assert alphas_of(total).shape == (3,)
