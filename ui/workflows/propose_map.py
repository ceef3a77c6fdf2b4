"""The table in which a file's codes are mapped before anything is written, filled in as far as names and aliases tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotator.codebook import Code, Codebook, Facet
from storage.documents.names import plain
from storage.formats.csv_tables import write_table
from storage.project import Project
from ui.workflows.code_map import COLUMNS
from ui.workflows.codebook_files import codebook_in
from ui.workflows.import_codings import read_parcel
from ui.workflows.incoming import Desk


@dataclass(frozen=True, slots=True)
class MapRow:
    """A code of the file, what it is proposed to be called here ("" for nothing that fits), and its codings there."""

    from_facet: str
    from_code: str
    to_facet: str
    to_code: str
    codings: int = 0


def map_of_codings(
    project: Project, path: Path, *, format_name: str = "", options: Mapping[str, Any] | None = None
) -> list[MapRow]:
    """A row for each code that the codings in a file have, in the order of their first use."""
    desk = Desk(project, project.codebook)
    asked = (desk.asked(item) for item in read_parcel(path, format_name=format_name, options=options).codings)
    counts = Counter((facet or group, code) for facet, code, group in asked)
    return [_row(facet, code, project.codebook, number) for (facet, code), number in counts.items()]


def map_of_codebook(path: Path, *, base: Codebook) -> list[MapRow]:
    """A row for each code of the codebook in a file (or of the one that a file of codings carries)."""
    return [_row(code.facet, code.name, base, 0, code) for code in codebook_in(path, base=base).codes()]


def write_map(path: Path, rows: Iterable[MapRow]) -> None:
    """As CSV, for `--map`; the column `codings` is for the reader only."""
    cells = [[r.from_facet, r.from_code, r.to_facet, r.to_code, r.codings] for r in rows]
    write_table(path, [*COLUMNS, "codings"], cells)


def _row(facet: str, code: str, codebook: Codebook, number: int, known: Code | None = None) -> MapRow:
    found = _match(facet, [code, *([known.title] if known and known.title else [])], codebook)
    return MapRow(facet, code, found.facet if found else "", found.name if found else "", number)


def _match(facet: str, names: Iterable[str], codebook: Codebook) -> Code | None:
    """The one code with such a name, title or alias, in the facet of that name if there is one, else anywhere."""
    wanted = {plain(name) for name in names}
    facets = [f for f in codebook.facets if plain(facet) in _words(f)] or list(codebook.facets)
    for spelling in (_words, _aliases):
        found = [code for f in facets for code in f.codes if wanted & spelling(code)]
        if len(found) == 1:
            return found[0]
    return None


def _words(one: Facet | Code) -> set[str]:
    return {plain(one.name), *([plain(one.title)] if one.title else [])}


def _aliases(code: Facet | Code) -> set[str]:
    return {plain(alias.text) for alias in code.aliases} if isinstance(code, Code) else set()
