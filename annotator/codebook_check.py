"""What a codebook file may hold. Each fault is one sentence: the file and line, the key, and what is allowed."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from typing import Any

from annotator.codebook_lines import TomlLines
from annotator.errors import CodebookError

MOST_CODES = 100_000
DEEPEST = 20
ATTRIBUTE_TYPES = ("choice", "ordinal", "text", "code")
UNITS = ("span", "document")

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}\Z")
_CUE_FILE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*\.toml\Z")


class Place:
    """Where a value stands in a codebook text, for the error sentence. Lines are only counted when one is needed."""

    def __init__(self, where: str, text: str, path: tuple[str | int, ...] = ()) -> None:
        self.where, self.text, self.path = where, text, path

    def at(self, *path: str | int) -> Place:
        return Place(self.where, self.text, (*self.path, *path))

    def error(self, key: str, problem: str, *, containing: str = "") -> CodebookError:
        """An error about `key` here: "file, line 3: key problem"."""
        path = (*self.path, key) if key else self.path
        line = f", line {TomlLines(self.text).line(*path, containing=containing)}" if self.text else ""
        return CodebookError(f"{self.where}{line}: {key}{' ' if key else ''}{problem}")


def cue_key(name: str) -> str:
    """The kind of cues that a file holds: the last part of its name before ".toml" ("threats")."""
    return name.removesuffix(".toml").rsplit(".", 1)[-1]


def check_cue_name(name: object, place: Place, key: str) -> None:
    """Refuse anything but the plain name of a TOML file in the codebook's own folder."""
    if not isinstance(name, str) or not _CUE_FILE.match(name) or ".." in name:
        raise place.error(key, f"names {name!r}, but only plain names of .toml files in the same folder are allowed.")


def check_cues(key: str, value: object, place: Place) -> Mapping[str, Any]:
    """One kind of cues, refused unless it is a table of plain values."""
    if not isinstance(value, Mapping):
        raise place.error("cues", f"must hold a table for “{key}”.")
    _check_cue(value, place.at("cues", key), depth=0)
    return value


def checked_codebook(data: Mapping[str, Any], place: Place) -> None:
    """Raise CodebookError unless `data` is a codebook as tables and lists. Changes nothing."""
    _check_table(data, _CODEBOOK, place, required=("name",))
    for key, value in data.get("cues", {}).items():
        check_cues(key, value, place)
    facets = data.get("facet", [])
    if not facets:
        raise place.error("", "a codebook needs at least one [[facet]].")
    if sum(len(facet["code"]) for facet in facets if isinstance(facet.get("code"), list)) > MOST_CODES:
        raise place.error("", f"a codebook may hold at most {MOST_CODES:,} codes.")
    for number, facet in enumerate(facets):
        _check_table(facet, _FACET, place.at("facet", number), required=("name",))
    _check_unique(facets, "name", place, "facet", kind="facet")
    _check_unique(facets, "key", place, "facet", kind="facet")
    for number, facet in enumerate(facets):
        _check_facet(facet, facets, place.at("facet", number))


def _check_facet(facet: Mapping[str, Any], facets: list[Mapping[str, Any]], place: Place) -> None:
    attributes, codes = facet.get("attribute", []), facet.get("code", [])
    for number, attribute in enumerate(attributes):
        here = place.at("attribute", number)
        _check_table(attribute, _ATTRIBUTE, here, required=("name", "type"))
        _check_attribute(attribute, facets, here)
    _check_unique(attributes, "name", place, "attribute", kind="attribute")
    by_attribute = {attribute["name"]: attribute for attribute in attributes}
    for number, code in enumerate(codes):
        here = place.at("code", number)
        _check_table(code, _CODE, here, required=("name",))
        for alias in code.get("aliases", ()):
            _check_alias(alias, by_attribute, here)
    _check_unique(codes, "name", place, "code", kind=f"code of facet “{facet['name']}”")
    _check_unique(codes, "key", place, "code", kind=f"code of facet “{facet['name']}”")
    _check_shared_aliases(codes, place)


