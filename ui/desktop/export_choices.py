"""What an export is asked for: the format, whose codings, the format's options and the place. Remembered."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from storage.formats.registry import Format, formats
from ui.desktop import ask
from ui.desktop.format_words import format_words, option_words
from ui.desktop.settings import Settings
from ui.desktop.ticks import TicksModel


class ExportChoices(QWidget):
    """A form; `changed` when a choice changes what is exported (the place does not)."""

    changed = Signal()

    def __init__(self, settings: Settings, coders: Sequence[str], *, folder: Path) -> None:
        super().__init__()
        self.settings, self._folder = settings, folder
        self.formats: dict[str, Format] = {name: entry for name, entry in formats().items() if entry.write}
        self.format = QComboBox()
        self.format.setObjectName("exportFormat")
        self.format.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.format.setMinimumContentsLength(24)
        for name, entry in self.formats.items():
            self.format.addItem(format_words(entry), name)
        self.format.setCurrentIndex(max(0, self.format.findData(settings.text("export/format", "jsonl"))))
        self.coders, self._ticks = QListView(), TicksModel(self)
        self.coders.setModel(self._ticks)
        self.coders.setObjectName("exportCoders")
        self.coders.setAccessibleName(self.tr("Coders"))
        left_out = set(_list(settings.text("export/without")))
        self._ticks.offer(((name, name) for name in coders), on=True)
        for name in left_out:
            self._ticks.tick(name, on=False)
        rows = min(5, max(2, len(coders)))
        self.coders.setFixedHeight(rows * (self.fontMetrics().height() + 8) + 8)
        self.options: dict[str, QLineEdit] = {}
        self.place = QLineEdit()
        self.place.setObjectName("exportPlace")
        self.place.setAccessibleName(self.tr("Where to write"))
        browse = QPushButton(self.tr("Browse…"), autoDefault=False)  # Enter is for the dialog
        browse.clicked.connect(self._browse)
        line = QHBoxLayout()
        line.addWidget(self.place, 1)
        line.addWidget(browse)
        self.form = QFormLayout(self, fieldGrowthPolicy=QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.form.setContentsMargins(0, 0, 0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.form.addRow(self.tr("Format"), self.format)
        self.form.addRow(self.tr("Coders"), self.coders)
        self._first_option = self.form.rowCount()
        self.form.addRow(self.tr("Write to"), line)
        self._show_format()
        self.format.currentIndexChanged.connect(self._show_format)
        self.format.currentIndexChanged.connect(self.changed)
        self._ticks.ticked.connect(self.changed)

    @property
    def chosen(self) -> Format:
        return self.formats[self.format.currentData()]

    def chosen_coders(self) -> list[str]:
        return self._ticks.chosen()

    def chosen_options(self) -> dict[str, str]:
        """Options that were given something; an empty field is the format's own default."""
        return {name: box.text().strip() for name, box in self.options.items() if box.text().strip()}

    def path(self) -> Path | None:
        text = self.place.text().strip()
        return Path(text).expanduser() if text else None

    def remember(self) -> None:
        """For the next time."""
        self.settings.set("export/format", self.chosen.name)
        self.settings.set("export/without", json.dumps(self._ticks.left_out()))
        self.settings.set(f"export/options/{self.chosen.name}", json.dumps(self.chosen_options()))
        path = self.path()
        if path is not None:
            self.settings.set("export/folder", str(path.parent))

    def _show_format(self) -> None:
        """The fields of the format's options, and a place with its ending."""
        self.format.setToolTip(self.format.currentText())
        for _ in self.options:
            self.form.removeRow(self._first_option)
        self.options.clear()
        try:
            known = dict(json.loads(self.settings.text(f"export/options/{self.chosen.name}", "{}")))
        except ValueError:
            known = {}
        for row, (name, (title, words)) in enumerate(option_words(self.chosen).items(), start=self._first_option):
            box = self.options[name] = QLineEdit(str(known.get(name, "")), placeholderText=words)
            box.setAccessibleName(title)
            box.setAccessibleDescription(words)
            box.setToolTip(words)
            box.editingFinished.connect(self.changed)
            label = QLabel(title)
            label.setToolTip(words)
            label.setBuddy(box)
            self.form.insertRow(row, label, box)
            label.show()  # Qt shows them later, and until then they take no room
            box.show()
        self.setFixedHeight(self.form.sizeHint().height())  # the dialog would rather squeeze it than its preview
        folder = Path(self.settings.text("export/folder") or self._folder)
        folder = folder if folder.is_dir() else self._folder
        suffix = "" if self.chosen.folder else self.chosen.suffix
        self.place.setText(str(folder / f"codings{suffix}"))

    def _browse(self) -> None:
        path = ask.ask_save(self, self.tr("Export a data set"), self.place.text(), "")
        if path is not None:
            self.place.setText(str(path))


def _list(text: str) -> list[str]:
    try:
        found = json.loads(text or "[]")
    except ValueError:
        return []
    return [str(name) for name in found] if isinstance(found, list) else []
