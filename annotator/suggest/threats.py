"""Suggests threats: clauses and noun phrases that report a danger, from the lexicon in the codebook's threat cues.

The lexicon says what a word may report and of whom; the grammar finds who does it to whom and whether it occurred.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.codebook import Codebook
from annotator.suggest import arguments, clauses, extents, spans, status
from annotator.suggest.cue_lexicon import CueFault, Hit, Lexicon, build, choice, located, number, strings
from annotator.suggest.default_threats import DefaultThreats, default_threats, read_default
from annotator.suggest.found import Found
from annotator.suggest.holders import Cast, Parties, read_parties

if TYPE_CHECKING:
    from spacy.tokens import Doc

TABLES = ("verb", "noun", "adjective", "phrase")
CONDITIONS = ("subject", "object", "near", "any", "without")
FACET = "threat"


@dataclass(frozen=True, slots=True)
class ThreatCue:
    """One entry. `needs` maps a place (subject, object, near, any) to the kinds of which one must stand there."""

    name: str
    table: str
    code: str
    needs: Mapping[str, frozenset[str]]
    perpetrator: tuple[str, ...]
    target: tuple[str, ...]
    status: str
    score: float
    words: int


@dataclass(frozen=True, slots=True)
class _Compiled:
    codebook: Codebook
    lexicon: Lexicon[ThreatCue]
    parties: Parties
    status: status.StatusWords
    default: DefaultThreats


DEFAULT_SLOTS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "verb": (("agent", "subject"), ("object", "prep:on|against|at|in|into|to|from", "right")),
    "noun": (
        ("poss", "modifier", "prep:of|by|from", "governor", "left"),
        ("prep:on|against|in|at|to|into|for|across|over|within", "right"),
    ),
    "adjective": (("subject",), ("prep:to|for|in|by", "right")),
    "phrase": (("subject", "left"), ("right",)),
}
WORDS: Mapping[str, int] = {"verb": 9, "noun": 11, "adjective": 9, "phrase": 9}


class ThreatSuggester:
    """Finds threats. `faults` names the entries of the codebook's cues that cannot be used, one sentence each."""

    name = "threats"
    version = "1"

    def __init__(self) -> None:
        self.faults: list[str] = []
        self._compiled: _Compiled | None = None

    def suggest(self, doc: Doc, *, codebook: Codebook, actors: Sequence[Found]) -> Iterable[Found]:
        """Threats of `doc` in order of their start; of overlapping ones the surer (then longer) is kept."""
        compiled = self._compile(codebook)
        cast = Cast(doc, actors, compiled.parties)
        candidates: list[Found] = []
        taken: set[int] = set()
        for hits in compiled.lexicon.find(doc):
            found = next(filter(None, (list(_candidates(doc, hit, cast, compiled.status)) for hit in hits)), [])
            candidates += found
            if found:
                taken.add(hits[0].head)
        candidates += default_threats(doc, cast, compiled.default, compiled.status, taken=taken)
        return spans.without_overlaps(candidates)

    def _compile(self, codebook: Codebook) -> _Compiled:
        if self._compiled is None or self._compiled.codebook is not codebook:
            cues = codebook.cues.get("threats")
            table: Mapping[str, object] = cues if isinstance(cues, Mapping) else {}
            facet = codebook.facet(FACET)
            codes = tuple(code.name for code in facet.codes) if facet else ()
            lexicon = build(
                table, where="threat cues", tables=TABLES, read=lambda *entry: read_cue(*entry, codes=codes)
            )
            self.faults = located(lexicon.faults, codebook, "threats")
            self._compiled = _Compiled(
                codebook, lexicon, read_parties(table), status.read_status_words(table), read_default(table)
            )
        return self._compiled


