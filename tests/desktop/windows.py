"""Every window and dialog of the program, open on a small project: for tests that walk all of them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from annotator.records import Coding
from storage.documents import Refused
from storage.documents.records import EncodingCandidate
from tests.desktop.scene import place
from ui.desktop.agreement_window import show_agreement
from ui.desktop.backing_up import RestoreDialog
from ui.desktop.codebook_window import show_codebook
from ui.desktop.commands_box import ask_command
from ui.desktop.encoding_dialog import EncodingDialog
from ui.desktop.exporting import ExportDialog
from ui.desktop.first_page import FirstPage
from ui.desktop.history_dialog import show_history
from ui.desktop.importing import ImportDialog
from ui.desktop.keys import change_keys, show_keys
from ui.desktop.learning_window import show_learning
from ui.desktop.previewing import PreviewingDialog
from ui.desktop.progress_window import show_progress
from ui.desktop.retrieval_window import show_retrieval
from ui.desktop.window import MainWindow

TOLD = "The disk is full: make room, then try again."
UNSURE = Refused("old.txt", "", candidates=(EncodingCandidate("cp1251", "Привет"),))


def coded(window: MainWindow) -> Coding:
    """A stance that is current, its form full."""
    window.select_span(*place("mayor"))
    window.apply_code("view", "against", {"holder": "council"})
    current = window.bench.current
    assert isinstance(current, Coding)
    return current


def main_window(window: MainWindow) -> QWidget:
    coded(window)
    window.search_dock.show()
    window.messages.tell(TOLD, again=True)
    return window


def first_page(window: MainWindow) -> QWidget:
    assert window.theme is not None
    return FirstPage(window.settings, window.theme)


def palette_box(window: MainWindow) -> QWidget:
    ask_command(window)
    return window.palette_box


def history(window: MainWindow) -> QWidget:
    coded(window)
    made = show_history(window)
    assert made is not None
    return made


def export(window: MainWindow) -> QWidget:
    coded(window)
    window.bench.settle()
    made = ExportDialog(window)
    _looked(made)
    return made


def _looked(dialog: PreviewingDialog) -> None:
    """With its preview."""
    dialog.looking.wait()
    QApplication.processEvents()


def import_codings(window: MainWindow) -> QWidget:
    path = window.bench.project.path.parent / "theirs.csv"
    path.write_bytes("document,coder,start,end,facet,code,memo\na.txt,Zoé,4,14,group,harvesters,à\n".encode("cp1252"))
    made = ImportDialog(window, [path])
    _looked(made)
    return made


WINDOWS: dict[str, Callable[[MainWindow], QWidget]] = {
    "main": main_window,
    "first page": first_page,
    "palette": palette_box,
    "codebook": show_codebook,
    "segments": show_retrieval,
    "progress": show_progress,
    "names to learn": show_learning,
    "agreement": show_agreement,
    "keys": show_keys,
    "change keys": change_keys,
    "history": history,
    "export": export,
    "import": import_codings,
    "encoding": lambda window: EncodingDialog(window, UNSURE, others=2),
    "restore": RestoreDialog,
}


def opened(name: str, window: MainWindow, qtbot: QtBot) -> QWidget:
    """The window of this name, on the screen."""
    made = WINDOWS[name](window)
    if made is not window:
        qtbot.addWidget(made)
    made.show()
    QApplication.processEvents()
    return made