def _check_attribute(attribute: Mapping[str, Any], facets: list[Mapping[str, Any]], place: Place) -> None:
    kind, values = attribute["type"], attribute.get("values", [])
    if kind in ("choice", "ordinal"):
        if not values:
            raise place.error("values", f"must list at least one value for an attribute of type {kind}.")
        if len(set(values)) < len(values):
            raise place.error("values", "must not list a value twice.")
    elif values:
        raise place.error("values", f'is not allowed for type "{kind}"; only choice and ordinal attributes have it.')
    if kind == "code":
        names = [facet.get("name") for facet in facets]
        if attribute.get("facet") not in names:
            wanted = ", ".join(str(name) for name in names)
            raise place.error("facet", f"of a code attribute must be a facet of this codebook ({wanted}).")
    else:
        for key in ("facet", "free_text", "also"):
            if key in attribute:
                raise place.error(key, 'is allowed only for attributes of type "code".')
    default = attribute.get("default")
    if default and kind in ("choice", "ordinal") and default not in values:
        raise place.error("default", f"must be one of the attribute's values ({', '.join(values)}).")


def _check_alias(alias: object, attributes: Mapping[str, Mapping[str, Any]], place: Place) -> None:
    if isinstance(alias, str):
        _name(alias, place, "aliases")
        return
    if not isinstance(alias, Mapping):
        raise place.error("aliases", 'must be texts or tables such as {text = "IS", case = true}.')
    text = alias.get("text")
    if not isinstance(text, str):
        raise place.error("aliases", 'have a table without text; each needs text = "…".')
    _name(text, place, "aliases")
    for key, check in (("case", _flag), ("score", _share)):
        if key in alias:
            check(alias[key], place, "aliases")
    given = alias.get("attributes", {})
    if not isinstance(given, Mapping):
        raise place.error("aliases", "must give attributes as a table.", containing=text)
    for name, value in given.items():
        attribute = attributes.get(name)
        if attribute is None:
            allowed = ", ".join(attributes) or "none"
            raise place.error("aliases", f"set the unknown attribute “{name}”; allowed: {allowed}.", containing=text)
        if attribute["type"] in ("choice", "ordinal") and value not in attribute["values"]:
            allowed = ", ".join(attribute["values"])
            raise place.error("aliases", f"set {name} to {value!r}; allowed: {allowed}.", containing=text)
    _check_cue({key: value for key, value in alias.items() if key != "attributes"}, place, depth=0)


def _check_shared_aliases(codes: list[Mapping[str, Any]], place: Place) -> None:
    """One spelling under two codes needs `when` on all but one of them: the rule that says which is meant."""
    plain: dict[str, str] = {}
    for number, code in enumerate(codes):
        for alias in code.get("aliases", ()):
            entry = {"text": alias} if isinstance(alias, str) else alias
            if "when" in entry or code.get("retired"):
                continue
            text = entry["text"] if entry.get("case") else entry["text"].casefold()
            other = plain.setdefault(text, code["name"])
            if other != code["name"]:
                raise place.at("code", number).error(
                    "aliases",
                    f"list “{entry['text']}”, which is an alias of “{other}” too; give one of them a rule "
                    'with when = "…", or remove one.',
                    containing=entry["text"],
                )


def _check_unique(tables: list[Mapping[str, Any]], key: str, place: Place, under: str, *, kind: str) -> None:
    seen: dict[str, str] = {}
    for number, table in enumerate(tables):
        value = table.get(key)
        if not value:
            continue
        value = value.casefold() if key == "key" else value
        if value in seen:
            owner = f" (already of “{seen[value]}”)" if key == "key" else ""
            what = "shortcut" if key == "key" else "name"
            raise place.at(under, number).error(
                key, f"“{value}” is used twice{owner}; each {kind} needs its own {what}."
            )
        seen[value] = table["name"]


def _check_table(data: object, spec: Mapping[str, Check], place: Place, *, required: tuple[str, ...]) -> None:
    if not isinstance(data, Mapping):
        raise place.error("", "must be a table.")
    for key, value in data.items():
        if key not in spec:
            raise place.error(key, f"is not known here; allowed: {', '.join(spec)}.")
        spec[key](value, place, key)
    for key in required:
        if not data.get(key):
            raise place.error("", f"{key} is missing; every {_kind(place)} needs one.")


def _kind(place: Place) -> str:
    return next((part for part in reversed(place.path) if isinstance(part, str)), "codebook")


