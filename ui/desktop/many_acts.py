"""Acts on many places at once, each one act and one undo: all of a name, all above a score, all occurrences."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from annotator.errors import IntercoderError
from annotator.records import Coding, Suggestion
from ui.desktop import ask
from ui.desktop.background import Background
from ui.desktop.marks_for import code_title
from ui.desktop.palette import Choice
from ui.desktop.words import counted, translate
from ui.workflows.coder_view import occurrences_at

if TYPE_CHECKING:
    from ui.desktop.window import MainWindow

SCORES = (0.95, 0.9, 0.8, 0.7, 0.6, 0.5, 0.0)


def accept_above(window: MainWindow) -> None:
    """The palette of scores with how many suggestions reach each; the one chosen is accepted, as far as shown."""
    bench = window.bench
    shown = [s for s in bench.offered() if s.code]
    if not shown:
        bench.told.emit(translate("MainWindow", "There is nothing to accept."))
        return

    def accepting(score: float) -> Callable[[], object]:
        return lambda: bench.accept_many([s for s in shown if s.score >= score])

    def line(score: float) -> Choice:
        number = sum(s.score >= score for s in shown)
        return Choice(
            translate("MainWindow", "Score {0} and more").format(f"{score:.2f}"), accepting(score), counted("MainWindow", "%Ln suggestions", number)
        )  # fmt: skip

    def typed(words: str) -> Choice | None:
        try:
            score = float(words.replace(",", "."))
        except ValueError:
            return None
        return line(score) if 0 <= score <= 1 else None

    window.palette_box.ask(
        [line(score) for score in SCORES],
        title=translate("MainWindow", "Accept all shown with this score or more…"),
        other=typed,
    )


def code_occurrences(window: MainWindow, *, everywhere: bool) -> None:
    """Code every place where the current item's words stand and no such coding does: in this document, or in all."""
    bench = window.bench
    item, held = bench.current, bench.open
    if item is None or held is None or item.start is None or not item.code:
        bench.told.emit(translate("MainWindow", "Go to a coding or suggestion first; its text is looked for."))
        return
    name = " ".join(held.text_of(item).split())
    if not everywhere:
        try:
            spans = bench.session.occurrences(name, facet=item.facet, code=item.code, only=held.document.sha256)
        except IntercoderError as fault:
            bench.failed.emit(str(fault))
            return
        _code(window, item, name, spans)
        return
    bench.disk.settle()  # the process reads what is on disk
    about = {
        "path": bench.project.path, "coder": bench.coder, "round_": bench.session.round,
        "name": name, "facet": item.facet, "code": item.code,
    }  # fmt: skip
    work = Background(window, occurrences_at, about)
    work.done.connect(lambda found: _ask_and_code(window, item, name, found))
    work.failed.connect(bench.failed.emit)
    window.destroyed.connect(work.stop)
    bench.told.emit(translate("MainWindow", "Looking for “{0}” in all documents…").format(name[:80]))
    work.start()


def _ask_and_code(
    window: MainWindow, item: Coding | Suggestion, name: str, spans: Sequence[tuple[str, int, int]]
) -> None:
    if window.bench.closed:
        return  # while the other process was looking
    question = translate("MainWindow", "Code {0} of “{1}” {2} as {3}?\n\nOne undo takes it back.")
    found, places = _counted(spans)
    title = code_title(window.bench.codebook, item.facet, item.code)
    if not spans or ask.confirm(window, question.format(found, name[:80], places, title)):
        _code(window, item, name, spans)


def _counted(spans: Sequence[tuple[str, int, int]]) -> tuple[str, str]:
    """How often a name was found, and in how many documents."""
    documents = len({sha256 for sha256, _, _ in spans})
    return (
        counted("MainWindow", "%Ln occurrences", len(spans)),
        counted("MainWindow", "in %Ln documents", documents),
    )


def _code(window: MainWindow, item: Coding | Suggestion, name: str, spans: Sequence[tuple[str, int, int]]) -> None:
    bench = window.bench
    if not spans:
        bench.told.emit(translate("MainWindow", "Every occurrence is coded already."))
    elif bench.code_everywhere(spans, item.facet, item.code, dict(item.attributes)):
        found, places = _counted(spans)
        bench.told.emit(translate("MainWindow", "Coded {0} of “{1}” {2} as one act.").format(found, name[:80], places))
        window.documents.model.refresh()
