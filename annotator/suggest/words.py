"""The words of a parse as plain lists, read once per document: dictionary forms for comparing, parts of speech, links."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

_KEPT = "intercoder words"
NUMBER = "#"


@dataclass(frozen=True, slots=True)
class Words:
    """One entry per token. `keys`: lemmas as `key` gives them, "#" for a number. `parts`: part-of-speech tags."""

    keys: list[str]
    parts: list[str]
    links: list[str]
    starts: list[int]
    ends: list[int]


def key(lemma: str) -> str:
    """The form under which lemmas are compared: lower case, straight apostrophes, one kind of hyphen."""
    return lemma.lower().replace("’", "'").replace("‐", "-").replace("‑", "-")


def words_of(doc: Doc) -> Words:
    """The words of `doc`; kept with it, so that several suggesters read them once."""
    kept = doc.user_data.get(_KEPT)
    if isinstance(kept, Words):
        return kept
    strings = doc.vocab.strings
    seen: dict[int, str] = {}
    table = doc.to_array(["LEMMA", "POS", "DEP", "IDX", "LENGTH"])
    parts = [_name(value, strings, seen) for value in table[:, 1].tolist()]
    forms: dict[int, str] = {}
    keys = []
    for lemma, part in zip(table[:, 0].tolist(), parts, strict=True):
        if part == "NUM":
            keys.append(NUMBER)
            continue
        if lemma not in forms:
            forms[lemma] = key(strings[lemma])
        keys.append(forms[lemma])
    starts = table[:, 3].tolist()
    ends = [start + length for start, length in zip(starts, table[:, 4].tolist(), strict=True)]
    words = Words(keys, parts, [_name(value, strings, seen) for value in table[:, 2].tolist()], starts, ends)
    doc.user_data[_KEPT] = words
    return words


def _name(value: int, strings: dict[int, str], seen: dict[int, str]) -> str:
    if value not in seen:
        seen[value] = strings[value]
    return seen[value]
