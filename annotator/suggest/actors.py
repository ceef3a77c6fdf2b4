"""Suggests actors: listed names, the phrases they open, persons by their office, names that only this text explains."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.codebook import Codebook
from annotator.suggest.actor_lexicon import FACET, ActorLexicon, actor_lexicon
from annotator.suggest.found import Found, PatternFault
from annotator.suggest.metonyms import is_actor_by_verb, is_metonym
from annotator.suggest.names import Match, Name, fold
from annotator.suggest.persons import whole_name
from annotator.suggest.phrases import body_of, opened, people_in
from annotator.suggest.pipeline import text_of
from annotator.suggest.places import acts, role
from annotator.suggest.reading import Reading, merged, read_document
from annotator.suggest.unlisted import unlisted
from annotator.suggest.versions import rules_version

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

_JOINED = re.compile(r" (?:and|or) \Z")
_SHARED = re.compile(r",? (?:and|or) |, |/")
_HYPHENS = frozenset({"-", "–", "—"})
LOWEST_PHRASE = 0.9


class ActorSuggester:
    """Finds actors by the codebook's aliases and the lists in its actor cues."""

    name = "actors"
    version = rules_version()

    def __init__(self) -> None:
        self._codebook: Codebook | None = None
        self._lexicon: ActorLexicon | None = None

    def suggest(self, doc: Doc, *, codebook: Codebook, actors: Sequence[Found]) -> Iterable[Found]:
        """Actors of `doc`, sorted by start, none inside another."""
        lexicon = self._compiled(codebook)
        text = text_of(doc)
        matches = lexicon.names.find(text)
        reading = read_document(text, matches, lexicon)
        if reading.local is not None:
            matches = merged(reading.local.find(text), matches)
        located = list(_located(doc, matches))
        starts = frozenset(span.start for span, _ in located)
        metonyms = _metonyms(located, reading)
        found = [actor for span, match in located for actor in _read(span, match, reading, starts, metonyms)]
        found += _joined_adjectives(located, found, reading)
        found += unlisted(doc, [match for _, match in located], found, reading)
        kept = sorted(_without_overlaps(found), key=lambda each: (each.start, each.end))
        return _abbreviations_like_names(kept, text)

    def faults(self, codebook: Codebook) -> Sequence[PatternFault]:
        """Aliases and cues that cannot be used."""
        return self._compiled(codebook).faults

    def _compiled(self, codebook: Codebook) -> ActorLexicon:
        if self._lexicon is None or self._codebook is not codebook:
            self._codebook, self._lexicon = codebook, actor_lexicon(codebook)
        return self._lexicon


def _located(doc: Doc, matches: Iterable[Match]) -> Iterator[tuple[Span, Match]]:
    """The matches with the tokens that they cover (wholly or in part)."""
    for match in matches:
        span = doc.char_span(match.start, match.end, alignment_mode="expand")
        if span is not None:
            yield span, match


def _metonyms(located: Sequence[tuple[Span, Match]], reading: Reading) -> frozenset[int]:
    """Where the capitals begin that stand for their governments. One joined to another by "and" stands as that does."""
    ends: dict[int, bool] = {}
    begins: list[tuple[int, int]] = []
    starts = set()
    for span, match in located:
        if not any(name.kind == "capital" for name in match.names):
            continue
        joined = _JOINED.search(reading.text, max(0, match.start - 5), match.start)
        before = ends.get(match.start - len(joined[0])) if joined else None
        acts = is_actor_by_verb(span, reading.lexicon)
        ends[match.end] = acts or (is_metonym(span, reading.lexicon) if before is None else before)
        if ends[match.end]:
            starts.add(match.start)
        if acts and joined and before is False:
            starts.update(start for start, end in begins if end == match.start - len(joined[0]))
        begins.append((match.start, match.end))
    return frozenset(starts)


def _joined_adjectives(
    located: Sequence[tuple[Span, Match]], found: Sequence[Found], reading: Reading
) -> Iterator[Found]:
    """Adjectives that share the head of a phrase: "Turkish" in "Turkish, Iraqi and Qatari officials"."""
    heads = {each.start for each in found if each.rule.startswith("phrase:")}
    heads.update(
        span.start_char for span, match in located if match.kind == "name" and _is_before_people(span, reading)
    )
    following: Match | None = None
    for _, match in reversed(located):
        between = reading.text[match.end : following.start] if following else ""
        if match.kind == "demonym" and following and following.start in heads and _SHARED.fullmatch(between):
            name = reading.choose(match)
            if name is not None:
                heads.add(match.start)
                yield _found(match.start, match.end, name, "joined", score=LOWEST_PHRASE)
        following = match


def _is_before_people(span: Span, reading: Reading) -> bool:
    """Whether people who act for it are named behind an organisation: "NATO commanders"."""
    behind = span.doc[span.end] if span.end < len(span.doc) else None
    kinds = ("institutions", "officials", "people_of_state")
    return behind is not None and any(reading.lexicon.has(kind, behind.lower_) for kind in kinds)


