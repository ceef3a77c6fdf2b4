"""How far a clause-sized span reaches: the phrase around a matched noun or verb, as coders cut it.

Articles and long subjects stay outside; relative and subordinate clauses, quotations and parentheses end a span.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.suggest import clauses, noun_phrases
from annotator.suggest.phrase_ends import RELATIVES, SHORT, end_of_phrase

if TYPE_CHECKING:
    from annotator.suggest.tree import Doc, Token

NOUN_PREPOSITIONS = frozenset(
    [
        "of",
        "on",
        "in",
        "at",
        "against",
        "by",
        "from",
        "to",
        "into",
        "across",
        "between",
        "within",
        "near",
        "with",
        "over",
        "for",
        "among",
        "inside",
        "along",
        "through",
        "toward",
        "towards",
        "around",
        "about",
        "regarding",
        "via",
        "throughout",
        "under",
        "beyond",
        "upon",
        "outside",
    ]
)
CLAUSE_WORDS = 1
"""By how many words a span may be longer that has a whole clause for its complement."""
FAR = 12
"""How many words after a span's end the verb of its complement clause may stand."""
LONGEST = 20
"""How many words a span may have up to the verb of its complement clause."""
SUBJECT = 4
LONG_SUBJECT = 9
"""How many words a subject may have where its verb is nearly all there is ("relations between the two have soured")."""
RELATIVE = 8
"""About how many words of a clause with "that" a span takes in."""
AUXILIARIES = frozenset({"aux", "auxpass", "neg"})


def noun_span(
    doc: Doc, head: Token, *, first: int, last: int, words: int, bounds: noun_phrases.Bounds = noun_phrases.NO_BOUNDS
) -> tuple[int, int]:
    """Tokens [first, last) of the noun phrase of `head` with the prepositional phrases that follow it closely."""
    start = min(first, noun_phrases.noun_left(head))
    limit = min(head.sent.end, start + words + 8)
    if last > head.i and doc[last].pos_ in clauses.VERBAL:
        return start, end_of_phrase(doc, doc[last], start=start, at=last + 1, words=words)
    end = last + 1
    inner = doc[last].dep_ in ("compound", "amod", "nmod", "poss") and doc[last].head.i > last
    if inner or (last > head.i and doc[last].pos_ in ("ADP", "ADJ")):
        end = max(end, noun_phrases.noun_end(doc, last if inner else end, limit=limit, bounds=bounds))
    if end < limit and doc[end].lower_ == "to" and doc[end].pos_ == "PART" and doc[end].head.dep_ == "acl":
        return start, end_of_phrase(doc, doc[end].head, start=start, at=end, words=words)
    while end < limit:
        if doc[end].lower_ not in NOUN_PREPOSITIONS or doc[end].pos_ not in ("ADP", "PART", "SCONJ"):
            break
        if end + 1 < limit and doc[end + 1].lower_ in RELATIVES:
            break
        stop = noun_phrases.noun_end(doc, end + 1, limit=limit, bounds=bounds)
        if stop <= end + 1 or _words(doc, start, stop) > words:
            break
        end = stop
    return start, _told_on(doc, end, start=start, words=words)


def _told_on(doc: Doc, end: int, *, start: int, words: int) -> int:
    """`end`, or the end of the short clause with "that" which follows ("bomb that killed six people")."""
    if end - start >= words or end + 1 >= len(doc) or doc[end].lower_ not in ("that", "which"):
        return end
    verb = doc[end].head
    if verb.dep_ != "relcl" or verb.i > end + 3:
        return end
    stop = end_of_phrase(doc, verb, start=end, at=verb.i + 1, words=RELATIVE)
    return stop if stop > verb.i + 1 else end


def verb_span(
    doc: Doc,
    head: Token,
    *,
    first: int,
    last: int,
    words: int,
    subject_words: int = SUBJECT,
    bounds: noun_phrases.Bounds = noun_phrases.NO_BOUNDS,
) -> tuple[int, int]:
    """Tokens [first, last): a short subject, the auxiliaries, the verb and its complements up to about `words` words."""
    start = _start(doc, head, first, subject_words)
    if clauses.child(head, "ccomp") is not None:
        words += CLAUSE_WORDS
    end = end_of_phrase(doc, head, start=start, at=max(last, head.i) + 1, words=words, dated=False)
    end = _with_complement(doc, head, start=start, end=end)
    if end - start < SHORT:
        start = _start(doc, head, first, LONG_SUBJECT)
    return start, end


def _with_complement(doc: Doc, head: Token, *, start: int, end: int) -> int:
    """`end`, or the end of a clause that is said, feared or asked of which the verb comes only after it."""
    clause = clauses.child(head, "ccomp", "xcomp")
    if clause is None or clause.pos_ not in clauses.VERBAL or not end <= clause.i < end + FAR:
        return end
    marked = any(each.dep_ == "mark" or each.tag_ == "TO" for each in clause.lefts)
    if (
        not marked
        or clause.i - start > LONGEST
        or any(doc[at].text in clauses.BREAKS - {"-"} for at in range(end, clause.i))
    ):
        return end
    return end_of_phrase(doc, clause, start=clause.i, at=clause.i + 1, words=SHORT, dated=False)


def predicate_span(
    doc: Doc,
    head: Token,
    *,
    first: int,
    last: int,
    words: int,
    bounds: noun_phrases.Bounds = noun_phrases.NO_BOUNDS,
    long_subject: bool = False,
) -> tuple[int, int]:
    """Tokens [first, last) of a predicative adjective: short subject, copula, adjective, complements; else its noun phrase."""
    verb = head
    while verb.dep_ in ("acomp", "attr", "oprd", "conj", "advmod", "prep", "pobj") and verb.head != verb:
        verb = verb.head
        if verb.pos_ in clauses.VERBAL:
            break
    if verb.pos_ in clauses.VERBAL and verb.i < head.i and head.i - verb.i < 8:
        start = _start(doc, verb, min(first, verb.i), 4)
        end = end_of_phrase(doc, head, start=start, at=last + 1, words=words)
        if long_subject and end - start < SHORT:
            start = _start(doc, verb, min(first, verb.i), LONG_SUBJECT)
        return start, end
    if head.dep_ == "amod" and head.head.i > head.i:
        return noun_span(doc, head.head, first=first, last=max(last, head.head.i), words=words, bounds=bounds)
    return first, end_of_phrase(doc, head, start=first, at=last + 1, words=words)


def _words(doc: Doc, first: int, last: int) -> int:
    return sum(not doc[at].is_punct for at in range(first, last))


def _start(doc: Doc, head: Token, first: int, subject_words: int) -> int:
    above = head.head
    if head.dep_ == "xcomp" and above.pos_ in clauses.VERBAL and 0 < first - above.i <= 3 and above.dep_ != "xcomp":
        return _start(doc, above, above.i, subject_words)
    start: int = min(first, head.i)
    own = clauses.child(head, *clauses.SUBJECTS)
    if own is not None and own.i < start:
        left: int = own.left_edge.i
        right: int = own.right_edge.i
        if right - left < subject_words and start - right <= 5 and not _broken(doc, left, start):
            return left + 1 if doc[left].dep_ == "det" and right > left else left
    auxiliaries = [each.i for each in head.lefts if each.dep_ in AUXILIARIES and each.i < start]
    return min([at for at in auxiliaries if start - at <= 4], default=start)


def _broken(doc: Doc, first: int, last: int) -> bool:
    return any(
        doc[at].text in clauses.BREAKS - {"-"} or doc[at].text in (",", "“", "”", '"') for at in range(first, last)
    )
