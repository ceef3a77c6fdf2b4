"""Codebook files: what is read, what is refused and with which sentence, round trips, the shipped codebook."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.codebook import Alias, Attribute, Code, Codebook, Facet
from annotator.codebook_file import (
    MOST_BYTES,
    codebook_from_json,
    codebook_to_json,
    codebook_to_toml,
    parse_codebook,
    read_codebook,
)
from annotator.codebook_lines import TomlLines
from annotator.codebook_values import ATTRIBUTE_KEYS, CODE_KEYS, CODEBOOK_KEYS, FACET_KEYS
from annotator.errors import CodebookError

SHIPPED = Path(__file__).resolve().parents[2] / "resources" / "codebooks" / "regional-security.toml"

SMALL = """
name = "interviews"

[[facet]]
name = "topic"
unit = "document"

[[facet.code]]
name = "work"
key = "w"

[[facet.code]]
name = "home"
colour = "#0072B2"

[[facet]]
name = "mood"
ordinal = true

[[facet.attribute]]
name = "about"
type = "code"
facet = "topic"
free_text = true
also = ["speaker"]

[[facet.attribute]]
name = "how"
type = "choice"
values = ["said", "shown"]
default = "said"

[[facet.code]]
name = "low"
aliases = ["sad", { text = "BAD", case = true, score = 0.5, attributes = { how = "shown" }, when = "loud" }]

