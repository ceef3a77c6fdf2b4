"""The plain words of a parse say what spaCy's do."""

from __future__ import annotations

import pytest

from annotator.suggest.pipeline import parse_from_bytes, parse_to_bytes
from annotator.suggest.tree import tree_of

TEXTS = (
    "The envoy, who had warned of 𝕏-day attacks, didn't return; Kabul’s ministry -- or what is left of it -- kept quiet.\n\n"
    "Whom did they blame? Nobody, it said, that the neighbours of Iran could name.",
    "",
    "Of the three groups it is the second that Moscow, for all its worries, trusts the least to hold the border with.",
)
NAMES = (
    "i",
    "idx",
    "text",
    "lower_",
    "lemma_",
    "pos_",
    "tag_",
    "dep_",
    "ent_type_",
    "whitespace_",
    "is_space",
    "is_punct",
)


@pytest.mark.parametrize("text", TEXTS)
def test_words_and_links_are_those_of_the_parse(text: str) -> None:
    parse = parse_from_bytes(parse_to_bytes(text), text)
    assert parse is not None
    tree = tree_of(parse)
    assert len(tree) == len(parse)
    for mine, other in zip(tree, parse, strict=True):
        assert [getattr(mine, name) for name in NAMES] == [getattr(other, name) for name in NAMES]
        for links in ("children", "lefts", "rights"):
            assert [each.i for each in getattr(mine, links)] == [each.i for each in getattr(other, links)]
        assert (mine.head.i, mine.left_edge.i, mine.right_edge.i) == (
            other.head.i,
            other.left_edge.i,
            other.right_edge.i,
        )
        assert (mine.sent.start, mine.sent.end) == (other.sent.start, other.sent.end)
        assert len(mine) == len(other)
    assert [(each.start, each.end) for each in tree.sents] == [(each.start, each.end) for each in parse.sents]


def test_stretches_have_the_root_and_text_of_the_parse() -> None:
    parse = parse_from_bytes(parse_to_bytes(TEXTS[2]), TEXTS[2])
    assert parse is not None
    tree = tree_of(parse)
    for first in range(len(tree)):
        for last in range(first + 1, len(tree) + 1):
            assert tree.span(first, last).root.i == parse[first:last].root.i
            assert tree.span(first, last).text == parse[first:last].text


def test_words_are_made_once_for_a_parse() -> None:
    parse = parse_from_bytes(parse_to_bytes(TEXTS[0]), TEXTS[0])
    assert parse is not None
    assert tree_of(parse) is tree_of(parse)


def test_a_paragraph_begins_behind_an_empty_line() -> None:
    text = "One sentence. Another.\n\nA third one.\nIts second line."
    parse = parse_from_bytes(parse_to_bytes(text), text)
    assert parse is not None
    read = tree_of(parse)
    begins = {
        token.text: read[read.paragraph(token.i)].text
        for token in read
        if token.text in ("One", "Another", "A", "second")
    }
    assert begins == {"One": "One", "Another": "One", "A": "A", "second": "A"}
