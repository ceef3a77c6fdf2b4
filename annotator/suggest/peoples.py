"""When the name or adjective of a people means the nation, and when so many men and women."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.suggest.actor_lexicon import ActorLexicon

if TYPE_CHECKING:
    from spacy.tokens import Span

_HYPHENS = frozenset({"-", "–", "—"})
_MANY = frozenset({"million", "millions"})
_AMONG = frozenset({"among", "amongst", "like", "than"})


def is_people(span: Span) -> bool:
    """Whether an adjective stands for its people: "the Chinese", "the British"."""
    doc = span.doc
    if span.start == 0 or doc[span.start - 1].lower_ != "the":
        return False
    following = doc[span.end] if span.end < len(doc) else None
    alone = following is None or (
        following.pos_ not in ("ADJ", "NOUN", "PROPN", "NUM") and following.text not in _HYPHENS
    )
    return alone and span.root.dep_ in ("nsubj", "nsubjpass", "pobj", "dobj", "conj")


def are_counted(span: Span, lexicon: ActorLexicon) -> bool:
    """Whether people are men and women, and not their nation: "near 170 Afghans", "they were Afghans", "talks among Afghans".

    Those who do something count: "4,000 Afghans joined the group"; and so do "millions of Afghans", who are the nation.
    """
    root = span.root
    if "nsubj" in (root.dep_, root.head.dep_ if root.dep_ == "conj" else ""):
        return False
    if root.dep_ == "attr" or (root.dep_ == "pobj" and root.head.lower_ in _AMONG):
        return not any(token.lower_ == "of" for token in root.rights)  # "Afghans of the brigade"
    before = span.doc[max(0, span.start - 2) : span.start]
    if before[-1].lower_ in _MANY:
        return False
    if before[-1].like_num or lexicon.has("counts", before[-1].lower_):
        return True
    return len(before) > 1 and before[1].lower_ == "of" and lexicon.has("counts", before[0].lower_)
