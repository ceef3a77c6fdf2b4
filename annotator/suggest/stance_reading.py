"""One match of a stance cue, read in its sentence: its holders, target, valence and span."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.suggest import arguments, clauses, extents, noun_phrases, polarity, spans, status
from annotator.suggest.cue_lexicon import Hit
from annotator.suggest.default_stances import DefaultWords
from annotator.suggest.found import Found
from annotator.suggest.holders import Cast
from annotator.suggest.reported import Reporting, speaker
from annotator.suggest.stance_cues import AUTHOR, AUTO, DEMAND, FACET, POLAR, WISH, StanceCue

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

DUTIES = frozenset({"must", "should", "ought"})
LOST = frozenset({"DT", "WDT", "WP", "JJ", "VBG", "PRP"})
SHORTEST = 3
"""Words of the shortest span offered: coders hardly ever mark less."""


@dataclass(frozen=True, slots=True)
class Readings:
    """What every reading needs of the cue file beside the entry itself."""

    reporting: Reporting
    against: frozenset[str]
    default: DefaultWords


class Reading:
    """One match read in its sentence: its holders, target, valence and span."""

    def __init__(self, doc: Doc, hit: Hit[StanceCue], cast: Cast, compiled: Readings, /) -> None:
        self.doc = doc
        self.hit = hit
        self.cue = hit.cue
        head = doc[hit.head]
        self.head: Token = head.head if head.dep_ == "aux" and hit.cue.table == "obligation" else head
        self.cast = cast
        self.compiled = compiled

    def stances(self) -> Iterator[Found]:
        if self.cue.table in ("verb", "obligation") and clauses.modifier(self.head):
            return
        if self.cue.table == "verb" and any(
            each.lower_ in DUTIES and each.dep_ == "aux" for each in self.head.children
        ):
            return  # "Kabul must condemn it" is the author's demand
        if self.cue.needs and not spans.met(self.cue.needs, self.hit, self.cast):
            return
        if self.cue.table == "noun" and self.cast.at(self.head) is not None:
            return  # part of a name: "Organisation of Islamic Cooperation"
        if self.cue.clause and clauses.child(self.head, "ccomp") is None:
            return
        valence = self._valence()
        if valence == "none":
            return
        holders = self._holders()
        if not holders:
            return
        first, last = self._span()
        if last - first < SHORTEST:
            return
        for holder, target in self._pairs(holders):
            attributes = {"holder": holder, "mode": self.cue.mode}
            if target:
                attributes["target"] = target
            yield spans.found(
                self.doc,
                first,
                last,
                facet=FACET,
                code=valence,
                rule=f"stances:{self.cue.name}",
                score=self.cue.score,
                attributes=attributes,
            )

    def _pairs(self, holders: list[str]) -> list[tuple[str, str]]:
        """Holders with their targets: two holders both, of more the first; partners and rivals face each other."""
        kept = holders if len(holders) == 2 else holders[:1]
        if self.cue.reciprocal and len(holders) == 2:
            return [(holders[0], holders[1]), (holders[1], holders[0])]
        if self.cue.reciprocal and len(holders) > 2:
            return [(holders[0], holders[1])]
        pairs = []
        for holder in kept:
            target = self._named_target(holder, near=len(holders) == 1)
            if target in ("", *holders) and len(holders) > 1 and self.cue.mode == "cooperation":
                target = next(other for other in holders if other != holder)
            pairs.append((holder, target or self._likely_target(holder)))
        return pairs

    # -- valence -----------------------------------------------------------------------------------------------------

    def _valence(self) -> str:
        negative = self._negative()
        valence = self.cue.valence
        if valence == AUTO:
            return "oppose" if (negative or self._missed()) != self._against() else "support"
        if valence == POLAR:
            return self._polar()
        if valence in (WISH, DEMAND):
            return self._asked(negative=negative)
        return self.cue.negated if negative else valence

    def _missed(self) -> bool:
        """Whether a duty was not done ("should have consulted")."""
        perfect = any(each.dep_ == "aux" and each.lemma_.lower() == "have" for each in self.head.children)
        return self.cue.table == "obligation" and perfect and self.head.tag_ == "VBN"

    def _against(self) -> bool:
        """Whether what must be done is done against something ("has to eliminate", "should stop")."""
        own = (self.doc[at] for at in range(self.hit.first, self.hit.last + 1))
        if any(each.pos_ == "VERB" and self.compiled.default.polar.of(each.lemma_.lower()) > 0 for each in own):
            return False
        clause = clauses.child(self.head, "csubj")
        if clause is not None:
            return clause.lemma_.lower() in self.compiled.against
        end = min(self.hit.last + 8, self.head.sent.end)
        start = self.head.i if self.head.i > self.hit.last else self.hit.last + 1
        found = ""
        for at in range(start, end):
            token = self.doc[at]
            if token.text in clauses.BREAKS:
                break
            if token.pos_ == "VERB":
                return token.lemma_.lower() in self.compiled.against
            if not found and token.pos_ == "NOUN":
                found = token.lemma_.lower()
        return found in self.compiled.against

    def _polar(self) -> str:
        last = min(self.hit.last + 12, self.head.sent.end)
        weight = polarity.of_predicate(self.doc, self.head, last, self.compiled.default.polar)
        return "support" if weight > 0 else "oppose"

    def _asked(self, *, negative: bool) -> str:
        last = min(self.hit.last + 10, self.head.sent.end)
        if not negative and self._refrains():
            return "neutral"
        weight = polarity.of_complement(self.doc, self.head, last, self.compiled.default.polar)
        against = weight < 0 or (self.cue.valence == DEMAND and weight == 0)
        if negative:
            return "neutral" if against else self.cue.negated
        return "oppose" if against else "support"

    def _refrains(self) -> bool:
        """Whether what is promised or wished is not to do something ("undertook not to let ...")."""
        clause = clauses.child(self.head, "xcomp", "ccomp")
        return clause is not None and clause.i > self.head.i and clauses.child(clause, "neg") is not None

    def _negative(self) -> bool:
        if self.head.pos_ in clauses.VERBAL and self.cue.table != "obligation":
            return polarity.denied(self.head) or self._governor_negated()
        return status.negated(self.head) or self._governor_negated()

    def _governor_negated(self) -> bool:
        head = self.head
        if head.pos_ in clauses.VERBAL:
            return head.dep_ in ("xcomp", "acomp") and status.negated(head.head)
        verb = arguments.governing_verb(head)
        if verb is None and head.dep_ in ("acomp", "attr"):
            verb = head.head
        return verb is not None and status.negated(verb)

    # -- parties -----------------------------------------------------------------------------------------------------

    def _holders(self) -> list[str]:
        for slot in self.cue.holder:
            if slot == AUTHOR:
                return [speaker(self.head, self.cast, self.compiled.reporting) or AUTHOR]
            if slot == "inside":
                codes = self._inside()
                if codes:
                    return codes
                continue
            if slot in ("left", "right", "clause"):
                code = self._beside(slot, "")
                if code:
                    return [code]
                continue
            for noun in arguments.heads(slot, self.head, last=self.hit.last):
                codes = self.cast.codes(noun)
                if codes:
                    return codes
        return self._subject_before() if self.cue.table == "verb" else []

    def _subject_before(self) -> list[str]:
        """For an active verb of which the subject is a bare pronoun or lost in the parse: the last subject before it."""
        who, passive = clauses.subject(self.head)
        if passive or (who is not None and who.tag_ not in LOST):
            return []
        sentence = self.head.sent
        near = list(self.cast.between(max(sentence.start, self.hit.first - 25), self.hit.first))[::-1]
        found = next((each for each in near if each.subject and not each.place), None)
        return [found.code] if found else []

    def _inside(self) -> list[str]:
        """The parties named in the subject's phrase ("relations between A and B")."""
        subject, _ = clauses.subject(self.head)
        if subject is None:
            return []
        within = self.cast.between(subject.left_edge.i, min(subject.right_edge.i + 1, self.head.i))
        return list(dict.fromkeys(mention.code for mention in within))

    def _named_target(self, holder: str, *, near: bool = True) -> str:
        for slot in self.cue.target:
            if not near and slot in ("right", "left"):
                continue
            if slot in ("left", "right", "clause"):
                code = self._beside(slot, holder)
                if code:
                    return code
                continue
            for noun in arguments.heads(slot, self.head, last=self.hit.last):
                code = self._named(noun, holder)
                if code:
                    return code
        return ""

    def _likely_target(self, holder: str) -> str:
        armed = self.cue.valence in ("oppose", "strong_oppose") and self.cue.mode == "concern"
        return self.cast.counterpart(self.head, but=holder, armed=armed) or ""

    def _named(self, noun: Token, holder: str) -> str:
        """The actor that a noun phrase names: armed groups within it before states."""
        own = self.cast.code(noun, but=holder)
        if own and own != holder and (self.cast.at(noun) is not None or noun.pos_ == "PRON"):
            return own
        left, right = noun.left_edge.i, min(noun.right_edge.i + 1, noun.i + 12)
        inside = [mention.code for mention in self.cast.between(left, right) if mention.code != holder]
        if own and own != holder:
            inside.insert(0, own)
        armed = [code for code in inside if self.cast.armed(code)]
        return next(iter(armed + inside), "")

    def _beside(self, slot: str, but: str) -> str:
        sentence = self.head.sent
        if slot == "left":
            near = list(self.cast.between(max(sentence.start, self.hit.first - 15), self.hit.first))[::-1]
        else:
            near = list(self.cast.between(self.hit.last + 1, min(self.hit.last + 18, sentence.end)))
        if slot == "clause":
            near = [m for m in near if self.cast.armed(m.code)] + near
        return next((mention.code for mention in near if mention.code != but), "")

    # -- span --------------------------------------------------------------------------------------------------------

    def _span(self) -> tuple[int, int]:
        head, hit, words = self.head, self.hit, self.cue.words
        if head.pos_ in clauses.VERBAL and not clauses.modifier(head):
            return extents.verb_span(
                self.doc, head, first=hit.first, last=hit.last, words=words, bounds=self.cast.bounds
            )
        if self.cue.table in ("adjective", "evaluation", "obligation") or head.dep_ in ("attr", "acomp"):
            return extents.predicate_span(
                self.doc, head, first=hit.first, last=hit.last, words=words, bounds=self.cast.bounds
            )
        owned = any(each.dep_ == "poss" and each.pos_ != "PRON" for each in head.lefts)
        verb = arguments.governing_verb(head) if self.cue.table == "noun" and not owned else None
        if verb is not None and 0 < hit.first - verb.i <= 5 and verb.dep_ not in ("amod", "compound"):
            return extents.verb_span(self.doc, verb, first=verb.i, last=hit.last, words=words, bounds=self.cast.bounds)
        if (
            self.cue.table == "noun"
            and head.dep_ in clauses.SUBJECTS
            and head.head.i - head.i <= 4
            and hit.last == head.i
        ):
            return extents.verb_span(
                self.doc, head.head, first=min(hit.first, noun_phrases.noun_left(head)), last=hit.last, words=words
            )
        return extents.noun_span(self.doc, head, first=hit.first, last=hit.last, words=words, bounds=self.cast.bounds)
