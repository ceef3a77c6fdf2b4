"""What is to be painted between two heights of the viewport: lines, boxes of marks, regions, hits and links."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QRectF

from annotator.records import Region, Span
from ui.desktop.text import lanes
from ui.desktop.text.boxes import Box
from ui.desktop.text.find import Hits
from ui.desktop.text.lines import Line, Pieces
from ui.desktop.text.marks import Link, Mark
from ui.desktop.text.positions import Positions
from ui.desktop.text.span_index import SpanIndex


@dataclass(frozen=True, slots=True)
class LinkBox:
    """Where the other end of the current mark's link lies."""

    link: Link
    rects: list[QRectF]


@dataclass(slots=True)
class Scene:
    """All places in pixels of the viewport."""

    lines: Sequence[Line] = ()
    boxes: list[Box] = field(default_factory=list)
    """Longer marks first, so that shorter ones are painted over them."""
    left_out: list[tuple[Region, QRectF]] = field(default_factory=list)
    hits: list[tuple[QRectF, bool]] = field(default_factory=list)
    """Rectangle, and whether it is the current hit."""
    current: list[Box] = field(default_factory=list)
    links: list[LinkBox] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to paint."""
        return not (self.boxes or self.left_out or self.hits or self.current or self.links)


class Content:
    """What the view shows, without where: the text's places, marks, regions, hits and the current mark."""

    def __init__(self) -> None:
        self.positions = Positions("")
        self.index = SpanIndex()
        self.left_out: list[Region] = []
        self.hits = Hits()
        self.current: str | None = None
        self._marked: tuple[SpanIndex, int, Span, list[Mark], dict[str, int]] | None = None

    def scene(self, lines: Sequence[Line], pieces: Pieces) -> Scene:
        """What lies on some lines in sight; `pieces` says where a stretch lies on one of them."""
        scene = Scene(lines)
        if not lines:
            return scene
        place = _Places(lines, pieces, self.positions)
        seen = self.seen(lines)
        marks, lane_of = self._marks(seen)
        scene.boxes = [
            box
            for mark in marks
            if mark.start < seen.end and mark.end > seen.start
            for box in place.boxes(mark, lane_of.get(mark.id))
        ]
        scene.left_out = self._left_out(seen, place)
        scene.hits = self._hits(place)
        current = self._current_mark()
        if current is not None:
            scene.current = [box for box in scene.boxes if box.mark is current]
        return scene

    def place_marks(self, lines: Sequence[Line], pieces: Pieces) -> None:
        """Ask where marks lie on lines that come into sight next, for `pieces` to remember."""
        if lines:
            place = _Places(lines, pieces, self.positions)
            for mark in self.index.overlapping(*self.seen(lines)):
                place.boxes(mark, None)

    def linked(self) -> bool:
        """Whether there is a current mark with links."""
        current = self._current_mark()
        return current is not None and bool(current.links)

    def add_links(self, scene: Scene, lines: Sequence[Line], pieces: Pieces) -> None:
        """Put the current mark and the ends of its links on all lines in sight into a scene of some of them."""
        current = self._current_mark()
        if current is None or not lines:
            return
        place = _Places(lines, pieces, self.positions)
        scene.current = place.boxes(current, 0 if lanes.has_lane(current) else None)
        scene.links = [LinkBox(link, _rects(place, link)) for link in current.links]

    def margin_scene(self, lines: Sequence[Line], pieces: Pieces, *, room: int) -> Scene:
        """As `scene`, with only those marks that have no underline among the first `room` lanes, and the current one."""
        scene = Scene(lines)
        if not lines:
            return scene
        place = _Places(lines, pieces, self.positions)
        seen = self.seen(lines)
        marks, lane_of = self._marks(seen)
        scene.boxes = [
            box
            for mark in marks
            if (lane := lane_of.get(mark.id)) is None or lane >= room
            for box in place.boxes(mark, lane)
        ]
        scene.left_out = self._left_out(seen, place)
        current = self._current_mark()
        if current is not None:
            scene.current = place.boxes(current, lane_of.get(current.id))
        return scene

    def seen(self, lines: Sequence[Line]) -> Span:
        """The stored span that lines show."""
        return self.positions.to_stored(lines[0].start, lines[-1].end)

    def neighbourhood(self, marks: Iterable[Mark]) -> list[Span]:
        """The stretches whose painting depends on some marks: theirs, and those of marks that share their lanes."""
        spans = []
        for mark in marks:
            chain = lanes.cluster(self.index, mark.start, mark.end) if lanes.has_lane(mark) else []
            spans.append(
                Span(
                    min([mark.start, *(m.start for m in chain)]),
                    max([mark.end, *(m.end for m in chain)]),
                )
            )
            spans += [link.span for link in mark.links if link.span is not None]
        return spans

    def _current_mark(self) -> Mark | None:
        return self.index.get(self.current) if self.current is not None else None

    def _marks(self, seen: Span) -> tuple[list[Mark], dict[str, int]]:
        """The marks in sight, longer ones first, and the lanes of those that have one; perhaps some from around it.

        The margin asks for all that is in sight, the text often for a part of that.
        """
        index, known = self.index, self._marked
        if known is not None and known[0] is index and known[1] == index.changes:
            before = known[2]
            if before.start <= seen.start and seen.end <= before.end:
                return known[3], known[4]
        marks = index.overlapping(*seen)
        lane_of = lanes.assign(lanes.cluster(index, *seen, among=marks)) if marks else {}
        marks.sort(key=lambda mark: mark.start - mark.end)
        self._marked = index, index.changes, seen, marks, lane_of
        return marks, lane_of

    def _left_out(self, seen: Span, place: _Places) -> list[tuple[Region, QRectF]]:
        return [
            (region, rect)
            for region in self.left_out
            if region.start < seen.end and region.end > seen.start
            for rect in place.rects(region.start, region.end)
        ]

    def _hits(self, place: _Places) -> list[tuple[QRectF, bool]]:
        if not len(self.hits):
            return []
        to_flowed, to_qt = self.positions.to_flowed, self.positions.flowed_to_qt
        found = self.hits.between(to_flowed(place.lines[0].start), to_flowed(place.lines[-1].end))
        return [
            (rect, hit == self.hits.current)
            for hit in found
            for rect in place.qt_rects(to_qt(hit.start), to_qt(hit.end))
        ]


