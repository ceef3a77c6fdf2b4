"""Codebooks as data: out of a project as TOML, .qdc or CSV, and from such files into the words of a project."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from annotator.codebook import Alias, Code, Codebook, Facet
from annotator.codebook_edit import with_facets
from annotator.codebook_file import codebook_from_json, codebook_to_json, codebook_to_toml, read_codebook
from annotator.errors import CodebookError, FormatError
from annotator.suggest.alias_faults import alias_faults
from annotator.suggest.found import PatternFault
from annotator.wording import say
from storage.atomic import replacing
from storage.formats.csv_tables import rows_of, write_table
from storage.formats.qdpx import codebook_in_qdc, qdc_of
from storage.formats.tables import BETWEEN, codebook_table
from ui.workflows.code_map import CodeMap
from ui.workflows.import_codings import read_parcel

ENDINGS = (".toml", ".qdc", ".csv")
WHOLE = (".toml", ".zip")
"""Files that say everything of a codebook: it takes the place of the project's."""


def write_codebook_file(codebook: Codebook, path: Path) -> None:
    """By the ending: .toml holds everything, .qdc codes with definitions and colours, .csv codes without attributes."""
    ending = _ending(path)
    if ending == ".csv":
        write_table(path, *codebook_table(codebook))
        return
    content = codebook_to_toml(codebook).encode() if ending == ".toml" else qdc_of(codebook)
    with replacing(path) as draft:
        draft.write_bytes(content)


def read_codebook_file(path: Path, *, base: Codebook, codes: CodeMap | None = None) -> Codebook:
    """The codebook in a file, with its codes named as the map says.

    What .qdc and .csv do not hold (attributes, keys, cues …) stays as it is in `base`, by facet and code. Of a project's
    file, and wherever there is a map, codes are added and none goes. Raises
    CodebookError or FormatError naming file and line.
    """
    ending = path.suffix.lower()
    found = codebook_in(path, base=base, keep=not codes)
    of_a_project = ending not in ENDINGS
    if codes or of_a_project:
        found = _onto(base, _mapped(found, codes or {}), whole=ending in WHOLE)
    return _checked(found, path)


def codebook_in(path: Path, *, base: Codebook, keep: bool = False) -> Codebook:
    """The codebook that a file holds, or that comes with the codings of a project (.qdpx, .qda, a package …).

    `keep`: facets of a .qdc keep what `base` has of them and REFI does not carry.
    """
    if not path.exists():
        raise FormatError(say("There is no file {path}: check the name.", path=path))
    ending = path.suffix.lower()
    if ending == ".toml":
        return read_codebook(path)
    if ending == ".qdc":
        return codebook_in_qdc(path, base=base if keep else None)
    if ending == ".csv":
        return _from_csv(path, base)
    found = read_parcel(path).codebook
    if found is None:
        raise FormatError(
            say(
                "{name} carries no codebook: give a file that ends in {endings}, or a project.",
                name=path.name,
                endings=", ".join(ENDINGS),
            )
        )
    return found


def faults_of_file(path: Path, codebook: Codebook) -> tuple[PatternFault, ...]:
    """What of a codebook read from a .toml file cannot be used for suggestions, with file and line; the rest can."""
    if path.suffix.lower() != ".toml":
        return ()
    return alias_faults(codebook, path.read_text(encoding="utf-8-sig", errors="replace"), where=path.name)


def _ending(path: Path) -> str:
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise FormatError(
            say("A codebook file ends in {endings}, not {name!r}.", endings=", ".join(ENDINGS), name=path.name)
        )
    return ending


def _checked(codebook: Codebook, path: Path) -> Codebook:
    """The codebook, once it is known to be one that a TOML file could hold."""
    try:
        return codebook_from_json(codebook_to_json(codebook))
    except CodebookError as fault:
        raise CodebookError(
            say("{name}: {fault}", name=path.name, fault=str(fault).removeprefix(f"{say('the stored codebook')}: "))
        ) from fault


def _from_csv(path: Path, base: Codebook) -> Codebook:
    codes: dict[str, list[Code]] = {}
    for where, row in rows_of(path, needed=("facet", "code")):
        if not row["facet"] or not row["code"]:
            raise FormatError(say("{where}: facet and code must not be empty.", where=where))
        known = base.code(row["facet"], row["code"]) or Code(row["code"], row["facet"])
        codes.setdefault(row["facet"], []).append(_code_of(where, known, row))
    if not codes:
        raise FormatError(say("{name} holds no code.", name=path.name))
    made = [replace(base.facet(name) or Facet(name), codes=tuple(found)) for name, found in codes.items()]
    return with_facets(base, made)


def _code_of(where: str, known: Code, row: Mapping[str, str]) -> Code:
    """A code with the columns that are there; an alias that was there before keeps its score and rules."""
    texts: Any = {
        n: row[n] for n in ("title", "definition", "use", "avoid", "group", "colour", "key", "memo") if n in row
    }
    found = replace(known, **texts)
    if "examples" in row:
        found = replace(found, examples=tuple(part for part in row["examples"].split(BETWEEN) if part))
    if "aliases" in row:
        wanted = [part for part in row["aliases"].split(BETWEEN) if part]
        old = {alias.text: alias for alias in known.aliases}
        if wanted != [alias.text for alias in known.aliases]:
            found = replace(found, aliases=tuple(old.get(text, Alias(text)) for text in wanted))
    if row.get("retired", "") not in ("", "true", "false"):
        raise FormatError(
            say("{where}: retired must be true or false, not {retired!r:.40}.", where=where, retired=row["retired"])
        )
    return replace(found, retired=row["retired"] == "true") if row.get("retired") else found


def _mapped(codebook: Codebook, codes: CodeMap) -> Codebook:
    """Every code under the facet and name that the map gives; those it does not name stay, an empty name leaves out."""
    facets: dict[str, list[Code]] = {facet.name: [] for facet in codebook.facets}
    for code in codebook.codes():
        facet, name = codes.get((code.facet, code.name), codes.get(("", code.name), (code.facet, code.name)))
        there = facets.setdefault(facet, []) if name else []
        if name and all(other.name != name for other in there):
            there.append(replace(code, name=name, facet=facet))
    made = [replace(codebook.facet(name) or Facet(name), codes=tuple(found)) for name, found in facets.items() if found]
    return replace(codebook, facets=tuple(made))


def _onto(base: Codebook, mapped: Codebook, *, whole: bool) -> Codebook:
    """Mapped codes put into the project's codebook: new codes are added, those it has keep its aliases and keys.

    `whole`: the file says everything of a codebook, so it stands as it is.
    """
    if whole:
        return mapped
    made = []
    for facet in mapped.facets:
        known = base.facet(facet.name)
        if known is None:
            made.append(facet)
            continue
        new = {code.name: code for code in facet.codes}
        kept = [_said_anew(code, new.pop(code.name, None)) for code in known.codes]
        made.append(replace(known, codes=(*kept, *new.values())))
    return with_facets(base, made)


def _said_anew(known: Code, new: Code | None) -> Code:
    return replace(known, definition=new.definition) if new and new.definition else known
