"""Colours of codes as Qt wants them, made once for each colour and scheme."""

from __future__ import annotations

from functools import lru_cache
from itertools import product

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from ui.desktop import theme
from ui.desktop.theme import Colours, contrast, mix

_VEILED = 4.7  # contrast that is left to text under a veil


class Inks:
    """Brush and pen colours for one scheme."""

    def __init__(self, colours: Colours) -> None:
        self.colours = colours
        self.text = QColor(colours.text)
        self.muted = QColor(colours.muted)
        self.base = QColor(colours.base)
        self.border = QColor(colours.border)
        self.accent = QColor(colours.accent)
        self.hit = QColor(colours.hit)
        self.veil = _veil(colours)
        self._lines: dict[str, QColor] = {}
        self._tints: dict[tuple[str, float], QColor] = {}
        self._labels: dict[str, QColor] = {}
        self._dots: dict[tuple[str, float, float], QPixmap] = {}

    def line(self, colour: str) -> QColor:
        found = self._lines.get(colour)
        if found is None:
            found = self._lines[colour] = QColor(theme.line_colour(colour, self.colours))
        return found

    def label(self, colour: str) -> QColor:
        found = self._labels.get(colour)
        if found is None:
            found = self._labels[colour] = QColor(theme.label_colour(colour, self.colours))
        return found

    def tint(self, colour: str, strength: float = 1.0) -> QColor:
        found = self._tints.get((colour, strength))
        if found is None:
            found = self._tints[colour, strength] = QColor(theme.tint(colour, self.colours, strength=strength))
        return found

    def dots(self, colour: str, thick: float, ratio: float) -> QPixmap:
        """A tile of a dotted line `thick` pixels high, for a screen of `ratio` device pixels to one."""
        key = (colour, thick, ratio)
        found = self._dots.get(key)
        if found is None:
            found = self._dots[key] = _dot(self.line(colour), thick, ratio)
        return found


def _dot(colour: QColor, thick: float, ratio: float) -> QPixmap:
    step = max(2, round(thick * 2 * ratio))
    tile = QPixmap(step, max(1, round(thick * ratio)))
    tile.fill(Qt.GlobalColor.transparent)
    painter = QPainter(tile)
    painter.fillRect(QRectF(0, 0, step / 2, tile.height()), colour)
    painter.end()
    tile.setDevicePixelRatio(ratio)
    return tile


@lru_cache(maxsize=2)
def _veil(colours: Colours) -> QColor:
    """The base, as opaque as text below it stays legible through it, on the base and on any code's ground."""
    corners = ("".join(parts) for parts in product(("00", "80", "ff"), repeat=3))  # of the space of colours
    worst = min(
        (theme.tint(f"#{corner}", colours) for corner in corners), key=lambda ground: contrast(ground, colours.text)
    )
    part = 0.0
    while _contrast_under(worst, colours, part + 0.01) >= _VEILED:
        part += 0.01
    veil = QColor(colours.base)
    veil.setAlphaF(part)
    return veil


def _contrast_under(ground: str, colours: Colours, part: float) -> float:
    return contrast(mix(colours.text, colours.base, part), mix(ground, colours.base, part))
