"""The cue files of the codebook, edited as text in the window: comments stay, faults are named with their lines."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QStringListModel, Qt
from PySide6.QtGui import QTextCursor, QTextOption
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.codebook_file import codebook_to_json
from annotator.suggest.found import PatternFault
from storage.project import Receipt
from ui.desktop.background import Background
from ui.desktop.sized import typed_font
from ui.desktop.tables import plain_list
from ui.desktop.workbench import Workbench
from ui.workflows.codebook_acts import plan_codebook, put_codebook
from ui.workflows.cue_files import check_cues, with_cue_text


class CuesEditor(QWidget):
    """One cue file at a time. It is checked in a process of its own, then put in force as one act, one undo."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self.bench = bench
        self.work: Background | None = None
        self.name = self._stored = ""
        self.files = QComboBox()
        self.files.setObjectName("cueFile")
        self.files.setAccessibleName(self.tr("Cue file"))
        self.text = QPlainTextEdit()
        self.text.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.text.setObjectName("cueText")
        self.text.setAccessibleName(self.tr("Cues"))
        self.text.setFont(typed_font(self))
        self._faults, self._lines = QStringListModel(self), list[int]()
        self.faults = plain_list(self.tr("Faults"), self._faults)
        self.faults.setObjectName("cueFaults")
        self.faults.setMaximumHeight(self.fontMetrics().height() * 6)
        self.told = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.save_cues = QPushButton(self.tr("Save the cues"))
        self.save_cues.setObjectName("saveCues")
        self._build()
        self.files.currentTextChanged.connect(self.show_file)
        self.text.modificationChanged.connect(self.save_cues.setEnabled)
        self.faults.activated.connect(self.go_to)
        self.faults.clicked.connect(self.go_to)
        self.save_cues.clicked.connect(self.save)

    def _build(self) -> None:
        line = QHBoxLayout()
        line.addWidget(self.told, 1)
        line.addWidget(self.save_cues)
        column = QVBoxLayout(self)
        column.addWidget(self.files)
        column.addWidget(self.text, 1)
        column.addWidget(self.faults)
        column.addLayout(line)
        self.faults.hide()

    def load(self) -> None:
        """The codebook's cue files; a text that is being edited stays."""
        names = sorted(self.bench.codebook.cue_texts)
        if [self.files.itemText(number) for number in range(self.files.count())] != names:
            self.files.clear()
            self.files.addItems(names)
        self.show_file(self.files.currentText())
        self.setEnabled(bool(names))
        if not names:
            self.told.setText(self.tr("This codebook has no cue files."))

    def show_file(self, name: str) -> None:
        stored = self.bench.codebook.cue_texts.get(name, "")
        if (name, stored) == (self.name, self._stored) or (name == self.name and self.is_edited()):
            return
        self.name, self._stored = name, stored
        self.text.setPlainText(stored)
        self.faults.hide()
        self.told.setText("")
        self.save_cues.setEnabled(False)

    def is_edited(self) -> bool:
        return self.text.document().isModified()

    def written(self) -> str:
        """The text as it stands: no-break spaces and all."""
        return self.text.document().toRawText().replace("\u2029", "\n")

    def save(self) -> None:
        """Check the text, then put it in force; `told` says how it went."""
        if self.work is not None and self.work.running:
            return
        about = {"codebook": codebook_to_json(self.bench.codebook), "name": self.name, "text": self.written()}
        self.told.setText(self.tr("Checking…"))
        self.work = Background(self, check_cues, about)
        self.work.done.connect(self._put)
        self.work.failed.connect(self.told.setText)
        self.work.start()

    def _put(self, faults: tuple[PatternFault, ...]) -> None:
        name, text = self.name, self.written()

        def put() -> Receipt | None:
            plan = plan_codebook(self.bench.project, with_cue_text(self.bench.codebook, name, text))
            return put_codebook(self.bench.project, plan, person=self.bench.coder)

        self._show_faults(faults)
        if self.bench.codebook.cue_texts.get(name) != text and not self.bench.act(put):
            self.told.setText(self.tr("It could not be saved; see the main window."))
            return
        self._stored = text
        self.text.document().setModified(False)
        words = (
            self.tr("Saved. Entries that cannot be used: {0}; the rest runs.")
            if faults
            else self.tr("Saved: pre-highlight to use it.")
        )
        self.told.setText(words.format(len(faults)))

    def _show_faults(self, faults: tuple[PatternFault, ...]) -> None:
        self._lines = [fault.line if fault.file == self.name else 0 for fault in faults]
        self._faults.setStringList([str(fault) for fault in faults])
        self.faults.setVisible(bool(faults))

    def go_to(self, index: QModelIndex) -> None:
        """The cursor to the line of a fault."""
        if line := self._lines[index.row()]:
            self.text.setTextCursor(QTextCursor(self.text.document().findBlockByNumber(line - 1)))
            self.text.setFocus()

    def stop(self) -> None:
        """End a check that is under way; nothing is saved then."""
        if self.work is not None:
            self.work.stop()
