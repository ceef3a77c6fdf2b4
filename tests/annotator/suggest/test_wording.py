"""What the words of a span are, apart from who is named there."""

from __future__ import annotations

import pytest

from annotator.suggest.learned import wording
from annotator.suggest.learned.wording import BESIDE, Wording
from annotator.suggest.tree import Token
from tests.annotator.suggest.test_holders import cast

TEXT = "Analysts in Norland warned that the Red Band had burned old bridges near the border."
CLASSES = {"bridge": ("building",), "old": ("age",), "warn": ("speech", "concern"), "border": ("frontier",)}


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> tuple[Wording, Token]:
    """The wording of the text, and the word that carries the span "burned old bridges"."""
    monkeypatch.setattr(wording, "word_classes", lambda: CLASSES)
    actors = cast(TEXT)
    return Wording(actors.doc, actors), next(token for token in actors.doc if token.text == "burned")


def test_dictionary_forms_without_the_names_of_actors(read: tuple[Wording, Token]) -> None:
    words, head = read
    assert set(words.lemmas(head, head.i - 4, head.i + 3)) == {
        "carried by burn", "has old", "has bridge", "below warn", "hangs as ccomp",
        "pair the red", "pair red band", "pair band have", "pair have burn", "pair burn old", "pair old bridge",
    }  # fmt: skip


def test_what_hangs_on_the_head_two_links_deep_and_what_stands_beside(read: tuple[Wording, Token]) -> None:
    words, head = read
    found = words.whole(head, head.i, head.i + 3)
    assert {name for name in found if ": " in name or name.isupper() or " ARMED" in name} == {
        "dobj: building", "dobj amod: age", "nsubj ARMED", "around: speech", "around: concern", "around: frontier",
    }  # fmt: skip
    assert {value for name, value in found.items() if name.startswith("around")} == {BESIDE}
    assert {value for name, value in found.items() if not name.startswith("around")} == {1.0}


def test_a_sentence_of_one_word_has_its_form_alone() -> None:
    actors = cast("Burn!")
    head = actors.doc[0]
    assert set(Wording(actors.doc, actors).whole(head, 0, 1)) == {f"carried by {actors.doc.words.keys[0]}"}
