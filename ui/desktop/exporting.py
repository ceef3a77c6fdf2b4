"""A data set out of the window: the format, the coders, the place."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QDialogButtonBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from annotator.errors import IntercoderError
from storage.codings import known_coders
from storage.formats.registry import Format, formats
from ui.desktop import ask
from ui.workflows.export import export

if TYPE_CHECKING:
    from ui.desktop.window import MainWindow


class ExportDialog(QDialog):
    """Which format, whose codings; what the format loses stands below."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setObjectName("exportDialog")
        self.setWindowTitle(self.tr("Export a data set"))
        self.setMinimumWidth(520)
        self.formats: dict[str, Format] = {name: entry for name, entry in formats().items() if entry.write}
        self.format = QComboBox()
        for name, entry in self.formats.items():
            self.format.addItem(f"{entry.title} ({name})", name)
        self.format.setCurrentIndex(max(0, self.format.findData(window.settings.text("export/format", "jsonl"))))
        self.coders = {name: QCheckBox(name) for name in known_coders(window.bench.project)}
        for check in self.coders.values():
            check.setChecked(True)
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        for check in self.coders.values():
            column.addWidget(check)
        self.loses = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        form = QFormLayout()
        form.addRow(self.tr("Format"), self.format)
        form.addRow(self.tr("Coders"), box)
        form.addRow(self.tr("It can't hold"), self.loses)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(buttons)
        self.format.currentIndexChanged.connect(self._tell)
        self._tell()

    def chosen(self) -> tuple[Format, list[str]]:
        return self.formats[self.format.currentData()], [
            name for name, check in self.coders.items() if check.isChecked()
        ]

    def _tell(self) -> None:
        self.loses.setText(self.formats[self.format.currentData()].loses or self.tr("nothing of a coding"))


def ask_export(window: MainWindow) -> None:
    if not known_coders(window.bench.project):
        window.bench.told.emit(window.tr("There is nothing to export yet: code something first."))
        return
    dialog = ExportDialog(window)
    if not dialog.exec():
        return
    entry, coders = dialog.chosen()
    window.settings.set("export/format", entry.name)
    name = f"codings{'' if entry.folder else entry.suffix}"
    path = ask.ask_save(window, window.tr("Export a data set"), name, "")
    if path is not None:
        write(window, path, entry.name, coders)


def write(window: MainWindow, path: Path, format_name: str, coders: list[str]) -> None:
    try:
        written = export(window.bench.project, path, format_name=format_name, coders=coders)
    except IntercoderError as fault:
        window.bench.failed.emit(str(fault))
        return
    losses = (
        window.tr(" {0} things did not fit: {1}").format(len(written.losses), written.losses[0])
        if written.losses
        else ""
    )
    window.statusBar().showMessage(window.tr("Wrote {0}.{1}").format(path, losses), 12000)
