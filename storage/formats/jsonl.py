"""Native codings: one JSON object a line, lossless for codings and done marks. Documented in docs/formats.md."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson

from annotator.errors import FormatError
from annotator.records import FIRST_ROUND, Coding, Document
from storage.atomic import replacing
from storage.formats.dataset import Dataset, Incoming, IncomingDone, Parcel, Written
from storage.formats.registry import Format

LINE_LIMIT = 16 * 1024 * 1024
_ORIGINS = ("manual", "accepted", "edited", "bulk", "propagated", "imported", "adjudicated")
_TEXTS = ("coder", "facet", "code", "text", "sha256", "origin", "memo", "round", "uuid", "created")


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


def lines(dataset: Dataset) -> Iterator[dict[str, Any]]:
    documents = {document.sha256: document for document in dataset.documents}
    for coding in dataset.codings:
        yield coding_line(coding, documents[coding.document])
    for mark in dataset.completions:
        yield {
            "document": documents[mark.document].name, "sha256": mark.document, "coder": mark.coder,
            "facet": mark.facet, "round": mark.round, "done": mark.done,
        }  # fmt: skip


def write(dataset: Dataset, path: Path, options: Mapping[str, Any]) -> Written:
    with replacing(path) as draft, draft.open("wb") as file:
        for line in lines(dataset.checked()):
            file.write(orjson.dumps(line) + b"\n")
    return Written([path])


def read(path: Path, options: Mapping[str, Any]) -> Parcel:
    codings: list[Incoming] = []
    done: list[IncomingDone] = []
    for where, line in _objects(path):
        if "done" in line and "start" not in line:
            done.append(_done(where, line))
        else:
            codings.append(_coding(where, line))
    return Parcel(codings, done)


def _objects(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    with path.open("rb") as file:
        number = 0
        while raw := file.readline(LINE_LIMIT + 1):
            number += 1
            where = f"{path.name}, line {number}"
            if len(raw) > LINE_LIMIT:
                raise FormatError(f"{where}: the line is longer than 16 MB; a coding takes one short line.")
            if number == 1:
                raw = raw.removeprefix(b"\xef\xbb\xbf")
            if not raw.strip():
                continue
            try:
                found = orjson.loads(raw)
            except ValueError as fault:
                raise FormatError(f"{where}: this is not JSON ({fault}).") from fault
            if not isinstance(found, dict):
                raise FormatError(f"{where}: each line must be an object {{…}}.")
            yield where, found


def _coding(where: str, line: Mapping[str, Any]) -> Incoming:
    for name in ("document", "start", "end", "facet", "code"):
        if name not in line:
            raise FormatError(f"{where}: {name!r} is missing; a coding needs document, start, end, facet and code.")
    texts = {name: text_of(where, line, name) for name in ("document", *_TEXTS)}
    start, end = (offset_of(where, line, name) for name in ("start", "end"))
    origin = texts["origin"] or "imported"
    if origin not in _ORIGINS:
        raise FormatError(f"{where}: origin {origin!r} is unknown; allowed are {', '.join(_ORIGINS)}.")
    meaning, certainty = line.get("meaning_version"), line.get("certainty")
    if meaning is not None and (not isinstance(meaning, int) or isinstance(meaning, bool)):
        raise FormatError(f"{where}: meaning_version must be a whole number.")
    if certainty is not None and (isinstance(certainty, bool) or not isinstance(certainty, int | float)):
        raise FormatError(f"{where}: certainty must be a number from 0 to 1.")
    return Incoming(
        where, texts["document"], texts["coder"], start, end, texts["facet"], texts["code"],
        attributes_of(where, line.get("attributes")), texts["sha256"],
        None if line.get("text") is None else texts["text"], origin, texts["memo"], certainty,
        texts["round"] or FIRST_ROUND, texts["uuid"], meaning, texts["created"],
    )  # fmt: skip


def _done(where: str, line: Mapping[str, Any]) -> IncomingDone:
    for name in ("document", "facet"):
        if not line.get(name):
            raise FormatError(f"{where}: {name!r} is missing; a done line needs document, coder, facet and done.")
    if not isinstance(line["done"], bool):
        raise FormatError(f"{where}: done must be true or false.")
    document, coder, facet, sha256, round_ = (
        text_of(where, line, name) for name in ("document", "coder", "facet", "sha256", "round")
    )
    return IncomingDone(where, document, coder, facet, line["done"], sha256, round_ or FIRST_ROUND)


def text_of(where: str, line: Mapping[str, Any], name: str) -> str:
    value = line.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise FormatError(f"{where}: {name} must be a text, not {value!r:.40}.")
    if "\x1f" in value and name != "text":
        raise FormatError(f"{where}: {name} holds a control character.")
    return value


def offset_of(where: str, line: Mapping[str, Any], name: str) -> int | None:
    value = line.get(name)
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise FormatError(f"{where}: {name} must be a whole number or null, not {value!r:.40}.")


def attributes_of(where: str, value: object) -> dict[str, str]:
    """Attribute name -> text; null and empty ones count as not given, numbers become text."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise FormatError(f"{where}: attributes must be an object of names and texts.")
    out = {}
    for name, item in value.items():
        if item is None or item == "":
            continue
        if isinstance(item, bool) or not isinstance(item, str | int | float):
            raise FormatError(f"{where}: attribute {name} must be a text, not {item!r:.40}.")
        out[name] = str(item)
    return out


FORMAT = Format("jsonl", "Native codings, one JSON object a line", ".jsonl", "", write, read)
