"""How large windows are at first: by what is to be read in them, not by pixels."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QWidget

_FRAME = 40
"""Pixels of the screen that are left beside a window, and twice as many above it."""


def size_by_words(window: QWidget, letters: int, lines: int) -> None:
    """Room for so many letters across and lines down at the size that words have, as far as the screen reaches."""
    words, screen = window.fontMetrics(), window.screen().availableSize()
    across = min(words.averageCharWidth() * letters, screen.width() - _FRAME)
    window.resize(across, min(words.height() * lines, screen.height() - 2 * _FRAME))


def typed_font(widget: QWidget) -> QFont:
    """Letters of one width, as large as the widget's own."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPointSizeF(widget.font().pointSizeF())
    return font
