"""A language in which every word that went through the translation stands in brackets: what does not, did not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt, QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QDockWidget,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)

OPEN, SHUT = "⟦", "⟧"
_WORD = re.compile(r"[^\W\d_]{2,}")
_MARKED = re.compile(rf"{OPEN}[^{OPEN}{SHUT}]*{SHUT}")


class Brackets(QTranslator):
    """Answers for every context, Qt's own too. `asked`: each (context, words) that it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[tuple[str, str]] = set()

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:
        self.asked.add((context, source))
        return f"{OPEN}{source}{SHUT}" if source.strip() else source


def bare(words: str, data: Iterable[str]) -> str:
    """What of some words on the screen is neither translated nor one of the project's own (`data`); "" for nothing."""
    left = words.replace("&", "")
    while _MARKED.search(left):  # words within words: "⟦{0} of ⟦codings⟧⟧"
        left = _MARKED.sub(" ", left)
    for one in sorted(data, key=len, reverse=True):
        left = re.sub(rf"(?<!\w){re.escape(one)}(?!\w)", " ", left)
    return left.strip() if _WORD.search(left) else ""


def words_of(window: QWidget) -> Iterator[tuple[str, str]]:
    """(where, words) of everything that a window shows, says or offers, its hidden parts too."""
    yield "title", window.windowTitle()
    for widget in (window, *window.findChildren(QWidget)):
        if widget.objectName().startswith("qt_") and not isinstance(widget, QAbstractButton):
            continue
        name = f"{type(widget).__name__} {widget.objectName()}"
        for kind, words in _said(widget):
            yield f"{kind} of {name}", words
    for action in window.findChildren(QAction):
        for kind, words in (("text", action.text()), ("tip", action.toolTip()), ("status", action.statusTip())):
            yield f"{kind} of action {action.objectName()}", words


def _said(widget: QWidget) -> Iterator[tuple[str, str]]:
    yield "tool tip", widget.toolTip()
    yield "name", widget.accessibleName()
    yield "description", widget.accessibleDescription()
    if isinstance(widget, QLabel | QAbstractButton):
        yield "text", widget.text()
    elif isinstance(widget, QLineEdit | QPlainTextEdit):
        yield "place-holder", widget.placeholderText()
    elif isinstance(widget, QComboBox):
        yield from (("line", widget.itemText(row)) for row in range(widget.count()))
    elif isinstance(widget, QAbstractSpinBox):
        yield "text", widget.text()
    elif isinstance(widget, QTabBar):
        yield from (("tab", widget.tabText(tab)) for tab in range(widget.count()))
    elif isinstance(widget, QDockWidget):
        yield "title", widget.windowTitle()
    elif isinstance(widget, QMenu):
        yield "menu", widget.title()
    elif isinstance(widget, QAbstractItemView) and not isinstance(widget, QHeaderView):
        model = widget.model()
        if model is not None:
            yield from _cells(model)


def _cells(model: QAbstractItemModel) -> Iterator[tuple[str, str]]:
    for column in range(_columns(model, QModelIndex())):
        yield "header", str(model.headerData(column, Qt.Orientation.Horizontal) or "")
    yield from _rows(model, QModelIndex())


def _columns(model: QAbstractItemModel, parent: QModelIndex) -> int:
    return 1 if isinstance(model, QAbstractListModel) else model.columnCount(parent)


def _rows(model: QAbstractItemModel, parent: QModelIndex) -> Iterator[tuple[str, str]]:
    for row in range(min(200, model.rowCount(parent))):
        for column in range(_columns(model, parent)):
            index = model.index(row, column, parent)
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
                value = index.data(role)
                if isinstance(value, str):
                    yield f"cell {row}/{column}", value
            if column == 0:
                yield from _rows(model, index)
