"""Small questions to the coder, each behind a function that a test can replace."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QInputDialog, QMessageBox, QWidget

from storage.project import SUFFIX
from ui.desktop.words import translate

if TYPE_CHECKING:
    from storage.documents import Refused
    from ui.desktop.encoding_dialog import EncodingAnswer


def ask_name(parent: QWidget | None = None) -> str:
    """The coder's name, "" if the question was closed."""
    name, ok = QInputDialog.getText(
        parent,
        translate("Ask", "Who codes?"),
        translate("Ask", "Your name, as it shall stand beside your codings.\nIt is asked once."),
    )
    return name.strip() if ok else ""


def ask_files(parent: QWidget, title: str, kinds: str = "") -> list[Path]:
    names, _ = QFileDialog.getOpenFileNames(parent, title, "", kinds)
    return [Path(name) for name in names]


def ask_project(parent: QWidget | None) -> Path | None:
    name, _ = QFileDialog.getOpenFileName(
        parent, translate("Ask", "Open a project"), "", f"{translate('Ask', 'Projects')} (*{SUFFIX})"
    )
    return Path(name) if name else None


def ask_new_project(parent: QWidget | None) -> Path | None:
    name, _ = QFileDialog.getSaveFileName(
        parent, translate("Ask", "Make a project"), f"study{SUFFIX}", f"{translate('Ask', 'Projects')} (*{SUFFIX})"
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


def ask_encoding(parent: QWidget, refused: Refused, *, others: int = 0) -> EncodingAnswer | None:
    """The encoding of a file that is not in UTF-8, with how it reads in each; None for "leave it out"."""
    from ui.desktop.encoding_dialog import EncodingDialog  # seldom needed

    dialog = EncodingDialog(parent, refused, others=others)
    return dialog.answer() if dialog.exec() else None