def read_cue(table: str, entry: Mapping[str, object], name: str, *, codes: Sequence[str]) -> ThreatCue:
    """A [[verb]], [[noun]], [[adjective]] or [[phrase]] table of the threat cues. Raises CueFault."""
    code = entry.get("code")
    if not isinstance(code, str) or not code:
        raise CueFault("it has no “code”")
    if codes and code not in codes:
        raise CueFault(f"the codebook has no threat code “{code}”")
    slots = {}
    for place, default in zip(("perpetrator", "target"), DEFAULT_SLOTS[table], strict=True):
        slots[place] = strings(entry, place, default)
        wrong = [slot for slot in slots[place] if not arguments.is_slot(slot)]
        if wrong:
            raise CueFault(f"“{place}” names the unknown slot “{wrong[0]}”")
    needs = {place: frozenset(strings(entry, place)) for place in CONDITIONS if place in entry}
    fixed = choice(entry, "status", (*status.STATUSES, "event", "tense"), "")
    return ThreatCue(
        name,
        table,
        code,
        needs,
        slots["perpetrator"],
        slots["target"],
        fixed,
        number(entry, "score", 0.8),
        int(number(entry, "words", WORDS[table])),
    )


def _candidates(doc: Doc, hit: Hit[ThreatCue], cast: Cast, words: status.StatusWords) -> Iterator[Found]:
    cue = hit.cue
    head = doc[hit.head]
    if cue.table == "verb" and clauses.modifier(head):
        return
    if cue.needs and not spans.met(cue.needs, hit, cast):
        return
    if cue.table == "verb" or (cue.table in ("phrase", "adjective") and head.pos_ in ("VERB", "AUX")):
        first, last = extents.verb_span(doc, head, first=hit.first, last=hit.last, words=cue.words, bounds=cast.bounds)
        found_status = status.of_verb(head, words, default=_fixed(cue.status))
    elif cue.table == "adjective":
        first, last = extents.predicate_span(
            doc, head, first=hit.first, last=hit.last, words=cue.words, bounds=cast.bounds
        )
        found_status = status.of_noun(head, words, default=cue.status or "ongoing")
    else:
        first, last = extents.noun_span(doc, head, first=hit.first, last=hit.last, words=cue.words, bounds=cast.bounds)
        found_status = status.of_noun(head, words, default=cue.status or "ongoing")
    if last - first < 2 or (last - first == 2 and doc[first].tag_ == "PRP$"):
        return
    attributes = {"status": found_status}
    perpetrator = _party(cue.perpetrator, hit, cast, doc, armed_first=True)
    if perpetrator:
        attributes["perpetrator"] = perpetrator
    target = _party(cue.target, hit, cast, doc, but=perpetrator)
    if target:
        attributes["target"] = target
    code = words.recode.get(cue.code, cue.code) if found_status == "potential" else cue.code
    yield spans.found(
        doc, first, last, facet=FACET, code=code, rule=f"threats:{cue.name}", score=cue.score, attributes=attributes
    )


def _fixed(value: str) -> str:
    return "" if value in ("event", "tense") else value


def _party(
    slots: Sequence[str],
    hit: Hit[ThreatCue],
    cast: Cast,
    doc: Doc,
    *,
    but: str | None = None,
    armed_first: bool = False,
) -> str | None:
    head = doc[hit.head]
    for slot in slots:
        if slot in ("right", "left"):
            code = _beside(slot, hit, cast, doc, but, armed_first)
            if code:
                return code
            continue
        for noun in arguments.heads(slot, head, last=hit.last):
            code = cast.code(noun)
            if (
                code
                and code != but
                and (not armed_first or slot not in ("modifier", "governor", "poss") or cast.armed(code))
            ):
                return code
    return None


def _beside(slot: str, hit: Hit[ThreatCue], cast: Cast, doc: Doc, but: str | None, armed_first: bool) -> str | None:
    sentence = doc[hit.head].sent
    if slot == "right":
        near = list(cast.between(hit.last + 1, min(hit.last + 10, sentence.end)))
    else:
        near = list(cast.between(max(sentence.start, hit.first - 15), hit.first))[::-1]
    for mention in near:
        if mention.code != but and (not armed_first or cast.armed(mention.code)):
            return mention.code
    return None
