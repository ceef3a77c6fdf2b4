"""From records to what the text view paints: colours and names of codes, and a stance's ends in the text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from annotator.codebook import Codebook
from annotator.records import Coding, Suggestion
from ui.desktop.text.marks import Link, Mark

NEW = "new?"
_PLAIN = "#6b7280"


def code_title(codebook: Codebook, facet: str, code: str) -> str:
    found = codebook.code(facet, code)
    return (found.title or found.name) if found else code or NEW


def code_colour(codebook: Codebook, facet: str, code: str) -> str:
    found, of = codebook.code(facet, code), codebook.facet(facet)
    return (found.colour if found else "") or (of.colour if of else "") or _PLAIN


def describe(item: Coding | Suggestion, codebook: Codebook) -> str:
    """The attributes in one line, with a memo's beginning: "holder russia · target us"."""
    parts = [f"{name} {_title_of(codebook, item.facet, name, value)}" for name, value in item.attributes.items()]
    if isinstance(item, Coding) and item.memo:
        parts.append(f"“{item.memo[:60]}”")
    return " · ".join(parts)


def _title_of(codebook: Codebook, facet: str, attribute: str, value: str) -> str:
    of = codebook.facet(facet)
    found = of.attribute(attribute) if of else None
    return (
        code_title(codebook, found.facet, value)
        if found and found.type == "code" and codebook.code(found.facet, value)
        else value
    )


def mark_of(
    item: Coding | Suggestion, codebook: Codebook, *, actors: Sequence[Coding | Suggestion] = (), faint: bool = False
) -> Mark | None:
    """The mark of a coding or suggestion; None for a document code, which has no place in the text."""
    if item.start is None or item.end is None:
        return None
    id_, kind = (item.uuid, "coding") if isinstance(item, Coding) else (item.id, "suggestion")
    return Mark(
        id_, item.start, item.end, kind, code_colour(codebook, item.facet, item.code),  # type: ignore[arg-type]
        code_title(codebook, item.facet, item.code), item.facet, describe(item, codebook), links(item, codebook, actors), faint,
    )  # fmt: skip


def links(item: Coding | Suggestion, codebook: Codebook, actors: Iterable[Coding | Suggestion]) -> tuple[Link, ...]:
    """The ends of an item: for each attribute that names a code, where the text nearest to it names that code."""
    facet = codebook.facet(item.facet)
    if facet is None or item.start is None:
        return ()
    out = []
    for attribute in facet.attributes:
        value = item.attributes.get(attribute.name)
        if attribute.type != "code" or not value:
            continue
        place = item.start
        named = [a for a in actors if a.facet == attribute.facet and a.code == value and a.start is not None]
        near = min(named, key=lambda a: abs((a.start or 0) - place), default=None)
        label = code_title(codebook, attribute.facet, value)
        out.append(Link(attribute.name, label, near.start if near else None, near.end if near else None))
    return tuple(out)
