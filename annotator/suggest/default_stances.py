"""Stances that no lexicon entry calls: an actor's clause whose words are for or against something, his own or reported."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from annotator.suggest import clauses, extents, polarity, spans
from annotator.suggest.found import Found
from annotator.suggest.polarity import PolarWords
from annotator.suggest.reported import Reporting, frame, speaker
from annotator.suggest.words import words_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from annotator.suggest.holders import Cast

CLAUSES = frozenset({"ROOT", "conj", "ccomp", "advcl", "pcomp"})
COPULAS = frozenset({"be", "seem", "appear", "prove", "look", "sound", "become"})
CONTRASTING = frozenset({"though", "although", "while", "whereas", "even"})
COMPLEMENTS = frozenset({"dobj", "prep", "xcomp", "ccomp", "acomp", "attr", "agent", "dative", "oprd"})


@dataclass(frozen=True, slots=True)
class DefaultWords:
    """[default] of the stance cues. A score of 0 switches these suggestions off."""

    score: float = 0.0
    mode: str = "action"
    alone: bool = False
    silent: frozenset[str] = frozenset()
    not_holders: frozenset[str] = frozenset()
    polar: PolarWords = field(default_factory=PolarWords)


def read_default(cues: Mapping[str, object]) -> DefaultWords:
    table = cues.get("default")
    if not isinstance(table, Mapping):
        return DefaultWords()

    def listed(name: str) -> frozenset[str]:
        value = table.get(name)
        return frozenset(str(word) for word in value) if isinstance(value, list) else frozenset()

    score = table.get("score", 0.0)
    return DefaultWords(
        score=float(score) if isinstance(score, int | float) else 0.0,
        mode=str(table.get("mode", "action")),
        alone=table.get("alone") is True,
        silent=listed("silent"),
        not_holders=listed("not_holders"),
        polar=PolarWords(
            **{name: listed(name) for name in ("negative", "positive", "ending", "easing", "carrying", "light")}
        ),
    )


def default_stances(
    doc: Doc, cast: Cast, words: DefaultWords, reporting: Reporting, *, taken: Collection[int] = ()
) -> Iterator[Found]:
    """One stance for each clause of an actor (no armed group that does not govern) with a word for or against.

    `taken`: verbs that an entry has called already. What is said of an actor for or against him is the speaker's stance
    towards him; a predicate of which the subject is no actor is the author's, or the reported speaker's.
    """
    if not words.score:
        return
    read = words_of(doc)
    for at, (part, link, lemma) in enumerate(zip(read.parts, read.links, read.keys, strict=True)):
        if part not in clauses.VERBAL or link not in CLAUSES or lemma in words.silent or at in taken:
            continue
        verb = doc[at]
        if link == "advcl" and verb.tag_ != "VBG" and not _contrasted(verb):
            continue
        if not any(each.dep_ in COMPLEMENTS for each in verb.children):
            continue
        found = _Clause(doc, verb, cast, words, reporting).stance()
        if found is not None:
            yield found


class _Clause:
    """One clause, read for its stance."""

    def __init__(self, doc: Doc, verb: Token, cast: Cast, words: DefaultWords, reporting: Reporting, /) -> None:
        self.doc, self.verb, self.cast, self.words, self.reporting = doc, verb, cast, words, reporting
        self.first = self.last = verb.i
        self.weight = 0

    def stance(self) -> Found | None:
        who, passive = clauses.subject(self.verb)
        doer = self.cast.code(clauses.agent(self.verb) if passive else who)
        if doer is None and not (passive or _predicate(self.verb) or self._polar()):
            return None
        self.first, self.last = extents.verb_span(
            self.doc, self.verb, first=self.verb.i, last=self.verb.i, words=8, bounds=self.cast.bounds
        )
        if self.last - self.first < 3:
            return None
        self.weight = polarity.of_verb(self.doc, self.verb, self.last, self.words.polar)
        if doer is None:
            return self._nobodys(who, passive=passive) if self.weight else None
        if who is not None and self._judged(who):
            return self._judgement(self._speaker(), of=doer) if self.weight else None
        return self._somebodys(doer) if doer not in self.words.not_holders else None

    def _somebodys(self, doer: str) -> Found | None:
        armed = self.cast.armed(doer)
        said = self._speaker() if self.weight or armed else None
        if said and said != doer:
            return self._reported(said, doer, against=self.weight < 0 or (armed and not polarity.denied(self.verb)))
        if armed and doer not in self.cast.parties.governing:
            return None
        return self._act(doer)

    def _nobodys(self, who: Token | None, *, passive: bool) -> Found | None:
        """The judgement in a clause that no actor does."""
        said = self._speaker()
        if passive:
            told = self._others("") or (said and said == self.cast.code(who))
        else:
            told = _predicate(self.verb) or (who is not None and self._harms_or_helps(who))
        return self._judgement(said) if told else None

    def _speaker(self) -> str | None:
        return speaker(self.verb, self.cast, self.reporting)

    def _polar(self) -> bool:
        return bool(self.words.polar.of(words_of(self.doc).keys[self.verb.i]))

    def _harms_or_helps(self, subject: Token) -> bool:
        """Whether a thing's verb itself is for or against, and done to an actor ("the closure angers Kabul")."""
        if subject.pos_ != "NOUN" or self.cast.parties.kinds(subject.lemma_.lower()) & {"people", "person", "group"}:
            return False
        return self._polar() and bool(self._others(""))

    def _act(self, holder: str) -> Found | None:
        others = self._others(holder)
        armed = any(self.cast.armed(code) and code not in self.cast.parties.governing for code in others)
        if not self.weight and not (others and self.words.alone):
            return None
        if not others and self.cast.armed(holder):
            return None
        return self._found(holder, others, against=self.weight < 0 or (not self.weight and armed), mode=self.words.mode)

    def _reported(self, holder: str, doer: str, *, against: bool) -> Found:
        if verb := frame(self.verb, self.reporting):
            self.first, self.last = extents.verb_span(
                self.doc, verb, first=verb.i, last=verb.i, words=10, bounds=self.cast.bounds
            )
        return self._found(holder, [doer], against=against, mode="accusation" if against else "assertion")

    def _judged(self, subject: Token) -> bool:
        """Whether the clause judges its subject ("Moscow was clumsy"), or a policy or step of an actor ("its plan failed")."""
        lemma = words_of(self.doc).keys[self.verb.i]
        if lemma in COPULAS and _predicate(self.verb):
            return not _disposed(self.verb)
        kinds = self.cast.parties.kinds(subject.lemma_.lower())
        body = subject.lemma_.lower() in self.cast.parties.back or subject.lemma_.lower() in self.cast.parties.general
        return (
            subject.pos_ == "NOUN"
            and self.cast.at(subject) is None
            and not body
            and not kinds & {"people", "person", "group"}
        )

    def _judgement(self, said: str | None, *, of: str = "") -> Found:
        holder = said or "author"
        others = [of] if of and of != holder else self._others(holder)
        return self._found(holder, others, against=self.weight < 0, mode="assertion", less=0.1)

    def _others(self, holder: str) -> list[str]:
        return [mention.code for mention in self.cast.between(self.verb.i + 1, self.last + 2) if mention.code != holder]

    def _found(self, holder: str, others: list[str], *, against: bool, mode: str, less: float = 0.0) -> Found:
        code = "oppose" if against else "support"
        if polarity.denied(self.verb):
            code = "neutral" if against else "oppose"
        attributes = {"holder": holder, "mode": mode}
        target = next(
            (each for each in others if against and self.cast.armed(each)),
            others[0] if others else self.cast.counterpart(self.verb, but=holder),
        )
        if target:
            attributes["target"] = target
        return spans.found(
            self.doc, self.first, self.last, facet="stance", code=code, rule="stances:default",
            score=self.words.score - less, attributes=attributes,
        )  # fmt: skip


def _predicate(verb: Token) -> bool:
    """Whether the verb is a copula with an adjective or noun."""
    return any(each.dep_ in ("acomp", "attr", "oprd") for each in verb.children)


def _disposed(verb: Token) -> bool:
    """Whether a predicate tells what its subject is disposed to do ("was willing to help", "is the first to pay")."""
    predicates = [each for each in verb.children if each.dep_ in ("acomp", "attr", "oprd")]
    return any(each.dep_ in ("xcomp", "ccomp", "acl", "relcl") for at in (verb, *predicates) for each in at.children)


def _contrasted(verb: Token) -> bool:
    """Whether a subordinate clause says as much as a main one ("though it handed over the embassy")."""
    return any(each.dep_ == "mark" and each.lower_ in CONTRASTING for each in verb.lefts)
