"""Icons by our own names, in the palette's colours: the Phosphor set that QtAwesome brings along.

QtAwesome itself is not imported: with the bindings it wraps it takes as long as the window's frame may take in all.
Its files are read as they are, and an icon is drawn when it is painted, so it follows a change of palette.
"""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap, QRawFont

NAMES: dict[str, str] = {
    "about": "info",
    "accept": "check-bold",
    "accept_all": "checks-bold",
    "actor": "user-circle",
    "add": "file-plus",
    "add_folder": "folder-plus",
    "agreement": "chart-bar",
    "app": "highlighter-circle-fill",
    "attributes": "sliders-horizontal",
    "bookmark": "bookmark-simple",
    "clear": "x-circle",
    "close": "x",
    "code": "tag",
    "codebook": "book-open",
    "coder": "user",
    "coders": "users",
    "collapse": "caret-right",
    "copy": "copy",
    "delete": "trash",
    "document": "file-text",
    "documents": "files",
    "done": "check-circle",
    "edit": "pencil-simple",
    "error": "warning-octagon",
    "expand": "caret-down",
    "export": "export",
    "filter": "funnel",
    "float": "arrow-square-out",
    "find": "magnifying-glass",
    "folder": "folder",
    "help": "question",
    "history": "clock-counter-clockwise",
    "import": "download-simple",
    "keyboard": "keyboard",
    "link": "link",
    "lock": "lock",
    "memo": "note-pencil",
    "merge": "git-merge",
    "new": "file",
    "next": "arrow-down",
    "next_document": "arrow-right",
    "open": "folder-open",
    "palette": "command",
    "prehighlight": "magic-wand",
    "previous": "arrow-up",
    "previous_document": "arrow-left",
    "redo": "arrow-clockwise",
    "region": "selection-slash",
    "reject": "x-bold",
    "report": "article",
    "retry": "arrows-clockwise",
    "save": "floppy-disk",
    "settings": "gear",
    "stance": "arrows-left-right",
    "stop": "stop-circle",
    "table": "table",
    "theme": "circle-half",
    "threat": "shield-warning",
    "todo": "circle",
    "undo": "arrow-counter-clockwise",
    "warning": "warning",
    "zoom_in": "magnifying-glass-plus",
    "zoom_out": "magnifying-glass-minus",
}
"""Our name -> the set's. Screens use ours alone."""


def icon(name: str, *, colour: str | None = None) -> QIcon:
    """The icon of one of our NAMES, in the palette's text colour or a given one; KeyError for any other name."""
    return QIcon(_Glyph(_character(NAMES[name]), colour))


class _Glyph(QIconEngine):
    """Draws one character of the set as an icon of any size."""

    def __init__(self, character: str, colour: str | None) -> None:
        super().__init__()
        self._character = character
        self._colour = colour

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        font = _font(min(rect.width(), rect.height()))
        glyphs = font.glyphIndexesForString(self._character)
        path = font.pathForGlyph(glyphs[0])
        box = path.boundingRect()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = QPointF(font.advancesForGlyphIndexes(glyphs)[0].x() / 2, box.center().y())
        painter.translate(QPointF(rect.x() + rect.width() / 2, rect.y() + rect.height() / 2) - middle)
        painter.fillPath(path, self._ink(mode))
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        made = QPixmap(size)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return made

    def clone(self) -> QIconEngine:
        return _Glyph(self._character, self._colour)

    def _ink(self, mode: QIcon.Mode) -> QColor:
        groups = QPalette.ColorGroup
        group = groups.Disabled if mode == QIcon.Mode.Disabled else groups.Active
        if self._colour is not None and group == groups.Active:
            return QColor(self._colour)
        return QGuiApplication.palette().color(group, QPalette.ColorRole.ButtonText)


@lru_cache(maxsize=16)
def _font(pixels: int) -> QRawFont:
    return QRawFont(str(_file("phosphor-*.ttf")), max(1, pixels))


def _character(name: str) -> str:
    return chr(int(_characters()[name], 16))


@lru_cache(maxsize=1)
def _characters() -> dict[str, str]:
    found: dict[str, str] = json.loads(_file("phosphor-charmap-*.json").read_text(encoding="utf-8"))
    return found


def _file(pattern: str) -> Path:
    spec = find_spec("qtawesome")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    folder = Path(spec.submodule_search_locations[0]) / "fonts"
    return next(folder.glob(pattern))
