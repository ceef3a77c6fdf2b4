"""brat standoff as it comes from brat itself or from our own export."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from annotator.errors import FormatError
from annotator.records import Span
from annotator.wording import later, say
from storage.formats import checks
from storage.formats.dataset import Incoming, IncomingDocument, Parcel
from storage.formats.labels import from_file_name, unidentified

INDEX = "documents.jsonl"
"""Beside the folders: what the document in each file is called."""
SPAN = "IntercoderSpan"
"""The note with a span's exact ends, where it begins or ends with a line break."""
_MOST_FILES = 20_000
_PLACES = re.compile(r"\d{1,12} \d{1,12}(?:;\d{1,12} \d{1,12})*\Z")
_ESCAPED = re.compile(r"\\u([0-9a-f]{4})")


@dataclass(slots=True)
class _Bound:
    where: str
    type: str
    span: Span
    quote: str | None
    attributes: dict[str, str] = field(default_factory=dict)
    arguments: dict[str, str] = field(default_factory=dict)
    memo: str = ""
    scattered: bool = False
    """Other words stand between its parts: more than the line breaks that no part may hold."""


_KINDS = {"R": later("relation"), "N": later("reference"), "*": later("equivalence")}
_UNKNOWN, _NOTE, _ATTRIBUTE = later("unknown"), later("note on another"), later("attribute of another")


def read(path: Path, options: Mapping[str, Any]) -> Parcel:
    """A folder of .txt and .ann, or one with such a folder for each coder; or a single .ann beside its .txt."""
    files = [path] if path.is_file() else sorted([*path.glob("*.ann"), *path.glob("*/*.ann")])
    if not files or len(files) > _MOST_FILES:
        held, most = len(files), _MOST_FILES
        if not files:
            raise FormatError(say("{name} holds no .ann files; 1 to {most:,} are taken.", name=path.name, most=most))
        raise FormatError(
            say("{name} holds {held} .ann files; 1 to {most:,} are taken.", name=path.name, held=held, most=most)
        )
    index = _index(path / INDEX)
    documents: dict[str, IncomingDocument] = {}
    codings: list[Incoming] = []
    left: set[str] = set()
    scattered = 0
    for file in files:
        named = file.parent != path and path.is_dir()
        coder, place = (from_file_name(file.parent.name), f"{file.parent.name}/") if named else ("", "")
        entry = index.get(file.stem, {})
        text = _text(file.with_suffix(".txt"))
        where = f"{place}{file.name}"
        document = IncomingDocument(
            where,
            checks.text_of(INDEX, entry, "document") or f"{file.stem}.txt",
            text,
            {},
            checks.sha256_of(INDEX, entry),
        )
        documents.setdefault(document.key, document)
        bounds = _bounds(file, where, text, left)
        codings += [_incoming(bound, document, coder, foreign=not entry) for bound in bounds]
        scattered += sum(bound.scattered for bound in bounds)
    notes = [say("Left out: {kind} lines, which have no place here.", kind=kind) for kind in sorted(map(say, left))]
    if scattered:
        notes.append(
            say(
                "Spans in several parts were taken whole, from their beginning to their end: {scattered:,}.",
                scattered=scattered,
            )
        )
    return Parcel(codings, (), list(documents.values()), notes=notes)


def _index(file: Path) -> dict[str, Mapping[str, Any]]:
    if not file.is_file():
        return {}
    lines = checks.json_lines(checks.lines_of(file), file.name)
    return {checks.text_of(where, line, "file"): line for where, line in lines}


def _text(file: Path) -> str:
    if not file.is_file():
        raise FormatError(say("{name} is missing beside its .ann file.", name=file.name))
    try:
        return checks.bytes_of(file).decode("utf-8")
    except UnicodeDecodeError as fault:
        raise FormatError(say("{name} is not UTF-8: brat keeps texts as UTF-8.", name=file.name)) from fault


