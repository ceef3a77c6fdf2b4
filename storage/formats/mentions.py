"""For tools that draw lines between spans: which mention of an actor a stance's holder or target points at."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

from annotator.codebook import Codebook
from annotator.records import Coding, Span


class Mentions:
    """One coder's codings in one document, by facet, code and round, found by place."""

    def __init__(self, codings: Iterable[Coding]) -> None:
        found: dict[tuple[str, str, str], list[Coding]] = {}
        for coding in codings:
            if coding.span:
                found.setdefault((coding.facet, coding.code, coding.round), []).append(coding)
        self._rows = {key: _Row(row) for key, row in found.items()}

    def nearest(self, coding: Coding, facet: str, code: str) -> Coding | None:
        """The mention of a code with the least distance to a coding of a span; of equals the first. None: there is none."""
        row = self._rows.get((facet, code, coding.round))
        return row.nearest(coding.span, coding.uuid) if row and coding.span else None


class _Row:
    """Mentions in order of their beginnings; `_reach` is how far those up to each one go."""

    def __init__(self, codings: Sequence[Coding]) -> None:
        self._codings = sorted(codings, key=lambda c: (c.start or 0, c.uuid))
        self._starts = [c.start or 0 for c in self._codings]
        self._reach = list(accumulate((c.end or 0 for c in self._codings), max))

    def nearest(self, span: Span, uuid: str) -> Coding | None:
        after = bisect_right(self._starts, span.end)
        touching = bisect_left(self._reach, span.start, hi=after)
        places = [touching] if touching < after else [bisect_left(self._reach, self._reach[after - 1])] if after else []
        places += [after] if after < len(self._codings) else []
        found = [self._codings[place] for place in places]
        if any(mention.uuid == uuid for mention in found):  # itself, in a facet whose attributes name its own codes
            found = [mention for mention in self._codings if mention.uuid != uuid]
        return min(found, key=lambda mention: _distance(span, mention), default=None)


def _distance(span: Span, mention: Coding) -> tuple[int, int, str]:
    start, end = mention.span or span
    return max(start - span.end, span.start - end, 0), start, mention.uuid


def arguments(coding: Coding, mentions: Mentions, codebook: Codebook) -> list[tuple[str, Coding]]:
    """(attribute, mention) for each attribute that names a code which the same coder marked in the document.

    The mention is the nearest to the coding; of equals the first. `mentions` are that coder's in that document.
    """
    facet = codebook.facet(coding.facet)
    found = []
    for attribute in facet.attributes if facet and coding.span else ():
        value = coding.attributes.get(attribute.name)
        if attribute.type == "code" and value:
            mention = mentions.nearest(coding, attribute.facet, value)
            if mention is not None:
                found.append((attribute.name, mention))
    return found
