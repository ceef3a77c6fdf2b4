"""Who is meant: actors found in the text as the parties to an act, through pronouns, bodies, persons and group words."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from annotator.suggest.antecedents import BOTH, KINDS, Antecedents, expletive
from annotator.suggest.clauses import SUBJECTS, after_preposition, child, conjuncts
from annotator.suggest.found import Found
from annotator.suggest.noun_phrases import Bounds
from annotator.suggest.words import words_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

MODIFIERS = frozenset({"poss", "compound", "amod", "nmod", "npadvmod"})
OFTEN = 2
"""How often a text must name a predecessor to speak of its time."""
NEAR = 120
"""How many words back an unnamed party is looked for."""
TOPIC = 20.0
"""What the whole text's share of a name weighs against names nearby."""
WITHIN = frozenset({"conj", "pobj", "poss", "compound", "amod", "nmod"})
"""Links by which a name lies within a noun phrase that may be a subject."""
PERSON = "other_person"
"""The code of a person without a known office."""
FORMER = frozenset({"former", "ex", "late", "onetime", "erstwhile"})
SHARES = frozenset(
    {
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
    }
)
ARTICLES = frozenset({"the", "this", "that", "these", "those", "its", "their"})


@dataclass(frozen=True, slots=True)
class Parties:
    """The words of [parties]: which codes are armed groups, which nouns stand for groups, states, people, places.

    `armed_names` are words that make a named party an armed group whose code does not tell ("network", "lashkar").
    `predecessors` are the governments before those who are `governing`: a text that names one speaks of the time when
    they were not. `general` maps a noun that names a party without a name ("analyst") to the code it is coded with,
    `demonyms` an adjective ("Iranian") to the state whose act or view the noun after it is.
    """

    armed: frozenset[str] = frozenset()
    governing: frozenset[str] = frozenset()
    nouns: Mapping[str, frozenset[str]] = field(default_factory=dict)
    general: Mapping[str, str] = field(default_factory=dict)
    back: Mapping[str, str] = field(default_factory=dict)
    armed_names: frozenset[str] = frozenset()
    predecessors: frozenset[str] = frozenset()
    demonyms: Mapping[str, str] = field(default_factory=dict)

    @property
    def unnamed(self) -> frozenset[str]:
        """Codes for parties without a code of their own ("other_state")."""
        return frozenset(self.general.values())

    def kinds(self, lemma: str) -> set[str]:
        return {kind for kind, words in self.nouns.items() if lemma in words}


def read_parties(*cues: object) -> Parties:
    """[parties] of one or more cue files, joined; words of later files are added."""
    armed: set[str] = set()
    governing: set[str] = set()
    armed_names: set[str] = set()
    predecessors: set[str] = set()
    nouns: dict[str, set[str]] = {}
    general: dict[str, str] = {}
    back: dict[str, str] = {}
    for cue in cues:
        table = cue.get("parties") if isinstance(cue, Mapping) else None
        if not isinstance(table, Mapping):
            continue
        for name, value in table.items():
            if name == "armed":
                armed.update(_words(value))
            elif name == "governing":
                governing.update(_words(value))
            elif name == "armed_names":
                armed_names.update(_words(value))
            elif name == "predecessors":
                predecessors.update(_words(value))
            elif name in ("general", "back") and isinstance(value, Mapping):
                target = general if name == "general" else back
                target.update({word: str(code) for code, words in value.items() for word in _words(words)})
            else:
                nouns.setdefault(str(name), set()).update(_words(value))
    return Parties(
        frozenset(armed),
        frozenset(governing),
        {kind: frozenset(words) for kind, words in nouns.items()},
        general,
        back,
        frozenset(armed_names),
        frozenset(predecessors),
    )


def _words(value: object) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