def _bounds(file: Path, where: str, text: str, left: set[str]) -> list[_Bound]:
    """The codings of a file: text-bound lines that no event has for its trigger, and events."""
    bounds: dict[str, _Bound] = {}
    triggers: dict[str, str] = {}
    later: list[tuple[str, str, list[str]]] = []
    try:
        lines = checks.bytes_of(file).decode("utf-8").split("\n")
    except UnicodeDecodeError as fault:
        raise FormatError(say("{where} is not UTF-8.", where=where)) from fault
    for number, line in enumerate(lines, start=1):
        place, cells = say("{where}, line {number}", where=where, number=number), line.rstrip("\r").split("\t")
        kind = line[:1]
        if kind == "T":
            bounds[cells[0]] = _bound(place, cells, text)
        elif kind in ("E", "A", "M", "#"):
            later.append((kind, place, cells))
        elif line.strip():
            left.add(_KINDS.get(kind, _UNKNOWN))
    others = {cells[0] for cells in (line.split("\t") for line in lines) if cells[0][:1] in ("R", "N", "A", "M", "*")}
    triggers |= {c[0]: c[1].split(" ")[0].partition(":")[2] for kind, _, c in later if kind == "E" and len(c) > 1}
    for kind, place, cells in sorted(later, key=lambda entry: "EAM#".index(entry[0])):
        if kind == "E":
            _event(place, cells, bounds, triggers)
        elif len(cells) > 1 and [*cells[1].split(" "), ""][1] in others:
            left.add(_NOTE if kind == "#" else _ATTRIBUTE)
        else:
            _about(kind, place, cells, bounds, triggers)
    for bound in bounds.values():
        for name, target in bound.arguments.items():
            _, dash, code = bounds[target].type.partition("-")
            bound.attributes.setdefault(name, unidentified(code if dash else bounds[target].type))
    return list(bounds.values())


def _bound(place: str, cells: list[str], text: str) -> _Bound:
    type_, _, places = cells[1].partition(" ") if len(cells) >= 3 else ("", "", "")
    if not _PLACES.match(places):
        raise FormatError(say("{place}: a T line needs a type, offsets and a text.", place=place))
    parts = [tuple(map(int, part.split())) for part in places.split(";")]
    quote = "\t".join(cells[2:])
    if any(not 0 <= a < b <= len(text) for a, b in parts):
        raise FormatError(
            say(
                "{place}: {places} does not lie in the text, which has {number} characters.",
                place=place,
                places=places,
                number=len(text),
            )
        )
    whole = " ".join(text[a:b] for a, b in parts)
    span = Span(parts[0][0], parts[-1][1])
    # what brat shows is the parts; a quote that differs is handed on, so that its offsets can be looked into
    scattered = any(text[end:start].strip() for (_, end), (start, _) in pairwise(parts))
    return _Bound(place, type_, span, None if whole == quote else quote, scattered=scattered)


def _event(place: str, cells: list[str], bounds: dict[str, _Bound], triggers: dict[str, str]) -> None:
    if len(cells) < 2:
        raise FormatError(say("{place}: an E line needs a type and its trigger.", place=place))
    (_, _, trigger), *roles = [part.partition(":") for part in cells[1].split()]
    if trigger not in bounds or any(target not in bounds and target not in triggers for _, _, target in roles):
        raise FormatError(say("{place}: the event points at a line that is not there.", place=place))
    for role, _, target in roles:
        bounds[trigger].arguments[unidentified(role)] = triggers.get(target, target)


def _about(kind: str, place: str, cells: list[str], bounds: dict[str, _Bound], triggers: dict[str, str]) -> None:
    words = cells[1].split(" ") if len(cells) > 1 else []
    target = triggers.get(words[1], words[1]) if len(words) > 1 else ""
    if target not in bounds:
        if not target:
            raise FormatError(say("{place}: the line points at nothing, which is not there.", place=place))
        raise FormatError(say("{place}: the line points at {target}, which is not there.", place=place, target=target))
    bound = bounds[target]
    if kind in ("A", "M"):
        bound.attributes[unidentified(words[0])] = unidentified(words[2]) if len(words) > 2 else "true"
    elif words[0] == SPAN:
        ends = (cells[2] if len(cells) > 2 else "").split(" ")
        if len(ends) != 2 or not all(end.isascii() and end.isdigit() and len(end) < 13 for end in ends):
            raise FormatError(say("{place}: {span} needs start and end.", place=place, span=SPAN))
        bound.span = Span(int(ends[0]), int(ends[1]))
    else:
        note = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), "\t".join(cells[2:]))
        bound.memo = f"{bound.memo}\n{note}" if bound.memo else note


def _incoming(bound: _Bound, document: IncomingDocument, coder: str, *, foreign: bool) -> Incoming:
    facet, dash, code = bound.type.partition("-")
    named = (unidentified(facet), unidentified(code)) if dash else ("", unidentified(bound.type))
    return Incoming(
        bound.where, document.name, coder, bound.span.start, bound.span.end, *named, bound.attributes, document.key,
        bound.quote, memo=bound.memo, foreign=foreign, label=unidentified(bound.type), group=named[0],
    )  # fmt: skip
