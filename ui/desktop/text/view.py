"""The text of a document with its marks: the widget that coders read and code in.

The view knows no store. It is fed a text, its regions and marks, and says what the coder points at. Every place in
its interface is a code point of the stored text, whatever is shown (reflowed, replaced, in UTF-16). It never reads
text back from Qt.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, TypeAlias

from PySide6.QtCore import QMimeData, QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFont,
    QFontMetricsF,
    QMouseEvent,
    QPaintEvent,
    QResizeEvent,
    QTextCursor,
    QTextDocument,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from annotator.records import Region, Span
from ui.desktop.text.layout import SpacedLayout
from ui.desktop.text.marks import Mark
from ui.desktop.text.positions import Positions, shown
from ui.desktop.text.span_index import SpanIndex

Numbers: TypeAlias = Literal["none", "paragraphs", "lines"]

MIN_ZOOM, MAX_ZOOM = 50, 400
_ZOOM_STEP = 10


class DocumentView(QPlainTextEdit):
    """A document's text, read-only with a caret, its marks painted over it."""

    mark_clicked = Signal(str, Qt.KeyboardModifier)
    """The mark under a click of the left button, with the keys held. Clicking again goes to the next one there."""
    mark_activated = Signal(str)
    """A mark was double-clicked."""
    selection_changed = Signal(int, int)
    """The selected span; equal places are the caret."""
    context_requested = Signal(QPoint, int)
    """A context menu is wanted: the place on the screen, and the offset in the text."""
    zoom_changed = Signal(int)
    """The zoom in per cent."""
    search_changed = Signal(int, int)
    """The number of the current hit (1 is the first, 0 none) and how many there are."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("documentView")

    # -- what is shown

    def set_document(self, text: str, regions: Sequence[Region] = (), *, marks: Iterable[Mark] = ()) -> None:
        """Show a text from its beginning: its regions reflowed or greyed, nothing selected, no current mark.

        Raises DocumentError for a text that holds half a surrogate pair.
        """

    def set_regions(self, regions: Sequence[Region]) -> None:
        """Show the same text with other regions (a coder overrode one); place, selection and marks stay."""

    def set_marks(self, marks: Iterable[Mark]) -> None:
        """Show these marks and no others. A current mark that is not among them is current no longer."""

    def update_marks(self, removed: Iterable[str], added: Iterable[Mark]) -> None:
        """Take marks out by id, add others (one with a known id replaces it), and repaint the lines concerned."""

    def marks(self) -> list[Mark]:
        """All marks, in no particular order."""
        raise NotImplementedError

    def marks_between(self, start: int, end: int) -> list[Mark]:
        """The marks that share a code point with [start, end), by start, longer ones first."""
        raise NotImplementedError

    def set_current(self, id: str | None) -> None:
        """Outline a mark and show its links (a stance's holder and target); None for no mark. Does not scroll."""

    def current(self) -> str | None:
        """The id of the current mark."""
        raise NotImplementedError

    # -- caret and selection

    def select_span(self, start: int, end: int) -> None:
        """Select a span and put the caret at its end; equal places set the caret. Scrolls as little as needed."""

    def selected_span(self) -> Span | None:
        """The selected span without breaks at its edges that show as nothing; None where nothing is selected."""
        raise NotImplementedError

    def caret(self) -> int:
        """The offset of the caret."""
        raise NotImplementedError

    def moved_edge(self, span: Span, edge: Literal["start", "end"], *, words: int) -> Span:
        """The span with one edge moved by words (negative: towards the beginning), as the text is shown.

        A word broken over two lines is one word. The span keeps at least one word; see boundaries.py.
        """
        raise NotImplementedError

    # -- places on the screen

    def marks_at(self, point: QPoint) -> list[Mark]:
        """The marks at a point of the viewport, the innermost first; a point on an underline gives its mark first."""
        raise NotImplementedError

    def mark_at(self, point: QPoint) -> Mark | None:
        """The innermost mark at a point of the viewport."""
        raise NotImplementedError

    def offset_at(self, point: QPoint) -> int:
        """The offset of the place nearest to a point of the viewport."""
        raise NotImplementedError

    def span_rects(self, start: int, end: int) -> list[QRect]:
        """Where a span is painted in the viewport, a rectangle for each piece of a line; empty when out of sight."""
        raise NotImplementedError

    def visible_span(self) -> Span:
        """The stretch of text in sight."""
        raise NotImplementedError

    def reveal(self, start: int, end: int) -> None:
        """Scroll until a span is in sight with a margin around it; does nothing where it is already."""

    # -- search in the text

    def search(self, wanted: str, *, case: bool = False) -> int:
        """Find all places of some words as shown and go to the first from the caret on; returns how many there are.

        Any white space in `wanted` stands for any white space, no-break spaces and line ends included.
        """
        raise NotImplementedError

    def search_next(self) -> None:
        """Go to the next hit, from the last to the first."""

    def search_previous(self) -> None:
        """Go to the hit before, from the first to the last."""

    def clear_search(self) -> None:
        """Forget the hits."""

    # -- how it looks

    def zoom(self) -> int:
        """The zoom in per cent."""
        raise NotImplementedError

    def set_zoom(self, percent: int) -> None:
        """Zoom to MIN_ZOOM to MAX_ZOOM per cent of the font's size; the text at the top stays there."""

    def zoom_in(self) -> None: ...

    def zoom_out(self) -> None: ...

    def set_text_font(self, family: str, point_size: float) -> None:
        """The font of the text at 100 %; an empty family is the system's."""

    def set_word_wrap(self, on: bool) -> None:
        """Break lines at the edge of the window, or scroll sideways."""

    def set_column(self, characters: int | None) -> None:
        """The widest a line may be, in average characters; None for the window's width."""

    def set_numbers(self, numbers: Numbers) -> None:
        """What the gutter counts: nothing, paragraphs (blocks with text), or lines of the stored text."""

    def set_reflow(self, on: bool) -> None:
        """Show hard-wrapped text reflowed, or as it is stored; place, selection and marks stay."""

    def set_direction(self, direction: Qt.LayoutDirection) -> None:
        """The direction of paragraphs; LayoutDirectionAuto lets each paragraph's first strong character decide."""

    def set_stripes(self, on: bool) -> None:
        """Show or hide the margin with the stripes and names of marks too long or too deep for underlines."""
