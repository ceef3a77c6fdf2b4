"""The side of a match: the valence of its entry, or by what is wished, demanded or said, turned by negation."""

from __future__ import annotations

from typing import NamedTuple

from annotator.suggest import arguments, clauses, modality, polarity
from annotator.suggest.denial import by_nobody, denied, dimmed
from annotator.suggest.stance_cues import AUTO, DEMAND, NEGATED, POLAR, WISH
from annotator.suggest.stance_match import StanceMatch

OWN, WEIGHED, GUESSED, TURNED = "own", "weighed", "guessed", "turned"
"""What a side rests on: the entry's own valence, the words of what is asked or said, no word that tells; and negation."""
CHANCES = frozenset({"likely", "unlikely", "probable", "improbable", "possible", "conceivable", "inevitable", "remote"})
EXISTING = frozenset({"exist", "operate", "remain"})


class Side(NamedTuple):
    """One of the five valences, or "none" for silence, and what it rests on (names of weights in [confidence])."""

    code: str
    by: tuple[str, ...]


def side(match: StanceMatch, /) -> Side:
    """The valence of a match."""
    negative = _negative(match)
    given = match.cue.valence
    if given in (AUTO, POLAR, WISH, DEMAND):
        if match.cue.clause and _disclaims(match):
            return Side("neutral", (WEIGHED,))
        code, weight = _weighed(match, negative=negative)
        return Side(code, (WEIGHED, *[TURNED] * negative, *[GUESSED] * (not weight)))
    code = _own(match, negative=negative)
    return Side(code, (OWN,) if code == given else (OWN, TURNED))


def _own(match: StanceMatch, /, *, negative: bool) -> str:
    """The entry's valence, turned by negation or by a verb that ends or eases what it names."""
    given = match.cue.valence
    if match.cue.clause and _disclaims(match):
        return "neutral"
    if match.cue.mode == "action" and given == "oppose" and not negative and _lifted(match):
        return "support"
    if match.cue.table == "noun" and _eased(match):
        given = {"oppose": "support", "support": "oppose"}.get(given, given)
        return NEGATED[given] if negative else given
    return match.cue.negated if negative else given


def _weighed(match: StanceMatch, /, *, negative: bool) -> tuple[str, int]:
    """The valence by the words for and against in what is demanded, wished or said, and their weight (0: none)."""
    if match.cue.valence == POLAR:
        return _polar(match, negative=negative)
    if match.cue.valence != AUTO:
        return _asked(match, negative=negative)
    if _missed(match):
        return "oppose", -1
    against = (negative or _asks_why(match)) != _against(match)
    return ("oppose", -1) if against else ("support", 1)


def _lifted(match: StanceMatch, /) -> bool:
    """Whether the verb ends what is against somebody ("suspended the ban")."""
    polar = match.readings.default.polar
    if match.cue.table != "verb" or match.head.lemma_.lower() not in polar.ending:
        return False
    last = min(match.hit.last + 8, match.head.sent.end)
    return polarity.of_verb(match.doc, match.head, last, polar) > 0


def _eased(match: StanceMatch, /) -> bool:
    """Whether what the noun names is ended or made less by a verb ("reduced their differences", "withdrew its support")."""
    polar = match.readings.default.polar
    verb = match.head.head if match.head.dep_ in ("dobj", "nsubjpass") else None
    lemma = verb.lemma_.lower() if verb is not None else ""
    return lemma in polar.ending or lemma in polar.easing


def _missed(match: StanceMatch, /) -> bool:
    """Whether a duty was not done ("should have consulted")."""
    perfect = any(each.dep_ == "aux" and each.lemma_.lower() == "have" for each in match.head.children)
    return match.cue.table == "obligation" and perfect and match.head.tag_ == "VBN"


def _asks_why(match: StanceMatch, /) -> bool:
    """Whether somebody asks why it should be done, as if nothing spoke for it ("why should Kabul trust them?")."""
    return any(each.lower_ in ("why", "how") and each.dep_ == "advmod" for each in match.head.lefts)


