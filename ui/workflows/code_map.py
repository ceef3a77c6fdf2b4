"""Codes of another codebook, put into the words of this one: `--map FILE.csv`.

A row says what a code of the file is called here. The columns are `from_facet`, `from_code`, `to_facet`, `to_code`; an
empty `from_facet` stands for any, an empty `to_code` leaves the code's codings out.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from annotator.codebook import Codebook
from annotator.errors import FormatError
from annotator.wording import say
from storage.formats.csv_tables import rows_of

COLUMNS = ("from_facet", "from_code", "to_facet", "to_code")
CodeMap = Mapping[tuple[str, str], tuple[str, str]]
"""(facet, code) of the file -> (facet, code) here. An empty facet stands for any; an empty code here: left out."""


def read_code_map(path: Path) -> dict[tuple[str, str], tuple[str, str]]:
    """The table in a CSV file. FormatError for a code that stands there twice or a row that says only half."""
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for where, row in rows_of(path, needed=COLUMNS):
        before, after = (row["from_facet"], row["from_code"]), (row["to_facet"], row["to_code"])
        if not before[1]:
            raise FormatError(
                say("{where}: from_code is empty; name a code of the file that is imported.", where=where)
            )
        if before in found:
            raise FormatError(
                say("{where}: {before!r} stands in the map twice; keep one row.", where=where, before=before[1])
            )
        if after[1] and not after[0]:
            raise FormatError(
                say("{where}: to_facet is empty; say which facet has the code {after!r}.", where=where, after=after[1])
            )
        found[before] = after
    return found


def in_our_words(
    facet: str, code: str, codes: CodeMap, codebook: Codebook, *, group: str = ""
) -> tuple[str, str] | None:
    """(facet, code) here; None where the map leaves the code out.

    A code of no named facet is looked for in all: by its name, then by its title; where several have it, in the one
    that `group` names. Raises FormatError (without a place) where it is not there, or in several; nothing is ever added
    to the codebook.
    """
    mapped = codes.get((facet or group, code), codes.get(("", code)))
    if mapped is not None:
        return mapped if mapped[1] else None
    if facet:
        return facet, code
    named = [f.name for f in codebook.facets if group and group.casefold() in (f.name.casefold(), f.title.casefold())]
    for field in ("name", "title"):
        found = [c for c in codebook.codes() if getattr(c, field) == code]
        if len(found) > 1 and named:
            found = [c for c in found if c.facet in named]
        if len(found) == 1:
            return found[0].facet, found[0].name
        if found:
            where = " and ".join(c.facet for c in found)
            raise FormatError(
                say(
                    "the code {code!r} is in the facets {where}: say which is meant in a --map file.",
                    code=code,
                    where=where,
                )
            )
    raise FormatError(
        say(
            "the codebook has no code {code!r}: add it there, or say in a --map file what it is called here.", code=code
        )
    )
