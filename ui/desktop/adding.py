"""Documents and codings into the open project, and the start and stop of pre-highlighting."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from storage.documents import Refused
from storage.project import SUFFIX, Receipt
from ui.desktop import ask
from ui.workflows.add import Added, add
from ui.workflows.import_codings import Imported, import_codings

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
    _add(window, paths)


def _add(window: MainWindow, paths: list[Path], *, encoding: str | None = None) -> None:
    bench = window.bench
    outcomes: list[Added] = []

    def verb() -> Receipt | None:
        outcomes[:] = [add(bench.project, paths, encoding=encoding)]
        *others, last = outcomes[0].receipts or (None,)
        for receipt in others:
            bench.take(receipt)
        return last

    if not bench.act(verb):
        bench.documents_changed.emit()  # batches before the one that failed are in
        return
    added = outcomes[0]
    if added.names:
        window.statusBar().showMessage(window.tr("Added {0} documents.").format(len(added.names)), 8000)
        if bench.open is None:
            window.show_document(added.names[0])
    others = _ask_encodings(window, paths, added.refused) if encoding is None else list(added.refused)
    if others:
        more = window.tr(" (and {0} more)").format(len(others) - 1) if len(others) > 1 else ""
        bench.failed.emit(window.tr("{0} was not added: {1}{2}").format(others[0].name, others[0].reason, more))


def _ask_encodings(window: MainWindow, paths: list[Path], refused: Sequence[Refused]) -> list[Refused]:
    """Ask for the encoding of each file that is not in UTF-8 and add it so; what was refused for other reasons."""
    others = []
    for one in refused:
        found = _file_of(one.name, paths) if one.guess else None
        if found is None:
            others.append(one)
        elif (encoding := ask.ask_encoding(window, one.name, one.guess, one.preview)) is not None:
            _add(window, [found], encoding=encoding)
    return others


def _file_of(name: str, paths: list[Path]) -> Path | None:
    """The file by a document's name among the paths that were given, folders searched."""
    for path in paths:
        if path.is_file() and path.name == Path(name).name:
            return path
        if path.is_dir():
            for candidate in (path / name, path.parent / name):
                if candidate.is_file():
                    return candidate
    return None


def ask_codings(window: MainWindow) -> None:
    """Take files of codings in; each whole or not at all."""
    for path in ask.ask_files(window, window.tr("Import codings")):
        done: list[Imported] = []

        def verb(path: Path = path, done: list[Imported] = done) -> Receipt | None:
            done[:] = [import_codings(window.bench.project, path)]
            return done[0].receipt

        if not window.bench.act(verb):
            return
        window.bench.reload()
        window.documents.model.refresh()
        words = window.tr("Imported {0} codings and {1} done marks from {2}.")
        window.statusBar().showMessage(words.format(sum(done[0].codings.values()), done[0].done, path.name), 8000)


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