def _against(match: StanceMatch, /) -> bool:
    """Whether what must be done is done against something ("has to eliminate", "should stop")."""
    own = (match.doc[at] for at in range(match.hit.first, match.hit.last + 1))
    if any(each.pos_ == "VERB" and match.readings.default.polar.of(each.lemma_.lower()) > 0 for each in own):
        return False
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


def _polar(match: StanceMatch, /, *, negative: bool) -> tuple[str, int]:
    if _chance(match):
        return "neutral", 1
    last = min(match.hit.last + 12, match.head.sent.end)
    weight = polarity.of_predicate(match.doc, match.head, last, match.readings.default.polar)
    if negative:
        return "oppose" if weight > 0 else "neutral", weight
    return "support" if weight > 0 else "oppose", weight


def _chance(match: StanceMatch, /) -> bool:
    """Whether somebody only says how likely something is ("thinks a war unlikely")."""
    return any(
        each.lemma_.lower() in CHANCES
        for at in (match.head, *match.head.rights)
        for each in (at, *at.rights)
        if each.dep_ in ("acomp", "oprd", "ccomp") and each.i > match.head.i
    )


def _asked(match: StanceMatch, /, *, negative: bool) -> tuple[str, int]:
    last = min(match.hit.last + 10, match.head.sent.end)
    if not negative and match.cue.valence == WISH and _refrains(match):
        return "neutral", 1
    weight = polarity.of_complement(match.doc, match.head, last, match.readings.default.polar)
    against = weight < 0 or (match.cue.valence == DEMAND and weight == 0) or _helped_rebels(match)
    if negative:
        return "neutral" if against else match.cue.negated, weight
    return "oppose" if against else "support", weight


def _disclaims(match: StanceMatch, /) -> bool:
    """Whether it is only said that something is not so or does not exist ("maintain that there are no fighters")."""
    clause = clauses.child(match.head, "ccomp")
    if clause is None or not denied(clause):
        return False
    who = clauses.child(clause, "expl", *clauses.SUBJECTS)
    exists = clause.lemma_.lower() in EXISTING
    return who is None or who.dep_ == "expl" or exists or match.cast.code(who) is None


def _helped_rebels(match: StanceMatch, /) -> bool:
    """Whether what is thought or hoped is that another party helps an armed group ("is convinced that Delhi funds them")."""
    clause = clauses.child(match.head, "ccomp")
    if clause is None or match.cast.code(clauses.subject(clause)[0]) is None or denied(clause):
        return False
    if match.readings.default.polar.of(clause.lemma_.lower()) <= 0:
        return False
    helped = clauses.child(clause, "dobj")
    return helped is not None and "rebel" in match.cast.kinds(helped)


def _refrains(match: StanceMatch, /) -> bool:
    """Whether what is promised or wished is not to do something ("undertook not to let ...")."""
    clause = clauses.child(match.head, "xcomp", "ccomp")
    return clause is not None and clause.i > match.head.i and denied(clause)


def _negative(match: StanceMatch, /) -> bool:
    if match.head.pos_ in clauses.VERBAL and match.cue.table != "obligation":
        return denied(match.head) or _governor_negated(match)
    if match.cue.table == "adjective":
        verb = match.head.head if match.head.dep_ == "acomp" else match.head
        return denied(verb) or dimmed(match.head) or _governor_negated(match)
    return modality.negated(match.head) or by_nobody(match.head) or _governor_negated(match)


def _governor_negated(match: StanceMatch, /) -> bool:
    head = match.head
    if head.pos_ in clauses.VERBAL:
        return head.dep_ in ("xcomp", "acomp") and denied(head.head)
    if head.dep_ == "amod":
        head = head.head
    verb = arguments.governing_verb(head)
    if verb is None and head.dep_ in ("acomp", "attr"):
        verb = head.head
    return verb is not None and denied(verb)
