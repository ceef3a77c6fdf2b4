"""Coded segments by any combination of codes, attributes and coders, with their context; and cross-tables of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path

from annotator.errors import FormatError
from annotator.records import Coding
from annotator.wording import say
from storage.codings import all_codings
from storage.events import last_number
from storage.project import Project
from storage.texts import document_names, stored_text

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


@dataclass(frozen=True, slots=True)
class Reading:
    """All segments, as they were after the event of this number."""

    number: int
    segments: Sequence[Segment]


def read_segments(
    project: Project, *, progress: Callable[..., None] | None = None, cancelled: Callable[[], bool] | None = None
) -> Reading:
    """A segment for every coding, in the order of documents, coders and text. Cut short where `cancelled` says so."""
    number = last_number(project.connection)
    names = document_names(project)
    segments: list[Segment] = []
    held, text = "", ""
    for coding in all_codings(project):
        if coding.document != held:
            held, text = coding.document, stored_text(project, coding.document)
            if cancelled is not None and cancelled():
                break
        span = coding.span
        if span is None:
            segments.append(Segment(coding, names[coding.document], ""))
            continue
        before, after = text[max(0, span.start - AROUND) : span.start], text[span.end : span.end + AROUND]
        segments.append(Segment(coding, names[coding.document], text[span.start : span.end], before, after))
    return Reading(number, segments)


def narrow(segments: Sequence[Segment], wanted: Wanted) -> list[Segment]:
    """Those of all `segments` that fit, in their order."""
    found = [segment for segment in segments if wanted.fits(segment.coding)]
    if wanted.overlapping is not None:
        found = _overlapping(found, segments, wanted.overlapping)
    return found


def _overlapping(found: Iterable[Segment], segments: Iterable[Segment], other: tuple[str, str]) -> list[Segment]:
    places: dict[tuple[str, str], list[Coding]] = {}
    for coding in (segment.coding for segment in segments):
        if coding.code == other[1] and coding.facet == other[0] and coding.start is not None:
            places.setdefault((coding.document, coding.coder), []).append(coding)
    return [s for s in found if any(_overlap(s.coding, o) for o in places.get((s.coding.document, s.coding.coder), ()))]


def _overlap(one: Coding, other: Coding) -> bool:
    """Whether they are two that share a code point."""
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return False
    return max(one.start, other.start) < min(one.end, other.end) and one.uuid != other.uuid


SEGMENT_HEADER = ("document", "coder", "facet", "code", "attributes", "start", "end", "before", "text", "after", "memo")


def segment_rows(segments: Iterable[Segment]) -> list[tuple[str | int | None, ...]]:
    return [
        (
            s.document, s.coding.coder, s.coding.facet, s.coding.code, "; ".join(f"{k}={v}" for k, v in sorted(s.coding.attributes.items())),
            s.coding.start, s.coding.end, line_of(s.before), line_of(s.text), line_of(s.after), s.coding.memo,
        )
        for s in segments
    ]  # fmt: skip


def line_of(text: str) -> str:
    """A stretch of text without its line ends."""
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
    one, other = _reader(rows), _reader(columns)
    counts = Counter((one(segment), other(segment)) for segment in segments)
    down, across = sorted({row for row, _ in counts}), sorted({column for _, column in counts})
    cells = tuple(tuple(counts[row, column] for column in across) for row in down)
    return CrossTable(f"{rows} x {columns}", tuple(down), tuple(across), cells)


def _reader(what: str) -> Callable[[Segment], str]:
    if what == "document":
        return attrgetter("document")
    if what in ("coder", "facet", "code"):
        return attrgetter(f"coding.{what}")
    return lambda segment: segment.coding.attributes.get(what, "—")


def write_rows(path: Path, header: Iterable[str], rows: Iterable[Iterable[str | int | None]], *, title: str) -> None:
    """A table as .xlsx, .csv or .docx. Raises FormatError for another ending."""
    from ui.report.table_file import WRITERS

    writer = WRITERS.get(path.suffix.lower())
    if writer is None:
        raise FormatError(
            say("{name} has no known ending: use {writers}.", name=path.name, writers=", ".join(sorted(WRITERS)))
        )
    writer(path, title, list(header), [list(row) for row in rows])
