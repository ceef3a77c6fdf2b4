"""The coding window against its floors: start, opening, confirming, scrolling, long paragraphs, gaps, lists, memory.

Run with `python -m benchmarks.window`. Each row is measured in turn with its floor in this one run; the view without a
window is measured by text_view.py. Ends with 1 where a goal was missed.
"""

from __future__ import annotations

import gc
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_LOGGING_RULES", "qt.qpa.*=false;default.warning=false")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PySide6.QtCore import QEvent, QSettings, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPlainTextEdit

import main
from benchmarks._figures import HEADER, Figure, Limit, Ratio, in_turn, medians, p95, timed, worked
from benchmarks._material import make_library, make_project, text_of
from benchmarks._window_processes import memory_figure, start_figures
from storage import syncing
from ui.desktop.start import USUAL_SIZE
from ui.desktop.window import MainWindow

LENGTH, SPANS, CONFIRMS = 1_000_000, 20_000, 200
NARROW = (1000, 800)
"""The text has 350 pixels beside the lists: a screen holds eleven items, so that a confirm in eleven scrolls."""


@contextmanager
def opened(path: Path, size: tuple[int, int] = USUAL_SIZE) -> Iterator[MainWindow]:
    window = main.open_window(path, "Ann")
    assert isinstance(window, MainWindow)
    window.resize(*size)
    settle(window)
    yield window
    window.close()
    QApplication.processEvents()


def settle(window: MainWindow) -> None:
    """Until the open document is read to its end and nothing is left to paint."""
    while window.bench.open is not None and not window.bench.open.complete:
        QApplication.processEvents()
    QApplication.processEvents()


def painted(widget: QPlainTextEdit) -> None:
    widget.viewport().repaint()


def bare_for(window: MainWindow, text: str) -> QPlainTextEdit:
    bare = QPlainTextEdit(readOnly=True)
    bare.setPlainText(text)
    bare.resize(window.view.size())
    bare.show()
    QApplication.processEvents()
    return bare


def open_figures(path: Path, text: str, what: str) -> Iterator[Figure]:
    """From the database to painted, against a bare widget that gets the text; and until all marks and lists are there."""
    whole: list[float] = []
    with opened(path) as window:
        bare = bare_for(window, text)

        def floor() -> float:
            bare.clear()
            QApplication.processEvents()
            return timed(lambda: bare.setPlainText(text), lambda: painted(bare))

        def ours() -> float:
            window.view.set_document("")
            QApplication.processEvents()
            gc.collect()
            seconds = timed(lambda: window.show_document("long.txt"), lambda: painted(window.view))
            whole.append(seconds + worked(lambda: settle(window)))
            return seconds

        yield medians(f"open {what}: to painted, database included", floor, ours, goal=4)
        bare.close()
    yield Limit(f"open {what}: all marks and lists", statistics.median(whole) * 1e3, 400, "ms of work")


def rest(seconds: float = 0.03) -> None:
    """What a hand leaves between two keys: lists follow, and the next screen is laid out."""
    end = perf_counter() + seconds
    while perf_counter() < end:
        QApplication.processEvents()


def confirm_figure(path: Path, text: str, folder: Path, *, whole: bool, size: tuple[int, int] = USUAL_SIZE) -> Figure:
    """Key to repainted and durable, against a bare repaint and an fdatasync of 4 KB.

    `whole`: both paint all of the text anew, which a key does not need; otherwise both paint what Qt has to paint
    when it comes to its events.
    """

    def paint(widget: QPlainTextEdit) -> None:
        if whole:
            painted(widget)
        else:
            QApplication.processEvents()

    with opened(path, size) as window, (folder / "floor").open("wb") as file:
        bare = bare_for(window, text)
        window.view.setFocus()
        window.bench.step(1)
        QApplication.processEvents()

        def floor() -> float:
            def act() -> None:
                bare.viewport().update()
                paint(bare)
                file.write(b"x" * 4096)
                file.flush()
                os.fdatasync(file.fileno())

            return timed(act)

        def ours() -> float:
            def act() -> None:
                press(window, "acceptSuggestion")
                paint(window.view)
                window.bench.disk.settle()

            seconds = timed(act)
            rest()
            return seconds

        floors, times = in_turn(floor, ours, pairs=CONFIRMS, warm=5)
        bare.close()
    how = "all repainted" if whole else "repainted"
    where = "" if size == USUAL_SIZE else " (narrow window)"
    return Ratio(f"confirm: key to {how} and durable, p95{where}", p95(floors), p95(times), 2)