def _read(
    span: Span, match: Match, reading: Reading, starts: frozenset[int], metonyms: frozenset[int]
) -> Iterator[Found]:
    """What a listed name names here: itself, the phrase that it opens, or nothing."""
    lexicon = reading.lexicon
    name = reading.choose(match)
    if name is None or name.kind in ("ignore", "city") or not _allowed(span, name, lexicon):
        return
    owner = body_of(span, name, lexicon)
    if owner is not None:
        yield _found(owner, match.end, name, "body of")
        return
    behind = opened(span, name, lexicon, starts)
    if behind is not None and not _is_office_beside_person(span, behind, lexicon):
        last = span.doc[behind - 1]
        whole = _reread(reading, match, last.idx + len(last)) or name
        yield _found(match.start, last.idx + len(last), whole, "phrase", score=LOWEST_PHRASE)
    elif name.kind == "capital" and (people := people_in(span, lexicon)) is not None:
        yield _found(people, match.end, name, "people in", score=0.8)
    elif name.kind == "capital":
        if match.start in metonyms:
            yield _found(match.start, match.end, name, "capital", score=0.8)
    elif name.kind == "country":
        where = name.attributes.get("role") or role(span, lexicon)
        if name.when and not (where == "actor" and acts(span, lexicon)):
            name = next((each for each in match.names if not each.when), name)
        yield _found(match.start, match.end, name, "name", where=where)
    elif name.kind == "person" and not _is_of_other_person(span, name, lexicon):
        start, end = whole_name(span, reading, starts) or (match.start, match.end)
        yield _found(start, end, name, name.kind)
    elif name.kind not in ("demonym", "person") or (name.kind == "demonym" and _is_people(span)):
        yield _found(match.start, match.end, name, name.kind)


def _is_of_other_person(span: Span, name: Name, lexicon: ActorLexicon) -> bool:
    """Whether a last name belongs to somebody of another first name ("Mahmood Khan" where Imran Khan is known)."""
    before = span.doc[span.start - 1] if span.start else None
    if before is None or " " in name.text or not (before.pos_ == "PROPN" and before.is_title and before.is_alpha):
        return False
    return before.ent_type_ not in ("GPE", "NORP", "DATE") and not lexicon.has("titles", before.lower_)


def _is_office_beside_person(span: Span, behind: int, lexicon: ActorLexicon) -> bool:
    """Whether a phrase tells the office of a person named beside it: "Hamid Karzai, the former Afghan president"."""
    doc = span.doc
    office = doc[behind - 1]
    if not lexicon.has("officials", office.lower_) or office.tag_ in ("NNS", "NNPS"):
        return False
    if behind + 1 < len(doc) and doc[behind].text == "," and doc[behind + 1].ent_type_ == "PERSON":
        return True
    at = span.start - 1
    while at > 0 and (doc[at].pos_ in ("DET", "ADJ") or lexicon.has("titles", doc[at].lower_)):
        at -= 1
    return bool(at > 0 and doc[at].text == "," and doc[at - 1].ent_type_ == "PERSON")


def _is_people(span: Span) -> bool:
    """Whether an adjective stands for its people: "the Chinese", "the British"."""
    doc = span.doc
    if span.start == 0 or doc[span.start - 1].lower_ != "the":
        return False
    following = doc[span.end] if span.end < len(doc) else None
    alone = following is None or (
        following.pos_ not in ("ADJ", "NOUN", "PROPN", "NUM") and following.text not in _HYPHENS
    )
    return alone and span.root.dep_ in ("nsubj", "nsubjpass", "pobj", "dobj", "conj")


def _allowed(span: Span, name: Name, lexicon: ActorLexicon) -> bool:
    """Whether what stands before the name lets it be an actor: "the" before "West", no "ordinary" before "Afghans"."""
    before = span.doc[span.start - 1] if span.start else None
    if name.after:
        return before is not None and before.lower_ in name.after
    if before is not None and before.tag_ == "POS" and name.text in lexicon.phrases.get("shared_names", ()):
        return False  # "Russia's Security Council"
    if name.kind == "people" and before is not None:
        return not (lexicon.has("crowds", before.lower_) or before.text == "-")
    return True


def _reread(reading: Reading, match: Match, end: int) -> Name | None:
    """The code of the whole phrase where the codebook lists it with a code of its own ("Afghan government")."""
    names = reading.lexicon.names.find(reading.text[match.start : end])
    if len(names) != 1 or names[0].end != end - match.start:
        return None
    return reading.choose(Match(match.start, end, names[0].names))


def _found(start: int, end: int, name: Name, rule: str, *, where: str = "actor", score: float = 1.0) -> Found:
    attributes = {"role": where, **name.attributes}
    return Found(
        start, end, FACET, name.code, f"{rule}:{fold(name.text).casefold()}", min(score, name.score), attributes
    )


def _abbreviations_like_names(found: Sequence[Found], text: str) -> list[Found]:
    """An abbreviation in brackets has the role of the name that stands before it."""
    done: list[Found] = []
    for each in found:
        long = done[-1] if done else None
        if (
            long
            and long.code == each.code
            and text[long.end : each.start] == " ("
            and text[each.end : each.end + 1] == ")"
        ):
            each = replace(each, attributes={**each.attributes, "role": long.attributes["role"]})
        done.append(each)
    return done


def _without_overlaps(found: Iterable[Found]) -> list[Found]:
    """Of actors that overlap, the longest; of equal ones the surest."""
    kept: list[Found] = []
    taken: set[int] = set()
    for each in sorted(found, key=lambda each: (each.start - each.end, -each.score, each.start, each.code)):
        if taken.isdisjoint(range(each.start, each.end)):
            taken.update(range(each.start, each.end))
            kept.append(each)
    return kept
