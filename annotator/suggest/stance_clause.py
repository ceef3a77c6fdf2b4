"""One clause that no lexicon entry calls, read for its stance by the words for and against in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.suggest import clauses, extents, polarity, spans
from annotator.suggest.default_words import DefaultWords
from annotator.suggest.denial import denied
from annotator.suggest.holding import NEAR, SPEAKER, held_by_speaker, way_of
from annotator.suggest.reported import Reporting, frame, speaker
from annotator.suggest.stance_draft import Draft, draft
from annotator.suggest.words import words_of

if TYPE_CHECKING:
    from annotator.suggest.holders import Cast
    from annotator.suggest.tree import Doc, Token

SHORTEST = 4
"""Words of the shortest clause that is weighed; one fewer where it only judges ("The claim is credible")."""
DENYING = frozenset({"deny", "dispute", "doubt"})
"""Verbs of speech or thought of which the clause is not so."""
WITHIN = frozenset({"in", "by"})
ACTED, TOLD, JUDGED = "acted", "told", "judged"
"""What the side rests on: what its holder does, what he says that another does, or how he judges it."""
PLAIN, VAGUE = "plain", "vague"
COPULAS = frozenset({"be", "seem", "appear", "prove", "look", "sound", "become"})


class Clause:
    """One clause, read for its stance."""

    def __init__(self, doc: Doc, verb: Token, cast: Cast, words: DefaultWords, reporting: Reporting, /) -> None:
        self.doc, self.verb, self.cast, self.words, self.reporting = doc, verb, cast, words, reporting
        self.first = self.last = verb.i
        self.weight = 0

    def stance(self) -> Draft | None:
        who, passive = clauses.subject(self.verb)
        doer = self.cast.code(clauses.agent(self.verb) if passive else who)
        if doer is None and not (passive or _predicate(self.verb) or self._polar() or self._told()):
            return None
        self.first, self.last = extents.verb_span(
            self.doc, self.verb, first=self.verb.i, last=self.verb.i, words=8, bounds=self.cast.bounds
        )
        judged = doer is None and self.verb.lemma_.lower() == "be" and _predicate(self.verb)
        if self.last - self.first < SHORTEST - judged:
            return None
        self.weight = polarity.of_verb(self.doc, self.verb, self.last, self.words.polar)
        if doer is None:
            return self._nobodys(who, passive=passive) if self.weight else None
        if who is not None and self._judged(who):
            return self._judgement(self._speaker(), of=doer) if self.weight else None
        return self._somebodys(doer) if doer not in self.words.not_holders else None

    def _somebodys(self, doer: str) -> Draft | None:
        armed = self.cast.armed(doer)
        helped = self.weight >= 0 and any(map(self.cast.armed, self._others(doer)))
        said = self._speaker() if self.weight or armed or helped else None
        if said and said != doer:
            against = self.weight < 0 or helped or (armed and not denied(self.verb))
            return self._reported(said, doer, against=against)
        return None if self._rebel(doer) else self._act(doer)

    def _nobodys(self, who: Token | None, *, passive: bool) -> Draft | None:
        """The judgement in a clause that no actor does: that of whoever says it, or the author's."""
        state = self._state() if passive else None
        if state is not None:
            return self._found(
                state, self._others(state), against=self.weight < 0, mode=self.words.mode, held=NEAR, way=ACTED
            )
        said = self._speaker()
        judges: object = self._told()
        if self._only_told():
            return None
        if passive:
            judges = judges or self._others("") or (said and said == self.cast.code(who))
        else:
            judges = judges or _predicate(self.verb) or (who is not None and self._harms_or_helps(who))
        return self._judgement(said) if judges else None

    def _state(self) -> str | None:
        """Whose authorities do what only they do to somebody, told by the place ("two couriers were jailed in Qatar")."""
        if self.verb.lemma_.lower() not in self.words.enforced:
            return None
        named = map(self.cast.at, clauses.after_preposition(self.verb, WITHIN))
        return next((each.code for each in named if each is not None and self.cast.party(each.code)), None)

    def _only_told(self) -> bool:
        """Whether the author only tells that there is something or who somebody is ("there are signs", "they were farmers")."""
        if self._told():
            return False
        attribute = clauses.child(self.verb, "attr")
        people = attribute is not None and "people" in self.cast.parties.kinds(attribute.lemma_.lower())
        return people or clauses.child(self.verb, "expl") is not None

    def _told(self) -> bool:
        """Whether an actor says or believes what the clause tells."""
        return frame(self.verb, self.reporting) is not None and self._speaker() is not None

    def _speaker(self) -> str | None:
        return speaker(self.verb, self.cast, self.reporting)

    def _polar(self) -> bool:
        return bool(self.words.polar.of(words_of(self.doc).keys[self.verb.i]))

    def _harms_or_helps(self, subject: Token) -> bool:
        """Whether a thing's verb itself is for or against, and done to an actor ("the closure angers Kabul")."""
        if subject.pos_ != "NOUN" or self.cast.parties.kinds(subject.lemma_.lower()) & {"people", "person", "group"}:
            return False
        return self._polar() and bool(self._others(""))

    def _act(self, holder: str) -> Draft | None:
        others = self._others(holder)
        rebels = any(self._rebel(code) for code in others)
        if not self.weight and not (others and self.words.alone):
            return None
        if not others and self.cast.armed(holder):
            return None
        against = self.weight < 0 or (not self.weight and rebels)
        return self._found(holder, others, against=against, mode=self.words.mode, held=self._held(), way=ACTED)

    def _reported(self, holder: str, doer: str, *, against: bool) -> Draft:
        if verb := frame(self.verb, self.reporting):
            self.first, self.last = extents.verb_span(
                self.doc, verb, first=verb.i, last=verb.i, words=10, bounds=self.cast.bounds
            )
        mode = "accusation" if against else "assertion"
        return self._found(holder, [doer], against=against, mode=mode, held=SPEAKER, way=TOLD)

    def _held(self) -> str:
        """How the doer is named."""
        who, passive = clauses.subject(self.verb)
        return way_of(clauses.agent(self.verb) if passive else who, self.cast)

    def _rebel(self, code: str) -> bool:
        """Whether a code is that of an armed group that does not govern."""
        return self.cast.armed(code) and code not in self.cast.parties.governing

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

    def _judgement(self, said: str | None, *, of: str = "") -> Draft | None:
        holder = said or "author"
        others = [of] if of and of != holder else self._others(holder)
        if holder == "author" and others and self._rebel(others[0]):
            return None  # what rebels do is a threat
        held = held_by_speaker(said).by
        return self._found(holder, others, against=self.weight < 0, mode="assertion", held=held, way=JUDGED, less=0.1)

    def _others(self, holder: str) -> list[str]:
        end = min(self.last + 2, self.verb.sent.end)
        return [mention.code for mention in self.cast.between(self.verb.i + 1, end) if mention.code != holder]

    def _found(
        self, holder: str, others: list[str], *, against: bool, mode: str, held: str, way: str, less: float = 0.0
    ) -> Draft:
        code = "oppose" if against else "support"
        above = frame(self.verb, self.reporting)
        if above is not None and above.lemma_.lower() in DENYING:
            code = "neutral"
        elif denied(self.verb):
            code = "neutral" if against else "oppose"
        attributes = {"holder": holder, "mode": mode}
        target = next(
            (each for each in others if against and self.cast.armed(each)),
            others[0] if others else self.cast.counterpart(self.verb, but=holder),
        )
        if target:
            attributes["target"] = target
        stance = spans.found(
            self.doc, self.first, self.last, facet="stance", code=code, rule="stances:default",
            score=self.words.score - less, attributes=attributes,
        )  # fmt: skip
        return draft(stance, at=self.verb.i, named=False, held=held, sided=(way, PLAIN if self._plain() else VAGUE))

    def _plain(self) -> bool:
        """Whether the verb or its words have a sense of their own, which no verb of many senses lends or takes."""
        key, polar = words_of(self.doc).keys[self.verb.i], self.words.polar
        return bool(self.weight) and key not in polar.carrying and key not in polar.light


def _predicate(verb: Token) -> bool:
    """Whether the verb is a copula with an adjective or noun."""
    return any(each.dep_ in ("acomp", "attr", "oprd") for each in verb.children)


def _disposed(verb: Token) -> bool:
    """Whether a predicate tells what its subject is disposed to do ("was willing to help", "is the first to pay")."""
    predicates = [each for each in verb.children if each.dep_ in ("acomp", "attr", "oprd")]
    return any(each.dep_ in ("xcomp", "ccomp", "acl", "relcl") for at in (verb, *predicates) for each in at.children)