def slow_disk_figure(path: Path) -> Figure:
    """The same on a disk that takes 200 ms to say that it has something: the key does not wait for it."""

    def slow(number: int) -> None:
        time.sleep(0.2)
        os.fsync(number)

    whole, syncing.sync_file = syncing.sync_file, slow
    try:
        with opened(path) as window:
            window.bench.step(1)
            times = []
            for _ in range(30):
                times.append(timed(lambda: press(window, "acceptSuggestion"), lambda: painted(window.view)))
                QApplication.processEvents()
    finally:
        syncing.sync_file = whole
    return Limit("confirm on a disk of 200 ms: key to repainted, p95", p95(times) * 1e3, 50, "ms")


def press(window: MainWindow, name: str) -> None:
    """A key: Qt's shortcut map wants a platform's event, so the act is triggered as the key does it."""
    before = len(window.bench.require_document().codings)
    window.actions_by_name[name].trigger()
    if len(window.bench.require_document().codings) != before + 1:
        raise RuntimeError("the confirm was refused")


def scroll_figure(path: Path, text: str) -> Figure:
    with opened(path) as window:
        bare = bare_for(window, text)
        places = {id(bare): iter(range(10**6)), id(window.view): iter(range(10**6))}

        def step(widget: QPlainTextEdit) -> float:
            def act() -> None:
                widget.verticalScrollBar().setValue(next(places[id(widget)]) * 3)
                painted(widget)

            return timed(act)

        floors, times = in_turn(lambda: step(bare), lambda: step(window.view), pairs=200, warm=10)
        bare.close()
    return Ratio("scroll step, p95", p95(floors), p95(times), 2)


def paragraph_figures(folder: Path) -> Iterator[Figure]:
    """Moving the caret in one paragraph of 100,000 characters, by a character and by a line."""
    text = text_of(100_000, paragraph=10**9).replace("\n", " ")
    path = folder / "line.intercoder"
    make_project(path, text, codings=600, suggestions=1400)
    with opened(path) as window:
        bare = bare_for(window, text)
        bare.setTextInteractionFlags(window.view.textInteractionFlags())

        def press_key(widget: QPlainTextEdit, key: Qt.Key) -> float:
            event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
            return timed(lambda: QApplication.sendEvent(widget, event), lambda: painted(widget))

        for name, key in (("right", Qt.Key.Key_Right), ("down", Qt.Key.Key_Down)):
            yield medians(
                f"one paragraph of 100,000 characters: key {name}",
                partial(press_key, bare, key),
                partial(press_key, window.view, key),
                goal=1.5,
                pairs=40,
            )
        bare.close()


def gaps_while(running: Callable[[], bool]) -> float:
    """The longest time between two visits of a 5 ms timer, in milliseconds."""
    gaps, last = [0.0], [perf_counter()]

    def visit() -> None:
        now = perf_counter()
        gaps.append(now - last[0])
        last[0] = now

    timer = QTimer(interval=5)
    timer.timeout.connect(visit)
    timer.start()
    while running():
        QApplication.processEvents()
    timer.stop()
    return max(gaps) * 1e3


