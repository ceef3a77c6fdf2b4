"""What an export would hold, shown before it is written: its first codings, how its file begins, what it loses."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QTabWidget, QVBoxLayout, QWidget

from ui.desktop.rest_line import with_rest
from ui.desktop.sized import typed_font
from ui.desktop.tables import plain_table, show_rows
from ui.desktop.words import field_words
from ui.workflows.export_preview import ExportPreview

_WIDTHS = (22, 12, 9, 9, 34, 10, 18, 28, 16)
_YIELDING = (8, 3, 2, 5, 1, 7)


class PreviewPane(QWidget):
    """A sentence, the first codings as a table, and the beginning of the file where a person can read it."""

    def __init__(self) -> None:
        super().__init__()
        self.counts = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.losses = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.table = plain_table(self.tr("First codings"))
        self.table.setObjectName("exportRows")
        self.beginning = QPlainTextEdit(readOnly=True)
        self.beginning.setProperty("kind", "field")
        self.beginning.setObjectName("exportBeginning")
        self.beginning.setAccessibleName(self.tr("Beginning of the file"))
        self.beginning.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.beginning.setTabChangesFocus(True)
        self.beginning.setFont(typed_font(self))
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(with_rest(self.table), self.tr("First codings"))
        self.tabs.addTab(self.beginning, self.tr("Beginning of the file"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self.counts, self.losses):
            layout.addWidget(widget)
        layout.addWidget(self.tabs, 1)
        self.tabs.setMinimumHeight(self.fontMetrics().height() * 8)

    def tell(self, words: str) -> None:
        """A sentence in place of the counts: what is being done, or what is wrong."""
        self.counts.setText(words)

    def show_preview(self, preview: ExportPreview, *, loses: str) -> None:
        """`loses`: what the format can't hold of any data set."""
        coders = ", ".join(preview.coders) or self.tr("nobody")
        self.counts.setText(
            self.tr("{0} by {1} {2}.").format(
                self.tr("%Ln codings", "", preview.codings), coders, self.tr("in %Ln documents", "", preview.documents)
            )
        )
        general = [self.tr("This format can't hold everything: {0}").format(loses)] if loses else []
        self.losses.setText("\n".join([" ".join(preview.losses)] if preview.losses else general))
        if preview.notes:
            self.losses.setText("\n".join([self.losses.text(), *preview.notes]).strip())
        self.losses.setVisible(bool(self.losses.text()))
        show_rows(self.table, [field_words(name).capitalize() for name in preview.header], preview.rows)
        wide = self.table.fontMetrics().averageCharWidth()
        least = {4: wide * 20, 6: wide * 14}
        self.table.want([wide * characters for characters in _WIDTHS], least=least, yielding=_YIELDING)
        self.beginning.setPlainText(preview.beginning)
        self.tabs.setTabVisible(1, bool(preview.beginning))
