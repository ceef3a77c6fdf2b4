"""Documents into the open project, and the start and stop of pre-highlighting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from storage.documents import Refused
from storage.project import SUFFIX, Receipt
from ui.desktop import ask
from ui.desktop.waiting import showing_progress
from ui.desktop.words import counted, translate
from ui.workflows.add import Added, add

if TYPE_CHECKING:
    from ui.desktop.window import MainWindow


def ask_documents(window: MainWindow) -> None:
    paths = ask.ask_files(window, translate("MainWindow", "Add documents"))
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


def _add(window: MainWindow, paths: list[Path], *, encodings: Mapping[str, str] | None = None) -> None:
    """Read and add; then ask about the files whose encoding is unsure, and add those that were answered."""
    bench = window.bench
    outcomes: list[Added] = []

    def verb() -> Receipt | None:
        with showing_progress(window, translate("MainWindow", "Reading documents…")) as steps:
            outcomes[:] = [
                add(bench.project, paths, encodings=encodings, progress=steps.progress, cancelled=steps.cancelled)
            ]
        *others, last = outcomes[0].receipts or (None,)
        for receipt in others:
            bench.take(receipt)
        return last

    if not bench.act(verb):
        bench.documents_changed.emit()  # batches before the one that failed are in
        return
    added = outcomes[0]
    if added.names and bench.open is None:
        window.show_document(added.names[0])
    _tell(window, added)
    if encodings is None and (answers := _ask_encodings(window, added.refused)):
        _add(window, paths, encodings=answers)


def _tell(window: MainWindow, added: Added) -> None:
    """What came in, in the status bar; what did not, and what nearly repeats another, over the text."""
    if added.names:
        window.statusBar().showMessage(counted("MainWindow", "Added %Ln documents.", len(added.names)), 8000)
    others = [one for one in added.refused if not one.candidates and not one.repeats]
    repeats = [one for one in added.refused if one.repeats]
    words = []
    if others:
        more = translate("MainWindow", " (and {0} more)").format(len(others) - 1) if len(others) > 1 else ""
        words.append(
            translate("MainWindow", "{0} was not added: {1}{2}").format(others[0].name, others[0].reason, more)
        )
    elif repeats and not added.names:
        words.append(translate("MainWindow", "{0} was not added: {1}").format(repeats[0].name, repeats[0].reason))
    if added.alike:
        pair = added.alike[0]
        words.append(
            translate("MainWindow", "{0} is nearly the same as {1} ({2} shared).").format(
                pair.first, pair.second, f"{pair.resemblance:.0%}"
            )
        )
    if words:
        window.messages.tell(" ".join(words))


def _ask_encodings(window: MainWindow, refused: Sequence[Refused]) -> dict[str, str]:
    """Name of a file that is not in UTF-8 -> the encoding that the coder chose; files to leave out are not in it."""
    unsure = [one for one in refused if one.candidates]
    answers: dict[str, str] = {}
    for number, one in enumerate(unsure):
        rest = unsure[number + 1 :]
        answer = ask.ask_encoding(window, one, others=len(rest))
        if answer is None:
            continue
        answers[one.name] = answer.encoding
        if answer.all:
            answers.update((other.name, answer.encoding) for other in rest)
            break
    return answers


def prehighlight(window: MainWindow) -> None:
    """Start, or stop a run that is on."""
    runner = window.prehighlighter
    if runner.running:
        runner.stop()
        return
    if not window.bench.documents():
        window.bench.told.emit(translate("MainWindow", "There are no documents yet: add some first."))
        return
    window.actions_by_name["prehighlight"].setText(translate("MainWindow", "Stop pre-highlighting"))
    window.statusBar().showMessage(
        translate("MainWindow", "Pre-highlighting… the language model takes a few seconds to start."), 8000
    )
    runner.start()
