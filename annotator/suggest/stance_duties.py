"""Whether a duty or demand is for or against those it falls on: by what is to be done, and whether it was done."""

from __future__ import annotations

from annotator.suggest import clauses
from annotator.suggest.stance_match import StanceMatch

AGAINST = frozenset({"against"})


def opposing(match: StanceMatch, /, *, negative: bool) -> bool:
    """Whether what must or must not (`negative`) be done is against somebody, or should have been done.

    Who is told not to do harm is found wanting ("must not deceive himself"), unless he would leave somebody alone by it
    ("should not abandon them").
    """
    if _missed(match):
        return True
    if not (negative or _asks_why(match)):
        return _against(match)
    return not (_against(match) and _forsakes(match))


def _forsakes(match: StanceMatch, /) -> bool:
    end = min(match.hit.last + 8, match.head.sent.end)
    return any(match.doc[at].lemma_.lower() in match.readings.forsaking for at in range(match.hit.first, end))


def _missed(match: StanceMatch, /) -> bool:
    """Whether a duty was not done ("should have consulted")."""
    perfect = any(each.dep_ == "aux" and each.lemma_.lower() == "have" for each in match.head.children)
    return match.cue.table == "obligation" and perfect and match.head.tag_ == "VBN"


def _asks_why(match: StanceMatch, /) -> bool:
    """Whether somebody asks why it should be done, as if nothing spoke for it ("why should Kabul trust them?")."""
    return any(each.lower_ in ("why", "how") and each.dep_ == "advmod" for each in match.head.lefts)


def _acts_against(match: StanceMatch, /) -> bool:
    """Whether it is done against somebody by its own words ("must act decisively against them", "take action against")."""
    carriers = [match.head, clauses.child(match.head, "dobj")]
    return any(True for each in carriers if each is not None for _ in clauses.after_preposition(each, AGAINST))


def _against(match: StanceMatch, /) -> bool:
    """Whether what must be done is done against something ("has to eliminate", "should stop")."""
    own = (match.doc[at] for at in range(match.hit.first, match.hit.last + 1))
    if any(each.pos_ == "VERB" and match.readings.default.polar.of(each.lemma_.lower()) > 0 for each in own):
        return False
    if _acts_against(match):
        return True
    clause = clauses.child(match.head, "csubj")
    if clause is not None:
        return clause.lemma_.lower() in match.readings.against
    end = min(match.hit.last + 8, match.head.sent.end)
    start = match.head.i if match.head.i > match.hit.last else match.hit.last + 1
    found = ""
    for at in range(start, end):
        token = match.doc[at]
        if token.text in clauses.BREAKS:
            break
        if token.pos_ == "VERB":
            lemma = token.lemma_.lower()
            return lemma in match.readings.against or match.readings.default.polar.of(lemma) < 0
        if not found and token.pos_ == "NOUN":
            found = token.lemma_.lower()
    return found in match.readings.against
