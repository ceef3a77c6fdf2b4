"""Near-duplicates across documents."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.near_duplicates import NearDuplicate, find_near_duplicates, group


def make_text(seed: int, words: int = 400) -> str:
    chooser = random.Random(seed)
    return " ".join(f"word{chooser.randrange(5000)}" for _ in range(words))


def test_copies_are_found_and_others_are_not() -> None:
    first = make_text(1)
    changed = first.replace(first.split()[200], "changed", 1)
    texts = {"b": first.upper() + "!", "a": first, "c": changed, "d": make_text(2), "e": make_text(3)}
    pairs = find_near_duplicates(texts)
    assert [(p.first, p.second) for p in pairs] == [("a", "b"), ("a", "c"), ("b", "c")]
    assert pairs[0].resemblance == 1.0
    assert pairs[1].resemblance == pytest.approx(395 / 401)


def test_only_pairs_with_new_documents() -> None:
    texts = dict.fromkeys(("a", "b", "c"), make_text(1))
    assert [(p.first, p.second) for p in find_near_duplicates(texts, among=["c", "gone"])] == [("a", "c"), ("b", "c")]


def test_a_part_of_a_text_is_told_by_its_containment() -> None:
    whole = make_text(1)
    half = " ".join(whole.split()[:240])
    assert find_near_duplicates({"half": half, "whole": whole}) == []
    (pair,) = find_near_duplicates({"half": half, "whole": whole}, threshold=0.5)
    assert pair.containment == 1.0


def test_little_and_nothing() -> None:
    assert find_near_duplicates({}) == []
    assert find_near_duplicates({"a": "", "b": " \n"}) == []
    assert [(p.first, p.second) for p in find_near_duplicates({"a": "One.", "b": "one", "c": "two"})] == [("a", "b")]


def test_groups_join_what_is_joined() -> None:
    pairs = [NearDuplicate("a", "c", 1, 1), NearDuplicate("c", "e", 1, 1), NearDuplicate("b", "zzz", 1, 1)]
    assert group(["e", "d", "c", "b", "a"], pairs) == [("a", "c", "e"), ("b",), ("d",)]


@given(st.dictionaries(st.sampled_from("abcdef"), st.text("xy \n", max_size=12), max_size=6))
@settings(max_examples=15)
def test_the_order_of_the_texts_does_not_matter(texts: dict[str, str]) -> None:
    pairs = find_near_duplicates(texts)
    assert pairs == find_near_duplicates(dict(reversed(texts.items())))
    assert all(pair.first < pair.second and 0.7 <= pair.resemblance <= pair.containment <= 1 for pair in pairs)