class _Places:
    """Where stored spans lie on the lines in sight."""

    def __init__(self, lines: Sequence[Line], pieces: Pieces, positions: Positions) -> None:
        self.lines = lines
        self._pieces = pieces
        self._positions = positions
        self._starts = [line.start for line in lines]
        self._ends = [line.end for line in lines]

    def boxes(self, mark: Mark, lane: int | None) -> list[Box]:
        start, end = self._positions.span_to_qt(mark.start, mark.end)
        return [
            Box(mark, left, right, line.top, line.bottom, lane, start >= line.start, end <= line.end)
            for line in self._across(start, end)
            for left, right in self._pieces(line, start, end)
        ]

    def rects(self, start: int, end: int) -> list[QRectF]:
        return self.qt_rects(*self._positions.span_to_qt(start, end))

    def qt_rects(self, start: int, end: int) -> list[QRectF]:
        return [
            QRectF(left, line.top, right - left, line.bottom - line.top)
            for line in self._across(start, end)
            for left, right in self._pieces(line, start, end)
        ]

    def _across(self, start: int, end: int) -> Sequence[Line]:
        return self.lines[bisect_right(self._ends, start) : bisect_left(self._starts, end)]


def _rects(place: _Places, link: Link) -> list[QRectF]:
    return [] if link.start is None or link.end is None else place.rects(link.start, link.end)