[[facet.code]]
name = "high"
retired = true
"""


def test_small_codebook_of_another_domain() -> None:
    codebook = parse_codebook(SMALL, where="interviews.toml")
    topic, mood = codebook.facets
    assert (topic.unit, mood.unit, mood.ordinal) == ("document", "span", True)
    assert mood.attribute("about") == Attribute("about", "code", facet="topic", free_text=True, also=("speaker",))
    low = codebook.code("mood", "low")
    assert low is not None
    assert low.aliases == (
        Alias("sad"),
        Alias("BAD", case=True, score=0.5, attributes={"how": "shown"}, options={"when": "loud"}),
    )
    assert [code.name for code in codebook.codes()] == ["work", "home", "low", "high"]
    assert (codebook.meaning, codebook.aids) == (1, 1)


FAULTS = [
    ('name = "low"\naliases', 'name = "low"\ncolur = "#000000"\naliases', ["line", "colur", "allowed", "colour"]),
    ('name = "high"', 'name = "low"', ["“low” is used twice", "mood"]),
    ('colour = "#0072B2"', 'colour = "blue"', ["colour must be a colour such as", "'blue'"]),
    ('colour = "#0072B2"', 'key = "W"', ["shortcut", "work"]),
    ('type = "choice"', 'type = "list"', ["type must be one of choice, ordinal, text, code", "'list'"]),
    ('facet = "topic"', 'facet = "topics"', ["facet of a code attribute", "topic, mood"]),
    ("ordinal = true", 'ordinal = "yes"', ["ordinal must be true or false", "'yes'"]),
    ('unit = "document"', 'unit = "page"', ["unit must be one of span, document"]),
    ('default = "said"', 'default = "sung"', ["default must be one of", "said, shown"]),
    ('values = ["said", "shown"]', "", ["values must list at least one value"]),
    ('values = ["said", "shown"]', 'values = ["said", 3]', ["values must be a list of texts"]),
    ('how = "shown"', 'how = "sung"', ["how", "'sung'", "said, shown"]),
    ('attributes = { how = "shown" }', 'attributes = { who = "x" }', ["unknown attribute “who”", "about, how"]),
    ("score = 0.5", "score = 5", ["score from 0 to 1"]),
    ("retired = true", 'aliases = ["SAD"]', ["SAD", "alias of “low”", "when"]),
    ("retired = true", "aliases = [7]", ["aliases must be texts or tables"]),
    ("retired = true", "meaning_version = 0", ["meaning_version must be a whole number from 1"]),
    ('name = "interviews"', "", ["name is missing", "codebook"]),
    ('name = "interviews"', 'name = " x"', ["name must be 1 to 200 printable characters"]),
    ('name = "interviews"', 'name = "x"\ncues = ["../x.toml"]', ["../x.toml", "same folder"]),
    ('name = "interviews"', 'name = "x"\ncues = ["a/x.toml"]', ["a/x.toml", "same folder"]),
    ('name = "interviews"', 'name = "x"\ncues = 3', ["cues must be a list of file names"]),
    ('name = "interviews"', 'name = "x"\nname = "y"', ["not valid TOML"]),
    ('name = "interviews"', 'name = "x"\ncues.a.day = 2020-01-01', ["cues may hold"]),
    ('name = "interviews"', 'name = "x"\ncues.a.n = nan', ["cues may hold"]),
]


@pytest.mark.parametrize(("old", "new", "words"), FAULTS, ids=[words[0] for *_, words in FAULTS])
def test_fault_is_named_in_one_sentence(old: str, new: str, words: list[str]) -> None:
    assert SMALL.count(old) == 1
    with pytest.raises(CodebookError) as raised:
        parse_codebook(SMALL.replace(old, new), where="interviews.toml")
    sentence = str(raised.value)
    assert sentence.startswith("interviews.toml")
    assert "\n" not in sentence
    for word in words:
        assert word in sentence


def test_fault_is_named_with_its_line() -> None:
    faulty = SMALL.replace('colour = "#0072B2"', 'colour = "blue"')
    line = 1 + faulty.split("\n").index('colour = "blue"')
    with pytest.raises(CodebookError, match=f"^interviews.toml, line {line}: colour"):
        parse_codebook(faulty, where="interviews.toml")


def test_one_spelling_under_two_codes_needs_a_rule() -> None:
    ruled = SMALL.replace("retired = true", 'aliases = [{ text = "sad", when = "near" }]')
    high = parse_codebook(ruled, where="x").code("mood", "high")
    assert high is not None
    assert high.aliases[0].options == {"when": "near"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name = 'x'\na = " + "[" * 5000 + "]" * 5000, "nested too deeply|not valid|not known"),
        ("name = 'x'\n# " + "x" * MOST_BYTES, "too large"),
        ("name = 'x'", "at least one"),
        ("name = 'x'\nfacet = 3", "facet must be tables"),
        ("name = 'x'\nfacet = [3]", "facet must be tables"),
        ("\x00", "not valid TOML"),
    ],
    ids=["deep", "large", "empty", "number", "numbers", "control"],
)
def test_hostile_text_is_refused(text: str, words: str) -> None:
    with pytest.raises(CodebookError, match=words):
        parse_codebook(text, where="x.toml")


def test_too_many_codes_are_refused() -> None:
    codes = "{name='a'}," * 100_001
    with pytest.raises(CodebookError, match="at most 100,000 codes"):
        parse_codebook(f"name = 'x'\nfacet = [{{name='f', code=[{codes}]}}]", where="x.toml")


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match=r"none\.toml cannot be read"):
        read_codebook(tmp_path / "none.toml")
    (tmp_path / "latin.toml").write_bytes(b'name = "caf\xe9"')
    with pytest.raises(CodebookError, match=r"latin\.toml is not UTF-8"):
        read_codebook(tmp_path / "latin.toml")
    (tmp_path / "main.toml").write_text('cues = ["main.words.toml"]\n' + SMALL, encoding="utf-8")
    with pytest.raises(CodebookError, match=r"main\.words\.toml cannot be read"):
        read_codebook(tmp_path / "main.toml")


def test_byte_order_mark_and_crlf_are_taken(tmp_path: Path) -> None:
    path = tmp_path / "main.toml"
    path.write_bytes(b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode())
    assert read_codebook(path) == parse_codebook(SMALL, where="main.toml")


CUES = '# our verbs\n[[verb]]\nwords = ["warn"] # a comment\n'


def test_cue_files_are_read_with_their_text(tmp_path: Path) -> None:
    (tmp_path / "main.toml").write_text('cues = ["main.words.toml"]\n' + SMALL, encoding="utf-8")
    (tmp_path / "main.words.toml").write_text(CUES, encoding="utf-8")
    codebook = read_codebook(tmp_path / "main.toml")
    assert codebook.cues == {"words": {"verb": [{"words": ["warn"]}]}}
    assert codebook.cue_texts == {"main.words.toml": CUES}


def test_faulty_cue_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "main.toml").write_text('cues = ["main.words.toml"]\n' + SMALL, encoding="utf-8")
    (tmp_path / "main.words.toml").write_text("[[verb]\n", encoding="utf-8")
    with pytest.raises(CodebookError, match=r"^main\.words\.toml is not valid TOML"):
        read_codebook(tmp_path / "main.toml")


def test_cues_without_a_file_stand_in_the_codebooks_own_text() -> None:
    codebook = replace(parse_codebook(SMALL, where="x"), cues={"words": {"verb": [{"words": ["warn"]}]}})
    assert parse_codebook(codebook_to_toml(codebook), where="x") == codebook


NAMES = st.text(st.characters(blacklist_categories=["C", "Z"]), min_size=1, max_size=8).filter(str.isprintable)
TEXTS = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=20)
ALIASES = st.lists(
    st.builds(
        Alias,
        text=NAMES,
        case=st.booleans(),
        score=st.floats(0, 1),
        options=st.dictionaries(st.sampled_from(["kind", "note"]), st.one_of(TEXTS, st.booleans(), st.integers(0, 9))),
    ),
    max_size=3,
    unique_by=lambda alias: alias.text.casefold(),
).map(tuple)


@st.composite
def codebooks(draw: st.DrawFn) -> Codebook:
    facets = []
    for facet in draw(st.lists(NAMES, min_size=1, max_size=3, unique=True)):
        codes = [
            Code(
                name, facet, title=draw(TEXTS), definition=draw(TEXTS), memo=draw(TEXTS), retired=draw(st.booleans()),
                examples=tuple(draw(st.lists(NAMES, max_size=2))), meaning_version=draw(st.integers(1, 9)),
                aliases=draw(ALIASES) if number == 0 else (),
            )
            for number, name in enumerate(draw(st.lists(NAMES, max_size=3, unique=True)))
        ]  # fmt: skip
        mode = Attribute("mode", "ordinal", values=tuple(draw(st.lists(NAMES, min_size=1, max_size=3, unique=True))))
        attributes = (mode, Attribute("who", "code", facet=facet, free_text=draw(st.booleans())))
        facets.append(
            Facet(facet, unit=draw(st.sampled_from(["span", "document"])), attributes=attributes, codes=tuple(codes))
        )
    cues = {"words": {"verb": draw(st.lists(TEXTS, max_size=2)), "n": draw(st.integers(-9, 9))}}
    return Codebook(draw(NAMES), title=draw(TEXTS), meaning=draw(st.integers(1, 99)), facets=tuple(facets), cues=cues)


@settings(max_examples=60)
@given(codebooks())
def test_round_trips(codebook: Codebook) -> None:
    assert parse_codebook(codebook_to_toml(codebook), where="x") == codebook
    assert codebook_from_json(codebook_to_json(codebook)) == codebook


def test_json_is_canonical_and_checked() -> None:
    codebook = parse_codebook(SMALL, where="x")
    assert codebook_to_json(codebook) == codebook_to_json(codebook_from_json(codebook_to_json(codebook)))
    for faulty in ("[]", "{", '{"name": 3}', "[" * 10_000):
        with pytest.raises(CodebookError):
            codebook_from_json(faulty)


def test_lines_of_nested_tables_and_arrays() -> None:
    lines = TomlLines('a = """\n[x]\n"""\n[[t]]\nk = [\n  "one",\n  "two",\n]\n[[t.u]]\n[[t]]\n[[t.u]]\nn = 1\n')
    assert lines.line("t", 0) == 4
    assert lines.line("t", 0, "k") == 5
    assert lines.line("t", 0, "k", containing="two") == 7
    assert lines.line("t", 1, "u", 0, "n") == 12
    assert lines.line("x") == 1
    assert lines.line("t", 1, "missing") == 10


GUIDE = {
    "actor": "afghanistan_gov_ghani taliban afghanistan pakistan russia iran china india united_states uzbekistan "
    "central_asian_republics qatar saudi_arabia turkey is_core is_khorasan ttp al_qaeda lashkar_e_jhangvi imu "
    "baloch_separatists nato un eu sco oic qcg other_org other_person other_state",
    "threat": "attack planned_attack expansion spillover returning_fighters recruitment_defection group_alliance "
    "sectarian_violence narcotics state_sponsorship power_vacuum",
    "stance": "strong_oppose oppose neutral support strong_support",
}


def test_shipped_codebook_spells_everything_as_the_coding_guide_does() -> None:
    codebook = read_codebook(SHIPPED)
    assert {facet.name: " ".join(code.name for code in facet.codes) for facet in codebook.facets} == GUIDE
    attributes = {
        (facet.name, attribute.name): attribute for facet in codebook.facets for attribute in facet.attributes
    }
    assert set(attributes) == {
        ("actor", "role"), ("threat", "perpetrator"), ("threat", "target"), ("threat", "status"),
        ("stance", "holder"), ("stance", "target"), ("stance", "mode"),
    }  # fmt: skip
    assert attributes["actor", "role"].values == ("actor", "place")
    assert attributes["threat", "status"].values == ("occurred", "ongoing", "potential", "denied")
    assert attributes["stance", "mode"].values == ("assertion", "action", "concern", "accusation", "cooperation")
    assert attributes["stance", "holder"].also == ("author",)
    for name in (("threat", "perpetrator"), ("threat", "target"), ("stance", "holder"), ("stance", "target")):
        assert (attributes[name].type, attributes[name].facet, attributes[name].free_text) == ("code", "actor", True)
    assert [facet.ordinal for facet in codebook.facets] == [False, False, True]


def test_shipped_codes_have_definition_title_colour_and_key() -> None:
    for code in read_codebook(SHIPPED).codes():
        assert code.definition, code.name
        assert code.title, code.name
        assert code.key, code.name
        assert code.use or code.avoid or code.examples, code.name
        for ground in ("#FFFFFF", "#1E1E1E"):
            assert contrast(code.colour, ground) >= 3, (code.name, ground)


def test_shipped_codebook_round_trips_with_its_cues() -> None:
    codebook = read_codebook(SHIPPED)
    assert {"actors", "threats", "stances"} <= set(codebook.cues)
    assert parse_codebook(codebook_to_toml(codebook), where="x") == codebook
    assert codebook_from_json(codebook_to_json(codebook)) == codebook


def contrast(one: str, other: str) -> float:
    """Contrast ratio of WCAG 2.1."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


DOCUMENTATION = Path(__file__).resolve().parents[2] / "docs" / "codebook-format.md"


def test_documentation_names_every_key_and_its_example_is_sound(tmp_path: Path) -> None:
    text = DOCUMENTATION.read_text(encoding="utf-8")
    for spec in (CODEBOOK_KEYS, FACET_KEYS, ATTRIBUTE_KEYS, CODE_KEYS):
        for key in spec:
            assert f"`{key}`" in text, key
    example = text.split("```toml\n")[1].split("```")[0]
    (tmp_path / "interviews.actors.toml").write_text("", encoding="utf-8")
    (tmp_path / "interviews.toml").write_text(example, encoding="utf-8")
    codebook = read_codebook(tmp_path / "interviews.toml")
    assert [code.name for code in codebook.codes()] == ["glad"]


def test_endless_lines_are_counted_at_once() -> None:
    started = time.process_time()
    for line in ("[" + " " * 1_000_000, "a" * 1_000_000, '"' * 1_000_000, "a." * 500_000):
        assert TomlLines(f"{line}\n[t]\nk = 1\n").line("t", "k") in (1, 3)
    assert time.process_time() - started < 2
