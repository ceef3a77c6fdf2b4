"""The sample that ships: every coding stands where it says, by the codebook, and the faults of form are really there."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from annotator.codebook import Attribute, Codebook
from annotator.codebook_file import read_codebook
from annotator.offsets import clean

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
SAMPLE = RESOURCES / "sample"
DOCUMENTS = sorted(path.name for path in (SAMPLE / "documents").iterdir())
CODERS = ("Amira", "Ben", "Chiara")
FACETS = ("actor", "threat", "stance")
UNFINISHED = {("Chiara", "06-sistan-bombs-quoted-posts.txt")}
NOTHING_FOUND = {
    ("Amira", "07-termez-railway-summit.txt", "threat"),
    ("Ben", "07-termez-railway-summit.txt", "threat"),
}
CAPTION = "Rescue workers outside the Sakhi Bibi shrine"
# Where what nobody codes begins: the second copy of the article, the biography and links after the opinion piece.
BEYOND = {
    "02-moscow-table-opinion.txt": lambda text: text.index("The writer edited"),
    "04-tribal-belt-pasted-twice.txt": lambda text: len(text) // 2,
}

Line = dict[str, Any]


@cache
def raw(name: str) -> str:
    return (SAMPLE / "documents" / name).read_bytes().decode("utf-8")


@cache
def stored(name: str) -> str:
    return clean(raw(name))


@cache
def lines(coder: str) -> tuple[Line, ...]:
    with (SAMPLE / "codings" / f"{coder}.jsonl").open(encoding="utf-8") as file:
        return tuple(json.loads(line) for line in file)


def codings(coder: str) -> list[Line]:
    return [line for line in lines(coder) if "done" not in line]


@cache
def codebook() -> Codebook:
    return read_codebook(RESOURCES / "codebooks" / "regional-security.toml")


def allowed(attribute: Attribute, value: str) -> bool:
    if attribute.type != "code":
        return value in attribute.values
    if codebook().code(attribute.facet, value) or value in attribute.also:
        return True
    # A free text reads like words: a mistyped code would be let through otherwise.
    return attribute.free_text and "_" not in value


def test_seven_documents_three_coders() -> None:
    assert [name[:3] for name in DOCUMENTS] == [f"0{n}-" for n in range(1, 8)]
    assert sorted(path.stem for path in (SAMPLE / "codings").iterdir()) == sorted(CODERS)
    for coder in CODERS:
        assert {line["coder"] for line in lines(coder)} == {coder}
        assert {line["document"] for line in lines(coder)} <= set(DOCUMENTS)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_length(name: str) -> None:
    assert 300 <= len(stored(name)[: beyond(name)].split()) <= 900


def beyond(name: str) -> int:
    find: Callable[[str], int] = BEYOND.get(name, len)
    return find(stored(name))


@pytest.mark.parametrize("coder", CODERS)
def test_codings_stand_where_they_say(coder: str) -> None:
    for line in codings(coder):
        text = stored(line["document"])
        assert 0 <= line["start"] < line["end"] <= len(text), line
        assert text[line["start"] : line["end"]] == line["text"] == line["text"].strip(), line
        assert hashlib.sha256(text.encode()).hexdigest() == line["sha256"], line


@pytest.mark.parametrize("coder", CODERS)
def test_codings_stay_inside_a_sentence(coder: str) -> None:
    for line in codings(coder):
        assert "\n\n" not in line["text"], line
        assert not re.search(r"[.!?][”\"]?\d?\s+[A-Z]", line["text"]), line
        if line["facet"] != "actor":
            assert (3 if line["facet"] == "threat" else 2) <= len(line["text"].split()) <= 25, line


@pytest.mark.parametrize("coder", CODERS)
def test_codings_keep_to_the_codebook(coder: str) -> None:
    for line in codings(coder):
        facet = codebook().facet(line["facet"])
        assert facet is not None, line
        assert facet.code(line["code"]), line
        for name, value in line["attributes"].items():
            attribute = facet.attribute(name)
            assert attribute is not None, line
            assert allowed(attribute, value), line


def test_every_code_is_used() -> None:
    used = {(line["facet"], line["code"]) for coder in CODERS for line in codings(coder)}
    assert {(code.facet, code.name) for code in codebook().codes()} == used


@pytest.mark.parametrize("coder", CODERS)
def test_nobody_codes_the_same_thing_twice(coder: str) -> None:
    counts = Counter(json.dumps(line, sort_keys=True) for line in lines(coder))
    assert max(counts.values()) == 1


def test_who_finished_what() -> None:
    done = {(c, x["document"], x["facet"]) for c in CODERS for x in lines(c) if x.get("done") is True}
    assert done == {(c, d, f) for c in CODERS for d in DOCUMENTS for f in FACETS if (c, d) not in UNFINISHED}
    coded = {(c, x["document"], x["facet"]) for c in CODERS for x in codings(c)}
    assert done - coded == NOTHING_FOUND
    assert coded < done


@pytest.mark.parametrize("coder", CODERS)
def test_nobody_codes_what_repeats_or_stands_after_the_text(coder: str) -> None:
    for line in codings(coder):
        assert line["end"] <= beyond(line["document"]), line
    text = stored("01-kabul-shrine-bombing.txt")
    captions = [(m.start(), text.index("\n", m.start())) for m in re.finditer(CAPTION, text)]
    for line in codings(coder):
        if line["document"] == "01-kabul-shrine-bombing.txt":
            assert not any(line["start"] < end and start < line["end"] for start, end in captions), line


def test_faults_of_form() -> None:
    one, two, three, four, five, six, seven = (stored(name) for name in DOCUMENTS)
    assert one.count(CAPTION) == 2
    assert "“" in one
    assert "Originally posted here" in two
    assert "\nBy Adil" in two
    assert len(re.findall(r"^- .* - March \d+th, 2018 \[", two, re.M)) >= 16
    assert "Leave a Reply" in two
    assert max(map(len, three.split("\n"))) <= 42
    assert len(re.findall(r"[a-z]-\n[a-z]", three)) >= 10
    assert all(
        text in three for text in ("IS-\nK", "Shanghai\nCooperation Organisation", "Tali-\nban", "IS-K5 ", "IS-K.3")
    )
    half = len(four) // 2
    assert four[:half] == four[half + 1 :]
    assert four.startswith("IS VS US")
    assert "\r" not in "".join(map(raw, DOCUMENTS[:4] + DOCUMENTS[5:]))
    assert raw(DOCUMENTS[4]).count("\r\n") == five.count("\n") > 10
    assert all(
        mark in five for mark in (" - ", " – ", " — ", "IS–K", "Islamic\u00a0State", "isnt", "doesnt", "Talibans")
    )
    assert [name for name in DOCUMENTS if raw(name).startswith("\ufeff")] == [DOCUMENTS[5]]
    assert "🔥" in six
    assert sum(ord(character) > 0xFFFF for character in six) >= 3
    assert seven.startswith("SHANGAI COPERATION ORGANISATION")
    assert "Islambad" in six.split("\n")[0]
    names = " ".join(line["text"] for coder in CODERS for line in codings(coder) if line["facet"] == "actor")
    assert all(name in names for name in ("Tehreek-e-", "Tehrik-i-", "Tehreek Taliban", "IS-K", "ISIS-K", "Daesh-K"))


def spans(coder: str, facet: str) -> set[tuple[str, int, int]]:
    return {(x["document"], x["start"], x["end"]) for x in codings(coder) if x["facet"] == facet}


@pytest.mark.parametrize("pair", list(combinations(CODERS, 2)))
def test_coders_agree_about_as_people_do(pair: tuple[str, str]) -> None:
    finished = {d for d in DOCUMENTS if not any((coder, d) in UNFINISHED for coder in pair)}
    f1 = {}
    for facet in FACETS:
        left, right = ({span for span in spans(coder, facet) if span[0] in finished} for coder in pair)
        f1[facet] = 2 * len(left & right) / (len(left) + len(right))
    assert 0.80 <= f1["actor"] <= 0.97
    assert 0.10 <= f1["threat"] < f1["actor"]
    assert 0.10 <= f1["stance"] < f1["actor"]
