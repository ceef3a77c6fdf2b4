"""The one place where positions are converted: code points, UTF-16 units (Qt, UIMA, JavaScript) and UTF-8 bytes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias

from annotator.errors import DocumentError
from annotator.records import Span
from annotator.wording import say

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

Unit: TypeAlias = Literal["code points", "utf-16", "bytes"]
Quoted: TypeAlias = tuple[int, int, str]
"""Start, end and the text that is said to stand there."""

_BYTE_ORDER_MARK = "\ufeff"
_WIDEST_IN_TWO_BYTES = 0x7FF
_WIDEST_IN_ONE_UNIT = 0xFFFF


def clean(text: str) -> str:
    """The stored form of a text: line ends become LF, a byte-order mark at the beginning goes; nothing else changes."""
    return text.removeprefix(_BYTE_ORDER_MARK).replace("\r\n", "\n").replace("\r", "\n")


def lone_surrogate(text: str) -> int | None:
    """The offset of the first half of a surrogate pair, which no encoding can store; None where there is none."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        return error.start
    return None


class Offsets:
    """Positions in one text, in code points, UTF-16 units and UTF-8 bytes.

    Only the characters that are wider than one unit are kept, so a lookup is a bisection over them, and none at all
    in a text without any. Raises DocumentError for a text with half a surrogate pair.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        if (place := lone_surrogate(text)) is not None:
            raise DocumentError(
                say("the text holds half a surrogate pair at character {place}: it cannot be stored", place=place)
            )

    @cached_property
    def _utf16(self) -> _Widths | _Even:
        if len(self._text.encode("utf-16-le")) == 2 * len(self._text):
            return _Even("UTF-16 units", len(self._text))
        import numpy as np  # a text without wide characters is shown before it is loaded

        points = self._points
        wide = np.flatnonzero(points > _WIDEST_IN_ONE_UNIT)
        return _Widths("UTF-16 units", len(self._text), wide, np.ones(len(wide), dtype=np.int64))

    @cached_property
    def _bytes(self) -> _Widths | _Even:
        if self._text.isascii():
            return _Even("UTF-8 bytes", len(self._text))
        import numpy as np

        points = self._points
        wide = np.flatnonzero(points > 0x7F)
        extra = 1 + (points[wide] > _WIDEST_IN_TWO_BYTES).astype(np.int64) + (points[wide] > _WIDEST_IN_ONE_UNIT)
        return _Widths("UTF-8 bytes", len(self._text), wide, extra)

    @property
    def _points(self) -> npt.NDArray[np.uint32]:
        import numpy as np

        return np.frombuffer(self._text.encode("utf-32-le"), dtype="<u4")

    def to_utf16(self, offset: int) -> int:
        """UTF-16 units before a code point."""
        return self._utf16.to_units(offset)

    def from_utf16(self, unit: int, *, nearest: bool = False) -> int:
        """Code points before a UTF-16 unit. With `nearest`, a place inside a pair is its beginning, not an error."""
        return self._utf16.from_units(unit, nearest=nearest)

    def to_bytes(self, offset: int) -> int:
        """UTF-8 bytes before a code point."""
        return self._bytes.to_units(offset)

    def from_bytes(self, byte: int, *, nearest: bool = False) -> int:
        """Code points before a UTF-8 byte; `nearest` as in from_utf16."""
        return self._bytes.from_units(byte, nearest=nearest)

    def span_from(self, start: int, end: int, *, unit: Unit) -> Span:
        """A span given in another unit, in code points; DocumentError where an edge lies outside or in a character."""
        if unit == "utf-16":
            return Span(self.from_utf16(start), self.from_utf16(end))
        if unit == "bytes":
            return Span(self.from_bytes(start), self.from_bytes(end))
        for offset in (start, end):
            _check(offset, len(self._text), "characters")
        return Span(start, end)

    def span_to(self, span: Span, *, unit: Unit) -> Span:
        """A span in code points, in another unit."""
        if unit == "utf-16":
            return Span(self.to_utf16(span.start), self.to_utf16(span.end))
        if unit == "bytes":
            return Span(self.to_bytes(span.start), self.to_bytes(span.end))
        return span

    def recognise(self, quotes: Iterable[Quoted]) -> Unit | None:
        """The unit in which all the spans have the quotes that are given for them, None where no unit fits.

        Code points win where several fit, as in a text without wide characters.
        """
        given: Sequence[Quoted] = list(quotes)
        units: tuple[Unit, ...] = ("code points", "utf-16", "bytes")
        return next((unit for unit in units if all(self._fits(quoted, unit) for quoted in given)), None)

    def _fits(self, quoted: Quoted, unit: Unit) -> bool:
        start, end, quote = quoted
        try:
            span = self.span_from(start, end, unit=unit)
        except DocumentError:
            return False
        return start <= end and self._text[span.start : span.end] == quote


class _Even:
    """A text in which no character is wider than one unit."""

    def __init__(self, name: str, length: int) -> None:
        self._name = name
        self._length = length

    def to_units(self, offset: int) -> int:
        _check(offset, self._length, "characters")
        return offset

    def from_units(self, unit: int, *, nearest: bool) -> int:
        _check(unit, self._length, self._name)
        return unit


class _Widths:
    """Where the characters wider than one unit stand, and what each adds."""

    def __init__(self, name: str, length: int, wide: npt.NDArray[np.int64], extra: npt.NDArray[np.int64]) -> None:
        import numpy as np

        self._name = name
        self._length = length
        self._wide = wide
        self._before = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(extra)))
        self._starts = wide + self._before[:-1]
        self._ends = wide + self._before[1:] + 1

    def to_units(self, offset: int) -> int:
        _check(offset, self._length, "characters")
        return offset + int(self._before[self._wide.searchsorted(offset)])

    def from_units(self, unit: int, *, nearest: bool) -> int:
        _check(unit, self._length + int(self._before[-1]), self._name)
        i = int(self._starts.searchsorted(unit))  # the wide characters that begin before this unit
        if i and unit < self._ends[i - 1]:
            if nearest:
                return int(self._wide[i - 1])
            raise DocumentError(
                say(
                    "position {unit} in {name} falls inside a character: give the beginning of one",
                    unit=unit,
                    name=self._name,
                )
            )
        return unit - int(self._before[i])


def _check(place: int, length: int, name: str) -> None:
    if not 0 <= place <= length:
        raise DocumentError(
            say(
                "position {place} lies outside the text, which has {length} {name}",
                place=place,
                length=length,
                name=name,
            )
        )
