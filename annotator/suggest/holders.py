"""Who is meant: actors found in the text as the parties to an act, through pronouns, bodies, persons and group words."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from annotator.suggest.antecedents import BOTH, KINDS, Antecedents, expletive
from annotator.suggest.clauses import SUBJECTS, after_preposition, child, conjuncts
from annotator.suggest.found import Found
from annotator.suggest.nearby import Nearby
from annotator.suggest.noun_phrases import Bounds
from annotator.suggest.parties import Parties
from annotator.suggest.words import words_of

if TYPE_CHECKING:
    from annotator.suggest.tree import Doc, Token

MODIFIERS = frozenset({"poss", "compound", "amod", "nmod", "npadvmod"})
LEAST_WORDS = 200
"""A shorter text is about nothing: its share of words is that of a text so long."""
OFTEN = 2
"""How often a text must name a predecessor to speak of its time."""
WITHIN = frozenset({"conj", "pobj", "poss", "compound", "amod", "nmod"})
"""Links by which a name lies within a noun phrase that may be a subject."""
PERSON = "other_person"
"""The code of a person without a known office."""
BELONGING = frozenset({"of", "from", "in", "at", "within", "linked", "by"})
"""Prepositions after which stands whose a body or person is; "for" only after one that speaks for somebody."""
FORMER = frozenset({"former", "ex", "late", "onetime", "erstwhile"})
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


class Mention(NamedTuple):
    """An actor found, on the parse: tokens [first, last), its code, whether it stands as the subject of a clause.

    `armed`: whether it is an armed group, by its code or by a word of its name.
    """

    first: int
    last: int
    root: int
    code: str
    place: bool
    subject: bool
    sentence: int
    armed: bool = False


class Cast:
    """The actors of one parsed text."""

    def __init__(self, doc: Doc, actors: Sequence[Found], parties: Parties, /) -> None:
        self.doc = doc
        self.parties = parties
        self.mentions: list[Mention] = []
        self.kinds_kept: dict[tuple[str, int, int], set[str]] = {}
        self._kinds: dict[int, frozenset[str]] = {}
        self._shares: dict[str, float] = {}
        self._at: dict[int, Mention] = {}
        self.antecedents = Antecedents(self)
        self._nearby = Nearby(self)
        words = words_of(doc)
        starts, ends = words.starts, words.ends
        at = 0
        for actor in actors:
            while at < len(starts) and ends[at] <= actor.start:
                at += 1
            last = at
            while last < len(starts) and starts[last] < actor.end:
                last += 1
            if last == at or not actor.code:
                continue
            self._add(at, last, actor)
        self._firsts = [mention.first for mention in self.mentions]
        before = sum(mention.code in parties.predecessors for mention in self.mentions)
        self.governing = parties.governing if before < OFTEN else frozenset[str]()
        ends_at = {mention.last for mention in self.mentions}
        names = frozenset(mention.first for mention in self.mentions)
        self.bounds = Bounds(names, frozenset(first for first in names if first in ends_at))

    def _add(self, first: int, last: int, actor: Found) -> None:
        root = self.doc.span(first, last).root
        top = root
        for _ in range(5):
            if top.dep_ not in WITHIN and not (top.dep_ == "prep" and top.lower_ in ("of", "from")):
                break
            top = top.head
        place = actor.attributes.get("role") == "place"
        armed = self.armed(actor.code) or (
            actor.code in self.parties.unnamed
            and any(word in self.parties.armed_names for word in words_of(self.doc).keys[first:last])
        )
        mention = Mention(first, last, root.i, actor.code, place, top.dep_ in SUBJECTS, root.sent.start, armed)
        self.mentions.append(mention)
        for token in range(first, last):
            self._at.setdefault(token, mention)

    def at(self, token: Token) -> Mention | None:
        return self._at.get(token.i)

    def armed(self, code: str | None) -> bool:
        return code in self.parties.armed

    def share_of(self, kind: str) -> float:
        """The share of the nouns of a kind in all words of the text, a short one counted as if it were longer."""
        if kind not in self._shares:
            nouns = self.parties.nouns.get(kind, frozenset())
            keys = words_of(self.doc).keys
            self._shares[kind] = sum(key in nouns for key in keys) / max(len(keys), LEAST_WORDS)
        return self._shares[kind]

    def before(self, token: Token, *, words: int) -> list[Mention]:
        """The mentions that begin within so many words before `token`, in order."""
        return self.mentions[bisect_left(self._firsts, token.i - words) : bisect_left(self._firsts, token.i)]

    def between(self, first: int, last: int) -> Iterator[Mention]:
        """The mentions that begin within tokens [first, last), in order."""
        yield from self.mentions[bisect_left(self._firsts, first) : bisect_left(self._firsts, last)]

    # -- one noun phrase ---------------------------------------------------------------------------------------------

    def code(self, head: Token | None, *, but: str | None = None) -> str | None:
        """The code of the party that the noun phrase with this head names, or None. `but`: whom a pronoun cannot mean."""
        if head is None:
            return None
        mention = self.at(head)
        if mention is not None:
            return (self._office(head) if mention.code == PERSON else None) or mention.code
        if head.text in self.parties.demonyms:
            return self._meant(self.parties.demonyms[head.text])
        if head.pos_ == "PRON" or head.tag_ in ("PRP$", "WP$"):
            return self._pronoun(head, but)
        own = self._modifier(head) or self._complement(head) or self._appositive(head)
        if own:
            return own
        if head.dep_ == "attr":  # "remains the only neighbour that refuses"
            subject = child(head.head, *SUBJECTS)
            if subject is not None and self.at(subject) is not None:
                return self.code(subject)
        lemma = head.lemma_.lower()
        back = self._nearby.back(head, self.parties.back[lemma]) if lemma in self.parties.back else None
        return back or self.parties.general.get(lemma.removesuffix("s") if head.tag_ == "NNPS" else lemma)

    def owner(self, head: Token) -> str | None:
        """The code of the party that stands before a noun ("Afghan officials", "its leaders"), or in apposition."""
        return self._modifier(head) or self._appositive(head)

    def codes(self, head: Token | None) -> list[str]:
        """The codes of a coordinated noun phrase, in order, without repeats; "both sides" gives the last two states."""
        if head is None:
            return []
        if self.at(head) is None and self._both(head):
            pair = self._nearby.pair(head)
            if len(pair) == 2:
                return pair
        if KINDS.get(head.lower_) == "many":
            meant = self.antecedents.of(head, None)
            if meant is not None:
                return self.codes(meant)
        found: list[str] = []
        for each in conjuncts(head):
            code = self.code(each)
            if code and code not in found:
                found.append(code)
        return found

    def kinds(self, head: Token | None) -> frozenset[str]:
        """What a noun phrase can be: group, state, people, place, threat, and further kinds that [parties] names.

        A group that does not govern is of kind "rebel" as well, a named party that is no group "nation".
        """
        if head is None:
            return frozenset()
        if head.i not in self._kinds:
            self._kinds[head.i] = frozenset(self._kinds_of(head))
        return self._kinds[head.i]

    def _kinds_of(self, head: Token) -> set[str]:
        lemma = head.lemma_.lower()
        kinds = self.parties.kinds(lemma)
        if "group" in kinds and any(each.lower_ in self.parties.peaceful for each in head.lefts):
            kinds.discard("group")
        if "quantity" in kinds or head.tag_ == "CD":
            for noun in after_preposition(head, frozenset({"of"})):
                kinds |= self.kinds(noun)
        if kinds & {"people", "threat", "group"} and self.at(head) is None:
            if "people" in kinds and self.armed(code := self.owner(head) or self._complement(head)):
                kinds |= {"group"} if code in self.governing else {"group", "rebel"}
            return kinds | ({"rebel"} if "group" in kinds and "people" not in kinds else set())
        mention = self.at(head)
        code = mention.code if mention is not None else self.code(head)
        if mention is not None:
            kinds.discard("group")
        if code is not None and (self.armed(code) or (mention is not None and mention.armed)):
            kinds.add("group")
        elif code is not None:
            kinds |= {"state", "nation"}
        if code in self.governing:
            kinds.add("state")
        elif "group" in kinds:
            kinds.add("rebel")
        return kinds

    def _modifier(self, head: Token) -> str | None:
        for each in head.lefts:
            if each.dep_ in MODIFIERS or each.dep_ == "nmod":
                mention = self.at(each)
                if mention is not None:
                    return mention.code
                if each.dep_ == "poss" or each.text in self.parties.demonyms:
                    return self.code(each)
        return None

    def _office(self, head: Token) -> str | None:
        """Whom a named person speaks for, by what stands before or in apposition ("X, a spokesman of the ministry")."""
        offices = [each for each in head.children if each.dep_ == "appos"]
        if any(each.lower_ in FORMER for office in offices for each in office.lefts):
            return None
        codes = [self._modifier(head), *(self.code(office) for office in offices)]
        return next((code for code in codes if code and code not in self.parties.unnamed), None)

    def _complement(self, head: Token) -> str | None:
        speaks = head.lemma_.lower() in self.parties.back
        for noun in after_preposition(head, BELONGING | {"for"} if speaks else BELONGING):
            mention = self.at(noun)
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
        return self._meant(self.parties.capitals.get(name, ()))

    def _meant(self, codes: tuple[str, ...]) -> str | None:
        """Of several codes that a name may have, the one named most in the text; the first where none is."""
        if len(codes) < 2:
            return codes[0] if codes else None
        return max(codes, key=lambda code: (self._counted[code], -codes.index(code)))

    @cached_property
    def _counted(self) -> Counter[str]:
        return Counter(mention.code for mention in self.mentions)

    def _appositive(self, head: Token) -> str | None:
        other = child(head, "appos")
        mention = self.at(other) if other is not None else None
        return mention.code if mention is not None else None

    # -- what points back --------------------------------------------------------------------------------------------

    def _both(self, head: Token) -> bool:
        if head.lower_ in BOTH:
            return head.dep_ in SUBJECTS
        if head.lemma_.lower() not in self.parties.nouns.get("pair", ()):
            return False
        return any(each.lower_ in BOTH or each.lower_ == "two" for each in head.lefts)

    def party(self, code: str) -> bool:
        """Whether a code names a party that may stand for a country: no armed group that does not govern."""
        return code not in self.parties.unnamed and (not self.armed(code) or code in self.parties.governing)

    def _pronoun(self, pronoun: Token, but: str | None) -> str | None:
        lower = pronoun.lower_
        if lower in ("which", "who", "that", "whom", "whose"):
            verb = pronoun.head if pronoun.dep_ != "poss" else pronoun.head.head
            while verb.dep_ not in ("relcl", "ROOT") and verb.head != verb:
                verb = verb.head
            noun = verb.head
            return self.code(noun) if verb.dep_ == "relcl" and noun.i < pronoun.i else None
        if lower in ("we", "our", "us"):
            return "author"
        if expletive(pronoun):
            return None
        if lower in KINDS:
            but = but or self._acted_on(pronoun)
            meant = self.antecedents.of(pronoun, but)
            return self.code(meant) if meant is not None else self._nearby.nearest(pronoun, but)
        return None

    def _acted_on(self, pronoun: Token) -> str | None:
        """The named party that the clause of a subject pronoun acts on, whom it cannot mean ("He advised *Islamabad*")."""
        noun = child(pronoun.head, "dobj", "dative") if pronoun.dep_ == "nsubj" else None
        mention = self.at(noun) if noun is not None else None
        return mention.code if mention is not None else None

    def counterpart(self, token: Token, *, but: str, armed: bool = False) -> str | None:
        """Whom a clause most likely speaks of besides `but`; only armed groups, if there are any and `armed` is set."""
        return self._nearby.counterpart(token, but=but, armed=armed)
