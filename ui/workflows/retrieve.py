"""Coded segments by any combination of codes, attributes and coders, with their context; and cross-tables of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from annotator.errors import FormatError
from annotator.records import Coding
from storage.codings import all_codings
from storage.project import Project
from storage.texts import list_documents, stored_text

AROUND = 80


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which codings. Empty sets mean "any". `attributes`: name -> allowed values. `overlapping`: a (facet, code) of the
    same coder that must share a code point with the coding."""

    facets: frozenset[str] = frozenset()
    codes: frozenset[tuple[str, str]] = frozenset()
    coders: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()
    attributes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    overlapping: tuple[str, str] | None = None

    def fits(self, coding: Coding) -> bool:
        return (
            (not self.facets or coding.facet in self.facets)
            and (not self.codes or (coding.facet, coding.code) in self.codes)
            and (not self.coders or coding.coder in self.coders)
            and (not self.documents or coding.document in self.documents)
            and all(coding.attributes.get(name) in values for name, values in self.attributes.items())
        )


@dataclass(frozen=True, slots=True)
class Segment:
    """A coding with its text and what stands around it."""

    coding: Coding
    document: str
    text: str
    before: str = ""
    after: str = ""


def retrieve(project: Project, wanted: Wanted) -> list[Segment]:
    """The segments that fit, in the order of documents, coders and text."""
    names = {entry.sha256: entry.name for entry in list_documents(project)}
    codings = list(all_codings(project))
    found = [coding for coding in codings if wanted.fits(coding)]
    if wanted.overlapping is not None:
        found = _overlapping(found, codings, wanted.overlapping)
    segments, held, text = [], "", ""
    for coding in found:
        if coding.document != held:
            held, text = coding.document, stored_text(project, coding.document)
        span = coding.span
        if span is None:
            segments.append(Segment(coding, names[coding.document], ""))
            continue
        before, after = text[max(0, span.start - AROUND) : span.start], text[span.end : span.end + AROUND]
        segments.append(Segment(coding, names[coding.document], text[span.start : span.end], before, after))
    return segments


def _overlapping(found: Iterable[Coding], codings: Iterable[Coding], other: tuple[str, str]) -> list[Coding]:
    places: dict[tuple[str, str], list[Coding]] = {}
    for coding in codings:
        if (coding.facet, coding.code) == other and coding.span:
            places.setdefault((coding.document, coding.coder), []).append(coding)
    return [
        coding for coding in found
        if coding.span and any(o.uuid != coding.uuid and o.span and o.span.overlap(coding.span) for o in places.get((coding.document, coding.coder), ()))
    ]  # fmt: skip


SEGMENT_HEADER = ("document", "coder", "facet", "code", "attributes", "start", "end", "before", "text", "after", "memo")


def segment_rows(segments: Iterable[Segment]) -> list[tuple[str | int | None, ...]]:
    return [
        (
            s.document, s.coding.coder, s.coding.facet, s.coding.code, "; ".join(f"{k}={v}" for k, v in sorted(s.coding.attributes.items())),
            s.coding.start, s.coding.end, _line(s.before), _line(s.text), _line(s.after), s.coding.memo,
        )
        for s in segments
    ]  # fmt: skip


def _line(text: str) -> str:
    return " ".join(text.split())


@dataclass(frozen=True, slots=True)
class CrossTable:
    """Counts: cells[i][j] belongs to rows[i] and columns[j]."""

    title: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[int, ...], ...]

    def with_totals(self) -> tuple[list[str], list[list[str | int]]]:
        """Header and rows with the sums at the edges."""
        header = [self.title, *self.columns, "total"]
        body: list[list[str | int]] = [[name, *row, sum(row)] for name, row in zip(self.rows, self.cells, strict=True)]
        sums = [sum(column) for column in zip(*self.cells, strict=True)] if self.cells else [0] * len(self.columns)
        return header, [*body, ["total", *sums, sum(sums)]]


def cross_table(segments: Iterable[Segment], rows: str, columns: str) -> CrossTable:
    """Count segments by two of: document, coder, facet, code, or the name of an attribute (holder, target …)."""
    counts: Counter[tuple[str, str]] = Counter()
    for segment in segments:
        counts[_value(segment, rows), _value(segment, columns)] += 1
    down, across = sorted({row for row, _ in counts}), sorted({column for _, column in counts})
    cells = tuple(tuple(counts[row, column] for column in across) for row in down)
    return CrossTable(f"{rows} x {columns}", tuple(down), tuple(across), cells)


def _value(segment: Segment, what: str) -> str:
    if what == "document":
        return segment.document
    if what in ("coder", "facet", "code"):
        return str(getattr(segment.coding, what))
    return segment.coding.attributes.get(what, "—")


def write_rows(path: Path, header: Iterable[str], rows: Iterable[Iterable[str | int | None]], *, title: str) -> None:
    """A table as .xlsx, .csv or .docx. Raises FormatError for another ending."""
    from ui.report.table_file import WRITERS

    writer = WRITERS.get(path.suffix.lower())
    if writer is None:
        raise FormatError(f"{path.name} has no known ending: use {', '.join(sorted(WRITERS))}.")
    writer(path, title, list(header), [list(row) for row in rows])
