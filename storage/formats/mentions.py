"""For tools that draw lines between spans: which mention of an actor a stance's holder or target points at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from annotator.codebook import Codebook
from annotator.records import Coding

Mentions: TypeAlias = Mapping[tuple[str, str], Sequence[Coding]]
"""(facet, code) -> the codings of it, of one coder in one document."""


def mentions_of(codings: Iterable[Coding]) -> Mentions:
    found: dict[tuple[str, str], list[Coding]] = {}
    for coding in codings:
        found.setdefault((coding.facet, coding.code), []).append(coding)
    return found


def arguments(coding: Coding, mentions: Mentions, codebook: Codebook) -> list[tuple[str, Coding]]:
    """(attribute, mention) for each attribute that names a code which the same coder marked in the document.

    The mention is the nearest to the coding; of equals the first. `mentions` are that coder's in that document.
    """
    facet = codebook.facet(coding.facet)
    found = []
    for attribute in facet.attributes if facet and coding.span else ():
        value = coding.attributes.get(attribute.name)
        if attribute.type == "code" and value:
            mention = _nearest(coding, mentions.get((attribute.facet, value), ()))
            if mention is not None:
                found.append((attribute.name, mention))
    return found


def _nearest(coding: Coding, mentions: Iterable[Coding]) -> Coding | None:
    span = coding.span
    if span is None:
        return None
    near = [
        (max(other.span.start - span.end, span.start - other.span.end, 0), other.span.start, other.uuid, other)
        for other in mentions
        if other.span and other.round == coding.round and other.uuid != coding.uuid
    ]
    return min(near, key=lambda entry: entry[:3])[3] if near else None
