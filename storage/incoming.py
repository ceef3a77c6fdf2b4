"""Events from a stranger's file, looked at before they go into the log: header, hash, and the shape of every change."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any, Protocol

import orjson

from annotator.acts import Change
from annotator.codebook_file import codebook_from_json
from annotator.errors import IntercoderError
from annotator.records import LEFT_OUT, TRANSPARENT, Coding, Completion, Decision
from storage.events import Event

WRITER = re.compile(r"[^\x00-\x1f]{1,200}@[0-9A-Za-z.]{1,64}")
_HASH = re.compile(r"[0-9a-f]{64}")
_NAMES = re.compile(r"[^\x00-\x1f]{1,1000}")
_LARGEST = 1 << 53
_ORIGINS = ("manual", "accepted", "edited", "bulk", "propagated", "imported", "adjudicated")
_VERDICTS = ("accepted", "edited", "rejected", "ignored")
_CODING = set(Coding._fields) - {"uuid"}
_DECISION = {field.name for field in fields(Decision)}
_COMPLETION = {field.name for field in fields(Completion)}


class Texts(Protocol):
    """Where the texts lie that events refer to."""

    def text_of(self, sha256: str) -> str | None:
        """The text with that hash, verified; None where neither file has it."""

    def length_of(self, sha256: str) -> int | None:
        """Its number of code points."""


class _Odd(ValueError):
    """What is odd about a change, in words."""


def odd_header(event: Event) -> str:
    """What is odd about the fields around an event's body, empty if nothing is. Hash and order: storage/chains.py."""
    texts = (event.uuid, event.writer, event.kind, event.subject, event.at)
    numbers = (event.seq, event.clock, event.act, event.meaning, event.aids)
    if not all(isinstance(text, str) and len(text) <= 1000 for text in texts):
        return "a text of its header is none, or is too long"
    if not all(type(number) is int and 0 <= number < _LARGEST for number in numbers):
        return "a number of its header is none, or is out of range"
    if event.undoes is not None and type(event.undoes) is not int:
        return "what it takes back is no number"
    if not isinstance(event.body, bytes) or not isinstance(event.hash, bytes) or len(event.hash) != 32:
        return "its body or its hash is no such thing"
    if not WRITER.fullmatch(event.writer) or not _NAMES.fullmatch(event.subject):
        return "its writer or coder has no possible name"
    return ""


def odd_changes(event: Event, texts: Texts) -> str:
    """What is odd about an event's changes, empty if they can be applied to any project that has what they refer to."""
    try:
        for change in event.changes:
            _check(change, texts)
    except (IntercoderError, ValueError, TypeError, KeyError, RecursionError) as fault:
        return (str(fault).splitlines() or ["it holds what no event does"])[0][:300].rstrip(".")
    return ""


def _check(change: Change, texts: Texts) -> None:
    check = _CHECKS.get(change.entity)
    _need(check is not None, f"it changes {change.entity!r:.40}, which this version does not know")
    _need(isinstance(change.key, str) and 0 < len(change.key) <= 4000, "a key is no text")
    _need(change.before is not None or change.after is not None, "a change changes nothing")
    for row in (change.before, change.after):
        if row is not None:
            _need(isinstance(row, dict), f"a {change.entity} is no object")
            orjson.dumps(row)
            check(change.key, row, texts)  # type: ignore[misc]


def _need(condition: bool, what: str) -> None:
    if not condition:
        raise _Odd(what)


def _texts(row: Mapping[str, Any], *names: str) -> None:
    for name in names:
        _need(isinstance(row.get(name), str), f"{name} is no text")
    for name in {"coder", "facet", "code", "round"} & set(names):
        _need(bool(_NAMES.fullmatch(row[name])), f"{name} is empty or holds control characters")


def _whole(value: object, what: str) -> int:
    _need(type(value) is int and 0 <= value < _LARGEST, f"{what} is no whole number in range")
    return value  # type: ignore[return-value]


def _length(sha256: object, texts: Texts) -> int:
    length = texts.length_of(sha256) if isinstance(sha256, str) and _HASH.fullmatch(sha256) else None
    if length is None:
        raise _Odd(f"the text of document {sha256!s:.12}… is missing or damaged")
    return length


def _span(start: object, end: object, length: int) -> None:
    _need(_whole(start, "start") < _whole(end, "end") <= length, f"the span {start} to {end} is not in its text")


def _parts(key: str, number: int) -> list[str]:
    parts = key.split("\x1f")
    _need(len(parts) == number, "a key has not the parts it should")
    return parts


def _coding(key: str, row: Mapping[str, Any], texts: Texts) -> None:
    _need(set(row) <= _CODING, "a coding has unknown fields")
    _texts(row, "document", "coder", "facet", "code", "origin", "round", "created")
    _need(row["origin"] in _ORIGINS, "a coding has an unknown origin")
    _whole(row.get("meaning_version", 1), "meaning_version")
    length = _length(row["document"], texts)
    if row.get("start") is not None or row.get("end") is not None:
        _span(row.get("start"), row.get("end"), length)
    attributes = row.get("attributes", {})
    _need(isinstance(attributes, dict) and all(isinstance(v, str) and v for v in attributes.values()), "odd attributes")
    _need(isinstance(row.get("memo", ""), str), "a memo is no text")
    _need(row.get("suggestion") is None or isinstance(row["suggestion"], str), "a suggestion's id is no text")
    certainty = row.get("certainty")
    _need(certainty is None or (type(certainty) in (int, float) and 0 <= certainty <= 1), "an odd certainty")


