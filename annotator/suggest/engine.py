"""From a document's text to suggestions: reflow, parse (or read the kept parse), run every suggester, map back.

Marks of footnotes are read as nothing. Takes text and gives records, so that a worker process can run it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import orjson

from annotator.codebook import Codebook
from annotator.collector import without_collector
from annotator.records import Region, Suggestion
from annotator.reflow import Flow, reflow
from annotator.suggest.answers import Answers
from annotator.suggest.footnotes import footnote_marks
from annotator.suggest.found import Found, PatternFault, Suggester
from annotator.suggest.pipeline import identity, model_id, parse_from_bytes, parse_to_bytes
from annotator.suggest.registry import suggesters

if TYPE_CHECKING:
    from spacy.tokens import Doc

_quoted = json.JSONEncoder(ensure_ascii=False).encode


@dataclass(frozen=True, slots=True)
class SuggestionRun:
    """What a run over one document gave.

    `suggestions` are sorted by start, end, facet and code. `faults` name the cues that could not be used. `parses` are
    the bytes to keep for the next run; `parsed` says whether the model had to run for them. `answers` are bytes to keep
    as well: with them a run after an edit of the codebook asks only the suggesters whom it concerns; `asked` names those.
    """

    suggestions: tuple[Suggestion, ...]
    faults: tuple[PatternFault, ...]
    parses: bytes
    parsed: bool
    answers: bytes = b""
    asked: tuple[str, ...] = ()


def suggest(
    text: str,
    *,
    document_id: str,
    regions: Sequence[Region],
    codebook: Codebook,
    parses: bytes | None = None,
    answers: bytes | None = None,
    using: Sequence[Suggester] | None = None,
) -> SuggestionRun:
    """Suggestions for a document: the same for the same text, regions, codebook and model.

    `document_id` is the document's sha256; it is part of each suggestion's id. Left-out regions are neither parsed
    nor suggested on. `parses` and `answers` are bytes of an earlier run; where they do not fit, the model runs, and all
    suggesters are asked. `using` replaces the registered suggesters.
    """
    flow = reflow(text, [*regions, *footnote_marks(text)], leave_out=True)
    doc = parse_from_bytes(parses, flow.text) if parses else None
    parsed = doc is None
    if parses is None or parsed:
        parses = parse_to_bytes(flow.text)
        doc = parse_from_bytes(parses, flow.text)
    assert doc is not None
    earlier = Answers(answers, characters=len(flow.text))
    with without_collector():
        run = _Run(doc, identity(parses), codebook, earlier)
        kept, faults = _suggested(run, flow, suggesters() if using is None else using, document_id)
    order = sorted(kept.values(), key=lambda each: (each.start, each.end, each.facet, each.code, each.id))
    return SuggestionRun(
        tuple(order), tuple(dict.fromkeys(faults)), parses, parsed, earlier.to_bytes(), tuple(run.asked)
    )


@dataclass(slots=True)
class _Run:
    """A run over one parse. `parse`: what identifies it; `asked`: the suggesters that were asked."""

    doc: Doc
    parse: str
    codebook: Codebook
    answers: Answers
    asked: list[str] = field(default_factory=list)

    def found_by(self, suggester: Suggester, actors: Sequence[Found]) -> Sequence[Found]:
        """The answer of a suggester: the one that was kept, where all that it rests on is the same."""
        rests_on = suggester.rests_on(self.doc, codebook=self.codebook)
        key = ""
        if rests_on is not None:
            said = orjson.dumps([self.parse, suggester.version, rests_on, actors])
            key = hashlib.sha256(said).hexdigest()
            kept = self.answers.of(suggester.name, key)
            if kept is not None:
                self.answers.keep(suggester.name, key, kept)
                return kept
        self.asked.append(suggester.name)
        found = list(suggester.suggest(self.doc, codebook=self.codebook, actors=tuple(actors)))
        if key:
            self.answers.keep(suggester.name, key, found)
        return found


def _suggested(
    run: _Run, flow: Flow, using: Sequence[Suggester], document_id: str
) -> tuple[dict[str, Suggestion], list[PatternFault]]:
    """What the suggesters find, by id, and which cues they could not use."""
    actors: list[Found] = []
    kept: dict[str, Suggestion] = {}
    faults: list[PatternFault] = []
    for suggester in using:
        found = run.found_by(suggester, actors)
        faults += suggester.faults(run.codebook)
        actors += (each for each in found if each.facet == "actor")
        actors.sort(key=lambda each: (each.start, each.end))
        for suggestion in _suggestions(found, suggester, flow, run.codebook, document_id):
            kept.setdefault(suggestion.id, suggestion)
    return kept, faults


def suggestion_id(document_id: str, found: Found, *, start: int, end: int, suggester: str) -> str:
    """The id of a suggestion: it stays the same over re-runs and new versions as long as it offers the same thing.

    It is the hash of what is offered as a list in JSON, put together here because that takes half the time.
    """
    attributes = ", ".join(f"[{_quoted(name)}, {_quoted(value)}]" for name, value in sorted(found.attributes.items()))
    where = f"{_quoted(document_id)}, {start}, {end}"
    what = f"{_quoted(found.facet)}, {_quoted(found.code)}, [{attributes}], {_quoted(f'{suggester}:{found.rule}')}"
    return hashlib.sha256(f"[{where}, {what}]".encode()).hexdigest()[:32]


def _suggestions(
    found: Iterable[Found], suggester: Suggester, flow: Flow, codebook: Codebook, document_id: str
) -> Iterable[Suggestion]:
    facets = {facet.name: (facet, {code.name: code for code in facet.codes}) for facet in codebook.facets}
    model = model_id()
    for each in found:
        facet, codes = facets.get(each.facet, (None, {}))
        code = codes.get(each.code)
        known = code is not None and not code.retired
        if facet is None or facet.unit != "span" or not (known or (each.facet == "actor" and not each.code)):
            continue
        span = flow.to_stored(each.start, each.end)
        if span.start >= span.end:
            continue
        yield Suggestion(
            id=suggestion_id(document_id, each, start=span.start, end=span.end, suggester=suggester.name),
            document=document_id,
            start=span.start,
            end=span.end,
            facet=each.facet,
            code=each.code,
            attributes={name: value for name, value in each.attributes.items() if value},
            source=f"{suggester.name}/{suggester.version} {each.rule}",
            score=each.score,
            model=model,
            aids_version=codebook.aids,
            meaning_version=code.meaning_version if code else codebook.meaning,
        )
