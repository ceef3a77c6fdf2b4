"""The side of a match: the valence of its entry, or by what is wished, demanded or said, turned by negation."""

from __future__ import annotations

from typing import NamedTuple

from annotator.suggest import arguments, clauses, modality, polarity
from annotator.suggest.denial import by_nobody, denied, dimmed
from annotator.suggest.stance_cues import AUTO, DEMAND, NEGATED, POLAR, WISH
from annotator.suggest.stance_duties import opposing
from annotator.suggest.stance_match import StanceMatch

OWN, WEIGHED, GUESSED, TURNED = "own", "weighed", "guessed", "turned"
"""What a side rests on: the entry's own valence, the words of what is asked or said, no word that tells; and negation."""
WANTING = frozenset({"want", "expect"})
CHANCES = frozenset({"likely", "unlikely", "probable", "improbable", "possible", "conceivable", "inevitable", "remote"})
EXISTING = frozenset({"exist", "operate", "remain"})
PROMISING = frozenset({"promise", "pledge", "undertake", "agree", "commit", "guarantee", "offer"})
QUESTIONS = frozenset({"who", "why", "what", "whom", "whose"})


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
    return ("oppose", -1) if opposing(match, negative=negative) else ("support", 1)


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
    if match.cue.valence == DEMAND and _questions(match):
        return "oppose", -1
    weight = polarity.of_complement(match.doc, match.head, last, match.readings.default.polar)
    if weight < 0 and not negative and _lets_go(match):
        return "support", 1
    demanded = match.cue.valence == DEMAND and not _thing(match)
    against = weight < 0 or (demanded and weight == 0) or _helped_rebels(match)
    if negative:
        return "neutral" if against else match.cue.negated, weight
    return "oppose" if against else "support", weight


def _questions(match: StanceMatch, /) -> bool:
    """Whether somebody asks who did it or why, which is a reproach ("asked why the border was open")."""
    clause = clauses.child(match.head, "ccomp")
    if clause is None:
        return False
    return any(match.doc[at].lower_ in QUESTIONS for at in range(clause.left_edge.i, clause.i))


def _lets_go(match: StanceMatch, /) -> bool:
    """Whether what is promised is to end something of one's own ("undertook to withdraw its troops")."""
    if match.head.lemma_.lower() not in PROMISING:
        return False
    clause = clauses.child(match.head, "xcomp")
    return clause is not None and clause.lemma_.lower() in match.readings.default.polar.ending


def _thing(match: StanceMatch, /) -> bool:
    """Whether a thing is wanted, and not that somebody does something ("wants a railway *to* the sea")."""
    last = match.doc[match.hit.last]
    return match.head.lemma_.lower() in WANTING and last.lower_ == "to" and last.pos_ == "ADP"


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
    if match.head.pos_ in clauses.VERBAL:
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
