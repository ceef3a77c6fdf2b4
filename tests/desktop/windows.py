"""Every window and dialog of the program, open on a small project: for tests that walk all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from annotator.acts import Act, put_coding, put_completion
from annotator.agreement.rows import Results
from annotator.records import Coding, Completion
from storage.codings import known_coders
from storage.documents import Refused
from storage.documents.records import EncodingCandidate
from tests.desktop.scene import TEXT, place
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
from ui.report import words
from ui.workflows.agree import agree

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
    window.bench.disk.settle()
    made = ExportDialog(window)
    _looked(made)
    return made


def _looked(dialog: PreviewingDialog) -> None:
    """With its preview."""
    dialog.looking.wait()
    QApplication.processEvents()


def two_coders(window: MainWindow) -> Act:
    """Amira's and Ben's codings, alike and different, and all of it done."""
    codings = [coding_of("Amira", "Harvesters", 1), coding_of("Ben", "Harvesters", 1)]
    codings += [
        coding_of("Amira", "Harvesters", 2),
        coding_of("Ben", "the Harvesters", 1),
        coding_of("Ben", "Port Vale", 1),
    ]
    stances = [
        coding_of(coder, "warned the Harvesters", 1)._replace(
            uuid=f"{coder}-view", facet="view", code=code, attributes={"holder": "council"}
        )
        for coder, code in (("Amira", "against"), ("Ben", "for"))
    ]
    marks = [
        Completion(coder, document.sha256, facet.name)
        for document in window.bench.documents()
        for coder in ("Amira", "Ben")
        for facet in window.bench.codebook.facets
    ]
    changes = [put_coding(None, one) for one in (*codings, *stances)] + [put_completion(None, mark) for mark in marks]
    return Act("code", "Amira", tuple(changes))


def agreement(window: MainWindow) -> QWidget:
    """With the figures, disagreements and warnings of two coders, computed here; the first disagreement in both texts."""
    project = window.bench.project
    if "Ben" not in known_coders(project):
        project.commit(two_coders(window))
    made = show_agreement(window)
    assert made.work is not None
    made.work.stop()
    made.show_results(with_intervals(agree(project, replicates=0)))
    assert made.differences.rowCount() > 2
    for name in ("scope", "subset"):
        made.rows.want(name, "")  # every row
    made.list.setCurrentIndex(made.differences.index(0, 0))
    return made


def with_intervals(results: Results) -> Results:
    """Rows that two coders of two documents do not give: each kind of interval and subset, and a coder left out."""
    row = next(row for row in results.rows if row.value is not None)
    more = [replace(row, low=0.1, high=0.9, interval=name) for name in words.INTERVALS]
    more += [replace(row, subset=name) for name in (*words.SUBSETS, "without:Ben")]
    more += [replace(row, measure="gwet_ac2", weights=weights) for weights in ("linear", "quadratic")]
    return replace(results, rows=(*more, *results.rows))


def coding_of(coder: str, words: str, nth: int) -> Coding:
    start, end = place(words, nth)
    return Coding(f"{coder}-{start}-{end}", sha256(TEXT.encode()).hexdigest(), coder, start, end, "group", "harvesters")


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
    "agreement": agreement,
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
