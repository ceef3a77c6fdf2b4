"""Codings out of files into the project: choose, see what would come in, take it in; each file whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from annotator.errors import IntercoderError
from storage.codings import known_coders
from storage.project import Receipt
from ui.desktop import ask
from ui.desktop.import_choices import ImportChoices
from ui.desktop.previewing import PreviewingDialog
from ui.desktop.rest_line import with_rest
from ui.desktop.tables import plain_table, show_rows
from ui.desktop.words import translate
from ui.workflows.import_codings import Imported, read_parcel, take_parcel
from ui.workflows.import_preview import ImportPreview, preview_import

if TYPE_CHECKING:
    from ui.desktop.window import MainWindow

_WIDTHS = (20, 22, 12, 9, 9, 34, 10, 18, 28)
_YIELDING = (4, 3, 6, 2, 8)


class ImportDialog(PreviewingDialog):
    """Choices above, what they would bring in below. Nothing changes before the button is pressed."""

    def __init__(self, window: MainWindow, paths: Sequence[Path]) -> None:
        self.window_, self.bench = window, window.bench
        self.choices = ImportChoices(known_coders(window.bench.project), paths)
        self.counts = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.counts.setObjectName("importCounts")
        self.table = plain_table(translate("MainWindow", "First codings"))
        self.table.setObjectName("importRows")
        super().__init__(
            window,
            window.bench.project.path,
            choices=self.choices,
            preview=self._preview(),
            verb=translate("MainWindow", "Import"),
        )
        self.setObjectName("importDialog")
        self.setWindowTitle(self.tr("Import codings"))
        self.told.setObjectName("importTold")
        self.write.setObjectName("writeImport")
        self.looking.done.connect(self._show)
        self.looking.failed.connect(self._refuse)
        self.choices.changed.connect(self.look_soon)
        self.choices.format.setFocus()
        self.look()

    def _preview(self) -> QWidget:
        pane = QWidget()
        layout = QVBoxLayout(pane)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.counts)
        layout.addWidget(with_rest(self.table), 1)
        self.table.setMinimumHeight(self.table.fontMetrics().height() * 6)
        return pane

    # What would come in

    def look(self) -> None:
        """A dry run in a thread of its own."""
        self.write.setEnabled(False)
        if not self.choices.paths:
            self.counts.setText(self.tr("Choose the files of codings: JSON lines, CSV, XLSX, REFI-QDA and others."))
            return
        self.counts.setText(self.tr("Reading…"))
        try:
            how = self.choices.how()
        except IntercoderError as fault:
            self._refuse(str(fault))
            return
        self.bench.disk.settle()  # the thread reads what is on disk
        self.looking.start(
            partial(
                preview_import, paths=list(self.choices.paths), how=how,
                format_name=self.choices.format.currentData(), options=self.choices.options(),
            )
        )  # fmt: skip

    def _show(self, found: Sequence[ImportPreview]) -> None:
        candidates = [one for preview in found for one in preview.encodings]
        if candidates:
            self.choices.offer_encodings(candidates)
        self.counts.setText("\n".join(self._sentence(one) for one in found))
        titles = [
            self.tr("File"), self.tr("Document"), self.tr("Coder"), self.tr("Start"), self.tr("End"), self.tr("Text"),
            self.tr("Facet"), self.tr("Code"), self.tr("Attributes"),
        ]  # fmt: skip
        show_rows(self.table, titles, [row for one in found for row in one.rows])
        wide = self.table.fontMetrics().averageCharWidth()
        self.table.setColumnHidden(0, len(found) < 2)
        least = {5: wide * 20, 7: wide * 14}
        self.table.want([wide * characters for characters in _WIDTHS], least=least, yielding=_YIELDING)
        self.write.setEnabled(all(one.outcome is not None for one in found))

    def _sentence(self, preview: ImportPreview) -> str:
        if preview.outcome is None:
            more = self.tr(" Choose its encoding above.") if preview.encodings else ""
            return self.tr("{0}: {1}{2}").format(preview.path.name, preview.fault, more)
        return self._counted(self.tr("{0} would bring {1} by {2} and {3}."), preview.path, preview.outcome)

    def _counted(self, words: str, path: Path, outcome: Imported) -> str:
        coders = ", ".join(sorted({coder for coder, _ in outcome.codings})) or self.tr("nobody")
        codings = self.tr("%Ln codings", "", sum(outcome.codings.values()))
        parts = [words.format(path.name, codings, coders, self.tr("%Ln done marks", "", outcome.done))]
        if outcome.documents:
            parts.append(self.tr("New documents: {0}.").format(", ".join(outcome.documents)))
        if outcome.repeats:
            parts.append(self.tr("%Ln codings are here already.", "", outcome.repeats))
        if outcome.skipped:
            parts.append(self.tr("%Ln codings are left out by the table of names.", "", outcome.skipped))
        return " ".join([*parts, *outcome.notes])

    def _refuse(self, words: str) -> None:
        self.write.setEnabled(False)
        self.counts.setText(words)

    # Taking it in

    def do(self) -> None:
        """Each file as one act. After the first one that is refused the others stay out, and that is said."""
        sentences = []
        for path in self.choices.paths:
            done: list[Imported] = []
            refused: list[str] = []
            self.bench.failed.connect(refused.append)
            taken = self.bench.act(partial(self._take, path, done))
            self.bench.failed.disconnect(refused.append)
            if not taken:
                sentences.append(self.tr("{0}: {1}").format(path.name, " ".join(refused)))
                break
            words = self.tr("Imported {1} and {3} from {0}.")
            sentences.append(self._counted(words, path, done[0]))
            self.window_.statusBar().showMessage(sentences[-1], 8000)
        self.bench.reload()
        self.bench.documents_changed.emit()
        self.told.setText("\n".join(sentences))
        self.look()

    def _take(self, path: Path, done: list[Imported]) -> Receipt | None:
        parcel = read_parcel(path, format_name=self.choices.format.currentData(), options=self.choices.options())
        done[:] = [take_parcel(self.bench.project, parcel, self.choices.how())]
        return done[0].receipt


def ask_codings(window: MainWindow) -> ImportDialog | None:
    """The files, then the window with what they would bring."""
    paths = ask.ask_files(window, translate("MainWindow", "Import codings"))
    if not paths:
        return None
    dialog = ImportDialog(window, paths)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog
