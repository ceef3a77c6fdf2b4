"""Native codings: one JSON object a line, lossless for codings and done marks. Documented in docs/formats.md."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson

from annotator.errors import FormatError
from annotator.records import FIRST_ROUND, Coding, Document
from annotator.wording import say
from storage.atomic import replacing
from storage.formats import checks
from storage.formats.dataset import Dataset, Incoming, IncomingDone, Parcel, Written
from storage.formats.doccano_look import looks_like_doccano
from storage.formats.registry import Format

REQUIRED = ("document", "start", "end", "facet", "code")


def coding_line(coding: Coding, document: Document) -> dict[str, Any]:
    """A coding as the object that stands on its line, keys in the documented order."""
    span = coding.span
    return {
        "document": document.name, "sha256": document.sha256, "coder": coding.coder, "start": coding.start,
        "end": coding.end, "text": document.text[span.start : span.end] if span else None, "facet": coding.facet,
        "code": coding.code, "attributes": dict(sorted(coding.attributes.items())), "origin": coding.origin,
        "memo": coding.memo, "certainty": coding.certainty, "round": coding.round, "uuid": coding.uuid,
        "meaning_version": coding.meaning_version, "created": coding.created,
    }  # fmt: skip


def lines(dataset: Dataset, *, tells: bool = False) -> Iterator[dict[str, Any]]:
    """Codings, done marks, and what is open: see `open_lines`. `tells`: of the progress, as these lines are written."""
    documents = {document.sha256: document for document in dataset.documents}
    for coding in dataset.each(dataset.codings) if tells else dataset.codings:
        yield coding_line(coding, documents[coding.document])
    for mark in dataset.completions:
        yield _done_line(documents[mark.document], mark.coder, mark.facet, mark.round, done=mark.done)
    yield from open_lines(dataset)


def open_lines(dataset: Dataset) -> Iterator[dict[str, Any]]:
    """`"done": false` for what an import would take for done because the coder has a coding in the document.

    Without these lines a facet that somebody has not come to yet would come back as "done and found nothing".
    """
    documents = {document.sha256: document for document in dataset.documents}
    stated = {(m.document, m.coder, m.facet, m.round) for m in dataset.completions}
    facets = sorted({coding.facet for coding in dataset.codings})
    for sha256, coder, round_ in dict.fromkeys((c.document, c.coder, c.round) for c in dataset.codings):
        for facet in facets:
            if (sha256, coder, facet, round_) not in stated:
                yield _done_line(documents[sha256], coder, facet, round_, done=False)


def _done_line(document: Document, coder: str, facet: str, round_: str, *, done: bool) -> dict[str, Any]:
    return {
        "document": document.name, "sha256": document.sha256, "coder": coder, "facet": facet, "round": round_,
        "done": done,
    }  # fmt: skip


def write(dataset: Dataset, path: Path, options: Mapping[str, Any]) -> Written:
    with replacing(path) as draft, draft.open("wb") as file:
        for line in lines(dataset.checked(), tells=True):
            file.write(orjson.dumps(line) + b"\n")
    return Written([path])


def read(path: Path, options: Mapping[str, Any]) -> Parcel:
    codings: list[Incoming] = []
    done: list[IncomingDone] = []
    for where, line in checks.json_lines(checks.lines_of(path), path.name):
        item = item_of(where, line)
        if isinstance(item, Incoming):
            codings.append(item)
        else:
            done.append(item)
    return Parcel(codings, done)


def item_of(where: str, line: Mapping[str, Any]) -> Incoming | IncomingDone:
    """What a line says: a coding, or a done mark where it has `done` and no `start`."""
    return _done(where, line) if "done" in line and "start" not in line else _coding(where, line)


def _coding(where: str, line: Mapping[str, Any]) -> Incoming:
    for name in REQUIRED:
        if name not in line:
            raise FormatError(
                say(
                    "{where}: {name!r} is missing; a coding needs document, start, end, facet and code.",
                    where=where,
                    name=name,
                )
            )
    for name in ("document", "facet", "code"):
        if not checks.text_of(where, line, name):
            raise FormatError(
                say("{where}: {name} must be a text, not {line!r}.", where=where, name=name, line=line[name])
            )
    start, end = checks.whole_of(where, line, "start"), checks.whole_of(where, line, "end")
    return Incoming(
        where,
        checks.text_of(where, line, "document"),
        checks.name_of(where, line, "coder"),
        start,
        end,
        checks.text_of(where, line, "facet"),
        checks.text_of(where, line, "code"),
        checks.attributes_of(where, line.get("attributes")),
        checks.sha256_of(where, line),
        _quote(where, line),
        checks.origin_of(where, checks.text_of(where, line, "origin")),
        checks.text_of(where, line, "memo"),
        checks.certainty_of(where, line.get("certainty")),
        checks.name_of(where, line, "round") or FIRST_ROUND,
        checks.name_of(where, line, "uuid"),
        checks.version_of(where, line.get("meaning_version")),
        checks.moment_of(where, checks.text_of(where, line, "created")),
    )


def _quote(where: str, line: Mapping[str, Any]) -> str | None:
    """The quote as it stands: documents may hold any character."""
    quote = line.get("text")
    if quote is not None and not isinstance(quote, str):
        raise FormatError(say("{where}: text must be a text, not {quote!r:.40}.", where=where, quote=quote))
    return quote


def _done(where: str, line: Mapping[str, Any]) -> IncomingDone:
    for name in ("document", "facet"):
        if not checks.text_of(where, line, name):
            raise FormatError(
                say(
                    "{where}: {name!r} is missing; a done line needs document, coder, facet and done.",
                    where=where,
                    name=name,
                )
            )
    if not isinstance(line["done"], bool):
        raise FormatError(say("{where}: done must be true or false.", where=where))
    return IncomingDone(
        where,
        checks.text_of(where, line, "document"),
        checks.name_of(where, line, "coder"),
        checks.text_of(where, line, "facet"),
        line["done"],
        checks.sha256_of(where, line),
        checks.name_of(where, line, "round") or FIRST_ROUND,
    )


def _is_ours(path: Path) -> bool:
    """Whatever else ends in .jsonl: faults in it are named by line."""
    return path.is_file() and not looks_like_doccano(path)


FORMAT = Format("jsonl", "Native codings, one JSON object a line", ".jsonl", write, read, claims=_is_ours)
