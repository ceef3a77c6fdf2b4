"""Actor suggestions on our own sentences, one set for each construction (tests/data/suggest/actors.toml)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from annotator.codebook import Codebook
from annotator.codebook_file import read_codebook
from annotator.records import Region, Suggestion
from annotator.suggest.actors import ActorSuggester
from annotator.suggest.engine import suggest

ROOT = Path(__file__).resolve().parents[3]
DATA = ROOT / "tests" / "data" / "suggest" / "actors.toml"
_ACTOR = re.compile(r"\{(?P<quote>[^{}=]+)=(?P<code>\w*)(?P<place>/place)?\}")


@dataclass(frozen=True)
class Case:
    """A sentence without its braces and the actors that must be found in it, and no others."""

    construction: str
    text: str
    actors: tuple[tuple[int, int, str, str], ...]
    regions: tuple[Region, ...]


def _case(entry: dict[str, object]) -> Case:
    marked, text = str(entry["text"]), ""
    actors: list[tuple[int, int, str, str]] = []
    at = 0
    for match in _ACTOR.finditer(marked):
        text += marked[at : match.start()]
        start = len(text)
        text += match["quote"]
        actors.append((start, len(text), match["code"], "place" if match["place"] else "actor"))
        at = match.end()
    text += marked[at:]
    headings = entry.get("heading", [])
    assert isinstance(headings, list)
    for heading in headings:
        quote, code = heading.split("=")
        actors.append((text.index(quote), text.index(quote) + len(quote), code, "actor"))
    breaks = [match.start() for match in re.finditer("\n", text)] if entry.get("soft") else []
    regions = tuple(Region(at, at + 1, "soft-break") for at in breaks)
    return Case(str(entry["construction"]), text, tuple(sorted(actors)), regions)


CASES = [_case(entry) for entry in tomllib.loads(DATA.read_text(encoding="utf-8"))["case"]]


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    return read_codebook(ROOT / "resources" / "codebooks" / "regional-security.toml")


def actors(text: str, codebook: Codebook, regions: Sequence[Region] = ()) -> tuple[Suggestion, ...]:
    run = suggest(text, document_id="d", regions=regions, codebook=codebook, using=[ActorSuggester()])
    assert run.faults == ()
    return run.suggestions


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.construction}: {case.text[:30]!r}")
def test_construction(case: Case, codebook: Codebook) -> None:
    found = actors(case.text, codebook, case.regions)
    got = [(case.text[s.start : s.end], s.code, s.attributes["role"]) for s in found]
    wanted = [(case.text[start:end], code, role) for start, end, code, role in case.actors]
    assert got == wanted
    assert [(s.start, s.end) for s in found] == [(start, end) for start, end, *_ in case.actors]
