"""The shapes of documents, codebook, codings, suggestions, and what coders say of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, get_args

from annotator.codebook_file import codebook_from_json
from annotator.records import LEFT_OUT, TRANSPARENT, Coding, Completion, Decision, Origin, Verdict
from annotator.wording import later, say
from storage.shapes.parts import (
    LARGEST,
    NAME,
    OddError,
    Texts,
    check_span,
    has_texts,
    key_parts,
    need,
    text_length,
    whole_number,
)

_CODING = set(Coding._fields) - {"uuid"}
_DECISION = {field.name for field in fields(Decision)}
_COMPLETION = {field.name for field in fields(Completion)}


def check_coding(key: str, row: Mapping[str, Any], texts: Texts) -> None:
    need(set(row) <= _CODING, later("a coding has unknown fields"))
    has_texts(row, "document", "coder", "facet", "code", "origin", "round", "created")
    need(row["origin"] in get_args(Origin), later("a coding has an unknown origin"))
    whole_number(row.get("meaning_version", 1), "meaning_version")
    length = text_length(row["document"], texts)
    if row.get("start") is not None or row.get("end") is not None:
        check_span(row.get("start"), row.get("end"), length)
    attributes = row.get("attributes", {})
    need(
        isinstance(attributes, dict) and all(isinstance(v, str) and v for v in attributes.values()),
        later("odd attributes"),
    )
    need(isinstance(row.get("memo", ""), str), later("a memo is no text"))
    need(row.get("suggestion") is None or isinstance(row["suggestion"], str), later("a suggestion's id is no text"))
    certainty = row.get("certainty")
    need(certainty is None or (type(certainty) in (int, float) and 0 <= certainty <= 1), later("an odd certainty"))


def check_document(key: str, row: Mapping[str, Any], texts: Texts) -> None:
    has_texts(row, "name")
    need(bool(NAME.fullmatch(row["name"])), later("a document's name is empty or holds control characters"))
    whole_number(row.get("position"), "position")
    need(
        whole_number(row.get("characters"), "characters") == text_length(key, texts),
        later("a document has another length"),
    )
    metadata = row.get("metadata", {})
    need(isinstance(metadata, dict) and all(isinstance(v, str) for v in metadata.values()), later("odd metadata"))


def check_regions(key: str, row: Mapping[str, Any], texts: Texts) -> None:
    _region_items(row.get("items"), text_length(key, texts), width=4)


def check_override(key: str, row: Mapping[str, Any], texts: Texts) -> None:
    length = text_length(key_parts(key, 2)[0], texts)
    _region_items(row.get("ignored", []), length, width=3)
    _region_items(row.get("added", []), length, width=4)


def _region_items(items: object, length: int, *, width: int) -> None:
    need(isinstance(items, list), later("regions are no list"))
    for item in items:  # type: ignore[attr-defined]
        need(isinstance(item, list) and 3 <= len(item) <= max(width, 3), later("a region has not the parts it should"))
        check_span(item[0], item[1], length)
        need(
            item[2] in LEFT_OUT | TRANSPARENT and all(isinstance(x, str) for x in item[2:]), later("an unknown region")
        )


def check_codebook(key: str, row: Mapping[str, Any], texts: Texts) -> None:
    need(key == "current", later("a codebook under another key"))
    has_texts(row, "sha256")
    whole_number(row.get("meaning"), "meaning"), whole_number(row.get("aids"), "aids")
    text = texts.text_of(row["sha256"])
    if text is None:
        raise OddError(say("the text of a codebook is missing or damaged"))
    codebook_from_json(text)


def check_suggestions(key: str, row: Mapping[str, Any], texts: Texts) -> None:
    length = text_length(key, texts)
    items = row.get("items")
    need(isinstance(items, list), later("suggestions are no list"))
    for item in items:  # type: ignore[union-attr]
        need(isinstance(item, list) and len(item) == 11, later("a suggestion has not the parts it should"))
        id_, start, end, facet, code, attributes, source, score, model, meaning, aids = item
        need(
            all(isinstance(x, str) for x in (id_, facet, code, source, model)),
            later("a suggestion holds what is no text"),
        )
        check_span(start, end, length)
        need(
            isinstance(attributes, dict) and all(isinstance(v, str) for v in attributes.values()),
            later("odd attributes"),
        )
        need(type(score) in (int, float) and 0 <= score <= 1, later("an odd score"))
        whole_number(meaning, "meaning"), whole_number(aids, "aids")


def check_decision(key: str, row: Mapping[str, Any], texts: Texts) -> None:
    need(set(row) <= _DECISION, later("a decision has unknown fields"))
    has_texts(row, "suggestion", "document", "coder", "verdict", "at", "round")
    need(key_parts(key, 3) == [row["suggestion"], row["coder"], row["round"]], later("a decision under another key"))
    need(row["verdict"] in get_args(Verdict), later("an unknown decision"))
    need(row.get("coding") is None or isinstance(row["coding"], str), later("a coding's id is no text"))
    seconds = row.get("seconds")
    need(seconds is None or (type(seconds) in (int, float) and 0 <= seconds < LARGEST), later("an odd time"))
    text_length(row["document"], texts)


def check_completion(key: str, row: Mapping[str, Any], texts: Texts) -> None:
    need(set(row) <= _COMPLETION, later("a done mark has unknown fields"))
    has_texts(row, "coder", "document", "facet", "round")
    need(
        key_parts(key, 4) == [row[name] for name in ("document", "coder", "facet", "round")],
        later("a mark under another key"),
    )
    need(type(row.get("done")) is bool, later("done is neither true nor false"))
    text_length(row["document"], texts)


def check_exposure(key: str, row: Mapping[str, Any], texts: Texts) -> None:
    key_parts(key, 3)
    need(type(row.get("assisted")) is bool, later("assisted is neither true nor false"))


def check_memo(key: str, row: Mapping[str, Any], texts: Texts) -> None:
    has_texts(row, "text")
