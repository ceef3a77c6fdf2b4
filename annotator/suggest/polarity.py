"""Whether the words of a clause are for or against something: the verb's own sense times the sense of what it acts on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.suggest import clauses
from annotator.suggest.denial import SCANT
from annotator.suggest.words import words_of

if TYPE_CHECKING:
    from annotator.suggest.tree import Doc, Token

TURNING = frozenset(
    {
        "no",
        "not",
        "n't",
        "n’t",
        "never",
        "without",
        "little",
        "few",
        "hardly",
        "barely",
        "scarcely",
        "nor",
        "neither",
        "less",
        "least",
    }
)
REACH = 14
ENDS = frozenset({";", ":", "(", ")", "—"})
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
DEPARTING = frozenset({"go", "leave", "depart", "exit", "fall", "fail", "lose"})
FOR = frozenset({"for", "on", "in", "to"})
ADVERBS = frozenset({"together", "alas", "well", "badly", "ill"})
OPPOSITE = frozenset({"anti"})
"""Prefixes that, with a hyphen, turn the word behind them ("an anti-terrorist centre")."""
CORE = frozenset({"dobj", "attr", "acomp", "oprd", "xcomp", "nsubjpass"})


PARTICIPLE = 7
"""Letters of the shortest participle that is looked up by its verb."""


@dataclass(frozen=True, slots=True)
class PolarWords:
    """Lemmas for (`positive`) and against (`negative`) something.

    `ending`: verbs and nouns that turn the sense of their object, against it where that has none ("suspend", "lack");
    `easing`: such words that are for it where that has none ("lift", "release"). `carrying`: verbs that have the sense of
    their object ("launch talks", "launch a raid") and are for it where that has none; `light`: such verbs without one.
    """

    negative: frozenset[str] = frozenset()
    positive: frozenset[str] = frozenset()
    ending: frozenset[str] = frozenset()
    easing: frozenset[str] = frozenset()
    carrying: frozenset[str] = frozenset()
    light: frozenset[str] = frozenset()

    def of(self, lemma: str) -> int:
        """+1, -1 or 0; of an adjective in -ed or -ing that is not listed, by its verb ("engaged", "threatening")."""
        value = self._listed(lemma)
        if value or len(lemma) < PARTICIPLE or not lemma.endswith(("ed", "ing")):
            return value
        stem = lemma.removesuffix("ing").removesuffix("ed")
        return self._listed(stem) or self._listed(stem + "e")

    def _listed(self, lemma: str) -> int:
        return (lemma in self.positive) - (lemma in self.negative)

    def of_adverb(self, lemma: str) -> int:
        """+1, -1 or 0 for an adverb in -ly, by its adjective ("bitterly"), or a listed one; "back" and "just" say nothing."""
        if not lemma.endswith("ly"):
            return self.of(lemma) if lemma in ADVERBS else 0
        stem = lemma.removesuffix("ly")
        return self.of(lemma) or self.of(stem) or self.of(stem.removesuffix("i") + "y") or self.of(stem + "le")


def of_words(doc: Doc, first: int, last: int, words: PolarWords) -> int:
    """The sum over tokens [first, last): words for +1, against -1; a word that turns turns the next one that counts."""
    read = words_of(doc)
    keys, parts = read.keys, read.parts
    weight, turn = 0, 1
    for at in range(first, last):
        key = keys[at]
        if key in ENDS:
            break
        if (key in TURNING and not _only(keys, at)) or (key in OPPOSITE and keys[at + 1 : at + 2] == ["-"]):
            turn = -1
        elif key in words.ending or key in words.easing:
            inner = of_words(doc, at + 1, last, words)
            return weight + turn * (-inner or (1 if key in words.easing else -1))
        else:
            value = words.of(key) if parts[at] != "ADV" else words.of_adverb(key)
            if value:
                weight += turn * value
                turn = 1
    return weight


def _only(keys: list[str], at: int) -> bool:
    return at + 1 < len(keys) and keys[at + 1] in ("only", "just", "merely", "to")


def of_verb(doc: Doc, verb: Token, last: int, words: PolarWords) -> int:
    """Whether an act is for (+) or against (-) those it is done to; its negation is not looked at. `last`: end of its span."""
    key = words_of(doc).keys[verb.i]
    core = next(
        (each for each in verb.children if each.dep_ in CORE and (each.i > verb.i or each.dep_ == "nsubjpass")), None
    )
    less = key in BACKING_OFF and any(
        each.dep_ == "prt" and each.lower_ in ("back", "off", "away", "down") for each in verb.children
    )
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
    return words.of(words_of(doc).keys[named.i]) or _sign(of_phrase(doc, named, named.i + 8, words))


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