def _check_cue(value: object, place: Place, *, depth: int) -> None:
    """Cues and alias options hold texts, numbers, flags, lists and tables only, and are not nested without end."""
    if depth > DEEPEST:
        raise place.error("", f"cues may be nested at most {DEEPEST} deep.")
    if isinstance(value, Mapping | list):
        for item in value.values() if isinstance(value, Mapping) else value:
            _check_cue(item, place, depth=depth + 1)
    elif not isinstance(value, str | bool | int | float) or (isinstance(value, float) and not math.isfinite(value)):
        raise place.error("", f"cues may hold texts, finite numbers, true or false, lists and tables, not {value!r}.")


Check = Callable[[Any, Place, str], None]


def _text(value: object, place: Place, key: str) -> None:
    if not isinstance(value, str):
        raise place.error(key, f"must be a text in quotes, not {_short(value)}.")


def _name(value: object, place: Place, key: str) -> None:
    _text(value, place, key)
    text = str(value)
    if not text or text != text.strip() or len(text) > 200 or not text.isprintable():
        raise place.error(key, f"must be 1 to 200 printable characters without space at the ends, not {_short(value)}.")


def _texts(value: object, place: Place, key: str) -> None:
    if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
        raise place.error(key, 'must be a list of texts, as in ["one", "two"].')


def _tables(value: object, place: Place, key: str) -> None:
    if not isinstance(value, list) or not all(isinstance(item, Mapping) for item in value):
        raise place.error(key, f"must be tables, each under [[…{key}]].")


def _list(value: object, place: Place, key: str) -> None:
    if not isinstance(value, list):
        raise place.error(key, "must be a list.")


def _table(value: object, place: Place, key: str) -> None:
    if not isinstance(value, Mapping):
        raise place.error(key, "must be a table.")


def _flag(value: object, place: Place, key: str) -> None:
    if not isinstance(value, bool):
        raise place.error(key, f"must be true or false, not {_short(value)}.")


def _count(value: object, place: Place, key: str) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value < 2**31:
        raise place.error(key, f"must be a whole number from 1, not {_short(value)}.")


def _share(value: object, place: Place, key: str) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise place.error(key, f"must give a score from 0 to 1, not {_short(value)}.")


def _colour(value: object, place: Place, key: str) -> None:
    if value != "" and not (isinstance(value, str) and _COLOUR.match(value)):
        raise place.error(key, f'must be a colour such as "#0072B2", not {_short(value)}.')


def _shortcut(value: object, place: Place, key: str) -> None:
    if value != "" and not (isinstance(value, str) and len(value) == 1 and value.isalnum()):
        raise place.error(key, f"must be one letter or digit, not {_short(value)}.")


def _one_of(*allowed: str) -> Check:
    def check(value: object, place: Place, key: str) -> None:
        if value not in allowed:
            raise place.error(key, f"must be one of {', '.join(allowed)}, not {_short(value)}.")

    return check


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "…"


_CODEBOOK: Mapping[str, Check] = {
    "name": _name,
    "title": _text,
    "description": _text,
    "language": _name,
    "meaning": _count,
    "aids": _count,
    "cues": _table,
    "cue_texts": _table,
    "facet": _tables,
}
_FACET: Mapping[str, Check] = {
    "name": _name,
    "title": _text,
    "unit": _one_of(*UNITS),
    "ordinal": _flag,
    "definition": _text,
    "colour": _colour,
    "key": _shortcut,
    "attribute": _tables,
    "code": _tables,
}
_ATTRIBUTE: Mapping[str, Check] = {
    "name": _name,
    "type": _one_of(*ATTRIBUTE_TYPES),
    "title": _text,
    "definition": _text,
    "values": _texts,
    "facet": _name,
    "free_text": _flag,
    "also": _texts,
    "default": _text,
}
_CODE: Mapping[str, Check] = {
    "name": _name,
    "title": _text,
    "definition": _text,
    "use": _text,
    "avoid": _text,
    "examples": _texts,
    "aliases": _list,
    "colour": _colour,
    "key": _shortcut,
    "group": _text,
    "memo": _text,
    "retired": _flag,
    "meaning_version": _count,
}
