"""In which encoding a file is, asked with samples: each candidate beside the lines by which one sees whether it is right."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from storage.documents import Refused
from storage.documents.encodings import codec
from ui.desktop.sized import size_by_words
from ui.desktop.tables import plain_table, show_rows


class EncodingAnswer(NamedTuple):
    """The encoding, and whether the other files that are asked about shall be read in it too."""

    encoding: str
    all: bool


class EncodingDialog(QDialog):
    """A row for each encoding that reads the whole file, the likeliest first; any other can be typed."""

    def __init__(self, parent: QWidget, refused: Refused, *, others: int = 0) -> None:
        super().__init__(parent)
        self.setObjectName("encodingDialog")
        self.setWindowTitle(self.tr("Encoding"))
        size_by_words(self, 92, 32)
        wide, high = self.fontMetrics().averageCharWidth(), self.fontMetrics().height()
        self.candidates = refused.candidates
        head = QLabel(
            self.tr("{0} is not in UTF-8. Choose the line that reads right:").format(refused.name), wordWrap=True,
            textFormat=Qt.TextFormat.PlainText,
        )  # fmt: skip
        self.table = plain_table(self.tr("Encodings"))
        self.table.setObjectName("encodingCandidates")
        self.table.setSelectionMode(self.table.SelectionMode.SingleSelection)
        rows = [(candidate.encoding, candidate.sample.replace("\n", " ⏎ ")) for candidate in self.candidates]
        model = show_rows(self.table, [self.tr("Encoding"), self.tr("The file would read")], rows)
        self.table.setColumnWidth(0, wide * 16)
        self.sample = QPlainTextEdit(readOnly=True)
        self.sample.setProperty("kind", "field")
        self.sample.setAccessibleName(self.tr("Lines of the file"))
        self.sample.setTabChangesFocus(True)
        self.sample.setMaximumHeight(high * 6)
        self.other = QLineEdit(placeholderText=self.tr("or another name, such as cp1252"))
        self.other.setObjectName("otherEncoding")
        self.all = QCheckBox(self.tr("Read the other %Ln files so, too", "", others))
        self.all.setVisible(others > 0)
        kinds = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel)
        self.buttons.button(kinds.Ok).setText(self.tr("Read it so"))
        self.buttons.button(kinds.Cancel).setText(self.tr("Leave it out"))
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        form = QFormLayout(fieldGrowthPolicy=QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(self.tr("Another encoding"), self.other)
        layout = QVBoxLayout(self)
        layout.addWidget(head)
        layout.addWidget(self.table, 2)
        layout.addWidget(self.sample, 1)
        layout.addLayout(form)
        layout.addWidget(self.all)
        layout.addWidget(self.buttons)
        self.table.selectionModel().currentChanged.connect(self._show)
        self.table.activated.connect(lambda index: self.accept())
        self.other.textChanged.connect(self._show)
        self.table.setVisible(bool(self.candidates))
        self.table.setCurrentIndex(model.index(0, 0))
        (self.table if self.candidates else self.other).setFocus()
        self._show()

    def encoding(self) -> str:
        """The encoding that was typed, else the one that is chosen; "" for none."""
        row = self.table.currentIndex().row()
        typed = self.other.text().strip()
        return typed or (self.candidates[row].encoding if 0 <= row < len(self.candidates) else "")

    def answer(self) -> EncodingAnswer:
        return EncodingAnswer(self.encoding(), self.all.isChecked())

    def _show(self, *_: object) -> None:
        chosen, typed = self.encoding(), self.other.text().strip()
        known = bool(chosen) and codec(chosen) is not None
        same = [c for c in self.candidates if c.encoding == chosen or (known and codec(c.encoding) == codec(chosen))]
        if same:
            self.sample.setPlainText(same[0].sample)
        elif typed and not known:
            self.sample.setPlainText(self.tr("There is no encoding of this name."))
        else:
            self.sample.setPlainText(self.tr("Whether the file can be read so is found when it is added."))
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(known)
