"""Patterns of the cue lexicons: reading them, matching them, naming faults. No model is needed."""

from __future__ import annotations

import pytest

from annotator.suggest.cue_entries import build, rule_names
from annotator.suggest.cue_patterns import CueFault, compile_pattern, doubtful, match, variants


def places(pattern: str, lemmas: str, *, table: str = "verb") -> list[int] | None:
    return match(compile_pattern(pattern, table=table), keys=lemmas.split(), first=0)


@pytest.mark.parametrize(
    ("pattern", "lemmas", "found"),
    [
        ("turn down", "turn down the offer", [0, 1]),
        ("turn down", "turn it down", None),
        ("turn ~ down", "turn the long offer down", [0, 0, 4]),
        ("turn ~ down", "turn the very long offer down", None),
        ("turn ~ down", "turn , it down", None),
        ("pledge|swear ~ allegiance|loyalty", "swear its full loyalty", [0, 0, 3]),
        ("spill-over", "spill - over of war", [0, 1, 2]),
        ("# fighter", "# fighter in", [0, 1]),
        ("anti - shia", "anti - shia rhetoric", [0, 1, 2]),
    ],
)
def test_match(pattern: str, lemmas: str, found: list[int] | None) -> None:
    assert places(pattern, lemmas) == found


@pytest.mark.parametrize(
    ("pattern", "table", "head"),
    [
        ("turn down", "verb", 0),
        ("suicide bombing", "noun", 1),
        ("*fight against", "noun", 0),
        ("wary of", "adjective", 0),
    ],
)
def test_head(pattern: str, table: str, head: int) -> None:
    assert compile_pattern(pattern, table=table).head == head


@pytest.mark.parametrize("pattern", ["", "~ down", "turn ~", "*a *b", "a||b"])
def test_faulty_patterns(pattern: str) -> None:
    with pytest.raises(CueFault):
        compile_pattern(pattern, table="verb")


@pytest.mark.parametrize(
    ("text", "patterns"),
    [
        ("appeal ~ calm|de-escalation|patience", ["appeal ~ calm|patience", "appeal ~ de-escalation"]),
        (
            "old|long-time *ally|go-between",
            ["old *ally", "old *go-between", "long-time *ally", "long-time *go-between"],
        ),
        ("spill-over of", ["spill-over of"]),
        ("anti - shia|sunni", ["anti - shia|sunni"]),
        ("*camp|breeding_ground for", ["*camp for", "breeding *ground for"]),
        ("safe_haven for", ["safe haven for"]),
    ],
)
def test_an_alternative_of_several_words_is_a_pattern_of_its_own(text: str, patterns: list[str]) -> None:
    assert variants(text, table="noun") == patterns


def test_the_star_of_joined_words_stands_before_the_head_of_their_table() -> None:
    assert variants("want ~ *take|set_up", table="verb") == ["want ~ *take", "want ~ *set up"]


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("gain|set up|build ~ camp", "set up"),
        ("carry out|launch ~ raid", "carry out"),
        ("gain|set_up|build ~ camp", ""),
        ("gain|set up ~ camp", ""),
        ("slip|drift back|home", ""),
        ("call up|on", ""),
        ("bring ~ back|return", ""),
    ],
)
def test_two_words_that_look_like_one_alternative(text: str, pair: str) -> None:
    assert doubtful(text) == pair


def test_such_words_are_pointed_out_and_the_pattern_is_used_as_it_stands() -> None:
    cues: dict[str, object] = {"verb": [{"match": ["carry out|launch ~ raid"]}]}
    lexicon = build(cues, tables=("verb",), read=lambda table, entry, name: name)
    (fault,) = lexicon.faults
    assert "write “carry_out”" in fault.problem
    assert lexicon.index.keys() == {"carry"}


def test_both_kinds_of_alternative_are_found() -> None:
    cues: dict[str, object] = {"verb": [{"match": ["urge ~ calm|de-escalation"]}]}
    lexicon = build(cues, tables=("verb",), read=lambda table, entry, name: name)
    found = [match(pattern, keys=words.split(), first=0) for _, pattern, _, _ in lexicon.index["urge"].possible(["full", "calm", "de"]) for words in (
        "urge full calm", "urge quick de - escalation")]  # fmt: skip
    assert sorted(places for places in found if places) == [[0, 0, 2], [0, 0, 2, 3, 4]]


def test_build_keeps_what_is_sound() -> None:
    cues: dict[str, object] = {"verb": [{"match": ["go", "~ on"]}, 3, {"match": []}], "noun": {"match": ["road"]}}
    lexicon = build(cues, tables=("verb", "noun"), read=lambda table, entry, name: name)
    assert sorted(lexicon.index) == ["go"]
    assert sorted((fault.table, fault.number) for fault in lexicon.faults) == [
        ("noun", 0),
        ("verb", 1),
        ("verb", 2),
        ("verb", 3),
    ]
    assert "“noun” must be written as [[noun]] tables" in lexicon.faults[-1].problem


def test_names_of_entries_do_not_depend_on_their_place() -> None:
    written: list[dict[str, object]] = [
        {"match": ["*spurn|snub", "rebuff"], "valence": "oppose"},
        {"match": ["hail"], "valence": "support", "name": "praise"},
        {"match": ["kill"], "code": "attack", "any": ["civilian"]},
        {"match": ["kill"], "code": "attack", "any": ["soldier"]},
    ]
    there = rule_names("verb", enumerate(written, start=1))
    back = rule_names("verb", enumerate(reversed(written), start=1))
    assert list(there.values()) == list(back.values())[::-1]
    assert (there[1], there[2]) == ("oppose verb spurn", "praise")
    assert len(set(there.values())) == 4
    assert there[3].startswith("attack verb kill ")
    written[3]["any"] = ["soldier", "guard"]
    assert rule_names("verb", enumerate(written, start=1))[3] == there[3]