def gap_figure(folder: Path) -> Figure:
    """While a worker pre-highlights the sample; the floor is the same window with nothing to do, for as long."""
    from ui.workflows.sample import fill_sample

    path = folder / "sample.intercoder"
    fill_sample(path).close()
    with opened(path) as window:
        begun = perf_counter()
        window.actions_by_name["prehighlight"].trigger()
        ours = gaps_while(lambda: window.prehighlighter.running)
        end = perf_counter() + (perf_counter() - begun)
        floor = gaps_while(lambda: perf_counter() < end)
    return Limit("longest gap while spaCy works in the other process", ours, 50, "ms", floor)


def list_figures(path: Path) -> Iterator[Figure]:
    """What a keystroke in a list of all codings, or a click on a column, costs (no floor: a key's 50 ms of this thread's work)."""
    with opened(path) as window:
        model, line = window.codings.model, window.codings.narrow
        for words in ("b", "bor", "border", ""):
            seconds = worked(partial(line.setText, words), model.rowCount)
            yield Limit(f"list of {SPANS:,} codings: narrow to {words!r}", seconds * 1e3, 50, "ms of work")
        for name, column in (("text", 0), ("code", 1), ("origin", 4)):
            seconds = worked(partial(model.sort, column), model.rowCount)
            yield Limit(f"list of {SPANS:,} codings: sort by {name}", seconds * 1e3, 50, "ms of work")


def bulk_figures(path: Path) -> Iterator[Figure]:
    """Acts on thousands: the window shows that it works; one transaction, so one wait."""
    with opened(path) as window:
        some = window.bench.offered()[:5000]
        for name, act in (("accept 5,000 as one act", partial(window.bench.accept_many, some)), ("undo of it", window.bench.undo)):  # fmt: skip
            yield Limit(name, worked(act, partial(painted, window.view)) * 1e3, 1000, "ms of work")


def library_figures(folder: Path) -> Iterator[Figure]:
    """A project of 10,000 documents: opening one, and what the search and the table of segments hold up."""
    path = folder / "library.intercoder"
    make_library(path, documents=10_000, codings=20_000)
    with opened(path) as window:
        yield Limit(
            "10,000 documents: open another", worked(lambda: window.show_document("77.txt")) * 1e3, 50, "ms of work"
        )
        window.show_search()
        for name, words in (("first search, which makes the index", "rare77"), ("search", "border harbour")):
            window.searching.line.setText(words)
            window.searching.search()
            gap = gaps_while(lambda: window.searching.busy)
            yield Limit(f"10,000 documents: longest gap, {name}", gap, 50, "ms")


def figures(folder: Path) -> Iterator[Figure]:
    yield from start_figures(folder)
    text = text_of(LENGTH)
    coded, offered = folder / "coded.intercoder", folder / "offered.intercoder"
    make_project(coded, text, codings=SPANS, suggestions=0)
    make_project(offered, text, codings=SPANS // 4, suggestions=SPANS * 3 // 4)
    yield from open_figures(coded, text, "1M characters, 20,000 codings")
    yield from open_figures(offered, text, "1M, 5,000 codings, 15,000 offers")
    for size in (USUAL_SIZE, NARROW):
        yield confirm_figure(offered, text, folder, whole=False, size=size)
        yield confirm_figure(offered, text, folder, whole=True, size=size)
    yield slow_disk_figure(offered)
    yield scroll_figure(offered, text)
    yield from paragraph_figures(folder)
    yield memory_figure(coded, f"{LENGTH:,} characters, {SPANS:,} spans")
    yield from list_figures(coded)
    yield from bulk_figures(offered)
    yield from library_figures(folder)
    yield gap_figure(folder)


def measure() -> int:
    app = QApplication.instance() or QApplication(["bench"])
    assert app is not None
    missed = 0
    with tempfile.TemporaryDirectory() as name:
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, name)
        os.environ.update(XDG_DATA_HOME=name, XDG_STATE_HOME=name)
        print(HEADER, flush=True)
        for figure in figures(Path(name)):
            print(figure, flush=True)
            missed += not figure.kept
    print("every goal kept" if not missed else f"{missed} goals missed")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(measure())
