"""Documents and codings into the open project, and the start and stop of pre-highlighting."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from annotator.errors import IntercoderError
from storage.project import SUFFIX
from ui.desktop import ask
from ui.workflows.add import add
from ui.workflows.import_codings import import_codings

if TYPE_CHECKING:
    from ui.desktop.window import MainWindow


def ask_documents(window: MainWindow) -> None:
    paths = ask.ask_files(window, window.tr("Add documents"))
    if paths:
        add_paths(window, paths)


def add_paths(window: MainWindow, paths: list[Path]) -> None:
    """Add files and folders (dropped ones too), say what was refused, and open the first new one."""
    projects = [path for path in paths if path.name.endswith(SUFFIX)]
    if projects:
        from ui.desktop.projects import open_path

        open_path(window, projects[0])
        return
    try:
        outcome = add(window.bench.project, paths)
    except IntercoderError as fault:
        window.bench.failed.emit(str(fault))
        return
    for receipt in outcome.receipts:
        window.bench.take(receipt)
    if outcome.refused:
        first = outcome.refused[0]
        more = window.tr(" (and {0} more)").format(len(outcome.refused) - 1) if len(outcome.refused) > 1 else ""
        window.bench.failed.emit(window.tr("{0} was not added: {1}{2}").format(first.name, first.reason, more))
    if outcome.names:
        window.statusBar().showMessage(window.tr("Added {0} documents.").format(len(outcome.names)), 8000)
        if window.bench.open is None:
            window.show_document(outcome.names[0])


def ask_codings(window: MainWindow) -> None:
    """Take files of codings in; each whole or not at all."""
    for path in ask.ask_files(window, window.tr("Import codings")):
        try:
            outcome = import_codings(window.bench.project, path)
        except IntercoderError as fault:
            window.bench.failed.emit(str(fault))
            return
        if outcome.receipt is not None:
            window.bench.take(outcome.receipt)
        window.bench.reload()
        window.documents.model.refresh()
        words = window.tr("Imported {0} codings and {1} done marks from {2}.")
        window.statusBar().showMessage(words.format(sum(outcome.codings.values()), outcome.done, path.name), 8000)


def prehighlight(window: MainWindow) -> None:
    """Start, or stop a run that is on."""
    runner = window.prehighlighter
    if runner.running:
        runner.stop()
        return
    if not window.bench.documents():
        window.bench.told.emit(window.tr("There are no documents yet: add some first."))
        return
    window.actions_by_name["prehighlight"].setText(window.tr("Stop pre-highlighting"))
    window.statusBar().showMessage(
        window.tr("Pre-highlighting… the language model takes a few seconds to start."), 8000
    )
    runner.start()