def _document(key: str, row: Mapping[str, Any], texts: Texts) -> None:
    _texts(row, "name")
    _need(bool(_NAMES.fullmatch(row["name"])), "a document's name is empty or holds control characters")
    _whole(row.get("position"), "position")
    _need(_whole(row.get("characters"), "characters") == _length(key, texts), "a document has another length")
    metadata = row.get("metadata", {})
    _need(isinstance(metadata, dict) and all(isinstance(v, str) for v in metadata.values()), "odd metadata")


def _regions(key: str, row: Mapping[str, Any], texts: Texts) -> None:
    _region_items(row.get("items"), _length(key, texts), width=4)


def _override(key: str, row: Mapping[str, Any], texts: Texts) -> None:
    length = _length(_parts(key, 2)[0], texts)
    _region_items(row.get("ignored", []), length, width=3)
    _region_items(row.get("added", []), length, width=4)


def _region_items(items: object, length: int, *, width: int) -> None:
    _need(isinstance(items, list), "regions are no list")
    for item in items:  # type: ignore[attr-defined]
        _need(isinstance(item, list) and 3 <= len(item) <= max(width, 3), "a region has not the parts it should")
        _span(item[0], item[1], length)
        _need(item[2] in LEFT_OUT | TRANSPARENT and all(isinstance(x, str) for x in item[2:]), "an unknown region")


def _codebook(key: str, row: Mapping[str, Any], texts: Texts) -> None:
    _need(key == "current", "a codebook under another key")
    _texts(row, "sha256")
    _whole(row.get("meaning"), "meaning"), _whole(row.get("aids"), "aids")
    text = texts.text_of(row["sha256"])
    if text is None:
        raise _Odd("the text of a codebook is missing or damaged")
    codebook_from_json(text)


def _suggestions(key: str, row: Mapping[str, Any], texts: Texts) -> None:
    length = _length(key, texts)
    items = row.get("items")
    _need(isinstance(items, list), "suggestions are no list")
    for item in items:  # type: ignore[union-attr]
        _need(isinstance(item, list) and len(item) == 11, "a suggestion has not the parts it should")
        id_, start, end, facet, code, attributes, source, score, model, meaning, aids = item
        _need(all(isinstance(x, str) for x in (id_, facet, code, source, model)), "a suggestion holds what is no text")
        _span(start, end, length)
        _need(isinstance(attributes, dict) and all(isinstance(v, str) for v in attributes.values()), "odd attributes")
        _need(type(score) in (int, float) and 0 <= score <= 1, "an odd score")
        _whole(meaning, "meaning"), _whole(aids, "aids")


def _decision(key: str, row: Mapping[str, Any], texts: Texts) -> None:
    _need(set(row) <= _DECISION, "a decision has unknown fields")
    _texts(row, "suggestion", "document", "coder", "verdict", "at", "round")
    _need(_parts(key, 3) == [row["suggestion"], row["coder"], row["round"]], "a decision under another key")
    _need(row["verdict"] in _VERDICTS, "an unknown decision")
    _need(row.get("coding") is None or isinstance(row["coding"], str), "a coding's id is no text")
    seconds = row.get("seconds")
    _need(seconds is None or (type(seconds) in (int, float) and 0 <= seconds < _LARGEST), "an odd time")
    _length(row["document"], texts)


def _completion(key: str, row: Mapping[str, Any], texts: Texts) -> None:
    _need(set(row) <= _COMPLETION, "a done mark has unknown fields")
    _texts(row, "coder", "document", "facet", "round")
    _need(_parts(key, 4) == [row[name] for name in ("document", "coder", "facet", "round")], "a mark under another key")
    _need(type(row.get("done")) is bool, "done is neither true nor false")
    _length(row["document"], texts)


def _exposure(key: str, row: Mapping[str, Any], texts: Texts) -> None:
    _parts(key, 3)
    _need(type(row.get("assisted")) is bool, "assisted is neither true nor false")


def _memo(key: str, row: Mapping[str, Any], texts: Texts) -> None:
    _texts(row, "text")


def _anything(key: str, row: Mapping[str, Any], texts: Texts) -> None:
    """Settings and study records: any object; whoever reads them checks what they need."""


_CHECKS: dict[str, Callable[[str, Mapping[str, Any], Texts], None]] = {
    "coding": _coding, "document": _document, "regions": _regions, "override": _override, "codebook": _codebook,
    "suggestions": _suggestions, "decision": _decision, "completion": _completion, "exposure": _exposure, "memo": _memo,
    "coder": _anything, "setting": _anything, "study": _anything, "assignment": _anything, "gold": _anything,
    "proposal": _anything,
}  # fmt: skip
