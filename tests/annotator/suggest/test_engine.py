"""From text to suggestions: determinism, ids, provenance, left-out regions, offsets, kept parses, faults."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.codebook import Alias, Code, Codebook, Facet
from annotator.codebook_file import codebook_from_json, codebook_to_json, codebook_to_toml, read_codebook
from annotator.records import Region
from annotator.suggest import engine
from annotator.suggest.actors import ActorSuggester
from annotator.suggest.alias_faults import alias_faults
from annotator.suggest.engine import SuggestionRun, suggest, suggestion_id
from annotator.suggest.found import Found, PatternFault, cue_fault
from annotator.suggest.pipeline import model_id

if TYPE_CHECKING:
    from spacy.tokens import Doc

SHIPPED = Path(__file__).resolve().parents[3] / "resources" / "codebooks" / "regional-security.toml"
TEXT = "Iran accused the Taliban of arming raiders. Pakistan’s army fears an attack in Iraq.\n\nIran said no.\n"


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    return read_codebook(SHIPPED)


def run(text: str, codebook: Codebook, regions: Sequence[Region] = (), parses: bytes | None = None) -> SuggestionRun:
    return suggest(text, document_id="d1", regions=regions, codebook=codebook, parses=parses)


def actors(text: str, codebook: Codebook, regions: Sequence[Region] = ()) -> list[str]:
    found = suggest(text, document_id="d", regions=regions, codebook=codebook, using=[ActorSuggester()]).suggestions
    return [text[each.start : each.end] for each in found]


def test_same_input_gives_the_same_suggestions(codebook: Codebook) -> None:
    first, second = run(TEXT, codebook), run(TEXT, codebook)
    assert first == second
    assert first.parsed
    assert {each.facet for each in first.suggestions} == {"actor", "threat", "stance"}
    order = [(each.start, each.end) for each in first.suggestions]
    assert order == sorted(order)
    assert len({each.id for each in first.suggestions}) == len(first.suggestions)


def test_kept_parses_give_the_same_without_the_model(codebook: Codebook, monkeypatch: pytest.MonkeyPatch) -> None:
    first = run(TEXT, codebook)

    def never(text: str) -> bytes:
        raise AssertionError(text)

    monkeypatch.setattr(engine, "parse_to_bytes", never)
    again = run(TEXT, codebook, parses=first.parses)
    assert again == replace(first, parsed=False)


def test_parses_of_another_text_are_made_anew(codebook: Codebook) -> None:
    other = run("Something else.", codebook).parses
    assert run(TEXT, codebook, parses=other) == run(TEXT, codebook)
    assert run(TEXT, codebook, parses=b"rubbish").parsed


def test_provenance(codebook: Codebook) -> None:
    newer = replace(codebook, aids=7)
    for each in run(TEXT, newer).suggestions:
        assert each.document == "d1"
        assert each.model == model_id()
        assert each.aids_version == 7
        assert each.source.split("/")[0] in {"actors", "threats", "stances"}
        assert 0 < each.score <= 1
        assert all(each.attributes.values())


def test_id_depends_on_what_is_offered_alone(codebook: Codebook) -> None:
    one = run(TEXT, codebook).suggestions[0]
    same = run(TEXT, replace(codebook, aids=9)).suggestions[0]
    other = suggest(TEXT, document_id="d2", regions=(), codebook=codebook).suggestions[0]
    assert same.id == one.id
    assert other.id != one.id


def test_nothing_is_offered_in_regions_left_out(codebook: Codebook) -> None:
    text = "Iran spoke.\n\nShare this: Russia, China\n\nPakistan listened."
    start, end = text.index("Share"), text.index("China") + 5
    region = Region(start, end, "boilerplate")
    assert actors(text, codebook, [region]) == ["Iran", "Pakistan"]
    assert actors(text, codebook, [replace(region, ignored=True)]) == ["Iran", "Russia", "China", "Pakistan"]
    names = "Iran and the Islamic State"
    assert actors(names, codebook, [Region(20, 20 + 6, "caption")]) == ["Iran"]


def test_retired_codes_and_missing_facets_are_not_offered(codebook: Codebook) -> None:
    facet = codebook.facet("actor")
    assert facet is not None
    retired = replace(facet, codes=tuple(replace(code, retired=code.name == "iran") for code in facet.codes))
    assert "Iran" not in actors(TEXT, replace(codebook, facets=(retired,)))
    assert run(TEXT, replace(codebook, facets=())).suggestions == ()


def test_edited_alias_is_matched_from_kept_parses(codebook: Codebook) -> None:
    text = "The Vale Raiders burned a mill."
    first = run(text, codebook)
    facet = codebook.facet("actor")
    assert facet is not None
    named = replace(facet, codes=(*facet.codes, Code("raiders", "actor", aliases=(Alias("Vale Raiders"),))))
    again = run(text, replace(codebook, facets=(named, *codebook.facets[1:])), parses=first.parses)
    assert not again.parsed
    assert [(each.start, each.code) for each in again.suggestions if each.facet == "actor"] == [(4, "raiders")]


def test_codebook_of_another_domain_is_no_error() -> None:
    town = Codebook("town", facets=(Facet("group", codes=(Code("council", "group"),)),))
    assert run(TEXT, town).suggestions == ()


@pytest.mark.slow
def test_long_document_gives_the_same_as_its_part(codebook: Codebook) -> None:
    part = TEXT + "\n"
    long = part * (120_000 // len(part))
    once = [(each.start, each.end, each.code) for each in run(part, codebook).suggestions if each.facet == "actor"]
    whole = run(long, codebook).suggestions
    second = [
        (s.start - len(part), s.end - len(part), s.code)
        for s in whole
        if len(part) <= s.start < 2 * len(part) and s.facet == "actor"
    ]
    assert second == once
    assert once


@dataclass
class Whole:
    """Offers the whole text, with a code of its own choice."""

    code: str
    name: str = "whole"
    version: str = "1"

    def suggest(self, doc: Doc, *, codebook: Codebook, actors: Sequence[Found]) -> Iterable[Found]:
        return [Found(0, len(doc.text), "actor", self.code, "all", 0.5, {"role": ""})]

    def rests_on(self, doc: Doc, *, codebook: Codebook) -> None:
        pass

    def faults(self, codebook: Codebook) -> Sequence[PatternFault]:
        return [PatternFault("x.toml", 3, "is odd")]


def test_other_suggesters_may_be_used(codebook: Codebook) -> None:
    used = suggest("Abc", document_id="d", regions=(), codebook=codebook, using=[Whole("iran"), Whole("")])
    assert [(each.start, each.end, each.code) for each in used.suggestions] == [(0, 3, ""), (0, 3, "iran")]
    assert used.suggestions[0].source == "whole/1 all"
    assert used.suggestions[0].attributes == {}
    assert used.faults == (PatternFault("x.toml", 3, "is odd"),)
    assert suggest("Abc", document_id="d", regions=(), codebook=codebook, using=[Whole("none")]).suggestions == ()


@given(
    st.text(st.characters(exclude_categories=["Cs"])),
    st.dictionaries(st.text('aä"\\', max_size=3), st.text("b\n😀", max_size=3)),
)
def test_the_id_of_a_suggestion_is_the_hash_of_a_list_in_json(rule: str, attributes: dict[str, str]) -> None:
    """So it is the same in every project since the first version."""
    found = Found(3, 7, "actor", "iran", rule, 1.0, attributes)
    what = ["d", 1, 2, "actor", "iran", sorted(attributes.items()), f"s:{rule}"]
    expected = hashlib.sha256(json.dumps(what, ensure_ascii=False).encode()).hexdigest()[:32]
    assert suggestion_id("d", found, start=1, end=2, suggester="s") == expected


CUES = '[[organisation]]\nnames = ["Vale Watch", "{wings} of {lost}"]\n\n[[person]]\ncode = "mayor"\nnames = ["Ann Ford"]\n\n[[state]]\nnames = [\n  "Northland",\n  7,\n]\ncolour = "x"\n\n[[state]]\nnames = ["Southland"]\nwhen = "at noon"\n'


def test_faulty_cues_are_named_and_the_rest_runs(codebook: Codebook, tmp_path: Path) -> None:
    path = tmp_path / "town.toml"
    path.write_text(
        'name = "town"\ncues = ["town.actors.toml"]\n[[facet]]\nname = "actor"\n[[facet.attribute]]\nname = "role"\n'
        'type = "text"\n[[facet.code]]\nname = "other_org"\naliases = [{ text = "Vale", kind = "river" }]\n'
        '[[facet.code]]\nname = "other_state"\n',
        encoding="utf-8",
    )
    (tmp_path / "town.actors.toml").write_text(CUES, encoding="utf-8")
    book = read_codebook(path)
    used = suggest(
        "Northland thanked Vale Watch.", document_id="d", regions=(), codebook=book, using=[ActorSuggester()]
    )
    assert [each.code for each in used.suggestions] == ["other_state", "other_org"]
    written = 1 + codebook_to_toml(book).split('text = "Vale"')[0].count("\n")
    assert sorted(map(str, used.faults)) == [
        "town.actors.toml, line 13: “colour” is not known in [[state]]; allowed: names, demonyms, people, capitals, "
        "provinces, code, case, score, after, when.",
        "town.actors.toml, line 17: “at noon” is no known rule; allowed: branch, defined, named, before or after YYYY-MM-DD.",
        "town.actors.toml, line 2: “{wings} of {lost}” names word lists that [words] lacks, or makes more than 5000 names.",
        "town.actors.toml, line 5: “mayor” is no actor code.",
        "town.actors.toml, line 9: names must be names of letters, not 7.",
        f"town.toml as `codebook -o` writes it, line {written}: alias “Vale” of other_org has the unknown kind 'river'; allowed: "
        "name, country, capital, city, demonym, people, person, ignore.",
    ]
    (fault,) = alias_faults(book, path.read_text(encoding="utf-8"), where=path.name)
    assert (fault.file, fault.line) == ("town.toml", 10)


def test_a_name_stands_for_one_for_each_word_of_its_lists(codebook: Codebook) -> None:
    cues = (
        '[[organisation]]\nnames = ["{wings} of {bands}"]\n[words]\nwings = ["Wing", "Arm"]\nbands = ["Reed", "Elm"]\n'
    )
    book = replace(codebook, cues={"actors": tomllib.loads(cues)})
    text = "The Arm of Reed met the Wing of Elm and the Leg of Elm."
    used = suggest(text, document_id="d", regions=(), codebook=book, using=[ActorSuggester()])
    assert [text[each.start : each.end] for each in used.suggestions] == ["Arm of Reed", "Wing of Elm"]
    assert used.faults == ()


@pytest.mark.parametrize("kind", ["threats", "stances"])
def test_faulty_cue_of_the_shipped_codebook_is_named(codebook: Codebook, kind: str) -> None:
    file = f"regional-security.{kind}.toml"
    text = codebook.cue_texts[file].rstrip("\n")
    broken = text + '\n\n[[verb]]\nmatch = ["to flummox"]\ncode = "no such code"\nvalence = "no such code"\n'
    line = 3 + text.count("\n")
    stored = codebook_to_json(replace(codebook, cue_texts={**codebook.cue_texts, file: broken}))
    used = run(TEXT, codebook_from_json(stored))
    assert [(fault.file, fault.line) for fault in used.faults] == [(file, line)]
    assert used.suggestions == run(TEXT, codebook).suggestions


def test_fault_of_cues_without_a_file() -> None:
    book = Codebook("town", cues={"words": {}})
    assert str(cue_fault(book, "words", ("verb", 0), "is odd.")) == "cues.words of codebook town, line 1: is odd."


PIECES = st.sampled_from(
    [
        "Iran",
        "the Taliban",
        "IS-",
        "K",
        "Islamic",
        "State",
        "in Moscow",
        "😀",
        "𝒜",
        "é",
        "\u00a0",
        "’s",
        ",",
        ".",
        "\n",
        "\n\n",
        " ",
    ]
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES, max_size=14), st.data())
def test_spans_lie_in_the_text_and_never_in_what_is_left_out(pieces: list[str], data: st.DataObject) -> None:
    book = read_codebook_once()
    text = " ".join(pieces)
    breaks = [
        Region(at, at + 1, data.draw(st.sampled_from(["soft-break", "hyphen"])))
        for at, c in enumerate(text)
        if c == "\n"
    ]
    cut = data.draw(st.integers(0, len(text)))
    out = [Region(cut, min(len(text), cut + 5), "boilerplate")] if cut < len(text) else []
    used = suggest(text, document_id="d", regions=[*breaks, *out], codebook=book, using=[ActorSuggester()])
    for each in used.suggestions:
        assert 0 <= each.start < each.end <= len(text)
        quote = text[each.start : each.end]
        assert quote == quote.strip()
        assert not any(region.start < each.end and each.start < region.end for region in out)
        assert quote[0].isalpha()


_BOOKS: list[Codebook] = []


def read_codebook_once() -> Codebook:
    if not _BOOKS:
        _BOOKS.append(read_codebook(SHIPPED))
    return _BOOKS[0]
