"""A text with its marks painted over it, in step with what it is told of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter, QPaintEvent

from annotator.records import Region, Span
from ui.desktop.text import boxes, lanes
from ui.desktop.text.edges import grips
from ui.desktop.text.find import Hits
from ui.desktop.text.marks import Mark
from ui.desktop.text.painter import paint_grips, paint_over, paint_under
from ui.desktop.text.placed import PlacedText
from ui.desktop.text.positions import Positions
from ui.desktop.text.scene import Scene
from ui.desktop.text.span_index import SpanIndex

_MANY = 100  # changed marks, from which on working out their lines costs more than painting all


class MarkedText(PlacedText):
    """The marks of a document, over its text."""

    # -- what is shown

    def set_document(self, text: str, regions: Sequence[Region] = (), *, marks: Iterable[Mark] = ()) -> None:
        """Show a text from its beginning: its regions reflowed or greyed, nothing selected, no current mark.

        Raises DocumentError for a text that holds half a surrogate pair, and then shows what it showed before.
        """
        positions = Positions(text, regions, flowing=self.reflowing())
        self._text, self._regions = text, tuple(regions)
        self._content.index = SpanIndex(marks)
        self._content.current = None
        self._content.hits = Hits()
        self._show(positions)
        self.verticalScrollBar().setValue(0)
        self.horizontalScrollBar().setValue(0)
        self._tell_selection()

    def set_regions(self, regions: Sequence[Region]) -> None:
        """Show the same text with other regions (a coder overrode one); place, selection and marks stay."""
        self._regions = tuple(regions)
        self._show_again()

    def set_marks(self, marks: Iterable[Mark]) -> None:
        """Show these marks and no others. A current mark that is not among them is current no longer."""
        self._content.index = SpanIndex(marks)
        if self._content.current not in self._content.index:
            self._content.current = None
        self.viewport().update()
        self.stripes.update()

    def update_marks(self, removed: Iterable[str], added: Iterable[Mark]) -> None:
        """Take marks out by id, add others (one with a known id replaces it), and repaint the lines concerned.

        The current mark stays current while a mark of its id is there.
        """
        new, index = list(added), self._content.index
        old = [mark for id in [*removed, *(mark.id for mark in new)] if (mark := index.get(id)) is not None]
        many = len(old) + len(new) > _MANY
        spans = [] if many else self._content.neighbourhood(old)
        index.remove([mark.id for mark in old])
        index.add(new)
        spans += [] if many else self._content.neighbourhood(new)
        current = self._content.current
        if current is not None and current not in index:
            self._content.current = None
        linked = any(mark.id == current and mark.links for mark in (*old, *new))
        if many and not linked and not self._near_sight([*old, *new]):
            return
        self._repaint(spans, everywhere=many or linked)  # a link's arrow runs across lines

    def _near_sight(self, marks: Iterable[Mark]) -> bool:
        """Whether one of some marks lies in sight, or so near that it may share lanes with what does."""
        start, end = self.visible_span()
        return any(mark.start < end + lanes.REACH and mark.end > start - lanes.REACH for mark in marks)

    def marks(self) -> list[Mark]:
        """All marks, in no particular order."""
        return list(self._content.index)

    def marks_between(self, start: int, end: int) -> list[Mark]:
        """The marks that share a code point with [start, end), by start, longer ones first."""
        return self._content.index.overlapping(start, end)

    def mark(self, id: str) -> Mark | None:
        """The mark of an id."""
        return self._content.index.get(id)

    def set_current(self, id: str | None) -> None:
        """Frame a mark and show its links (a stance's holder and target); None for no mark. Does not scroll.

        An id that no mark has is None.
        """
        index = self._content.index
        new = index.get(id) if id is not None else None
        old = index.get(self._content.current) if self._content.current is not None else None
        if new is old:
            return
        self._content.current = new.id if new else None
        spans = [span for mark in (old, new) if mark for span in _own_spans(mark)]
        self._repaint(spans, everywhere=any(mark.links for mark in (old, new) if mark))

    def current(self) -> str | None:
        """The id of the current mark."""
        return self._content.current

    def set_reflow(self, on: bool) -> None:
        """Show hard-wrapped text reflowed, or as it is stored; place, selection and marks stay."""
        if on != self.reflowing():
            super().set_reflow(on)
            self._show_again()

    def marks_at(self, point: QPoint) -> list[Mark]:
        """The marks at a point of the viewport, the innermost first; a point on an underline gives its mark first."""
        scene = self.scene(point.y() - 1, point.y() + 1)
        return boxes.marks_at(scene.boxes, point.x(), point.y(), room=self.lane_room)

    def mark_at(self, point: QPoint) -> Mark | None:
        """The innermost mark at a point of the viewport."""
        return next(iter(self.marks_at(point)), None)

    # -- painting

    def scene(self, top: float = 0, bottom: float | None = None) -> Scene:
        """What lies between two heights of the viewport; all that is in sight by default."""
        return self._content.scene(self._lines(top, bottom), self._pieces)

    def margin_scene(self) -> Scene:
        """What the margin beside the text in sight tells of."""
        return self._content.margin_scene(self._lines(), self._pieces, room=self.lane_room.lanes)

    def paintEvent(self, event: QPaintEvent) -> None:
        rect = event.rect()
        scene = self.scene(rect.top(), rect.bottom() + 1)
        if self._content.linked():  # an arrow runs across this rectangle, wherever its ends are
            self._content.add_links(scene, self._lines(), self._pieces)
        if not scene.empty:
            painter = QPainter(self.viewport())
            painter.setClipRect(rect)
            paint_under(painter, scene, self.inks, gap=self.layout_of_text().gap, ratio=self.devicePixelRatioF())
            painter.end()
        super().paintEvent(event)
        if not scene.empty:
            painter = QPainter(self.viewport())
            painter.setClipRect(rect)
            ratio = self.devicePixelRatioF()
            paint_over(painter, scene, self.inks, room=self.lane_room, font=self.font(), ratio=ratio)
            paint_grips(painter, grips(scene.current, self._text), self.inks)
            painter.end()

    def _margins_follow(self, rect: QRect, dy: int) -> None:
        super()._margins_follow(rect, dy)
        if dy and self._content.linked():  # an arrow may have got both its ends
            self.viewport().update()

    def _repaint(self, spans: Iterable[Span], *, everywhere: bool) -> None:
        """Have the lines in sight repainted that hold some spans, or all of them."""
        self.stripes.update()
        if everywhere:
            self.viewport().update()
            return
        self._lines()
        to_qt = self._content.positions.span_to_qt
        gap, width = self.layout_of_text().gap, self.viewport().width()
        for line in {line.start: line for span in spans for line in self._sight.across(*to_qt(*span))}.values():
            top = int(line.top - gap / 2)
            self.viewport().update(QRect(0, top, width, int(line.bottom + gap + 2) - top))

    # -- showing a text

    def _show_again(self) -> None:
        """Show the same text in another form, at the same place."""
        before = self._content.positions
        cursor, lines = self.textCursor(), self._lines()
        anchor = before.to_stored(cursor.anchor(), cursor.anchor()).start
        caret = self.caret()
        top = before.to_stored(lines[0].start, lines[0].start).start if lines else 0
        self._content.hits = Hits()
        self._show(Positions(self._text, self._regions, flowing=self.reflowing()))
        self.select_span(anchor, caret)
        self.scroll_to(self._content.positions.to_qt(top), above=0)


def _own_spans(mark: Mark) -> list[Span]:
    return [mark.span, *(link.span for link in mark.links if link.span is not None)]
