"""How the text is set: font, zoom, width of the column, line spacing, gutter and margin."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QPalette, QResizeEvent, QTextDocument, QTextOption, QWheelEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from ui.desktop.text.boxes import LaneRoom
from ui.desktop.text.gutter import Gutter, Numbers
from ui.desktop.text.inks import Inks
from ui.desktop.text.layout import SpacedLayout
from ui.desktop.text.lines import Line
from ui.desktop.text.scene import Scene
from ui.desktop.text.stripes import Stripes
from ui.desktop.theme import colours_of

MIN_ZOOM, MAX_ZOOM = 50, 400
_ZOOM_STEP = 10
_POINTS = 11.5
_GAP = 0.62  # of a line's height, above each line
_PADDING = 10
_MARGIN_PART = 0.22
READABLE = 45
"""Letters in the shortest line that is read with ease (Bringhurst's measure is 45 to 75)."""


class TextWidget(QPlainTextEdit):
    """A read-only text with a caret, set for reading, between a gutter and a margin. It knows nothing of marks."""

    zoom_changed = Signal(int)
    """The zoom in per cent."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zoom = 100
        self._points = _POINTS
        self._percent = 100
        self._family = ""
        self._column: int | None = 100
        self._numbers: Numbers = "paragraphs"
        self._reflowing = True
        self._with_stripes = True
        self._margin_yields = False
        self._setting = False
        self._laid_out = 0  # the viewport's width that Qt broke the lines for
        self._pages = QTextDocument(self)
        self._spaced = SpacedLayout(self._pages)
        self._pages.setDocumentLayout(self._spaced)
        self._pages.setUndoRedoEnabled(False)
        self.inks = Inks(colours_of(self.palette()))
        """The colours in use."""
        self.lane_room = LaneRoom(0, 3, 2)
        """Where underlines lie at this zoom."""
        self.small = QFont()
        """Of numbers and names beside the text. Not the widgets' own: a style sheet sets those back when it is applied."""
        self.gutter = Gutter(self)
        self.stripes = Stripes(self)
        self.setDocument(self._pages)
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        self.setCursorWidth(2)
        self.setAcceptDrops(False)  # files dropped here are the window's
        self.viewport().setAcceptDrops(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setBackgroundRole(QPalette.ColorRole.Base)  # the page beside the column
        self.setAutoFillBackground(True)
        self.set_direction(Qt.LayoutDirection.LayoutDirectionAuto)
        self.updateRequest.connect(self._margins_follow)
        self._set_font()

    # -- font and zoom

    def zoom(self) -> int:
        """The zoom in per cent."""
        return self._zoom

    def set_zoom(self, percent: int) -> None:
        """Zoom to MIN_ZOOM to MAX_ZOOM per cent of the font's size; the text at the top stays there."""
        percent = min(MAX_ZOOM, max(MIN_ZOOM, percent))
        if percent != self._zoom:
            self._zoom = percent
            self._set_font()
            self.zoom_changed.emit(percent)

    def zoom_in(self) -> None:
        """Zoom by one step."""
        self.set_zoom(self._zoom + _ZOOM_STEP)

    def zoom_out(self) -> None:
        """Zoom back by one step."""
        self.set_zoom(self._zoom - _ZOOM_STEP)

    def set_text_font(self, family: str, point_size: float) -> None:
        """The font of the text at 100 %; an empty family is the system's."""
        self._family, self._points = family, point_size
        self._set_font()

    def text_font(self) -> tuple[str, float]:
        """Family and point size of the text at 100 %."""
        return self._family, self._points

    def set_text_percent(self, percent: int) -> None:
        """The size of all words in the program, in per cent: the zoom comes on top of it."""
        if percent != self._percent:
            self._percent = percent
            self._set_font()

    def _set_font(self) -> None:
        font = QFont(self._family) if self._family else QFont()
        font.setPointSizeF(self._points * self._zoom * self._percent / 10_000)
        top = self._top_position()
        height = QFontMetricsF(font).height()
        gap = float(round(height * _GAP))
        pitch = max(2, round(gap / 4))
        self.lane_room = LaneRoom(start=-1, pitch=pitch, thick=max(1, round(pitch * 0.6)))
        self._spaced.set_gap(gap)
        self.setFont(font)
        self.small.setFamilies(font.families())
        self.small.setPointSizeF(max(7.0, font.pointSizeF() * 0.78))
        self.setTabStopDistance(QFontMetricsF(font).horizontalAdvance(" ") * 4)
        self.place_margins()
        self.scroll_to(top, above=0)

    # -- the page

    def set_word_wrap(self, on: bool) -> None:
        """Break lines at the edge of the window, or scroll sideways."""
        mode = QPlainTextEdit.LineWrapMode
        self.setLineWrapMode(mode.WidgetWidth if on else mode.NoWrap)
        self.place_margins()

    def set_column(self, characters: int | None) -> None:
        """The widest a line may be, in average characters; None for the window's width."""
        self._column = characters
        self.place_margins()

    def set_margin_yields(self, on: bool) -> None:
        """Whether the margin gives way where lines would be shorter than `READABLE` beside it."""
        self._margin_yields = on
        self.place_margins()

    def width_for(self, characters: int) -> int:
        """Pixels that the widget needs for lines of so many average characters, without the margin."""
        letters = QFontMetricsF(self.font()).averageCharWidth() * characters + 2 * self._pages.documentMargin()
        numbers = self.gutter.width_for(self.highest_number())
        return round(letters) + numbers + self.verticalScrollBar().sizeHint().width() + 2 * _PADDING

    def numbers(self) -> Numbers:
        """What the gutter counts."""
        return self._numbers

    def set_numbers(self, numbers: Numbers) -> None:
        """What the gutter counts: nothing, paragraphs (blocks with text), or lines of the stored text."""
        self._numbers = numbers
        self.place_margins()
        self.gutter.update()

    def set_stripes(self, on: bool) -> None:
        """Show or hide the margin with the stripes and names of marks too long or too deep for underlines."""
        self._with_stripes = on
        self.place_margins()

    def reflowing(self) -> bool:
        """Whether hard-wrapped text is shown reflowed."""
        return self._reflowing

    def set_reflow(self, on: bool) -> None:
        """Show hard-wrapped text reflowed, or as it is stored."""
        self._reflowing = on

    def set_direction(self, direction: Qt.LayoutDirection) -> None:
        """The direction of paragraphs; LayoutDirectionAuto lets each paragraph's first strong character decide."""
        option = QTextOption(self._pages.defaultTextOption())
        option.setTextDirection(direction)
        self._pages.setDefaultTextOption(option)

    def layout_of_text(self) -> SpacedLayout:
        """The layout, for places on the screen."""
        return self._spaced

    # -- what gutter and margin show: a widget with a document says

    def highest_number(self) -> int:
        """An upper bound of the gutter's numbers."""
        return 0

    def numbered_lines(self, top: float, bottom: float) -> Iterator[tuple[int, Line]]:
        """The numbers in the gutter between two heights of the viewport."""
        return iter(())

    def margin_scene(self) -> Scene:
        """What the margin beside the text in sight tells of."""
        return Scene()

    # -- margins

    def place_margins(self) -> None:
        """Put gutter, column and margin side by side, the column in the middle of what is left."""
        if self._setting:
            return
        self._setting = True
        left = self.gutter.width_for(self.highest_number())
        right = self._margin_width()
        spare = 0
        if self._column is not None and self.lineWrapMode() == QPlainTextEdit.LineWrapMode.WidgetWidth:
            widest = QFontMetricsF(self.font()).averageCharWidth() * self._column
            spare = max(
                0, round(self.contentsRect().width() - self._bar_width() - left - right - widest - 2 * _PADDING)
            )
        side = _PADDING + spare // 2
        self.setViewportMargins(left + side, 0, right + side, 0)
        if self.viewport().width() != self._laid_out:  # Qt keeps this from us while the window is about to be shown
            self._break_lines(QResizeEvent(self.viewport().size(), QSize(self._laid_out, 0)))
        view = self.viewport().geometry()
        self.gutter.setGeometry(QRect(view.left() - left - _PADDING, view.top(), left, view.height()))
        self.stripes.setGeometry(QRect(view.right() + 1 + _PADDING, view.top(), right, view.height()))
        self.gutter.setVisible(left > 0)
        self.stripes.setVisible(right > 0)
        self._setting = False

    def _break_lines(self, event: QResizeEvent) -> None:
        self._laid_out = event.size().width()
        super().resizeEvent(event)

    def _margin_width(self) -> int:
        """What the margin takes: at most a part of the window, and nothing where that is too little for a name."""
        room = self.contentsRect().width()
        wanted, most = self.stripes.wanted_width(), round(room * _MARGIN_PART)
        if self._margin_yields:
            most = min(most, room - self.width_for(READABLE))
        return min(wanted, most) if self._with_stripes and most >= wanted * 0.4 else 0

    def _bar_width(self) -> int:
        return self.verticalScrollBar().width() if self.verticalScrollBar().isVisible() else 0

    # -- scrolling

    def scroll_to(self, position: int, *, above: float) -> None:
        """Scroll so that the line of a widget position has about `above` pixels of text over it."""
        block = self._pages.findBlock(position)
        if not block.isValid():
            return
        self._spaced.blockBoundingRect(block)
        layout = block.layout()
        line = layout.lineForTextPosition(position - block.position())
        room = above - (line.y() if line.isValid() else 0.0)
        while room > 0 and block.previous().isValid():
            block = block.previous()
            room -= self._spaced.blockBoundingRect(block).height()
        layout, number = block.layout(), 0
        while number < layout.lineCount() - 1 and layout.lineAt(number).rect().bottom() <= -room:
            number += 1
        self.verticalScrollBar().setValue(block.firstLineNumber() + number)

    def _top_position(self) -> int:
        block = self.firstVisibleBlock()
        line = self.verticalScrollBar().value() - block.firstLineNumber()
        layout = block.layout()
        start = layout.lineAt(line).textStart() if 0 < line < layout.lineCount() else 0
        return block.position() + start

    def _margins_follow(self, rect: QRect, dy: int) -> None:
        if dy:
            self.gutter.scroll(0, dy)
            self.stripes.follow()
        elif rect.contains(self.viewport().rect()):
            self.gutter.update()
            self.stripes.update()

    # -- Qt's events

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._break_lines(event)
        self.place_margins()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            steps = event.angleDelta().y()
            if steps:
                (self.zoom_in if steps > 0 else self.zoom_out)()
            event.accept()
            return
        super().wheelEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "inks"):
            colours = colours_of(self.palette())
            if colours is not self.inks.colours:
                self.inks = Inks(colours)
                self.gutter.update()
                self.stripes.update()
