"""Reads the cases of tests/data/suggest/: sentences with the threats or stances that must be found in them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from annotator.codebook import Codebook
from annotator.codebook_file import read_codebook
from annotator.records import Suggestion
from annotator.suggest.engine import suggest
from annotator.suggest.pipeline import parse_from_bytes
from annotator.suggest.tree import Doc, tree_of

ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Case:
    construction: str
    text: str
    expect: tuple[Mapping[str, str], ...]


def cases(facet: str) -> list[Case]:
    data = tomllib.loads((ROOT / "tests" / "data" / "suggest" / f"{facet}s.toml").read_text(encoding="utf-8"))
    return [Case(entry["construction"], entry["text"], tuple(entry["expect"])) for entry in data["case"]]


@cache
def shipped() -> Codebook:
    whole = with_what_was_learned()
    return replace(whole, cues={kind: _without_learned(cues) for kind, cues in whole.cues.items()})


@cache
def with_what_was_learned() -> Codebook:
    """The shipped codebook as it is."""
    return read_codebook(ROOT / "resources" / "codebooks" / "regional-security.toml")


def _without_learned(cues: object) -> object:
    return {name: table for name, table in cues.items() if name != "learned"} if isinstance(cues, Mapping) else cues


def with_stances_changed(**tables: object) -> Codebook:
    """The shipped codebook with these tables of the stance cues instead of its own; None leaves one out."""
    book = shipped()
    own = book.cues["stances"]
    assert isinstance(own, Mapping)
    cues = {name: value for name, value in {**own, **tables}.items() if value is not None}
    return replace(book, cues={**book.cues, "stances": cues})


@cache
def every_reading() -> Codebook:
    """The shipped codebook without [confidence]: what the rules read is offered however sure they are."""
    return with_stances_changed(confidence=None)


@cache
def parsed(text: str) -> bytes:
    return suggest(text, document_id="case", regions=(), codebook=shipped(), using=()).parses


def tree(text: str) -> Doc:
    """The words of a text, from the parse that all tests share."""
    doc = parse_from_bytes(parsed(text), text)
    assert doc is not None
    return tree_of(doc)


def suggestions(text: str, *, facet: str, codebook: Codebook | None = None) -> list[Suggestion]:
    """What is suggested for a text, from a parse that all tests share."""
    run = suggest(text, document_id="case", regions=(), codebook=codebook or shipped(), parses=parsed(text))
    assert not run.parsed
    return [each for each in run.suggestions if each.facet == facet]


def found(text: str, *, facet: str) -> list[dict[str, str]]:
    """What is read in a text, however sure."""
    read = suggestions(text, facet=facet, codebook=every_reading())
    return [{"text": text[s.start : s.end], "code": s.code, **s.attributes} for s in read]


def missing(case: Case, *, facet: str) -> list[Mapping[str, str]]:
    """The expectations that nothing found meets in every given value."""
    got = found(case.text, facet=facet)
    return [want for want in case.expect if not any(want.items() <= each.items() for each in got)]
