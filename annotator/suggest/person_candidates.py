"""What may be a person: what the model takes for one, and capitalised words beside a title or a verb of speech."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from annotator.suggest.reading import Reading

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

_PART = r"(?: |-|(?: |-)(?:al|ul|ur|ud|uz|us|e|i|bin|ibn)(?: |-))[A-Z][a-z]+"
_BEHIND_TITLE = re.compile(rf"\b(?P<title>[A-Za-z]+)(?P<comma>,?) (?=(?P<name>[A-Z][a-z]+(?:{_PART}){{1,3}})\b)")
_NAME = r"(?P<name>[A-Z][a-z]+(?: (?:al-|ul-)?[A-Z][a-z]+){1,3})"
_BEFORE_PART = re.compile(
    rf"(?<![\w-])(?<![A-Z][a-z] ){_NAME}(?:, (?:(?:the|a|an) )?(?:[a-z]+ )?(?P<title>[a-z]+) (?:of|for|at|in) | (?P<verb>[a-z]+)\b)"
)
_SAID = frozenset(
    {"said", "says", "told", "warned", "argued", "argues", "wrote", "writes", "added", "tweeted", "noted"}
)
_OTHERS = frozenset({"GPE", "NORP", "LOC", "DATE", "TIME", "EVENT", "LAW", "LANGUAGE"})
"""Labels of the model that say more against a person than the words around a name say for one."""
_NO_NAMES = ("titles", "officials", "institutions", "organisations", "no_organisations", "media")


def candidates(doc: Doc, reading: Reading) -> Iterator[Span]:
    """What the model takes for persons, and capitalised words beside a title or before a verb of speech.

    "The ambassador, Gul Hassan Hassan, ...", "Mohsin Dawar, leader of ...", "Fu Cong said".
    """
    spans = [span for span in doc.ents if span.label_ == "PERSON"]
    known = bytearray(len(reading.text) + 1)
    for span in spans:
        known[span.start_char : span.end_char] = b"\1" * (span.end_char - span.start_char)
    for found in _BEHIND_TITLE.finditer(reading.text):
        start, end = found.span("name")
        closed = not found["comma"] or reading.text[end : end + 1] in (",", ".")
        words = found["name"].casefold().split()
        if not closed or any(known[start:end]) or not reading.lexicon.has("titles", found["title"].casefold()):
            continue
        span = None if reading.lexicon.has("titles", *words) else doc.char_span(start, end)
        if span is not None and all(token.pos_ == "PROPN" and token.ent_type_ != "GPE" for token in span):
            spans.append(span)
    for found in _BEFORE_PART.finditer(reading.text):
        start, end = found.span("name")
        kind = "titles" if found["title"] else "speech"
        word = (found["title"] or found["verb"]).casefold()
        if any(known[start:end]) or not (reading.lexicon.has(kind, word) or word in _SAID):
            continue
        words = found["name"].casefold().split()
        span = None if any(reading.lexicon.has(kind, *words) for kind in _NO_NAMES) else doc.char_span(start, end)
        if span is not None and all(token.pos_ == "PROPN" and token.ent_type_ not in _OTHERS for token in span):
            spans.append(span)
    return iter(sorted(spans, key=lambda span: span.start))


def with_first_name(span: Span, taken: bytearray, reading: Reading) -> Span:
    """The span with first names that the model left out: "Mahmood" before "Khan Achakzai", "Aziz ur-" before "Rahman"."""
    doc, start = span.doc, span.start
    while start > 1 and doc[start - 1].text == "-" and not doc[start - 1].whitespace_:
        start -= 2
    while start and span.start - start < 2:
        before = doc[start - 1]
        first = before.pos_ == "PROPN" and before.dep_ == "compound" and before.is_title and before.is_alpha
        if not first or before.ent_type_ or taken[before.idx] or reading.lexicon.has("titles", before.lower_):
            break
        start -= 1
    return doc[start : span.end]
