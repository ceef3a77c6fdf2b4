"""For tools that draw lines between spans: which mention of an actor a stance's holder or target points at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from annotator.codebook import Codebook
from annotator.records import Coding


def arguments(coding: Coding, codings: Sequence[Coding], codebook: Codebook) -> list[tuple[str, Coding]]:
    """(attribute, mention) for each attribute that names a code which the same coder marked in the document.

    The mention is the nearest to the coding; of equals the first. `codings` are that coder's in that document.
    """
    facet = codebook.facet(coding.facet)
    found = []
    for attribute in facet.attributes if facet and coding.span else ():
        value = coding.attributes.get(attribute.name)
        if attribute.type == "code" and value:
            mention = _nearest(coding, (c for c in codings if (c.facet, c.code) == (attribute.facet, value)))
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
