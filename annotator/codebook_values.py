"""Checks of single values in a codebook file, and the keys that each of its tables may have, with their checks."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from typing import Any

from annotator.codebook_place import Place
from annotator.wording import say

DEEPEST = 20
ATTRIBUTE_TYPES = ("choice", "ordinal", "text", "code")
UNITS = ("span", "document")

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}\Z")
_CUE_FILE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*\.toml\Z")

Check = Callable[[Any, Place, str], None]


def check_text(value: object, place: Place, key: str) -> None:
    if not isinstance(value, str):
        raise place.error(key, say("must be a text in quotes, not {short}.", short=_short(value)))


def check_name(value: object, place: Place, key: str) -> None:
    check_text(value, place, key)
    text = str(value)
    if not text or text != text.strip() or len(text) > 200 or not text.isprintable():
        raise place.error(
            key,
            say("must be 1 to 200 printable characters without space at the ends, not {short}.", short=_short(value)),
        )


def check_texts(value: object, place: Place, key: str) -> None:
    if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
        raise place.error(key, say('must be a list of texts, as in ["one", "two"].'))


def check_tables(value: object, place: Place, key: str) -> None:
    if not isinstance(value, list) or not all(isinstance(item, Mapping) for item in value):
        raise place.error(key, say("must be tables, each under [[…{key}]].", key=key))


def check_list(value: object, place: Place, key: str) -> None:
    if not isinstance(value, list):
        raise place.error(key, say("must be a list."))


def check_table(value: object, place: Place, key: str) -> None:
    if not isinstance(value, Mapping):
        raise place.error(key, say("must be a table."))


def check_flag(value: object, place: Place, key: str) -> None:
    if not isinstance(value, bool):
        raise place.error(key, say("must be true or false, not {short}.", short=_short(value)))


def check_count(value: object, place: Place, key: str) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value < 2**31:
        raise place.error(key, say("must be a whole number from 1, not {short}.", short=_short(value)))


def check_share(value: object, place: Place, key: str) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise place.error(key, say("must give a score from 0 to 1, not {short}.", short=_short(value)))


def check_colour(value: object, place: Place, key: str) -> None:
    if value != "" and not (isinstance(value, str) and _COLOUR.match(value)):
        raise place.error(key, say('must be a colour such as "#0072B2", not {short}.', short=_short(value)))


def check_shortcut(value: object, place: Place, key: str) -> None:
    if value != "" and not (isinstance(value, str) and len(value) == 1 and value.isalnum()):
        raise place.error(key, say("must be one letter or digit, not {short}.", short=_short(value)))


def _one_of(*allowed: str) -> Check:
    def check(value: object, place: Place, key: str) -> None:
        if value not in allowed:
            raise place.error(
                key, say("must be one of {allowed}, not {short}.", allowed=", ".join(allowed), short=_short(value))
            )

    return check


def check_cue_name(name: object, place: Place, key: str) -> None:
    """Refuse anything but the plain name of a TOML file in the codebook's own folder."""
    if not isinstance(name, str) or not _CUE_FILE.match(name) or ".." in name:
        raise place.error(
            key, say("names {name!r}, but only plain names of .toml files in the same folder are allowed.", name=name)
        )


def check_cues(key: str, value: object, place: Place) -> Mapping[str, Any]:
    """One kind of cues, refused unless it is a table of plain values."""
    if not isinstance(value, Mapping):
        raise place.error("cues", say("must hold a table for “{key}”.", key=key))
    check_nested(value, place.at("cues", key), depth=0)
    return value


def check_nested(value: object, place: Place, *, depth: int) -> None:
    """Cues and alias options hold texts, numbers, flags, lists and tables only, and are not nested without end."""
    if depth > DEEPEST:
        raise place.error("", say("cues may be nested at most {deepest} deep.", deepest=DEEPEST))
    if isinstance(value, Mapping | list):
        for item in value.values() if isinstance(value, Mapping) else value:
            check_nested(item, place, depth=depth + 1)
    elif not isinstance(value, str | bool | int | float) or (isinstance(value, float) and not math.isfinite(value)):
        raise place.error(
            "", say("cues may hold texts, finite numbers, true or false, lists and tables, not {value!r}.", value=value)
        )


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "…"


CODEBOOK_KEYS: Mapping[str, Check] = {
    "name": check_name,
    "title": check_text,
    "description": check_text,
    "language": check_name,
    "meaning": check_count,
    "aids": check_count,
    "cues": check_table,
    "cue_texts": check_table,
    "facet": check_tables,
}
FACET_KEYS: Mapping[str, Check] = {
    "name": check_name,
    "title": check_text,
    "unit": _one_of(*UNITS),
    "ordinal": check_flag,
    "definition": check_text,
    "colour": check_colour,
    "key": check_shortcut,
    "attribute": check_tables,
    "code": check_tables,
}
ATTRIBUTE_KEYS: Mapping[str, Check] = {
    "name": check_name,
    "type": _one_of(*ATTRIBUTE_TYPES),
    "title": check_text,
    "definition": check_text,
    "values": check_texts,
    "facet": check_name,
    "free_text": check_flag,
    "also": check_texts,
    "default": check_text,
}
CODE_KEYS: Mapping[str, Check] = {
    "name": check_name,
    "title": check_text,
    "definition": check_text,
    "use": check_text,
    "avoid": check_text,
    "examples": check_texts,
    "aliases": check_list,
    "colour": check_colour,
    "key": check_shortcut,
    "group": check_text,
    "memo": check_text,
    "retired": check_flag,
    "meaning_version": check_count,
}


def check_keys(data: object, spec: Mapping[str, Check], place: Place, *, required: tuple[str, ...]) -> None:
    """Refuse anything but a table with these keys only, whose values pass their checks."""
    if not isinstance(data, Mapping):
        raise place.error("", say("must be a table."))
    for key, value in data.items():
        if key not in spec:
            raise place.error(key, say("is not known here; allowed: {spec}.", spec=", ".join(spec)))
        spec[key](value, place, key)
    for key in required:
        if not data.get(key):
            raise place.error("", say("{key} is missing; every {kind} needs one.", key=key, kind=_kind(place)))


def _kind(place: Place) -> str:
    return next((part for part in reversed(place.path) if isinstance(part, str)), "codebook")
