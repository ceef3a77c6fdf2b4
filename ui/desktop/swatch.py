"""The small square in a code's colour that stands beside its name."""

from __future__ import annotations

from PySide6.QtGui import QColor, QFontMetrics, QGuiApplication, QPixmap


def swatch_size() -> int:
    """Pixels that a square beside words has: as high as a small letter and a bit."""
    return round(QFontMetrics(QGuiApplication.font()).ascent() * 0.8)


def swatch(colour: str, *, size: int = 0) -> QPixmap:
    """A square of `size` pixels (0: as words are large) in a colour "#rrggbb"; one that is not seen for no colour."""
    size = size or swatch_size()
    drawn = QPixmap(size, size)
    drawn.fill(QColor(colour or "#00000000"))
    return drawn
