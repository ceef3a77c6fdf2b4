"""What pronouns point back to: the subject before them that fits in person and number, through other pronouns."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import TYPE_CHECKING

from annotator.suggest import clauses
from annotator.suggest.words import words_of

if TYPE_CHECKING:
    from annotator.suggest.holders import Cast
    from annotator.suggest.mentions import Mention
    from annotator.suggest.tree import Doc, Token

PERSON, THING, MANY = "person", "thing", "many"
KINDS = {
    **dict.fromkeys(("he", "his", "him", "himself", "she", "her", "hers", "herself"), PERSON),
    **dict.fromkeys(("it", "its", "itself"), THING),
    **dict.fromkeys(("they", "their", "theirs", "them", "themselves"), MANY),
}
BOTH = frozenset({"both", "neither", "either", "each"})
SENTENCES = 2
"""How many sentences back a pronoun reaches."""
WORDS = 90
PERSON_WORDS = 400
"""How many words back a person named in full is looked for whom no subject names: a text that quotes him goes on with "he"."""
OF = frozenset({"of"})
RELATIVES = {"which": (THING, MANY), "that": (THING, MANY), "who": (PERSON, MANY)}


class Antecedents:
    """The antecedents of the pronouns of one text."""

    def __init__(self, cast: Cast, /) -> None:
        self._cast = cast
        self._doc: Doc = cast.doc
        self._subjects: list[int] | None = None
        self._sentences: list[int] = []
        self._kept: dict[tuple[int, str | None], Token | None] = {}

    def of(self, pronoun: Token, but: str | None) -> Token | None:
        """The noun that a personal pronoun stands for, None where none before it fits. `but`: a code it cannot mean."""
        kind = KINDS.get(pronoun.lower_)
        if kind is None:
            return None
        place = (pronoun.i, but)
        if place not in self._kept:
            self._kept[place] = None
            self._kept[place] = next(self._fitting(pronoun, kind, but), None)
        return self._kept[place]

    def pair(self, head: Token) -> Token | None:
        """The coordinated subject nearest before `head` that names two parties, for "both" and "neither"."""
        for noun in self._before(head):
            if noun.i < head.i and len(self._cast.codes(noun)) == 2:
                return noun
        return None

    def _fitting(self, pronoun: Token, kind: str, but: str | None) -> Iterator[Token]:
        for noun in self._before(pronoun):
            if kind in RELATIVES.get(noun.lower_, ()):
                noun = _meant(noun, pronoun)
            if noun.pos_ == "PRON" or noun.tag_ in ("PRP", "PRP$"):
                found = self.of(noun, but) if KINDS.get(noun.lower_) == kind else None
                if found is not None:
                    yield found
            elif self._fits(noun, kind):
                code = self._cast.code(noun)
                if code and code != but:
                    yield noun
            elif kind == MANY and (group := self._group_of(noun)) is not None and self._cast.code(group) != but:
                yield group
        if kind == PERSON:
            yield from (noun for noun in self._persons(pronoun) if self._cast.code(noun) != but)

    def _group_of(self, noun: Token) -> Token | None:
        """The armed group whose act a noun names ("the participation of *the rebels*"): many, where the noun is one."""
        for name in clauses.after_preposition(noun, OF):
            mention = self._cast.at(name)
            if mention is not None and self._cast.armed(mention.code):
                return name
        return None

    def _persons(self, pronoun: Token) -> Iterator[Token]:
        """The persons named before a pronoun: those who did or said something first, of each the nearest first."""
        before = self._cast.before(pronoun, words=PERSON_WORDS)
        for mention in sorted(before, key=lambda each: (not each.subject, -each.first)):
            root = self._doc[mention.root]
            person = root.ent_type_ == "PERSON" or _unknown(mention, root)
            rebel = self._cast.armed(mention.code) and mention.code not in self._cast.governing
            if person and not rebel and mention.code != "other_org" and root.right_edge.i < pronoun.i:
                yield root

    def _before(self, token: Token) -> Iterator[Token]:
        """The subjects before `token`: of its own sentence the nearest first, of earlier ones the main one first."""
        if self._subjects is None:
            links = words_of(self._doc).links
            self._subjects = [at for at, link in enumerate(links) if link in clauses.SUBJECTS]
            self._sentences = [sentence.start for sentence in self._doc.sents]
        here = bisect_right(self._sentences, token.i) - 1
        end = token.i
        for back in range(SENTENCES + 1):
            if here - back < 0 or token.i - end > WORDS:
                return
            start = self._sentences[here - back]
            found = self._subjects[bisect_left(self._subjects, start) : bisect_left(self._subjects, end)]
            for at in found[::-1] if not back else found:
                noun = self._doc[at]
                if noun.right_edge.i < token.i:
                    yield noun
            end = start

    def _fits(self, noun: Token, kind: str) -> bool:
        mention = self._cast.at(noun)
        if mention is not None and mention.place:
            return False
        lemma = noun.lemma_.lower()
        parties = self._cast.parties
        if mention is None and not self._cast.owner(noun) and not parties.kinds(lemma) & {"people", "person", "group"}:
            return False  # "the withdrawal of NATO" is not NATO
        person = (
            noun.ent_type_ == "PERSON"
            or _unknown(mention, noun)
            or (
                noun.tag_ in ("NN", "CD")
                and (lemma in parties.nouns.get("person", ()) or parties.general.get(lemma) == "other_person")
            )
        )
        if kind == PERSON:
            return person
        if kind == MANY and (person or self._one_state(noun)):
            return clauses.child(noun, "conj") is not None
        return not person and not (kind == THING and noun.tag_ == "NNS")

    def _one_state(self, noun: Token) -> bool:
        """Whether a noun is a state's own name, which goes on as "it"."""
        mention = self._cast.at(noun)
        return (
            mention is not None and noun.tag_ == "NNP" and mention.last - mention.first == 1 and noun.ent_type_ == "GPE"
        )


def _unknown(mention: Mention | None, name: Token) -> bool:
    """Whether a name is that of a person who speaks for nobody."""
    return mention is not None and mention.code == "other_person" and name.tag_ == "NNP"


def _meant(relative: Token, pronoun: Token) -> Token:
    """For a pronoun within a relative clause the noun that the clause is about ("the group, *which* hides its aims")."""
    verb, above = relative.head, relative.head.head
    within = verb.dep_ == "relcl" and above.i < relative.i and verb.right_edge.i >= pronoun.i
    return above if within else relative


def expletive(pronoun: Token) -> bool:
    """Whether "it" stands for the clause that follows ("it is time that ...", "it would be wrong to ...")."""
    if pronoun.lower_ != "it" or pronoun.dep_ not in clauses.SUBJECTS or pronoun.head.pos_ not in clauses.VERBAL:
        return False
    complement = clauses.child(pronoun.head, "acomp", "attr", "oprd")
    if complement is None or complement.i < pronoun.i:
        return False
    followers = [*complement.children, *pronoun.head.children]
    return any(
        each.dep_ in ("xcomp", "ccomp", "csubj", "advcl", "relcl", "acl") and each.i > complement.i and _clause(each)
        for each in followers
    )


def _clause(verb: Token) -> bool:
    return any(each.lower_ in ("to", "that", "for") and each.dep_ in ("aux", "mark") for each in verb.children)
