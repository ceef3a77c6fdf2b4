"""REFI-QDA codebooks: the tree of codes that .qdpx projects and .qdc files share, and the way back."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from lxml import etree

from annotator.codebook import Code, Codebook, Facet
from annotator.codebook_check import MOST_CODES
from annotator.codebook_edit import with_facets
from annotator.errors import FormatError
from annotator.wording import say
from storage.formats.xml import safe

SPACE = uuid.UUID("6f1d3a9e-7c52-4c1b-9a55-0b7f4f2f9d11")
"""Ids that REFI asks for and that we have none of our own for are hashes in this name space: the same every time."""
PROJECT_NS, CODEBOOK_NS = "urn:QDA-XML:project:1.0", "urn:QDA-XML:codebook:1.0"
GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")
_COLOUR = re.compile(r"#(?:[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})\Z")


def guid(*parts: str) -> str:
    return str(uuid.uuid5(SPACE, "\x1f".join(parts)))


def code_guid(facet: str, code: str) -> str:
    return guid("code", facet, code)


def value_guid(facet: str, attribute: str, value: str) -> str:
    return guid("value", facet, attribute, value)


def add_codes(parent: Any, codebook: Codebook, namespace: str, *, values: bool) -> None:
    """A <Codes> element: facets that can't be coded, with codes below; `values`: and values of choices, as sub-codes."""
    codes = etree.SubElement(parent, f"{{{namespace}}}Codes")
    for facet in codebook.facets:
        top = _code(
            codes, namespace, guid("facet", facet.name), facet.name, facet.definition, facet.colour, codable=False
        )
        for code in facet.codes:
            words = "\n\n".join(part for part in (code.definition, code.use, code.avoid) if part)
            _code(top, namespace, code_guid(facet.name, code.name), code.name, words, code.colour)
        for attribute in facet.attributes if values else ():
            if attribute.values:
                group_id = guid("attribute", facet.name, attribute.name)
                group = _code(top, namespace, group_id, attribute.name, attribute.definition, "", codable=False)
                for value in attribute.values:
                    _code(group, namespace, value_guid(facet.name, attribute.name, value), value, "", "")


def _code(parent: Any, namespace: str, id_: str, name: str, words: str, colour: str, *, codable: bool = True) -> Any:
    made = etree.SubElement(parent, f"{{{namespace}}}Code", guid=id_, name=safe(name), isCodable=str(codable).lower())
    if _COLOUR.match(colour):
        made.set("color", colour)
    if words:
        etree.SubElement(made, f"{{{namespace}}}Description").text = safe(words)
    return made


@dataclass(frozen=True, slots=True)
class Found:
    """A code in a file: the names above it, its own, whether it may be coded, description and colour."""

    guid: str
    path: tuple[str, ...]
    name: str
    codable: bool
    words: str
    colour: str


def codes_in(root: Any, where: str) -> list[Found]:
    """All codes below the first <Codes>, of whatever version of the name space."""
    top = next((element for element in root.iter() if local(element) == "Codes"), None)
    found = [] if top is None else list(islice(_walk(top, (), where, 0), MOST_CODES + 1))
    if len(found) > MOST_CODES:
        raise FormatError(
            say("{where}: a codebook may hold at most {most_codes:,} codes.", where=where, most_codes=MOST_CODES)
        )
    return found


def _walk(element: Any, path: tuple[str, ...], where: str, depth: int) -> Iterator[Found]:
    if depth > 100:
        raise FormatError(say("{where}: the codes are nested more than 100 deep.", where=where))
    for child in element:
        if local(child) == "Code":
            name = child.get("name") or ""
            words = next((c.text or "" for c in child if local(c) == "Description"), "")
            codable = child.get("isCodable") != "false"
            yield Found(
                (child.get("guid") or "").strip("{}").lower(), path, name, codable, words, child.get("color") or ""
            )
            yield from _walk(child, (*path, name), where, depth + 1)


def local(element: Any) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def codebook_of(found: list[Found], name: str, *, base: Codebook | None = None) -> Codebook:
    """A codebook with a facet for each top code that holds others; codes that stand alone are in the facet "code".

    With `base`, facets and codes of the same names keep what REFI does not carry (attributes, aliases, keys …).
    """
    facets: dict[str, dict[str, Code]] = {}
    titles: dict[str, Found] = {}
    holders = {one.path[0] for one in found if one.path}
    groups = {(*one.path, one.name) for one in found if not one.codable and one.path}
    values = {group for group in groups if _is_attribute(group, base)}
    for one in found:
        if not one.path and (not one.codable or one.name in holders):
            titles[one.name] = one
            facets.setdefault(one.name, {})
            if not one.codable:
                continue
        if not one.codable or one.path[:2] in values:
            continue
        facet = one.path[0] if one.path else "code" if one.name not in titles else one.name
        facets.setdefault(facet, {}).setdefault(one.name, _code_of(one, facet, base))
    made = []
    for facet_name, codes in facets.items():
        if codes:
            known = base.facet(facet_name) if base else None
            start = known or Facet(facet_name, definition=titles[facet_name].words if facet_name in titles else "")
            made.append(replace(start, codes=tuple(codes.values())))
    if not made:
        raise FormatError(say("{name} holds no code.", name=name))
    return with_facets(base or Codebook(name=name[:200].strip() or "codebook"), made)


def _is_attribute(group: tuple[str, ...], base: Codebook | None) -> bool:
    facet = base.facet(group[0]) if base else None
    return facet is not None and len(group) == 2 and facet.attribute(group[1]) is not None


def _code_of(one: Found, facet: str, base: Codebook | None) -> Code:
    known = base.code(facet, one.name) if base else None
    colour = one.colour if re.fullmatch(r"#[0-9A-Fa-f]{6}", one.colour) else ""
    if known is None:
        return Code(one.name, facet, definition=one.words, colour=colour)
    words = "\n\n".join(part for part in (known.definition, known.use, known.avoid) if part)
    if one.words and one.words != safe(words):
        known = replace(known, definition=one.words, use="", avoid="")
    return replace(known, colour=colour or known.colour)


def texts(element: Any) -> Mapping[str, str]:
    """Child element -> its text."""
    return {local(child): child.text or "" for child in element}
