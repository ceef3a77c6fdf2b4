"""The cheat sheet (F1), and the keys as the coder wants them, checked for clashes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from ui.desktop.act_specs import MENUS, SPECS, ActionSpec
from ui.desktop.actions import clashes, tip, translated
from ui.desktop.sized import size_by_words
from ui.desktop.tables import fit_columns, look_plain, wrap_rows

if TYPE_CHECKING:
    from ui.desktop.window import MainWindow


_KEYS, _LEAST, _ABOUT = 26, 18, 24
"""Letters for the keys of an act, for any column at least, and for what the act does."""


class KeysDialog(QDialog):
    """Acts by menu, with their keys and a line to find one; with `editable`, the keys can be changed."""

    def __init__(self, window: MainWindow, *, editable: bool) -> None:
        super().__init__(window)
        self.window_ = window
        self.setObjectName("keysDialog")
        self.setWindowTitle(self.tr("Change keys") if editable else self.tr("Keys"))
        size_by_words(self, 130, 46)
        self.narrow = QLineEdit(placeholderText=self.tr("Find an act or a key…"), clearButtonEnabled=True)
        self.narrow.setAccessibleName(self.tr("Find an act or a key"))
        self.narrow.textChanged.connect(self._narrow)
        self.table = QTableWidget(0, 3)
        self.table.setHorizontalHeaderLabels([self.tr("Act"), self.tr("Keys"), self.tr("What it does")])
        look_plain(self.table, self.tr("Keys"))
        self.table.setAlternatingRowColors(False)
        self.table.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self.editors: dict[str, QKeySequenceEdit] = {}
        self._rows: dict[int, ActionSpec | str] = {}
        self._fill_all(editable)
        fit_columns(self.table, widest=34)
        self._wanted = self.table.columnWidth(0)
        self.table.setColumnWidth(2, self.fontMetrics().averageCharWidth() * _LEAST)  # it takes what is left
        wrap_rows(self.table)
        self.table.viewport().installEventFilter(self)
        self.clash = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.clash.setProperty("kind", "bad")
        self.clash.hide()
        kinds = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel | kinds.RestoreDefaults if editable else kinds.Close)
        self.buttons.accepted.connect(self._save)
        self.buttons.rejected.connect(self.reject)
        if editable:
            self.buttons.button(kinds.RestoreDefaults).clicked.connect(self._defaults)
        words = (
            self.tr("Press the new key in its field. An act keeps its second key while the first is left alone.")
            if editable
            else self.tr("Digits code the selection, or the current item, with the favourite code of that number.")
        )
        layout = QVBoxLayout(self)
        for widget in (self.narrow, self.table, QLabel(words, wordWrap=True), self.clash, self.buttons):
            layout.addWidget(widget)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.table.viewport() and event.type() == QEvent.Type.Resize:
            self._share()
        return super().eventFilter(watched, event)

    def _share(self) -> None:
        """The keys whole, the acts as far as what they do has room; what is longer is wrapped."""
        wide, room = self.fontMetrics().averageCharWidth(), self.table.viewport().width()
        keys, least = wide * _KEYS, wide * _LEAST
        self.table.setColumnWidth(1, keys)
        self.table.setColumnWidth(0, max(least, min(self._wanted, room - keys - wide * _ABOUT)))

    def _fill_all(self, editable: bool) -> None:
        """A heading for each menu, its acts below, in the order of the menus."""
        menus = dict.fromkeys(spec.menu for menu in MENUS for spec in SPECS if spec.menu.split("/")[0] == menu)
        for menu in menus:
            self._heading(menu)
            for spec in SPECS:
                if spec.menu == menu:
                    self._fill(spec, editable)

    def _heading(self, menu: str) -> None:
        row = self.table.rowCount()
        self.table.insertRow(row)
        self._rows[row] = menu
        item = QTableWidgetItem(" › ".join(translated(part) for part in menu.split("/")))
        font = item.font()
        font.setBold(True)
        item.setFont(font)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        self.table.setItem(row, 0, item)
        self.table.setSpan(row, 0, 1, 3)

    def _fill(self, spec: ActionSpec, editable: bool) -> None:
        row = self.table.rowCount()
        self.table.insertRow(row)
        self._rows[row] = spec
        action = self.window_.actions_by_name[spec.name]
        keys = ", ".join(key.toString(QKeySequence.SequenceFormat.NativeText) for key in action.shortcuts())
        for column, words in ((0, action.text()), (1, keys), (2, translated(spec.hint) if spec.hint else "")):
            item = QTableWidgetItem(words)
            item.setToolTip(words)
            self.table.setItem(row, column, item)
        if editable:
            editor = QKeySequenceEdit(action.shortcut())
            editor.setMaximumSequenceLength(1)
            editor.setClearButtonEnabled(True)
            editor.setAccessibleName(self.tr("Key of {0}").format(action.text()))
            editor.keySequenceChanged.connect(self._check)
            self.editors[spec.name] = editor
            self.table.setCellWidget(row, 1, editor)
            self.table.setRowHeight(row, editor.sizeHint().height() + 4)

    def _narrow(self, typed: str) -> None:
        """Only acts in whose words or keys it stands, and the headings that have some."""
        wanted, any_below = typed.strip().casefold(), False
        for row in sorted(self._rows, reverse=True):
            if isinstance(self._rows[row], str):
                self.table.setRowHidden(row, not any_below)
                any_below = False
                continue
            cells = [self.table.item(row, column) for column in range(3)]
            words = " ".join(cell.text() for cell in cells if cell is not None).casefold()
            self.table.setRowHidden(row, wanted not in words)
            any_below = any_below or wanted in words

    def chosen(self) -> dict[str, list[str]]:
        """The keys that differ from the usual ones. An act whose first key is untouched keeps its others."""
        out = {}
        for spec in SPECS:
            key = self.editors[spec.name].keySequence().toString()
            present = [k.toString() for k in self.window_.actions_by_name[spec.name].shortcuts()]
            kept = present if key == (present[0] if present else "") else [key] if key else []
            if kept != [QKeySequence(k).toString() for k in spec.keys]:
                out[spec.name] = kept
        return out

    def _check(self) -> None:
        found = clashes(self.chosen())
        words = "; ".join(
            f"{key}: {', '.join(translated(s.text) for s in SPECS if s.name in names)}" for key, names in found.items()
        )
        self.clash.setText(self.tr("Two acts share a key — {0}").format(words) if found else "")
        self.clash.setVisible(bool(found))
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(not found)

    def _defaults(self) -> None:
        for spec in SPECS:
            self.editors[spec.name].setKeySequence(QKeySequence(spec.keys[0] if spec.keys else ""))
        self.window_.settings.set_keys({})
        for spec in SPECS:
            self.window_.actions_by_name[spec.name].setShortcuts([QKeySequence(k) for k in spec.keys])
        self._check()

    def _save(self) -> None:
        keys = self.chosen()
        self.window_.settings.set_keys(keys)
        for spec in SPECS:
            action = self.window_.actions_by_name[spec.name]
            action.setShortcuts([QKeySequence(k) for k in keys.get(spec.name, spec.keys)])
            action.setToolTip(tip(spec, action))
        self.accept()


def show_keys(window: MainWindow) -> KeysDialog:
    dialog = KeysDialog(window, editable=False)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.show()
    return dialog


def change_keys(window: MainWindow) -> KeysDialog:
    dialog = KeysDialog(window, editable=True)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.show()
    return dialog
