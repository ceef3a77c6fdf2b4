"""Whom one noun phrase names: by its own name, its modifier, complement or apposition, or by pointing back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.suggest.antecedents import KINDS, expletive
from annotator.suggest.antecedents import PERSON as MAN
from annotator.suggest.clauses import SUBJECTS, after_preposition, child
from annotator.suggest.offices_behind import FORMER

if TYPE_CHECKING:
    from annotator.suggest.holders import Cast
    from annotator.suggest.tree import Token

MODIFIERS = frozenset({"poss", "compound", "amod", "nmod", "npadvmod"})
PERSON = "other_person"
"""The code of a person without a known office."""
STATE = "other_state"
"""The code of a state without one of its own."""
BELONGING = frozenset({"of", "from", "in", "at", "within", "linked", "by"})
"""Prepositions after which stands whose a body or person is; "for" only after one that speaks for somebody."""
FIRST = frozenset({"we", "our", "us", "i", "my", "me"})
"""Who speaks: the author, or whose words are quoted."""
STATELY = frozenset({"state", "official", "government", "semi-official"})
"""Words before a newspaper or broadcaster that make it one of the state."""
SHARES = frozenset(
    [
        "all",
        "one",
        "some",
        "many",
        "most",
        "several",
        "none",
        "each",
        "both",
        "neither",
        "either",
        "few",
        "two",
        "three",
    ]
)


class Naming:
    """The parties of single noun phrases of one text, worked out once each."""

    def __init__(self, cast: Cast, /) -> None:
        self._cast = cast
        self._parties = cast.parties
        self._kept: dict[tuple[int, str | None], str | None] = {}

    def code(self, head: Token | None, *, but: str | None = None) -> str | None:
        """The code of the party that the noun phrase with this head names, or None. `but`: whom a pronoun cannot mean."""
        if head is None:
            return None
        key = head.i, but
        if key not in self._kept:
            self._kept[key] = self._found(head, but)
        return self._kept[key]

    def _found(self, head: Token, but: str | None) -> str | None:
        mention = self._cast.at(head)
        if mention is not None:
            return (self._office(head) if mention.code == PERSON else None) or mention.code
        if head.text in self._parties.demonyms:
            return self._meant(self._parties.demonyms[head.text])
        if head.pos_ == "PRON" or head.tag_ in ("PRP$", "WP$"):
            return self._pronoun(head, but)
        own = self._apart(head) or self._modifier(head) or self.complement(head) or self._appositive(head)
        if own:
            return own
        if head.dep_ == "attr":  # "remains the only neighbour that refuses"
            subject = child(head.head, *SUBJECTS)
            if subject is not None and self._cast.at(subject) is not None:
                return self.code(subject)
        lemma = head.lemma_.lower()
        if lemma in self._parties.back and self._abroad(head):
            return STATE
        kind = self._parties.back.get(lemma) or self._of_state(head)
        back = self._cast.nearby.back(head, kind) if kind else None
        return back or self._parties.general.get(lemma.removesuffix("s") if head.tag_ == "NNPS" else lemma)

    def owner(self, head: Token) -> str | None:
        """The code of the party that stands before a noun ("Afghan officials", "its leaders"), or in apposition."""
        return self._modifier(head) or self._appositive(head)

    def _modifier(self, head: Token) -> str | None:
        for each in head.lefts:
            if each.dep_ in MODIFIERS or each.dep_ == "nmod":
                mention = self._cast.at(each)
                if mention is not None:
                    return mention.code
                if each.dep_ == "poss" or each.text in self._parties.demonyms:
                    return self.code(each)
        return None

    def _abroad(self, head: Token) -> bool:
        words = self._parties.nouns.get("abroad", frozenset())
        return any(each.dep_ in MODIFIERS and each.lower_ in words for each in head.lefts)

    def _of_state(self, head: Token) -> str:
        """ "body" for a newspaper or broadcaster that speaks for its state ("state television", "the official daily")."""
        if head.lemma_.lower() not in self._parties.nouns.get("press", ()):
            return ""
        words = head.doc[head.left_edge.i : head.i]
        return "body" if any(word.lower_ in STATELY for word in words) else ""

    def _office(self, head: Token) -> str | None:
        """Whom a named person speaks for, by what stands before or in apposition ("X, a spokesman of the ministry")."""
        offices = [each for each in head.children if each.dep_ == "appos"]
        if any(each.lower_ in FORMER for office in offices for each in office.lefts):
            return None
        codes = [self._modifier(head), *(self.code(office) for office in offices)]
        return next((code for code in codes if code and code not in self._parties.unnamed), None)

    def complement(self, head: Token) -> str | None:
        """The code of the party whose a body, person or share is ("the army of Pakistan", "a diplomat from Doha")."""
        speaks = head.lemma_.lower() in self._parties.back
        for noun in after_preposition(head, BELONGING | {"for"} if speaks else BELONGING):
            mention = self._cast.at(noun)
            if mention is not None:
                return mention.code
            inner = self._modifier(noun)
            if inner:
                return inner
            if noun.pos_ == "PRON" and head.lower_ in SHARES:
                return self.code(noun)
            if speaks and (seat := self.seat(noun)):
                return seat
        return None

    def seat(self, noun: Token) -> str | None:
        """The state of which the government sits in the city that a noun names."""
        name = noun.text if noun.left_edge == noun else noun.doc.span(noun.left_edge.i, noun.i + 1).text
        return self._meant(self._parties.capitals.get(name, ()))

    def _meant(self, codes: tuple[str, ...]) -> str | None:
        """Of several codes that a name may have, the one named most in the text; the first where none is."""
        if len(codes) < 2:
            return codes[0] if codes else None
        return max(codes, key=lambda code: (self._cast.counted[code], -codes.index(code)))

    def _apart(self, head: Token) -> str | None:
        """The body named in apposition where the noun before it is somebody's ("Khan's movement, the *Justice Party*")."""
        owner = child(head, "poss")
        mention = self._cast.at(owner) if owner is not None else None
        return self._appositive(head) if mention is not None and mention.code == PERSON else None

    def _appositive(self, head: Token) -> str | None:
        other = child(head, "appos")
        mention = self._cast.at(other) if other is not None else None
        return mention.code if mention is not None else None

    def _pronoun(self, pronoun: Token, but: str | None) -> str | None:
        lower = pronoun.lower_
        if lower in ("which", "who", "that", "whom", "whose"):
            verb = pronoun.head if pronoun.dep_ != "poss" else pronoun.head.head
            while verb.dep_ not in ("relcl", "ROOT") and verb.head != verb:
                verb = verb.head
            noun = verb.head
            return self.code(noun) if verb.dep_ == "relcl" and noun.i < pronoun.i else None
        if lower in FIRST:
            return self._cast.quotations.speaker(pronoun) or "author"
        if expletive(pronoun):
            return None
        if lower in KINDS:
            but = but or self._acted_on(pronoun)
            if but is None and KINDS[lower] != MAN:
                but = self._cast.quotations.speaker(pronoun)  # who speaks calls himself "we"
            meant = self._cast.antecedents.of(pronoun, but)
            if meant is not None:
                return self.code(meant)
            code = self._cast.nearby.nearest(pronoun, but)
            return PERSON if code and KINDS[lower] == MAN and not self._cast.party(code) else code
        return None

    def _acted_on(self, pronoun: Token) -> str | None:
        """The named party that the clause of a subject pronoun acts on, whom it cannot mean ("He advised *Islamabad*")."""
        noun = child(pronoun.head, "dobj", "dative") if pronoun.dep_ == "nsubj" else None
        mention = self._cast.at(noun) if noun is not None else None
        return mention.code if mention is not None else None
