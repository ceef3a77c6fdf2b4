"""Where a place of the stored text stands in the widget, and back: stored -> flowed -> UTF-16.

The widget shows the flowed text with a few characters replaced, one UTF-16 unit for one, so that Qt counts as we do.
"""

from __future__ import annotations

from collections.abc import Sequence

from annotator.offsets import Offsets
from annotator.records import Region, Span
from annotator.reflow import Flow, reflow

_INSTEAD = {
    "\r": "\N{SYMBOL FOR CARRIAGE RETURN}",  # Qt ends a block here, and drops it before a line feed
    "\N{PARAGRAPH SEPARATOR}": "\N{LINE SEPARATOR}",  # Qt would end a block: a new line in the same block instead
    "\N{OBJECT REPLACEMENT CHARACTER}": "\N{REPLACEMENT CHARACTER}",  # Qt would look for an object to draw
    "\ufdd0": "\N{REPLACEMENT CHARACTER}",  # Qt's own marks for the bounds of a frame
    "\ufdd1": "\N{REPLACEMENT CHARACTER}",
    "\x00": "\N{SYMBOL FOR NULL}",
}

_BYTE_ORDER_MARK = "\ufeff"


def shown(text: str) -> str:
    """The text as it is handed to Qt: of the same length in UTF-16 units, with blocks at line feeds only."""
    for character, instead in _INSTEAD.items():
        if character in text:
            text = text.replace(character, instead)
    if text.startswith(_BYTE_ORDER_MARK):  # the way into Qt's strings swallows it there
        text = "\N{WORD JOINER}" + text[1:]
    return text


class Positions:
    """The places of one document, shown reflowed or as stored.

    Stored places are code points; Qt's are UTF-16 units. Places outside the text are moved to its nearest end, and
    one inside a surrogate pair to its beginning. Raises DocumentError for half a surrogate pair.
    """

    def __init__(self, text: str, regions: Sequence[Region] = (), *, flowing: bool = True) -> None:
        self.text = text
        self.flow: Flow = reflow(text, regions if flowing else ())
        self._offsets = Offsets(self.flow.text)
        self.units = self._offsets.to_utf16(len(self.flow.text))
        """Length of what is shown, in UTF-16 units."""
        self._same = self.units == len(text) and self.flow.text == text  # all is shown as it is, a unit a code point

    def to_qt(self, offset: int) -> int:
        """The widget's position of a stored offset; inside a break, the place where the break is shown."""
        return self._offsets.to_utf16(self.flow.to_flowed(min(max(0, offset), len(self.text))))

    def span_to_qt(self, start: int, end: int) -> tuple[int, int]:
        """The widget's positions of a stored span; equal where nothing of it is shown."""
        if self._same and start >= 0 and end <= self.units:
            return start, end
        return self.to_qt(start), self.to_qt(end)

    def to_stored(self, start: int, end: int) -> Span:
        """The stored span of two widget positions."""
        return self.flow.to_stored(self.to_flowed(start), self.to_flowed(end))

    def to_flowed(self, position: int) -> int:
        """The code point of the flowed text at a widget position."""
        return self._offsets.from_utf16(min(max(0, position), self.units), nearest=True)

    def flowed_to_qt(self, offset: int) -> int:
        """The widget position of a code point of the flowed text."""
        return self._offsets.to_utf16(offset)
