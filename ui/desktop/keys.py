"""The cheat sheet (F1), and the keys as the coder wants them, checked for clashes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QKeySequenceEdit,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from ui.desktop.actions import SPECS, ActionSpec, clashes, tip, translated

if TYPE_CHECKING:
    from ui.desktop.window import MainWindow


class KeysDialog(QDialog):
    """A table of acts and keys; with `editable`, the keys can be changed."""

    def __init__(self, window: MainWindow, *, editable: bool) -> None:
        super().__init__(window)
        self.window_ = window
        self.setObjectName("keysDialog")
        self.setWindowTitle(self.tr("Change keys") if editable else self.tr("Keys"))
        self.resize(640, 680)
        self.table = QTableWidget(len(SPECS), 3)
        self.table.setHorizontalHeaderLabels([self.tr("Act"), self.tr("Keys"), self.tr("What it does")])
        self.table.verticalHeader().hide()
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setAccessibleName(self.tr("Keys"))
        self.editors: dict[str, QKeySequenceEdit] = {}
        for row, spec in enumerate(SPECS):
            self._fill(row, spec, editable)
        self.table.resizeColumnsToContents()
        self.table.horizontalHeader().setStretchLastSection(True)
        self.clash = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        kinds = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel | kinds.RestoreDefaults if editable else kinds.Close)
        self.buttons.accepted.connect(self._save)
        self.buttons.rejected.connect(self.reject)
        if editable:
            self.buttons.button(kinds.RestoreDefaults).clicked.connect(self._defaults)
        digits = QLabel(
            self.tr("Digits code the selection, or the current item, with the favourite code of that number."),
            wordWrap=True,
        )
        layout = QVBoxLayout(self)
        for widget in (self.table, digits, self.clash, self.buttons):
            layout.addWidget(widget)

    def _fill(self, row: int, spec: ActionSpec, editable: bool) -> None:
        action = self.window_.actions_by_name[spec.name]
        keys = ", ".join(key.toString(QKeySequence.SequenceFormat.NativeText) for key in action.shortcuts())
        self.table.setItem(row, 0, QTableWidgetItem(translated(spec.text)))
        self.table.setItem(row, 2, QTableWidgetItem(translated(spec.hint)))
        if editable:
            editor = QKeySequenceEdit(action.shortcut())
            editor.setMaximumSequenceLength(1)
            editor.keySequenceChanged.connect(self._check)
            self.editors[spec.name] = editor
            self.table.setCellWidget(row, 1, editor)
        else:
            self.table.setItem(row, 1, QTableWidgetItem(keys))

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
