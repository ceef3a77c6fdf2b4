"""Parses: the same in pieces and whole, kept as bytes, refused when they do not fit; a missing model."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest

from annotator.suggest import pipeline
from annotator.suggest.kept_parses import COLUMNS
from annotator.suggest.pipeline import ModelMissing, model_id, parse_from_bytes, parse_to_bytes
from annotator.suggest.word_values import LEMMATIZER, MOST, RULER, WordValues

TEXT = (
    "The council of Port Vale met on Monday. IS claimed the raid, and is feared.\n"
    "WHAT IS NEXT FOR THE TOWN\n\n"
    "“Nobody 😀 knows,” said the mayor — she has warned us twice.\n"
)


def shape(text: str, parse: bytes) -> list[tuple[str, str, str, str, int, str]]:
    doc = parse_from_bytes(parse, text)
    assert doc is not None
    return [(t.text, t.lemma_, t.tag_, t.dep_, t.head.i - t.i, t.ent_type_) for t in doc]


def test_text_is_kept_to_the_letter() -> None:
    for text in (TEXT, "", "\n", "  \n\n  x\t\u00a0y \n", "a\u2028b \r c"):
        doc = parse_from_bytes(parse_to_bytes(text), text)
        assert doc is not None
        assert doc.text == text


def test_repeated_parse_is_the_same() -> None:
    assert parse_to_bytes(TEXT) == parse_to_bytes(TEXT)


def test_paragraphs_are_parsed_on_their_own() -> None:
    """So a document of any length gives the same parse as its pieces."""
    first, second = TEXT[: TEXT.index("“")], TEXT[TEXT.index("“") :]
    assert shape(TEXT, parse_to_bytes(TEXT)) == shape(first, parse_to_bytes(first)) + shape(
        second, parse_to_bytes(second)
    )


def test_overlong_paragraph_is_cut_after_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    sentence = "The raiders crossed the river at dawn. "
    text = sentence * 20
    whole = shape(text, parse_to_bytes(text))
    monkeypatch.setattr(pipeline, "LONGEST_PIECE", 200)
    pieces = list(pipeline._pieces(text))
    assert len(pieces) > 2
    assert "".join(pieces) == text
    assert all(len(piece) <= 200 and piece.startswith("The raiders") for piece in pieces)
    assert [row[0] for row in shape(text, parse_to_bytes(text))] == [row[0] for row in whole]


def test_name_that_looks_like_a_verb_is_read_as_a_name() -> None:
    doc = parse_from_bytes(parse_to_bytes(TEXT), TEXT)
    assert doc is not None
    names = [token for token in doc if token.text == "IS"]
    assert [token.tag_ == "NNP" for token in names] == [True, False]
    assert names[0].lemma_ == "IS"
    assert (names[0].dep_, names[0].head.text) == ("nsubj", "claimed")


def test_parse_that_does_not_fit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    parse = parse_to_bytes(TEXT)
    assert parse_from_bytes(parse, TEXT + " ") is None
    assert parse_from_bytes(b"", TEXT) is None
    assert parse_from_bytes(parse[:-40], TEXT) is None
    assert parse_from_bytes(parse[:60] + b"garbage", TEXT) is None
    monkeypatch.setattr(pipeline, "FORMAT", "0")
    assert parse_from_bytes(parse, TEXT) is None


def test_parse_of_an_ordinary_text_takes_at_most_three_times_its_bytes() -> None:
    people, acts = (
        ["mayor", "baker", "clerk", "miller", "abbot", "scribe", "rider"],
        ["warned", "praised", "fed", "met"],
    )
    sentences = [
        f"On day {day} the {people[day % 7]} {acts[day % 4]} the {people[day % 5]} because the road to Port Vale, "
        f"which {people[(day * 3) % 7]}s had built in {1900 + day}, was under water again and nobody came to mend it."
        for day in range(60)
    ]
    text = "\n".join(sentences)
    assert len(parse_to_bytes(text)) <= 3 * len(text.encode())


def test_model_is_named_with_version_and_hash() -> None:
    name, version, digest = model_id().split(" ")
    assert (name, version) == (pipeline.MODEL, metadata.version(pipeline.MODEL))
    assert digest.startswith("sha256:")
    assert len(digest) == len("sha256:") + 16


@pytest.fixture
def without_model(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def missing(name: str) -> metadata.Distribution:
        raise metadata.PackageNotFoundError(name)

    pipeline._model.cache_clear()
    pipeline.model_id.cache_clear()
    monkeypatch.setattr(metadata, "distribution", missing)
    yield
    pipeline._model.cache_clear()
    pipeline.model_id.cache_clear()


def test_parse_is_what_the_model_itself_gives() -> None:
    """Though numpy multiplies its matrices, and parts of speech and lemmas are looked up."""
    import spacy

    own = spacy.load(pipeline._model_folder())
    sample = sorted((Path(__file__).parents[3] / "resources" / "sample" / "documents").glob("*.txt"))
    assert sample
    for path in sample:
        for paragraph in path.read_text(encoding="utf-8").splitlines(keepends=True):
            table = own(paragraph).to_array(COLUMNS)
            assert (pipeline._model()(paragraph).to_array(COLUMNS) == table).all()


@pytest.mark.usefixtures("without_model")
def test_missing_model_is_one_sentence() -> None:
    with pytest.raises(ModelMissing, match=r"^The language model .* is not installed.*make setup") as raised:
        parse_to_bytes("x")
    assert "\n" not in str(raised.value)


def test_quick_values_are_what_spacys_own_ruler_and_lemmatizer_give(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also for rules of two words, for words seen before, and when the table of words is full."""
    import spacy

    text = (
        TEXT
        + "I ain't gonna let's say there's more. He'd go; they have done it. That it is, which was feared, cannot be."
        + " C'm on, y'all gotta leave. There's a reason, and there were two. They were, we're, is."
    )
    own = spacy.load(pipeline._model_folder())
    quick = WordValues(own.get_pipe(RULER), own.get_pipe(LEMMATIZER))
    expected = own(text).to_array(COLUMNS)
    own.select_pipes(disable=[RULER, LEMMATIZER])
    for most in (MOST, 3):
        monkeypatch.setattr("annotator.suggest.word_values.MOST", most)
        for _ in range(2):
            assert (quick(own(text)).to_array(COLUMNS) == expected).all()
    assert len(quick._known) > most
    assert not len(quick(own("")))
