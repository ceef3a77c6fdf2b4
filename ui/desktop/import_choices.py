"""How files of codings are to be taken in: which files, in what format and encoding, whose they are, what is done."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from annotator.errors import FormatError
from annotator.wording import say
from storage.documents.encodings import codec
from storage.documents.records import EncodingCandidate
from storage.formats.registry import formats
from ui.desktop import ask
from ui.desktop.format_words import format_words
from ui.workflows.code_map import read_code_map
from ui.workflows.import_codings import How
from ui.workflows.incoming_units import OPTION


class ImportChoices(QWidget):
    """A form; `changed` when something else would come in."""

    changed = Signal()

    def __init__(self, coders: Sequence[str], paths: Sequence[Path]) -> None:
        super().__init__()
        self.paths = list(paths)
        self.files = QLabel(wordWrap=True)
        self.files.setObjectName("importFiles")
        self.format = _box("importFormat")
        self.format.addItem(self.tr("by the file’s ending"), "")
        for name, entry in formats().items():
            if entry.read is not None:
                self.format.addItem(format_words(entry), name)
        self.encoding = _box("importEncoding", typed=True)
        self.coder = _box("importCoder", typed=True)
        self.coder.addItem("", "")
        for name in coders:
            self.coder.addItem(name, name)
        self.offsets = _box("importOffsets")
        for words, name in (
            (self.tr("characters"), "code-points"), (self.tr("UTF-16 units"), "utf-16"), (self.tr("UTF-8 bytes"), "bytes"),
        ):  # fmt: skip
            self.offsets.addItem(words, name)
        self.marks = _box("importMarks")
        self.marks.addItem(self.tr("every facet that the file codes, and what it states"), False)
        self.marks.addItem(self.tr("only what the file states"), True)
        self.map = QLineEdit(placeholderText=self.tr("a table of what the file’s codes are called here (CSV)"))
        self.map.setObjectName("importMap")
        self.map.setToolTip(self.map.placeholderText())
        self.book = QCheckBox(self.tr("Put the codebook that the file carries in force"))
        self.book.setObjectName("takeCodebook")
        self._build()
        self.encoding.setToolTip(self.tr("Of CSV files that are not in UTF-8"))
        self.coder.setToolTip(self.tr("Whose codings they are, where the file does not say"))
        line = self.coder.lineEdit()
        assert line is not None
        line.setPlaceholderText(self.tr("as the file says"))
        self.offer_encodings(())
        self._show_files()
        for box in (self.format, self.offsets, self.marks, self.encoding, self.coder):
            box.activated.connect(self.changed)
        for box in (self.encoding, self.coder):
            line = box.lineEdit()
            assert line is not None
            line.editingFinished.connect(self.changed)
        self.map.editingFinished.connect(self.changed)
        self.book.toggled.connect(self.changed)

    def _build(self) -> None:
        form = QFormLayout(self, fieldGrowthPolicy=QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setContentsMargins(0, 0, 0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        form.addRow(self.tr("Files"), self._line(self.files, self._browse, "browseImport"))
        for words, box in (
            (self.tr("Format"), self.format), (self.tr("Encoding"), self.encoding), (self.tr("Coder"), self.coder),
            (self.tr("Offsets count"), self.offsets), (self.tr("Mark done"), self.marks),
        ):  # fmt: skip
            box.setAccessibleName(words)
            form.addRow(words, box)
        self.map.setAccessibleName(self.tr("Names of codes"))
        form.addRow(self.tr("Names of codes"), self._line(self.map, self._browse_map, "browseMap"))
        form.addRow("", self.book)

    def _line(self, widget: QWidget, browse: object, name: str) -> QHBoxLayout:
        button = QPushButton(self.tr("Browse…"), autoDefault=False)  # Enter is for the dialog
        button.setObjectName(name)
        button.clicked.connect(browse)
        line = QHBoxLayout()
        line.addWidget(widget, 1)
        line.addWidget(button)
        return line

    def offer_encodings(self, found: Sequence[EncodingCandidate]) -> None:
        """The encodings that a file may be in, each with how it reads, for the coder to choose."""
        typed = self.encoding.currentText()
        self.encoding.clear()
        self.encoding.addItem("UTF-8", "")
        for one in found:
            self.encoding.addItem(f"{one.encoding} — {' '.join(one.sample.split())[:60]}", one.encoding)
        self.encoding.setEditText(typed or "UTF-8")

    def chosen_encoding(self) -> str:
        """The encoding that was chosen or typed; "" for UTF-8."""
        typed = self.encoding.currentText().strip()
        row = self.encoding.findText(typed)
        name = str(self.encoding.itemData(row)) if row >= 0 else typed
        return "" if codec(name) == "utf-8" else name

    def options(self) -> dict[str, str]:
        name = self.chosen_encoding()
        return {"encoding": name} if name else {}

    def how(self) -> How:
        """FormatError where the table of names is no such table."""
        where = self.map.text().strip()
        path = Path(where).expanduser()
        if where and not path.is_file():
            raise FormatError(say("There is no file {path}: check the name.", path=path))
        return How(
            coder=self.coder.currentText().strip(), not_done=bool(self.marks.currentData()),
            codes=read_code_map(path) if where else {}, unit=OPTION[self.offsets.currentData()],
            take_codebook=self.book.isChecked(),
        )  # fmt: skip

    def _browse(self) -> None:
        found = ask.ask_files(self, self.tr("Import codings"))
        if found:
            self.paths = found
            self._show_files()
            self.changed.emit()

    def _browse_map(self) -> None:
        found = ask.ask_files(self, self.tr("Names of codes"), "CSV (*.csv)")
        if found:
            self.map.setText(str(found[0]))
            self.changed.emit()

    def _show_files(self) -> None:
        self.files.setText(", ".join(path.name for path in self.paths) or self.tr("none yet"))
        self.files.setToolTip("\n".join(map(str, self.paths)))


def _box(name: str, *, typed: bool = False) -> QComboBox:
    made = QComboBox()
    made.setObjectName(name)
    made.setEditable(typed)
    made.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(24)
    return made
