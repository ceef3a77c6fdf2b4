"""A data set out of the window: choose, see the first rows, write; the window goes on meanwhile."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from storage.codings import known_coders
from storage.formats.dataset import Written
from ui.desktop import ask
from ui.desktop.errand import Errand
from ui.desktop.export_choices import ExportChoices
from ui.desktop.export_preview import PreviewPane
from ui.desktop.previewing import PreviewingDialog
from ui.desktop.steps_bar import StepsBar
from ui.desktop.words import translate
from ui.workflows.export import export
from ui.workflows.export_preview import ExportPreview, preview_export

if TYPE_CHECKING:
    from ui.desktop.window import MainWindow


class ExportDialog(PreviewingDialog):
    """Choices above, what they give below. It stays open until it is closed, so that several files can be written."""

    def __init__(self, window: MainWindow) -> None:
        path = window.bench.project.path
        self.choices = ExportChoices(window.settings, known_coders(window.bench.project), folder=path.absolute().parent)
        self.preview = PreviewPane()
        super().__init__(
            window, path, choices=self.choices, preview=self.preview, verb=translate("MainWindow", "Export")
        )
        self.setObjectName("exportDialog")
        self.setWindowTitle(self.tr("Export a data set"))
        self.told.setObjectName("exportTold")
        self.write.setObjectName("writeExport")
        self.writing = Errand(self, path)
        self.bar = StepsBar(self.tr("Progress of the export"))
        self.bar.setFormat(self.tr("Documents written: %v of %m"))
        longest = self.bar.format().replace("%v", "00,000").replace("%m", "00,000")
        self.bar.setMinimumWidth(self.fontMetrics().horizontalAdvance(longest))
        self.stop = QPushButton(self.tr("Stop"))
        self.stop.hide()
        self.foot.insertWidget(1, self.bar, 1)
        self.foot.insertWidget(2, self.stop)
        self.choices.changed.connect(self.look_soon)
        self.looking.done.connect(self._show)
        self.looking.failed.connect(self._refuse)
        self.writing.progressed.connect(self._take_step)
        self.writing.done.connect(self._written)
        self.writing.failed.connect(self._failed)
        self.stop.clicked.connect(self.writing.cancel)
        self.look()

    # What would be written

    def look(self) -> None:
        self.preview.tell(self.tr("Reading…"))
        format_name, coders, options = self._asked()
        self.looking.start(
            lambda project, progress, cancelled: preview_export(
                project, format_name=format_name, coders=coders, options=options
            )
        )

    def _asked(self) -> tuple[str, list[str], dict[str, str]]:
        return self.choices.chosen.name, self.choices.chosen_coders(), self.choices.chosen_options()

    def _show(self, found: ExportPreview) -> None:
        self.write.setEnabled(not self.writing.running)
        self.preview.show_preview(found, loses=self.choices.chosen.loses)

    def _refuse(self, words: str) -> None:
        self.write.setEnabled(False)
        self.preview.tell(words)

    # Writing

    def do(self) -> None:
        """Write; a file that is there is replaced only when the coder says so."""
        path = self.choices.path()
        if path is None:
            self.told.setText(self.tr("Say where to write first."))
            return
        if path.exists() and not ask.confirm(self, self.tr("{0} exists. Replace it?").format(path.name)):
            return
        self.choices.remember()
        format_name, coders, options = self._asked()
        self.told.setText(self.tr("Reading the project …"))
        self._busy(True)
        self.writing.start(partial(export, path=path, format_name=format_name, coders=coders, options=options))

    def _take_step(self, done: int, total: int, what: str) -> None:
        """Documents are counted; once all are in, the bar runs to and fro until the file they make is on the disk."""
        if total and done >= total:
            self.told.setText(self.tr("Writing the file …"))
            self.bar.begin()
        else:
            self.told.setText("" if total else self.tr("Reading the project …"))
            self.bar.take_step(done, total, what)

    def _busy(self, on: bool) -> None:
        self.bar.begin() if on else self.bar.hide()
        self.stop.setVisible(on)
        self.write.setEnabled(not on)
        self.choices.setEnabled(not on)

    def _written(self, written: Written) -> None:
        self._busy(False)
        words = self.tr("Wrote %Ln files to {0}.", "", len(written.files)).format(self.choices.path())
        if written.losses:
            words += self.tr(" %Ln things did not fit; {0} lists them.", "", len(written.losses)).format(
                written.files[-1].name
            )
        self.told.setText(words)

    def _failed(self, words: str) -> None:
        self._busy(False)
        self.told.setText(words)

    def done(self, result: int) -> None:
        self.writing.stop()
        self.writing.wait()
        super().done(result)


def ask_export(window: MainWindow) -> ExportDialog | None:
    if not known_coders(window.bench.project):
        window.bench.told.emit(translate("MainWindow", "There is nothing to export yet: code something first."))
        return None
    dialog = ExportDialog(window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog
