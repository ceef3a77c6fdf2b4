"""Where the phrase that a word governs ends, read from left to right.

Relative and subordinate clauses, quotations, parentheses and circumstances end it; lists and what is inserted do not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.suggest import clauses

if TYPE_CHECKING:
    from annotator.suggest.tree import Doc, Token

SUBORDINATORS = frozenset(
    [
        "which",
        "who",
        "whom",
        "whose",
        "while",
        "whereas",
        "although",
        "though",
        "because",
        "since",
        "unless",
        "if",
        "when",
        "where",
        "after",
        "before",
        "as",
        "despite",
        "amid",
        "given",
        "including",
        "particularly",
        "especially",
        "until",
    ]
)
SHORT = 4
TIMES = frozenset({"DATE", "TIME"})
CIRCUMSTANCES = frozenset({"during", "following", "throughout", "amidst"})
"""Prepositions behind which another event stands, in which something happens."""
RELATIVES = frozenset({"who", "which", "whom", "whose"})
HYPHENS = frozenset({"-", "–"})


def end_of_phrase(doc: Doc, head: Token, *, start: int, at: int, words: int, dated: bool = True) -> int:
    """Walks right from `at` through what the verb governs, as long as it is one phrase; `dated`: dates, times, "that ..." too."""
    sentence_end = head.sent.end
    end = at
    while end < sentence_end:
        token = doc[end]
        size = end - start
        if _stops(doc, token, head, size) or (not dated and size > SHORT and _besides(doc, token, head)):
            break
        if (
            size >= words
            and token.text != "-"
            and token.dep_ in ("prep", "cc", "punct", "advmod", "npadvmod", "advcl", "acl", "prt", "aux")
            and not (token.dep_ == "advmod" and token.head.i > token.i and token.head.pos_ in ("ADJ", "NUM"))
        ):
            break
        if size >= words + 6:
            break
        end += 1
    while end > at and (
        doc[end - 1].is_punct
        or doc[end - 1].is_space
        or (doc[end - 1].pos_ in ("ADP", "CCONJ", "DET", "SCONJ", "PART") and doc[end - 1].dep_ != "prt")
    ):
        end -= 1
    return end


def _stops(doc: Doc, token: Token, head: Token, size: int) -> bool:
    if token.text in HYPHENS and not token.whitespace_ and token.i and not doc[token.i - 1].whitespace_:
        return False
    if token.text in clauses.BREAKS or (token.is_space and "\n" in token.text):
        return True
    if token.lower_ == "as" and token.dep_ == "prep" and token.head in (head, doc[token.i - 1]):
        return False  # "regards it as a threat"
    if token.lower_ in CIRCUMSTANCES and size >= SHORT:
        return True
    if token.lower_ == "without" and size >= 3 and clauses.child(token, "pcomp") is not None:
        return True
    if (
        token.lower_ in SUBORDINATORS
        and size >= (5 if token.lower_ in RELATIVES else 3)
        and token.dep_ in ("mark", "nsubj", "nsubjpass", "advmod", "prep", "dobj", "poss", "pobj", "dep")
        and not _inserted(token, head)
    ):
        return True
    if token.text == ",":
        return not (_list_comma(doc, token) and size < 12)
    return bool(token.dep_ == "cc" and token.head.pos_ in clauses.VERBAL and size >= 2)


def _besides(doc: Doc, token: Token, head: Token) -> bool:
    """Whether a date or time of `head` begins here, or a clause with "that" which describes a noun."""
    if token.lower_ == "that":
        return token.head.dep_ == "relcl" and token.dep_ != "mark"
    return token.head == head and not _inserted(token, head) and _when(doc, token)


def _inserted(token: Token, head: Token) -> bool:
    """Whether a time stands between a verb and its complement ("has held since May that ...", "urged them on Friday to ...")."""
    if token.head != head or token.dep_ not in ("prep", "npadvmod"):
        return False
    clause = clauses.child(head, "ccomp", "xcomp")
    return clause is not None and token.right_edge.i < clause.left_edge.i <= token.right_edge.i + 2


def _when(doc: Doc, token: Token) -> bool:
    """Whether a date or time begins here ("on Monday", "within the hour", "last week")."""
    if token.dep_ == "prep":
        return any(each.dep_ == "pobj" and each.ent_type_ in TIMES for each in token.children)
    first = token.left_edge.i == token.i or doc[token.left_edge.i].head == token
    return token.dep_ == "npadvmod" and first and token.ent_type_ in TIMES


def _list_comma(doc: Doc, comma: Token) -> bool:
    """Whether a comma separates members of a list of nouns."""
    head = comma.head
    return bool(
        head.pos_ in clauses.NOMINAL and any(each.dep_ == "conj" and each.i > comma.i for each in head.children)
    )
