"""What a codebook file may hold. Each fault is one sentence: the file and line, the key, and what is allowed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from annotator.codebook_place import Place
from annotator.codebook_values import (
    ATTRIBUTE_KEYS,
    CODE_KEYS,
    CODEBOOK_KEYS,
    FACET_KEYS,
    check_cues,
    check_flag,
    check_keys,
    check_name,
    check_nested,
    check_share,
)
from annotator.wording import later, say

MOST_CODES = 100_000


def checked_codebook(data: Mapping[str, Any], place: Place) -> None:
    """Raise CodebookError unless `data` is a codebook as tables and lists. Changes nothing."""
    check_keys(data, CODEBOOK_KEYS, place, required=("name",))
    for key, value in data.get("cues", {}).items():
        check_cues(key, value, place)
    facets = data.get("facet", [])
    if not facets:
        raise place.error("", say("a codebook needs at least one [[facet]]."))
    if sum(len(facet["code"]) for facet in facets if isinstance(facet.get("code"), list)) > MOST_CODES:
        raise place.error("", say("a codebook may hold at most {most_codes:,} codes.", most_codes=MOST_CODES))
    for number, facet in enumerate(facets):
        check_keys(facet, FACET_KEYS, place.at("facet", number), required=("name",))
    _check_unique(facets, "name", place, "facet", kind=say("facet"))
    _check_unique(facets, "key", place, "facet", kind=say("facet"))
    for number, facet in enumerate(facets):
        _check_facet(facet, facets, place.at("facet", number))


def _check_facet(facet: Mapping[str, Any], facets: list[Mapping[str, Any]], place: Place) -> None:
    attributes, codes = facet.get("attribute", []), facet.get("code", [])
    for number, attribute in enumerate(attributes):
        here = place.at("attribute", number)
        check_keys(attribute, ATTRIBUTE_KEYS, here, required=("name", "type"))
        _check_attribute(attribute, facets, here)
    _check_unique(attributes, "name", place, "attribute", kind=say("attribute"))
    by_attribute = {attribute["name"]: attribute for attribute in attributes}
    for number, code in enumerate(codes):
        here = place.at("code", number)
        check_keys(code, CODE_KEYS, here, required=("name",))
        for alias in code.get("aliases", ()):
            _check_alias(alias, by_attribute, here)
    _check_unique(codes, "name", place, "code", kind=say("code of facet “{name}”", name=facet["name"]))
    _check_unique(codes, "key", place, "code", kind=say("code of facet “{name}”", name=facet["name"]))
    _check_shared_aliases(codes, place)


def _check_attribute(attribute: Mapping[str, Any], facets: list[Mapping[str, Any]], place: Place) -> None:
    kind, values = attribute["type"], attribute.get("values", [])
    if kind in ("choice", "ordinal"):
        if not values:
            raise place.error("values", say("must list at least one value for an attribute of type {kind}.", kind=kind))
        if len(set(values)) < len(values):
            raise place.error("values", say("must not list a value twice."))
    elif values:
        raise place.error(
            "values", say('is not allowed for type "{kind}"; only choice and ordinal attributes have it.', kind=kind)
        )
    if kind == "code":
        names = [facet.get("name") for facet in facets]
        if attribute.get("facet") not in names:
            wanted = ", ".join(str(name) for name in names)
            raise place.error(
                "facet", say("of a code attribute must be a facet of this codebook ({wanted}).", wanted=wanted)
            )
    else:
        for key in ("facet", "free_text", "also"):
            if key in attribute:
                raise place.error(key, say('is allowed only for attributes of type "code".'))
    default = attribute.get("default")
    if default and kind in ("choice", "ordinal") and default not in values:
        raise place.error("default", say("must be one of the attribute's values ({values}).", values=", ".join(values)))


def _check_alias(alias: object, attributes: Mapping[str, Mapping[str, Any]], place: Place) -> None:
    if isinstance(alias, str):
        check_name(alias, place, "aliases")
        return
    if not isinstance(alias, Mapping):
        raise place.error("aliases", say('must be texts or tables such as {{text = "IS", case = true}}.'))
    text = alias.get("text")
    if not isinstance(text, str):
        raise place.error("aliases", say('have a table without text; each needs text = "…".'))
    check_name(text, place, "aliases")
    for key, check in (("case", check_flag), ("score", check_share)):
        if key in alias:
            check(alias[key], place, "aliases")
    given = alias.get("attributes", {})
    if not isinstance(given, Mapping):
        raise place.error("aliases", say("must give attributes as a table."), containing=text)
    for name, value in given.items():
        attribute = attributes.get(name)
        if attribute is None:
            allowed = ", ".join(attributes) or say("none")
            raise place.error(
                "aliases",
                say("set the unknown attribute “{name}”; allowed: {allowed}.", name=name, allowed=allowed),
                containing=text,
            )
        if attribute["type"] in ("choice", "ordinal") and value not in attribute["values"]:
            allowed = ", ".join(attribute["values"])
            raise place.error(
                "aliases",
                say("set {name} to {value!r}; allowed: {allowed}.", name=name, value=value, allowed=allowed),
                containing=text,
            )
    check_nested({key: value for key, value in alias.items() if key != "attributes"}, place, depth=0)


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
                    say(
                        "list “{text}”, which is an alias of “{other}” too; give one of them a rule "
                        'with when = "…", or remove one.',
                        text=entry["text"],
                        other=other,
                    ),
                    containing=entry["text"],
                )


_NAME_TWICE = later("“{value}” is used twice; each {kind} needs its own name.")
_SHORTCUT_TWICE = later("“{value}” is used twice (already of “{owner}”); each {kind} needs its own shortcut.")


def _check_unique(tables: list[Mapping[str, Any]], key: str, place: Place, under: str, *, kind: str) -> None:
    seen: dict[str, str] = {}
    for number, table in enumerate(tables):
        value = table.get(key)
        if not value:
            continue
        value = value.casefold() if key == "key" else value
        if value in seen:
            told = _SHORTCUT_TWICE if key == "key" else _NAME_TWICE
            raise place.at(under, number).error(key, say(told, value=value, owner=seen[value], kind=kind))
        seen[value] = table["name"]
