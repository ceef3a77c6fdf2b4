"""Whether the words of a clause are for or against something: the verb's own sense times the sense of what it acts on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.suggest import clauses
from annotator.suggest.denial import SCANT
from annotator.suggest.polar_words import PolarWords, of_words
from annotator.suggest.words import words_of

if TYPE_CHECKING:
    from annotator.suggest.tree import Doc, Token

REACH = 14
BACKING_OFF = frozenset(
    [
        "scale",
        "roll",
        "cut",
        "pull",
        "hold",
        "draw",
        "turn",
        "step",
        "back",
        "shrug",
        "brush",
        "wave",
        "call",
        "wind",
        "tone",
        "water",
        "shut",
        "close",
    ]
)
"""Verbs that with "back", "off", "away" or "down" make less of something."""
OUSTING = frozenset({"drive", "push", "force", "throw", "kick", "chase", "smoke", "flush", "root", "vote"})
"""Verbs that with "out" rid a place of somebody."""
DEPARTING = frozenset({"go", "leave", "depart", "exit", "fall", "fail", "lose"})
FOR = frozenset({"for", "on", "in", "to"})
INTENTS = frozenset(
    {"intention", "wish", "desire", "plan", "appetite", "need", "ambition", "inclination", "reason", "right"}
)
"""Nouns of which the sense is that of the infinitive behind them."""
CORE = frozenset({"dobj", "attr", "acomp", "oprd", "xcomp", "nsubjpass"})


def of_verb(doc: Doc, verb: Token, last: int, words: PolarWords) -> int:
    """Whether an act is for (+) or against (-) those it is done to; its negation is not looked at. `last`: end of its span."""
    key = words_of(doc).keys[verb.i]
    core = next(
        (each for each in verb.children if each.dep_ in CORE and (each.i > verb.i or each.dep_ == "nsubjpass")), None
    )
    less = key in BACKING_OFF and any(
        each.dep_ == "prt" and each.lower_ in ("back", "off", "away", "down") for each in verb.children
    )
    if key in OUSTING and any(
        each.dep_ in ("prt", "prep", "advmod") and each.lower_ == "out" for each in verb.children
    ):
        return -1
    if less or key in words.ending or key in words.easing:
        inner = of_phrase(doc, core, last, words) if core is not None else 0
        return _sign(-inner) or (1 if key in words.easing else -1)
    own = words.of(key)
    if own and key not in words.carrying and key not in words.light:
        return own
    return (
        _sign(of_phrase(doc, core, last, words) if core is not None else 0)
        or _sign(of_words(doc, verb.i + 1, last, words))
        or int(key in words.carrying)
    )


def of_complement(doc: Doc, verb: Token, last: int, words: PolarWords) -> int:
    """The sense of what is wished, asked, or backed: of the verb's clause, else its object, else what stands after "for"."""
    clause = next((each for each in verb.children if each.dep_ in ("xcomp", "ccomp") and each.i > verb.i), None)
    if clause is not None and clause.lemma_.lower() == "see":  # "pleased to see them go"
        seen = clauses.child(clause, "ccomp", "xcomp")
        if seen is not None and seen.lemma_.lower() in DEPARTING:
            return -1
    if clause is not None and clause.pos_ in clauses.VERBAL:
        end = max(last, clause.right_edge.i + 1)
        weight = of_verb(doc, clause, min(end, clause.i + 8), words)
        return -weight if clauses.child(clause, "neg") is not None else weight
    if clause is not None and clause.pos_ == "ADJ":  # "wants them gone"
        return words.of(words_of(doc).keys[clause.i])
    core = clauses.child(verb, *CORE) or next(clauses.after_preposition(verb, FOR), None)
    if core is None or core.i < verb.i:
        return 0
    purpose = clauses.child(core, "acl")
    if purpose is not None and purpose.tag_ == "VB" and core.lemma_.lower() in INTENTS:  # "no wish to quarrel"
        inner = of_verb(doc, purpose, max(last, purpose.i + 1), words)
        if inner:
            return inner
    return _sign(of_phrase(doc, core, max(last, core.i + 1), words))


def of_predicate(doc: Doc, verb: Token, last: int, words: PolarWords) -> int:
    """The sense of what somebody is called or taken for ("regards it as a threat"): its head decides, else its words."""
    after = (doc[at] for at in range(verb.i + 1, min(verb.i + REACH, doc[verb.i].sent.end)))
    as_what = (noun for each in after if each.lower_ == "as" and each.dep_ == "prep" for noun in each.children)
    inner = clauses.child(verb, "ccomp", "xcomp")
    carriers = [verb] if inner is None else [verb, inner]
    if inner is not None and inner.pos_ in ("ADJ", "NOUN"):  # "finds it strange"
        return words.of(words_of(doc).keys[inner.i]) or _sign(of_phrase(doc, inner, inner.i + 8, words))
    named = next(as_what, None) or next(
        (each for at in carriers for each in at.children if each.dep_ in ("oprd", "attr", "acomp") and each.i > verb.i),
        None,
    )
    if named is None:
        objects = [each for at in carriers for each in at.children if each.dep_ == "dobj" and each.i > verb.i]
        named = objects[-1] if objects else None
    if named is None:
        return _sign(of_words(doc, verb.i + 1, last, words))
    if named.pos_ in clauses.VERBAL:
        return of_verb(doc, named, max(last, named.i + 1), words)
    return _described(doc, named, words) or (
        words.of(words_of(doc).keys[named.i]) or _sign(of_phrase(doc, named, named.i + 8, words))
    )


def _described(doc: Doc, noun: Token, words: PolarWords) -> int:
    """The sense of the adjective of a noun, which decides over the noun's own ("a welcome end", "a dangerous friend")."""
    senses = [words.of(words_of(doc).keys[each.i]) for each in noun.lefts if each.dep_ == "amod"]
    return next((sense for sense in reversed(senses) if sense), 0)


def of_phrase(doc: Doc, head: Token, last: int, words: PolarWords) -> int:
    """The sense of an object: of its head with what stands before it, else of the rest up to a clause; or of an infinitive."""
    if head.pos_ in clauses.VERBAL and head.dep_ == "xcomp":
        return of_verb(doc, head, last, words)
    ends = [each.left_edge.i for each in head.rights if each.dep_ in ("acl", "relcl") and head.pos_ != "PRON"]
    behind = (head.i + 1, max(head.i + 1, min([head.right_edge.i + 1, last, *ends])))
    key = words_of(doc).keys[head.i]
    if key in words.ending or key in words.easing:  # "the drop in poppy cultivation"
        return -_sign(of_words(doc, *behind, words)) or (1 if key in words.easing else -1)
    first = head.left_edge.i
    if head.dep_ in ("dobj", "attr"):  # what there is none of is for `denied`
        first = max([first, *(each.i + 1 for each in head.lefts if each.lower_ in SCANT)])
    return of_words(doc, first, head.i + 1, words) or of_words(doc, *behind, words)


def _sign(weight: int) -> int:
    return (weight > 0) - (weight < 0)
