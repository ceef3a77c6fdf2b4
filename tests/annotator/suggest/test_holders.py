"""Who is meant: names, bodies, pronouns and words that point back, with actors given by hand."""

from __future__ import annotations

import pytest

from annotator.suggest.found import Found
from annotator.suggest.holders import Cast
from annotator.suggest.parties import read_parties
from tests.annotator.suggest.clause_cases import tree

CODES = {"Norland": "norland", "Sudland": "sudland", "Westland": "westland", "Red Band": "red"}
PARTIES = {
    "parties": {
        "armed": ["red"],
        "group": ["fighter"],
        "pair": ["side"],
        "back": {"group": ["group"], "state": ["country"]},
        "general": {"other_person": ["analyst"]},
    }
}


def cast(text: str) -> Cast:
    actors = [
        Found(at, at + len(name), "actor", code, "hand", 1.0)
        for name, code in CODES.items()
        for at in range(len(text))
        if text.startswith(name, at)
    ]
    return Cast(tree(text), sorted(actors, key=lambda each: each.start), read_parties(PARTIES))


def codes(text: str, word: str) -> list[str]:
    read = cast(text)
    return read.codes(next(token for token in reversed(read.doc) if token.text == word))


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Norland voted.", "Norland", ["norland"]),
        ("The minister of Norland voted.", "minister", ["norland"]),
        ("Norland and Sudland voted.", "Norland", ["norland", "sudland"]),
        ("Norland voted. It paid.", "It", ["norland"]),
        ("Norland met Sudland. Both sides paid.", "sides", ["norland", "sudland"]),
        (
            "Westland and Norland voted. Norland voted. Norland signed a pact between Sudland and Westland."
            " Both sides shared concern.",
            "sides",
            ["sudland", "westland"],
        ),
        (
            "Norland refused to come. Participation of the Red Band is uncertain but they have shown will.",
            "they",
            ["red"],
        ),
        ("The Red Band attacked Norland. The group left.", "group", ["red"]),
        ("The Red Band attacked Norland. The country paid.", "country", ["norland"]),
        ("An analyst paid.", "analyst", ["other_person"]),
        ("The baker paid.", "baker", []),
    ],
)
def test_codes(text: str, word: str, expected: list[str]) -> None:
    assert codes(text, word) == expected


def test_kinds() -> None:
    read = cast("The Red Band and its fighters met Norland.")
    by_text = {token.text: token for token in read.doc}
    assert read.kinds(by_text["Band"]) == {"group", "rebel"}
    assert read.kinds(by_text["fighters"]) == {"group", "rebel"}
    assert read.kinds(by_text["Norland"]) == {"state", "nation"}


def test_counterpart_is_the_topic() -> None:
    text = "Norland, Norland and Norland voted. Sudland paid. The Red Band waited."
    read = cast(text)
    assert read.counterpart(read.doc[len(read.doc) - 1], but="red") == "norland"
    assert read.counterpart(read.doc[len(read.doc) - 1], but="norland", armed=True) == "red"
    assert read.counterpart(read.doc[0], but="norland") is None
