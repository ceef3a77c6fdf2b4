"""The exchange package: a whole project's state as a zip of JSONL with a manifest of hashes. No database inside."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import orjson

from annotator.codebook_file import codebook_from_json, codebook_to_json
from annotator.errors import CodebookError, FormatError
from annotator.records import Decision, Region, Verdict
from annotator.wording import later, say
from storage.atomic import replacing
from storage.formats import checks
from storage.formats.archive import Archive, write_zip
from storage.formats.dataset import (
    Dataset,
    Entry,
    Incoming,
    IncomingDocument,
    Parcel,
    Written,
)
from storage.formats.jsonl import coding_line, item_of, lines
from storage.formats.registry import Format

SCHEMA = "intercoder-package/1"
MANIFEST, CODEBOOK = "manifest.json", "codebook.json"
DOCUMENTS, CODINGS, DONE = "documents.jsonl", "codings.jsonl", "done.jsonl"
SUGGESTIONS, DECISIONS, ENTRIES = "suggestions.jsonl", "decisions.jsonl", "entries.jsonl"
_PARTS = (CODEBOOK, DOCUMENTS, CODINGS, DONE, SUGGESTIONS, DECISIONS, ENTRIES)
_KINDS = ("duplicate", "boilerplate", "caption", "soft-break", "hyphen")
_ENTITIES = (
    "override", "exposure", "memo", "coder", "setting", "study", "assignment", "gold", "proposal",
)  # fmt: skip
_VERDICTS = ("accepted", "edited", "rejected", "ignored")


def write(dataset: Dataset, path: Path, options: Mapping[str, Any]) -> Written:
    members = _members(dataset.checked())
    manifest = {
        "schema": SCHEMA,
        "provenance": dataset.provenance,
        "files": {n: {"sha256": hashlib.sha256(raw).hexdigest(), "bytes": len(raw)} for n, raw in members.items()},
    }
    top = orjson.dumps(manifest, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS)
    with replacing(path) as draft:
        write_zip(draft, {MANIFEST: top, **members})
    return Written([path])


def _members(dataset: Dataset) -> dict[str, bytes]:
    documents = {document.sha256: document for document in dataset.documents}
    codings = (
        {**coding_line(coding, documents[coding.document]), "suggestion": coding.suggestion}
        for coding in dataset.codings
    )
    return {
        CODEBOOK: codebook_to_json(dataset.codebook).encode(),
        DOCUMENTS: _jsonl(_document_lines(dataset)),
        CODINGS: _jsonl(codings),
        DONE: _jsonl(line for line in lines(dataset) if "done" in line),
        SUGGESTIONS: _jsonl(_suggestion_lines(dataset)),
        DECISIONS: _jsonl({f.name: getattr(d, f.name) for f in fields(Decision)} for d in dataset.decisions),
        ENTRIES: _jsonl(e._asdict() for e in dataset.entries if e.entity in _ENTITIES),
    }


def _jsonl(found: Iterable[Mapping[str, Any]]) -> bytes:
    return b"".join(orjson.dumps(line) + b"\n" for line in found)


def _document_lines(dataset: Dataset) -> Iterator[dict[str, Any]]:
    for document in dataset.each(dataset.documents):
        yield {
            "name": document.name, "sha256": document.sha256, "text": document.text,
            "metadata": dict(sorted(document.metadata.items())),
            "regions": [[r.start, r.end, r.kind, r.reason] for r in document.regions],
            "details": dict(dataset.details.get(document.sha256, {})),
        }  # fmt: skip


def _suggestion_lines(dataset: Dataset) -> Iterator[dict[str, Any]]:
    """A line a document: how its set was made (`run`), the set, and `older` suggestions that somebody decided on."""
    runs = {entry.key: entry.row for entry in dataset.entries if entry.entity == "suggestions"}
    found: defaultdict[tuple[str, bool], list[list[Any]]] = defaultdict(list)
    for s in dataset.suggestions:
        found[s.document, s.id in dataset.live].append(
            [s.id, s.start, s.end, s.facet, s.code, dict(sorted(s.attributes.items())), s.source, s.score, s.model,
             s.meaning_version, s.aids_version]
        )  # fmt: skip
    for sha256 in (document.sha256 for document in dataset.documents):
        if sha256 in runs:
            yield {
                "document": sha256, "run": runs[sha256], "items": found[sha256, True], "older": found[sha256, False],
            }  # fmt: skip


def read(path: Path, options: Mapping[str, Any]) -> Parcel:
    with Archive(path) as archive:
        raw = _verified(path, archive)
    documents = [_document(w, line) for w, line in _lines(path, raw, DOCUMENTS)]
    known = {document.key for document in documents}
    codings, done = [], []
    for where, line in (*_lines(path, raw, CODINGS), *_lines(path, raw, DONE)):
        item = item_of(where, line)
        if item.sha256 not in known:
            raise FormatError(
                say(
                    "{where}: the package does not hold the document {document!r:.80}.",
                    where=where,
                    document=item.document,
                )
            )
        if isinstance(item, Incoming):
            codings.append(_with_suggestion(item, checks.name_of(where, line, "suggestion")))
        else:
            done.append(item)
    return Parcel(
        codings, done, documents, _codebook(path, raw), (),
        [part for w, line in _lines(path, raw, SUGGESTIONS) for part in _suggestions(w, line, documents)],
        [_decision(w, line, known) for w, line in _lines(path, raw, DECISIONS)],
        [_entry(w, line) for w, line in _lines(path, raw, ENTRIES)],
    )  # fmt: skip


def _with_suggestion(item: Incoming, suggestion: str) -> Incoming:
    return replace(item, suggestion=suggestion) if suggestion else item


def _verified(path: Path, archive: Archive) -> dict[str, bytes]:
    """The members that the manifest names, each with the hash it says."""
    manifest = checks.parsed(archive.read(MANIFEST), f"{path.name}, {MANIFEST}")
    if not isinstance(manifest, dict) or manifest.get("schema") != SCHEMA:
        raise FormatError(
            say("{name} is not a package that this Intercoder reads ({schema}).", name=path.name, schema=SCHEMA)
        )
    listed = manifest.get("files")
    found = {}
    for name in _PARTS:
        entry = listed.get(name) if isinstance(listed, dict) else None
        if not isinstance(entry, dict):
            raise FormatError(
                say(
                    "{name}, {manifest}: {member} is not listed: the package is not whole.",
                    name=path.name,
                    manifest=MANIFEST,
                    member=name,
                )
            )
        found[name] = archive.read(name)
        if hashlib.sha256(found[name]).hexdigest() != entry.get("sha256"):
            raise FormatError(
                say(
                    "{name}: {member} was changed since the package was made; get it anew.", name=path.name, member=name
                )
            )
    return found


def _lines(path: Path, raw: Mapping[str, bytes], name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    return checks.json_lines(raw[name].split(b"\n"), f"{path.name}, {name}")


def _codebook(path: Path, raw: Mapping[str, bytes]) -> Any:
    try:
        return codebook_from_json(raw[CODEBOOK].decode("utf-8"))
    except (CodebookError, UnicodeDecodeError) as fault:
        raise FormatError(say("{name}, {codebook}: {fault}", name=path.name, codebook=CODEBOOK, fault=fault)) from fault


def _document(where: str, line: Mapping[str, Any]) -> IncomingDocument:
    text = line.get("text")
    if not isinstance(text, str):
        raise FormatError(say("{where}: a document needs a text.", where=where))
    metadata, details = line.get("metadata", {}), line.get("details", {})
    if not isinstance(metadata, dict) or not all(isinstance(value, str) for value in metadata.values()):
        raise FormatError(say("{where}: metadata must be an object of texts.", where=where))
    if not isinstance(details, dict) or {"name", "position", "characters", "metadata"} & set(details):
        raise FormatError(say("{where}: details must be an object that says how the document was read.", where=where))
    sha256 = checks.sha256_of(where, line)
    if hashlib.sha256(text.encode("utf-8")).hexdigest() != sha256:
        raise FormatError(say("{where}: the text does not have the sha256 that is given.", where=where))
    regions = tuple(region_of(where, item, len(text)) for item in line.get("regions") or ())
    return IncomingDocument(where, checks.text_of(where, line, "name"), text, metadata, sha256, regions, details)


def region_of(where: str, item: object, length: int) -> Region:
    """[start, end, kind, reason] as a Region; FormatError for anything else."""
    if isinstance(item, list) and len(item) == 4:
        start, end, kind, reason = item
        placed = type(start) is int and type(end) is int and 0 <= start < end <= length
        if placed and kind in _KINDS and isinstance(reason, str):
            return Region(start, end, kind, reason)
    raise FormatError(
        say("{where}: {item!r:.80} is no region: give [start, end, kind, reason].", where=where, item=item)
    )


def _suggestions(
    where: str, line: Mapping[str, Any], documents: Iterable[IncomingDocument]
) -> list[tuple[str, dict[str, Any]]]:
    """The older suggestions as a set of their own, then the set that replaces them."""
    sha256 = checks.text_of(where, line, "document")
    length = next((len(document.text) for document in documents if document.key == sha256), None)
    run, items, older = line.get("run"), line.get("items"), line.get("older")
    if length is None or not isinstance(run, dict) or not isinstance(items, list) or not isinstance(older, list):
        raise FormatError(
            say("{where}: suggestions need a document of this package, run, items and older.", where=where)
        )
    for item in (*items, *older):
        if not _is_suggestion(item, length):
            raise FormatError(say("{where}: {item!r:.80} is no suggestion.", where=where, item=item))
    return [(sha256, {**run, "items": group}) for group in (older, items) if group or group is items]


def _is_suggestion(item: object, length: int) -> bool:
    kinds = (str, int, int, str, str, dict, str, int | float, str, int, int)
    if not isinstance(item, list) or len(item) != len(kinds):
        return False
    if any(isinstance(value, bool) or not isinstance(value, kind) for value, kind in zip(item, kinds, strict=True)):
        return False
    texts = all(isinstance(text, str) for pair in item[5].items() for text in pair)
    return (
        bool(item[0]) and texts and 0 <= item[1] < item[2] <= length and 1 <= item[9] < 2**31 and 0 <= item[10] < 2**31
    )


def _decision(where: str, line: Mapping[str, Any], documents: set[str]) -> Decision:
    texts = {name: checks.name_of(where, line, name) for name in ("suggestion", "document", "coder", "round")}
    seconds, coding, verdict = line.get("seconds"), line.get("coding"), line.get("verdict")
    proper = all(texts.values()) and texts["document"] in documents and verdict in _VERDICTS
    if not proper or not isinstance(seconds, int | float | None) or not isinstance(coding, str | None):
        raise FormatError(
            say("{where}: a decision needs suggestion, document, coder, round and a verdict.", where=where)
        )
    at = checks.moment_of(where, checks.text_of(where, line, "at"))
    given: Verdict = verdict  # type: ignore[assignment]
    return Decision(
        texts["suggestion"], texts["document"], texts["coder"], given, at, seconds, coding, texts["round"]
    )  # fmt: skip


def _entry(where: str, line: Mapping[str, Any]) -> Entry:
    entity, key, row = line.get("entity"), line.get("key"), line.get("row")
    if entity not in _ENTITIES or not isinstance(key, str) or not isinstance(row, dict):
        raise FormatError(
            say(
                "{where}: an entry needs entity (one of {entities}), key and row.",
                where=where,
                entities=", ".join(_ENTITIES),
            )
        )
    return Entry(entity, key, row)


def _has_manifest(path: Path) -> bool:
    with Archive(path) as archive:
        return MANIFEST in archive.names


FORMAT = Format(
    "package", "Exchange package: a whole project's state, zip of JSONL with hashes", ".zip", write, read,
    more=later("The history of acts, which `merge` keeps."), whole=True, claims=_has_manifest,
)  # fmt: skip
