"""Small questions to the coder, each behind a function that a test can replace."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMessageBox, QWidget

from storage.project import SUFFIX


def _tr(text: str) -> str:
    return QCoreApplication.translate("Ask", text)


def ask_name(parent: QWidget | None = None) -> str:
    """The coder's name, "" if the question was closed."""
    name, ok = QInputDialog.getText(
        parent,
        _tr("Who codes?"),
        _tr("Your name, as it shall stand beside your codings.\nIt is asked once."),
    )
    return name.strip() if ok else ""


def ask_files(parent: QWidget, title: str, kinds: str = "") -> list[Path]:
    names, _ = QFileDialog.getOpenFileNames(parent, title, "", kinds)
    return [Path(name) for name in names]


def ask_project(parent: QWidget | None) -> Path | None:
    name, _ = QFileDialog.getOpenFileName(parent, _tr("Open a project"), "", f"{_tr('Projects')} (*{SUFFIX})")
    return Path(name) if name else None


def ask_new_project(parent: QWidget | None) -> Path | None:
    name, _ = QFileDialog.getSaveFileName(
        parent, _tr("Make a project"), f"study{SUFFIX}", f"{_tr('Projects')} (*{SUFFIX})"
    )
    if not name:
        return None
    return Path(name) if name.endswith(SUFFIX) else Path(name + SUFFIX)


def ask_save(parent: QWidget, title: str, suggested: str, kinds: str) -> Path | None:
    name, _ = QFileDialog.getSaveFileName(parent, title, suggested, kinds)
    return Path(name) if name else None


def ask_text(parent: QWidget, title: str, question: str, text: str) -> str | None:
    """A longer text; None if the question was closed."""
    answer, ok = QInputDialog.getMultiLineText(parent, title, question, text)
    return answer if ok else None


def confirm(parent: QWidget, question: str) -> bool:
    box = QMessageBox.question(parent, "Intercoder", question)
    return box == QMessageBox.StandardButton.Yes


def warn(words: str, parent: QWidget | None = None) -> None:
    QMessageBox.warning(parent, "Intercoder", words)


def ask_encoding(parent: QWidget, name: str, guess: str, preview: str) -> str | None:
    """The encoding of a file that is not in UTF-8: the guess, another name, or None for "leave it out"."""
    names = list(dict.fromkeys([guess, "cp1252", "cp1251", "cp1256", "iso8859_15", "koi8_r", "mac_roman", "utf_16"]))
    words = _tr("{0} is not in UTF-8. Read as {1} it says:\n\n“{2}”\n\nRead it as:").format(name, guess, preview)
    answer, ok = QInputDialog.getItem(parent, _tr("Encoding"), words, [n for n in names if n], 0, True)
    return answer.strip() or None if ok else None
