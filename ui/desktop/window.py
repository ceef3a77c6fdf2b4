"""The coding window: the text in the middle, lists around it, and every act within a key's reach."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow

from annotator.errors import IntercoderError
from annotator.records import Coding
from storage.search import Hit
from ui.desktop.act_names import ActNames
from ui.desktop.actions import build_actions
from ui.desktop.backing_up import BackingUp
from ui.desktop.codebook_dock import CodebookDock
from ui.desktop.coding_bar import CodingBar
from ui.desktop.codings_dock import CodingsDock
from ui.desktop.details_dock import DetailsDock
from ui.desktop.documents_dock import DocumentsDock
from ui.desktop.favourites import DIGITS, Favourites
from ui.desktop.icons import icon
from ui.desktop.marks_for import code_title
from ui.desktop.pages import FrontPages
from ui.desktop.palette import Palette
from ui.desktop.panels import Room, build_panels
from ui.desktop.prehighlighter import Prehighlighter
from ui.desktop.remembered import first_document, remember, restore
from ui.desktop.search_dock import SearchDock
from ui.desktop.settings import Settings
from ui.desktop.status_line import StatusLine
from ui.desktop.suggestions_dock import SuggestionsDock
from ui.desktop.text.look import TextWidget
from ui.desktop.text_acts import TextActs
from ui.desktop.text_first import TextFirst
from ui.desktop.text_pane import TextPane
from ui.desktop.theme import Theme
from ui.desktop.workbench import Workbench

Handlers: TypeAlias = Callable[["MainWindow"], dict[str, Callable[[], object]]]


class MainWindow(QMainWindow):
    """One project, one coder. `saved` carries the uuid of an event that is now on disk."""

    saved = Signal(str)

    def __init__(
        self, bench: Workbench, *, handlers: Handlers, settings: Settings, theme: Theme | None, pane: TextPane | None
    ) -> None:
        """See building.py. `handlers` says for each action what to call; `pane` is one that shows the text already."""
        super().__init__()
        self.bench = bench
        self.settings = settings
        self.theme = theme
        self.pane = pane or TextPane(bench, settings)
        self.view, self.messages, self.empty = self.pane.view, self.pane.messages, self.pane.empty
        self.document_codes = self.pane.document_codes
        self.setCentralWidget(self.pane)
        self.favourites = Favourites(settings, copy=bench.project.meta("copy", "none"), coder=bench.coder)
        self._leaving = False
        self.text_first = TextFirst(self)
        self.documents, self.codebook = DocumentsDock(bench), CodebookDock(bench, self.favourites)
        self.searching = SearchDock(bench)
        self.suggestions, self.codings, self.details = SuggestionsDock(bench), CodingsDock(bench), DetailsDock(bench)
        self.docks = build_panels(self)
        self.room = Room(self, self.docks)
        FrontPages(self, self.docks.values())
        self.search_dock = self.docks["searchDock"]
        self.backing_up = BackingUp(self)
        self.palette_box = Palette(self)
        self.acts = TextActs(self)
        self.prehighlighter = Prehighlighter(bench)
        self.actions_by_name: dict[str, QAction] = build_actions(self, handlers(self), keys=settings.keys())
        self.names = ActNames(self)
        self.tool_bar = CodingBar(self.actions_by_name, self.view)
        self.search = self.tool_bar.search
        self.addToolBar(self.tool_bar)
        self.status = StatusLine(bench)
        self.setStatusBar(self.status)
        self.text_first.painted.connect(self.status.show_left)
        for follow in (
            self.suggestions.catch_up, self.codings.catch_up, self.documents.catch_up, self.codebook.catch_up,
            self.details.refresh, self.view.look_ahead,
        ):  # fmt: skip
            self.text_first.rested.connect(follow)
        self._connect()
        self.setAcceptDrops(True)
        self.setWindowTitle(f"{bench.project.path.stem} — {bench.coder} — Intercoder")
        self.setDockOptions(
            self.dockOptions() | QMainWindow.DockOption.AllowNestedDocks | QMainWindow.DockOption.AllowTabbedDocks
        )
        self.setWindowIcon(icon("app"))
        restore(self)
        self._refresh_acts()
        if bench.project.readonly:
            self.messages.tell(self.tr("This project is open for reading only: {0}").format(bench.project.readonly))

    # What checks from outside call

    def show_document(self, name: str) -> None:
        """Open a document by its name (or sha256). An unknown one is told, and what was open stays."""
        try:
            self.bench.show(name)
        except IntercoderError as fault:
            self.messages.tell(str(fault))

    def select_span(self, start: int, end: int) -> None:
        """Select [start, end) of the open document, in code points. What lies outside is told, and nothing changes."""
        held = self.bench.open
        if held is None:
            self.messages.tell(self.tr("No document is open: choose one in the list."))
            return
        length = len(held.document.text)
        if 0 <= start <= end <= length:
            self.view.select_span(start, end)
        else:
            words = self.tr("{0} to {1} does not lie in the text, which has %Ln characters.", "", length)
            self.messages.tell(words.format(start, end))

    def apply_code(self, facet: str, code: str, attributes: dict[str, str] | None = None) -> bool:
        """Code the selection (or the current item); False where it was refused (the window says why)."""
        return self.acts.apply(facet, code, attributes)

    def show_search(self) -> None:
        """The search over the whole project."""
        if self.search_dock.isHidden():
            self.room.open_below(self.search_dock)
        self.search_dock.raise_()
        self.searching.line.setFocus()
        self.searching.line.selectAll()

    def _show_hit(self, hit: Hit) -> None:
        if not hit.document:
            return
        self.show_document(hit.document)
        if hit.start is not None and hit.end is not None:
            self.view.select_span(hit.start, hit.end)

    # Building

    def choose_favourite(self, digit: str, facet: str, code: str) -> None:
        """Put a code on a digit, for this coder and copy of the project."""
        self.favourites.choose(digit, facet, code)
        self.codebook.load()
        self.names.name_by_codebook()
        self.bench.told.emit(
            self.tr("{0} applies {1} now.").format(digit, code_title(self.bench.codebook, facet, code))
        )

    def arrange(self, percent: int, *, share: bool = True) -> None:
        """The panels as they fit words of this size; without `share` they stay where they are."""
        for view in self.findChildren(TextWidget):  # those of its windows too
            view.set_text_percent(percent)
        self.tool_bar.arrange()
        self.room.share(percent) if share else self.room.note(percent)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.room.give_way()

    def _connect(self) -> None:
        bench, view = self.bench, self.view
        for signal in (
            bench.document_opened, bench.reading_ended, bench.done_changed, bench.filter_changed
        ):  # fmt: skip
            signal.connect(self._refresh_acts)
        bench.items_changed.connect(lambda gone, came: self._follow_act())
        bench.current_changed.connect(self._follow_act)
        bench.document_opened.connect(self.acts.stop_picking)
        bench.disk.saved.connect(self.saved)
        self.document_codes.wanted.connect(lambda: self.acts.choose_code(unit="document"))
        view.context_requested.connect(self._show_context)
        view.mark_activated.connect(lambda id_: self.acts.clicked(id_))
        view.mark_clicked.connect(lambda id_, keys: self.acts.clicked(id_))
        view.edge_dragged.connect(self.acts.drag)
        view.selection_changed.connect(self.status.show_place)
        view.installEventFilter(self)
        self.documents.chosen.connect(self.show_document)
        self.codebook.applied.connect(self.acts.apply)
        self.details.pick.connect(self.acts.pick)
        self.details.memo.escaped.connect(view.setFocus)
        self.searching.chosen.connect(self._show_hit)
        self.empty.wanted.connect(lambda name: self.actions_by_name[name].trigger())
        self.prehighlighter.progressed.connect(self.status.show_progress)
        self.prehighlighter.ended.connect(self._prehighlighted)

    # Following

    def _show_context(self, place: QPoint, offset: int) -> None:
        """The menu of what can be done here; a mark under the pointer becomes the current item first."""
        marks = self.view.marks_between(offset, offset + 1)
        if marks and self.view.selected_span() is None:
            self.bench.set_current(min(marks, key=lambda mark: mark.end - mark.start).id)
        self.names.context.popup(place)

    def _follow_act(self) -> None:
        """What must be true before the next key; the rest waits for the text."""
        self.text_first.wait()
        self.documents.model.note_open()
        self.document_codes.follow()
        self._refresh_acts()

    def _refresh_acts(self) -> None:
        held, item = self.bench.open, self.bench.current
        done = held is not None and all(held.done.get(f.name) for f in self.bench.codebook.facets)
        self.actions_by_name["reopenDocument"].setEnabled(bool(held and any(held.done.values())))
        self.actions_by_name["markDone"].setEnabled(held is not None and not done)
        self.actions_by_name["deleteCoding"].setEnabled(isinstance(item, Coding))

    def _prehighlighted(self, words: str) -> None:
        self.status.bar.setVisible(False)
        self.actions_by_name["prehighlight"].setText(self.tr("Pre-highlight"))
        if words:
            self.status.showMessage(words, 10000)

    # Keys, files, closing

    def event(self, event: QEvent) -> bool:
        """Enter accepts a suggestion from the text; in a line, list or form it is that widget's own."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            bare = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            elsewhere = self.focusWidget() not in (None, self, self.view)
            if bare and elsewhere and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape in a line or list leads back to the text."""
        if event.key() == Qt.Key.Key_Escape:
            self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.view and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            keypad = bool(event.modifiers() & Qt.KeyboardModifier.KeypadModifier)
            if keypad and event.text() in DIGITS and event.text():
                self.acts.favourite(event.text())
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.acts.stop_picking()
                self.bench.set_current(None)
                return True
        return super().eventFilter(watched, event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        QTimer.singleShot(0, lambda: self.add_paths(paths))

    def add_paths(self, paths: list[Path]) -> None:
        from ui.desktop.adding import add_paths

        add_paths(self, paths)

    def closeEvent(self, event: QCloseEvent) -> None:
        """What remains is a memo being typed, acts on their way to the disk, workers and the lock. Where the disk refuses
        them, the window stays open once."""
        self.setFocus()
        self.details.memo.clearFocus()
        if not self.bench.disk.settle() and not self._leaving:
            self._leaving = True
            event.ignore()
            return
        self.prehighlighter.stop()
        remember(self)
        self.hide()
        self.text_first.stop()
        if fault := self.backing_up.close():
            print(fault, file=sys.stderr)  # noqa: T201
        self.bench.close()
        super().closeEvent(event)

    def open_first_document(self) -> None:
        """The document that was open last time, else the first one."""
        sha256 = first_document(self.bench, self.settings)
        if sha256 is not None:
            self.bench.show(sha256)
        else:
            self.pane.show_text()
            self._refresh_acts()
