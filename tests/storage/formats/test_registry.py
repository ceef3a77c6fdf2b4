"""The list of formats: the fixed names, in order, each documented."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.errors import FormatError
from storage.formats.labels import file_name, from_file_name, identifier, label, parted, unidentified
from storage.formats.losses import FIELDS
from storage.formats.registry import find_format, format_of, formats

NAMES = [
    "jsonl",
    "package",
    "csv",
    "xlsx",
    "qdpx",
    "qdc",
    "docbin",
    "parquet",
    "xmi",
    "casjson",
    "labelstudio",
    "doccano",
    "brat",
    "conll",
    "qda",
]
DOCS = Path(__file__).resolve().parents[3] / "docs" / "formats.md"


def test_the_names_are_as_agreed() -> None:
    assert list(formats()) == NAMES
    assert [name for name, entry in formats().items() if entry.write is None] == ["qda"]
    assert [name for name, entry in formats().items() if entry.read is None] == ["conll"]


def test_every_format_and_option_is_documented() -> None:
    text = DOCS.read_text(encoding="utf-8")
    for entry in formats().values():
        assert f"`{entry.name}`" in text
        for option in entry.options:
            assert option in text, (entry.name, option)


def test_losses_are_known_fields() -> None:
    for entry in formats().values():
        assert entry.lost | entry.partly <= set(FIELDS)
        assert not entry.lost & entry.partly


def test_an_unknown_format_is_named(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="There is no format 'docx': choose one of jsonl, "):
        find_format("docx")
    (tmp_path / "a.docx").touch()
    with pytest.raises(FormatError, match=r"a\.docx has no known ending"):
        format_of(tmp_path / "a.docx")


@pytest.mark.parametrize(
    "text", ["plain", "a:b", "100%", "con", "..", ".", "é 𝒳/\\", "_x41_", "2nd", "-", "a b", "%3A"]
)
def test_names_find_their_way_back(text: str) -> None:
    assert unidentified(identifier(text)) == text
    assert from_file_name(file_name(text)) == text
    assert parted(label(text, text)) == (text, text)
    assert set(identifier(text)) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")
    assert "/" not in file_name(text)
    assert not file_name(text).startswith(".")
