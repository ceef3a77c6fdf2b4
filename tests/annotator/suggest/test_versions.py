"""Provenance: the rules' version follows their source, and a cue file in another order gives the same ids."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from annotator.codebook import Codebook
from annotator.codebook_file import read_codebook
from annotator.suggest.engine import suggest
from annotator.suggest.registry import suggesters
from annotator.suggest.versions import _hash_of, rules_version

SHIPPED = Path(__file__).resolve().parents[3] / "resources" / "codebooks" / "regional-security.toml"
TEXT = "Iran praised the deal. The raiders killed four guards near Herat, and Moscow deplored the raid."


def test_every_suggester_bears_the_version_of_the_rules() -> None:
    assert {each.version for each in suggesters()} == {rules_version()}
    found = suggest(TEXT, document_id="d", regions=(), codebook=read_codebook(SHIPPED)).suggestions
    assert {each.source.split(" ")[0].split("/")[1] for each in found} == {rules_version()}


def test_version_changes_with_a_rule_and_not_with_line_ends(tmp_path: Path) -> None:
    rule, other = tmp_path / "rule.py", tmp_path / "other.py"
    rule.write_bytes(b"LIMIT = 3\n")
    other.write_bytes(b"")
    first = _hash_of([rule, other])
    rule.write_bytes(b"LIMIT = 3\r\n")
    assert _hash_of([rule, other]) == first
    rule.write_bytes(b"LIMIT = 4\n")
    assert _hash_of([rule, other]) != first
    rule.write_bytes(b"")
    other.write_bytes(b"LIMIT = 3\n")
    assert _hash_of([rule, other]) != first  # moved to another module


def test_cue_files_in_another_order_give_the_same_suggestions() -> None:
    book = read_codebook(SHIPPED)
    turned = replace(book, cues={kind: _turned(cues) for kind, cues in book.cues.items()}, cue_texts={})
    assert _offered(turned) == _offered(book)


def _turned(cues: Any) -> Any:
    """The entries of each array of tables in the opposite order."""
    return {name: part[::-1] if name in ("verb", "noun") else part for name, part in cues.items()}


def _offered(book: Codebook) -> list[tuple[str, str]]:
    found = suggest(TEXT, document_id="d", regions=(), codebook=book).suggestions
    assert {"threat", "stance"} <= {each.facet for each in found}
    return [(each.id, each.source) for each in found]
