"""What became of one coding: every act on it, from the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHeaderView, QLabel, QVBoxLayout

from annotator.errors import IntercoderError
from annotator.records import Coding
from ui.desktop.marks_for import code_title
from ui.desktop.sized import size_by_words
from ui.desktop.tables import MadeRows, fit_columns, plain_table, show_model, wrap_rows
from ui.desktop.words import act_words, field_words, translate
from ui.workflows.coding_history import Step, history_of

if TYPE_CHECKING:
    from ui.desktop.window import MainWindow

_PASSED_OVER = ("document", "coder", "created", "round", "suggestion", "meaning_version")


class HistoryDialog(QDialog):
    """A row an act, the oldest first."""

    def __init__(self, window: MainWindow, coding: Coding) -> None:
        super().__init__(window)
        self.setObjectName("historyDialog")
        self.setWindowTitle(self.tr("History of a coding"))
        steps = history_of(window.bench.project, coding.uuid)
        held = window.bench.open
        quote = " ".join(held.text_of(coding).split())[:120] if held else ""
        title = code_title(window.bench.codebook, coding.facet, coding.code)
        head = QLabel(f"{title}{f': “{quote}”' if quote else ''}", wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.table = plain_table(self.tr("Acts on this coding"))
        titles = [self.tr("When"), self.tr("Who"), self.tr("Act"), self.tr("What changed")]
        show_model(self.table, MadeRows(titles, _CELLS, steps, self))
        fit_columns(self.table, widest=24)
        self.table.horizontalHeader().setSectionResizeMode(_CHANGED, QHeaderView.ResizeMode.Stretch)
        wrap_rows(self.table)
        size_by_words(self, 100, 22)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for widget in (head, self.table, buttons):
            layout.addWidget(widget)


def words_of(step: Step) -> str:
    """The fields that a step changed, in words: "code taliban → ttp"."""
    parts = []
    for name, (before, after) in step.changed.items():
        if name in _PASSED_OVER:
            continue
        told = [_value(value) for value in (before, after)]
        if name == "origin":
            told = [field_words(word) if word != "—" else word for word in told]
        parts.append(f"{field_words(name)} {' → '.join(told if before is not None else told[1:])}")
    return "; ".join(parts)


def _value(value: object) -> str:
    if value is None:
        return "—"
    if isinstance(value, dict):
        return ", ".join(f"{name} {word}" for name, word in value.items()) or "—"
    return str(value)


_CELLS = (
    lambda step: step.at[:19].replace("T", " "),
    lambda step: step.person,
    lambda step: act_words(step.kind),
    words_of,
)
_CHANGED = len(_CELLS) - 1


def show_history(window: MainWindow) -> HistoryDialog | None:
    item = window.bench.current
    if not isinstance(item, Coding):
        window.bench.told.emit(translate("MainWindow", "Go to a coding first."))
        return None
    try:
        dialog = HistoryDialog(window, item)
    except IntercoderError as fault:
        window.bench.failed.emit(str(fault))
        return None
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.show()
    return dialog