@dataclass(frozen=True, slots=True)
class Mention:
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
        self._at: dict[int, Mention] = {}
        self._antecedents = Antecedents(self)
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
        self._counts: Counter[str] = Counter()
        self._firsts = [mention.first for mention in self.mentions]
        before = sum(mention.code in parties.predecessors for mention in self.mentions)
        self.governing = parties.governing if before < OFTEN else frozenset[str]()
        ends_at = {mention.last for mention in self.mentions}
        names = frozenset(mention.first for mention in self.mentions)
        self.bounds = Bounds(names, frozenset(first for first in names if first in ends_at))

    def _add(self, first: int, last: int, actor: Found) -> None:
        root = self.doc[first:last].root
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

    def before(self, token: Token, *, words: int) -> list[Mention]:
        """The mentions that begin within so many words before `token`, in order."""
        return self.mentions[bisect_left(self._firsts, token.i - words) : bisect_left(self._firsts, token.i)]

    def between(self, first: int, last: int) -> Iterator[Mention]:
        """The mentions that begin within tokens [first, last), in order."""
        seen = -1
        for index in range(first, last):
            mention = self._at.get(index)
            if mention is not None and mention.first != seen and mention.first >= first:
                seen = mention.first
                yield mention

    # -- one noun phrase ---------------------------------------------------------------------------------------------

    def code(self, head: Token | None, *, but: str | None = None) -> str | None:
        """The code of the party that the noun phrase with this head names, or None. `but`: whom a pronoun cannot mean."""
        if head is None:
            return None
        mention = self.at(head)
        if mention is not None:
            return (self._office(head) if mention.code == PERSON else None) or mention.code
        if head.text in self.parties.demonyms:
            return self.parties.demonyms[head.text]
        if head.pos_ == "PRON" or head.tag_ in ("PRP$", "WP$"):
            return self._pronoun(head, but)
        own = self._modifier(head) or self._complement(head) or self._appositive(head)
        if own:
            return own
        lemma = head.lemma_.lower()
        back = self._back(head, self.parties.back[lemma]) if lemma in self.parties.back else None
        return back or self.parties.general.get(lemma)

    def owner(self, head: Token) -> str | None:
        """The code of the party that stands before a noun ("Afghan officials", "its leaders"), or in apposition."""
        return self._modifier(head) or self._appositive(head)

    def codes(self, head: Token | None) -> list[str]:
        """The codes of a coordinated noun phrase, in order, without repeats; "both sides" gives the last two states."""
        if head is None:
            return []
        if self.at(head) is None and self._both(head):
            pair = self._last_pair(head)
            if len(pair) == 2:
                return pair
        if KINDS.get(head.lower_) == "many":
            meant = self._antecedents.of(head, None)
            if meant is not None:
                return self.codes(meant)
        found: list[str] = []
        for each in conjuncts(head):
            code = self.code(each)
            if code and code not in found:
                found.append(code)
        return found

    def kinds(self, head: Token | None) -> set[str]:
        """What a noun phrase can be: group, state, people, place, threat, and further kinds that [parties] names.

        A group that does not govern is of kind "rebel" as well.
        """
        if head is None:
            return set()
        lemma = head.lemma_.lower()
        kinds = self.parties.kinds(lemma)
        if "quantity" in kinds or head.tag_ == "CD":
            for noun in after_preposition(head, frozenset({"of"})):
                kinds |= self.kinds(noun)
        if kinds & {"people", "threat", "group"} and self.at(head) is None:
            return kinds | ({"rebel"} if "group" in kinds else set())
        mention = self.at(head)
        code = mention.code if mention is not None else self.code(head)
        if code is not None:
            kinds.add("group" if self.armed(code) or (mention is not None and mention.armed) else "state")
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
        for noun in after_preposition(head, frozenset({"of", "from", "in", "at", "within", "linked", "by"})):
            mention = self.at(noun)
            if mention is not None:
                return mention.code
            inner = self._modifier(noun)
            if inner:
                return inner
            if noun.pos_ == "PRON" and head.lower_ in SHARES:
                return self.code(noun)
        return None

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

    def _last_pair(self, head: Token) -> list[str]:
        """The two parties most often named up to `head`, of those named shortly before it, governing groups too; for a
        bare "both" those of the last coordinated subject."""
        subject = self._antecedents.pair(head) if head.lower_ in BOTH else None
        if subject is not None:
            return self.codes(subject)
        before = [mention for mention in self.before(head, words=600) if self._party(mention.code)]
        near = [mention.code for mention in before if mention.first >= head.i - 90]
        counts = Counter(mention.code for mention in before)
        often = sorted(dict.fromkeys(near), key=lambda code: -counts[code])[:2]
        return [code for code in dict.fromkeys(near) if code in often]

    def _party(self, code: str) -> bool:
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
            meant = self._antecedents.of(pronoun, but)
            return self.code(meant) if meant is not None else self._before(pronoun, but)
        return None

    def _before(self, token: Token, but: str | None) -> str | None:
        """The subject before `token` in its sentence or the two before; else the last actor before."""
        back = [mention for mention in self.before(token, words=120) if not mention.place and mention.code != but][-12:]
        here = token.sent.start
        earlier = max(0, here - 80)
        same = [mention for mention in back if mention.sentence == here and mention.subject]
        if same:
            return same[-1].code
        before = [mention for mention in back if earlier <= mention.sentence < here and mention.subject]
        if before:
            newest = before[-1].sentence
            return next(mention.code for mention in before if mention.sentence == newest)
        near = [mention for mention in back if mention.first >= earlier]
        return near[-1].code if near else None

    def counterpart(self, token: Token, *, but: str, armed: bool = False) -> str | None:
        """Whom a clause most likely speaks of besides `but`: the actor named most in the text before `token`, near names
        first; only armed ones if there are any and `armed` is set."""
        near = [mention for mention in self.before(token, words=NEAR) if mention.code != but]
        if armed:
            near = [mention for mention in near if self.armed(mention.code)] or near
        near = [mention for mention in near if not mention.place] or near
        if not near:
            return None
        counts = Counter(mention.code for mention in near)
        last = {mention.code: place for place, mention in enumerate(near)}
        return max(last, key=lambda code: (counts[code] + TOPIC * self._share(code), last[code]))

    def _share(self, code: str) -> float:
        """The share of a code in all names of the text."""
        if not self._counts:
            self._counts.update(mention.code for mention in self.mentions)
        return self._counts[code] / len(self.mentions)

    def _back(self, head: Token, kind: str) -> str | None:
        """The last actor of a kind before a definite noun: "group" for "the group", "state" for "the country", "body" for
        "the ministry" or "officials", of the place named in the sentence or the last that governs."""
        left = next(iter(head.lefts), None)
        if kind == "body":
            return self._governing(head) if left is None or left.lower_ in ARTICLES or left.dep_ != "det" else None
        if left is None or left.lower_ not in ARTICLES:
            return None
        wanted = kind == "group"
        for mention in reversed(self.before(head, words=400)):
            if self.armed(mention.code) == wanted:
                return mention.code
        return None

    def _governing(self, head: Token) -> str | None:
        near = [mention for mention in reversed(self.before(head, words=NEAR)) if self._party(mention.code)]
        here = head.sent.start
        seat = [
            mention for mention in near if mention.place and (mention.first - here <= 2 and mention.sentence == here)
        ]
        if head.head.dep_ == "relcl":  # "Moscow, where officials ..."
            seat = [mention for mention in near if mention.root == head.head.head.i]
            near = []
        subjects = [mention for mention in near if mention.subject and not mention.place]
        found = next(iter(seat + subjects), None)
        return found.code if found else None
