"""The small square in a code's colour that stands beside its name."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPixmap


def swatch(colour: str, *, size: int = 12) -> QPixmap:
    """A square of `size` pixels in a colour "#rrggbb"; one that is not seen for no colour."""
    drawn = QPixmap(size, size)
    drawn.fill(QColor(colour or "#00000000"))
    return drawn
