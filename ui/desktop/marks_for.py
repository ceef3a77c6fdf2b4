"""From records to what the text view paints: colours and names of codes, and a stance's ends in the text."""

from __future__ import annotations

from collections.abc import Iterable

from annotator.codebook import Codebook
from annotator.records import Coding, Suggestion
from ui.desktop.offered import Filter
from ui.desktop.open_document import Open
from ui.desktop.text.marks import Link, Mark

NEW = "new?"
_PLAIN = "#6b7280"


class _Looks:
    """Titles and colours of a codebook's codes, looked up once: a document may ask for them forty thousand times."""

    def __init__(self, codebook: Codebook) -> None:
        self.codebook = codebook
        self.titles = {(code.facet, code.name): code.title or code.name for code in codebook.codes()}
        plain = {facet.name: facet.colour or _PLAIN for facet in codebook.facets}
        self.colours = {(c.facet, c.name): c.colour or plain[c.facet] for c in codebook.codes()}
        self.plain = plain
        self.referring = {
            (facet.name, a.name): a.facet for facet in codebook.facets for a in facet.attributes if a.type == "code"
        }


_LAST: list[_Looks] = []


def _looks(codebook: Codebook) -> _Looks:
    if not _LAST or _LAST[0].codebook is not codebook:
        _LAST[:] = [_Looks(codebook)]
    return _LAST[0]


def code_title(codebook: Codebook, facet: str, code: str) -> str:
    return _looks(codebook).titles.get((facet, code)) or code or NEW


def code_colour(codebook: Codebook, facet: str, code: str) -> str:
    looks = _looks(codebook)
    return looks.colours.get((facet, code)) or looks.plain.get(facet, _PLAIN)


def describe(item: Coding | Suggestion, codebook: Codebook) -> str:
    """The attributes in one line, with a memo's beginning: "holder russia · target us"."""
    parts = [f"{name} {_title_of(codebook, item.facet, name, value)}" for name, value in item.attributes.items()]
    if isinstance(item, Coding) and item.memo:
        parts.append(f"“{item.memo[:60]}”")
    return " · ".join(parts)


def _title_of(codebook: Codebook, facet: str, attribute: str, value: str) -> str:
    looks = _looks(codebook)
    referred = looks.referring.get((facet, attribute))
    return looks.titles.get((referred, value), value) if referred else value


def mark_of(
    item: Coding | Suggestion, codebook: Codebook, *, held: Open | None = None, faint: bool = False
) -> Mark | None:
    """The mark of a coding or suggestion; None for a document code, which has no place in the text.

    With the document that `held` it, the mark has links to its ends."""
    if item.start is None or item.end is None:
        return None
    id_, kind = (item.uuid, "coding") if isinstance(item, Coding) else (item.id, "suggestion")
    return Mark(
        id_, item.start, item.end, kind, code_colour(codebook, item.facet, item.code),  # type: ignore[arg-type]
        code_title(codebook, item.facet, item.code), item.facet, describe(item, codebook), links(item, codebook, held) if held is not None else (), faint,
    )  # fmt: skip


def marks_of(items: Iterable[Coding | Suggestion], codebook: Codebook, offered: Filter) -> list[Mark]:
    """The marks of many items, without links: as `mark_of`, in a tenth of the time. What `offered` holds back is faint."""
    looks = _looks(codebook)
    titles, colours, plain = looks.titles, looks.colours, looks.plain
    passes = None if offered.open else offered.passes
    marks = []
    for item in items:
        if item.start is None or item.end is None:
            continue
        code, facet = (item.facet, item.code), item.facet
        colour = colours.get(code) or plain.get(facet, _PLAIN)
        label = titles.get(code) or item.code or NEW
        if isinstance(item, Coding):
            detail = describe(item, codebook) if item.attributes or item.memo else ""
            marks.append(Mark(item.uuid, item.start, item.end, "coding", colour, label, facet, detail))
        else:
            detail = describe(item, codebook) if item.attributes else ""
            faint = passes is not None and not passes(item)
            marks.append(Mark(item.id, item.start, item.end, "suggestion", colour, label, facet, detail, (), faint))
    return marks


def links(item: Coding | Suggestion, codebook: Codebook, held: Open | None) -> tuple[Link, ...]:
    """The ends of an item: for each attribute that names a code, where the text nearest to it names that code."""
    facet = codebook.facet(item.facet)
    if facet is None or item.start is None or held is None:
        return ()
    out = []
    for attribute in facet.attributes:
        value = item.attributes.get(attribute.name)
        if attribute.type != "code" or not value:
            continue
        near = held.nearest(attribute.facet, value, item.start)
        label = code_title(codebook, attribute.facet, value)
        out.append(Link(attribute.name, label, near.start if near else None, near.end if near else None))
    return tuple(out)
