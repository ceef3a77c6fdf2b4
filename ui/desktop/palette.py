"""The palette: type a few letters of a command, code, alias or value, and press Enter. It gives the focus back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ui.desktop.swatch import swatch

MOST = 60
_ALIKE = 63.0
"""Of 100: what a looser likeness must reach."""
HINT = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Choice:
    """A line of the palette. `search` is what typing is compared with (title, aliases); a line whose `key` is typed
    alone comes first. `hint` stands at the right edge."""

    title: str
    run: Callable[[], object]
    hint: str = ""
    colour: str = ""
    search: str = ""
    key: str = ""


def ranked(choices: Sequence[Choice], typed: str, keys: Sequence[str] = ()) -> list[Choice]:
    """The choices that fit what was typed, best first; all of them, in their order, for nothing typed.

    Beginnings of words come before looser likenesses, short names before long ones. `keys` are `keys_of` the choices,
    where they are known: a codebook may have ten thousand codes.
    """
    if not typed.strip():
        return list(choices)
    from rapidfuzz import fuzz, process, utils  # not before somebody types

    wanted, keys = utils.default_process(typed), keys or keys_of(choices)
    begun = _begun(wanted, keys)
    found = set(begun)
    if len(begun) < MOST:
        rest = {number: key for number, key in enumerate(keys) if number not in found}
        like = process.extract(
            wanted, rest, scorer=fuzz.partial_token_sort_ratio, limit=MOST - len(begun), score_cutoff=_ALIKE
        )
        begun += [number for _, _, number in like]
    by_key = [choice for choice in choices if choice.key and choice.key.casefold() == typed.strip().casefold()]
    return by_key + [choices[number] for number in begun[:MOST] if choices[number] not in by_key]


def keys_of(choices: Sequence[Choice]) -> list[str]:
    """What typing is compared with."""
    from rapidfuzz import utils

    return [utils.default_process(choice.search or choice.title) for choice in choices]


def _begun(wanted: str, keys: Sequence[str]) -> list[int]:
    """The numbers of the keys in which each word that was typed begins a word, best first."""
    parts = [f" {part}" for part in wanted.split()]
    found = [number for number, key in enumerate(keys) if all(part in f" {key}" for part in parts)]
    return sorted(found, key=lambda n: min(len(keys[n]), 200) - (200 if keys[n].startswith(wanted) else 0))


class HintDelegate(QStyledItemDelegate):
    """A line with its hint at the right edge; a long title gives way, and the hint never takes more than half."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        room = option.rect.width() - option.fontMetrics.horizontalAdvance(_hint(option, index)) - 60
        option.text = option.fontMetrics.elidedText(option.text, Qt.TextElideMode.ElideRight, max(40, room))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        hint = _hint(option, index)
        if hint:
            painter.save()
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            role = QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.PlaceholderText
            painter.setPen(option.palette.color(role))
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(option.rect.adjusted(0, 0, -10, 0), right, hint)
            painter.restore()


def _hint(option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> str:
    return option.fontMetrics.elidedText(index.data(HINT) or "", Qt.TextElideMode.ElideRight, option.rect.width() // 2)


class ChoicesModel(QAbstractListModel):
    """The lines that fit. No item objects: Qt would delete them at each key, beside their wrappers in Python."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._shown: Sequence[Choice] = ()

    def show(self, choices: Sequence[Choice]) -> None:
        self.beginResetModel()
        self._shown = choices
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        choice = self._shown[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return choice.title
        if role in (HINT, Qt.ItemDataRole.AccessibleDescriptionRole):
            return choice.hint
        if role == Qt.ItemDataRole.DecorationRole and choice.colour:
            return swatch(choice.colour)
        return None


class Palette(QFrame):
    """A small pop-up over the window with a line to type in and what fits."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.window_ = parent
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setObjectName("commandPaletteWindow")
        self.line = QLineEdit()
        self.line.setAccessibleName(self.tr("Type to find"))
        self.list, self.model = QListView(), ChoicesModel(self)
        self.list.setModel(self.model)
        self.list.setUniformItemSizes(True)
        self.list.setItemDelegate(HintDelegate(self.list))
        self.list.setAccessibleName(self.tr("What fits"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        self.nothing = QLabel(self.tr("Nothing fits. Try fewer letters."), alignment=Qt.AlignmentFlag.AlignCenter)
        self.nothing.setProperty("kind", "quiet")
        layout.addWidget(self.line)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.nothing, 1)
        self._choices: Sequence[Choice] = ()
        self._keys: Sequence[str] = ()
        self._shown: list[Choice] = []
        self._other: Callable[[str], Choice | None] | None = None
        self.line.textChanged.connect(self._narrow)
        self.line.installEventFilter(self)
        self.list.clicked.connect(lambda index: self._run(index.row()))

    def ask(
        self, choices: Iterable[Choice], *, title: str, other: Callable[[str], Choice | None] | None = None
    ) -> None:
        """Offer these choices. `other` makes a choice of what was typed where nothing fits (a free text)."""
        self._choices, self._keys, self._other = list(choices), (), other
        self.line.clear()
        self.line.setPlaceholderText(title)
        self._narrow("")
        window = self.window_
        width = min(max(420, window.width() // 2), window.width() - 40)
        height = min(self.fontMetrics().height() * 22, window.height() - 80)
        corner = window.mapToGlobal(window.rect().topLeft())
        self.setGeometry(corner.x() + (window.width() - width) // 2, corner.y() + 60, width, height)
        self.show()
        self.line.setFocus()

    def _known_keys(self) -> Sequence[str]:
        if not self._keys:
            self._keys = keys_of(self._choices)
        return self._keys

    def _narrow(self, typed: str) -> None:
        self._shown = ranked(self._choices, typed, self._known_keys() if typed.strip() else ())[:MOST]
        extra = self._other(typed.strip()) if self._other and typed.strip() else None
        if extra:
            self._shown.append(extra)
        self.model.show(self._shown)
        self._go_to(0)
        self.list.setVisible(bool(self._shown))
        self.nothing.setVisible(not self._shown)

    def _go_to(self, row: int) -> None:
        self.list.setCurrentIndex(self.model.index(row))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            row = self.list.currentIndex().row()
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                self._go_to(max(0, min(len(self._shown) - 1, row + step)))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._run(row)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close()
                return True
        return super().eventFilter(watched, event)

    def _run(self, row: int) -> None:
        if 0 <= row < len(self._shown):
            choice = self._shown[row]
            self.close()
            choice.run()
