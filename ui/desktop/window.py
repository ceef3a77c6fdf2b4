"""The coding window: the text in the middle, lists around it, and every act within a key's reach."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QMainWindow,
    QMenu,
    QProgressBar,
    QToolBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.records import Coding, Suggestion
from storage.search import Hit
from ui.desktop.actions import SPECS, build_actions, translated
from ui.desktop.backing_up import BackingUp
from ui.desktop.codebook_dock import CodebookDock
from ui.desktop.codings_dock import CodingsDock
from ui.desktop.details_dock import DetailsDock
from ui.desktop.document_codes import DocumentCodes
from ui.desktop.documents_dock import DocumentsDock
from ui.desktop.empty_page import EmptyPage
from ui.desktop.favourites import DIGITS, Favourites
from ui.desktop.handlers import handlers
from ui.desktop.icons import icon
from ui.desktop.marks_for import code_title, mark_of, marks_of
from ui.desktop.messages import MessageBar
from ui.desktop.palette import Palette
from ui.desktop.panels import build_panels, panels_menu, share_room
from ui.desktop.prehighlighter import Prehighlighter
from ui.desktop.search_dock import SearchDock
from ui.desktop.settings import Settings
from ui.desktop.suggestions_dock import SuggestionsDock
from ui.desktop.text.marks import Mark
from ui.desktop.text.view import DocumentView
from ui.desktop.text_acts import TextActs
from ui.desktop.theme import Theme
from ui.desktop.workbench import Workbench

TOOLBAR = (
    "previousSuggestion",
    "acceptSuggestion",
    "rejectSuggestion",
    "nextSuggestion",
    "",
    "codeSelection",
    "memo",
    "",
    "undo",
    "redo",
    "",
    "markDone",
    "nextDocument",
    "",
    "prehighlight",
    "openAgreement",
    "exportDataset",
)

CONTEXT = (
    "acceptSuggestion",
    "rejectSuggestion",
    "",
    "codeSelection",
    "sameAsLast",
    "codeOccurrences",
    "codeEverywhere",
    "acceptSameName",
    "addCode",
    "addAlias",
    "",
    "memo",
    "showHistory",
    "deleteCoding",
)
"""The menu of the right button."""

CHECKED = {"wordWrap": True, "reflow": True, "lineNumbers": False}
"""Switches that are remembered, with what they are at first."""

WORDED = ("acceptSuggestion", "rejectSuggestion", "codeSelection", "markDone", "openAgreement")
"""Actions whose button has its words beside the icon."""


class MainWindow(QMainWindow):
    """One project, one coder. `saved` carries the uuid of an event that is now on disk."""

    saved = Signal(str)

    def __init__(self, bench: Workbench, *, settings: Settings, theme: Theme | None = None) -> None:
        super().__init__()
        self.bench = bench
        self.settings = settings
        self.theme = theme
        self.view = DocumentView()
        self.messages = MessageBar()
        self.search = QLineEdit(clearButtonEnabled=True)
        self.hits = QLabel()
        self.empty = EmptyPage()
        self.favourites = Favourites(settings, copy=bench.project.meta("copy", "none"), coder=bench.coder)
        self.document_codes = DocumentCodes(bench)
        self._leaving = False
        self._build_middle()
        self.documents, self.codebook = DocumentsDock(bench), CodebookDock(bench, self.favourites)
        self.searching = SearchDock(bench)
        self.suggestions, self.codings, self.details = SuggestionsDock(bench), CodingsDock(bench), DetailsDock(bench)
        self.docks = build_panels(self)
        self.search_dock = self.docks["searchDock"]
        self.backing_up = BackingUp(self)
        self.palette_box = Palette(self)
        self.acts = TextActs(self)
        self.prehighlighter = Prehighlighter(bench)
        self.actions_by_name: dict[str, QAction] = build_actions(self, handlers(self), keys=settings.keys())
        self._build_menus()
        self._build_tool_bar()
        self._build_status_bar()
        self._connect()
        self.setAcceptDrops(True)
        self.setWindowTitle(f"{bench.project.path.stem} — {bench.coder} — Intercoder")
        self.setDockOptions(
            self.dockOptions() | QMainWindow.DockOption.AllowNestedDocks | QMainWindow.DockOption.AllowTabbedDocks
        )
        self._restore()
        self._refresh_acts()
        if bench.project.readonly:
            self.messages.tell(self.tr("This project is open for reading only: {0}").format(bench.project.readonly))

    # What checks from outside call

    def show_document(self, name: str) -> None:
        """Open a document by its name (or sha256)."""
        self.bench.show(name)

    def select_span(self, start: int, end: int) -> None:
        """Select [start, end) of the open document, in code points."""
        self.bench.require_document()
        self.view.select_span(start, end)

    def apply_code(self, facet: str, code: str, attributes: dict[str, str] | None = None) -> bool:
        """Code the selection (or the current item); False where it was refused (the window says why)."""
        return self.acts.apply(facet, code, attributes)

    def show_search(self) -> None:
        """The search over the whole project."""
        self.search_dock.show()
        self.searching.line.setFocus()
        self.searching.line.selectAll()

    def _show_hit(self, hit: Hit) -> None:
        if not hit.document:
            return
        self.bench.show(hit.document)
        if hit.start is not None and hit.end is not None:
            self.view.select_span(hit.start, hit.end)

    # Building

    def _build_middle(self) -> None:
        self.search.setObjectName("searchBox")
        self.search.setPlaceholderText(self.tr("Find in document  (Ctrl+F)"))
        self.search.setAccessibleName(self.tr("Find in document"))
        self.view.setAccessibleName(self.tr("Document text"))
        middle = QWidget()
        layout = QVBoxLayout(middle)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.messages)
        layout.addWidget(self.document_codes)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.empty, 1)
        self.setCentralWidget(middle)

    def _build_menus(self) -> None:
        """What the acts' list cannot say: panels, and words of menus that depend on the project."""
        menus = {menu.objectName(): menu for menu in self.menuBar().findChildren(QMenu)}
        panels_menu(menus["menuView"].addMenu(self.tr("Panels")), self.docks)
        menus["menuEdit"].aboutToShow.connect(self.name_acts)
        menus["menuCodeAttributes"].aboutToShow.connect(self.name_attributes)
        self.context = QMenu(self.tr("Code"), self)
        for name in CONTEXT:
            self.context.addAction(self.actions_by_name[name]) if name else self.context.addSeparator()
        self._name_by_codebook()

    def _name_by_codebook(self) -> None:
        """Favourites and facets by their names in the menus."""
        book = self.bench.codebook
        held = self.favourites.all(book)
        for digit in DIGITS:
            code = held.get(digit)
            words = code_title(book, *code) if code else self.tr("Favourite {0}").format(digit)
            self.actions_by_name[f"favourite{digit}"].setText(words)
            self.actions_by_name[f"favourite{digit}"].setEnabled(code is not None)
        facets = [facet for facet in book.facets if facet.unit == "span"]
        for number in range(1, 7):
            action = self.actions_by_name[f"facet{number}"]
            action.setVisible(number <= len(facets))
            if number <= len(facets):
                action.setText(facets[number - 1].title or facets[number - 1].name)

    def choose_favourite(self, digit: str, facet: str, code: str) -> None:
        """Put a code on a digit, for this coder and copy of the project."""
        self.favourites.choose(digit, facet, code)
        self.codebook.load()
        self._name_by_codebook()
        self.bench.told.emit(
            self.tr("{0} applies {1} now.").format(digit, code_title(self.bench.codebook, facet, code))
        )

    def name_acts(self) -> None:
        """What undo and redo would take back, in their words."""
        for name, words in (("undo", self.tr("Undo")), ("redo", self.tr("Redo"))):
            act = self.bench.project.last_act(self.bench.coder, redo=name == "redo")
            self.actions_by_name[name].setText(f"{words}: {act[1].replace('-', ' ')}" if act else words)
            self.actions_by_name[name].setIconText(words)

    def name_attributes(self) -> None:
        """The attributes that the current item has, by their names."""
        item = self.bench.current
        facet = self.bench.codebook.facet(item.facet) if item is not None else None
        for number in range(1, 4):
            known = facet.attributes[number - 1 : number] if facet else ()
            for name, words in (
                (f"attribute{number}", self.tr("{0}…")),
                (f"pick{number}", self.tr("Pick the {0} in the text")),
            ):
                usual = translated(next(spec.text for spec in SPECS if spec.name == name))
                title = known[0].title or known[0].name.capitalize() if known else ""
                self.actions_by_name[name].setText(words.format(title) if title else usual)

    def arrange(self, percent: int) -> None:
        """The panels as they fit words of this size."""
        self.view.set_text_percent(percent)
        side = max(24, self.fontMetrics().height() * 9 // 8)
        self.tool_bar.setIconSize(QSize(side, side))
        self.search.setMaximumWidth(self.fontMetrics().averageCharWidth() * 34)
        share_room(self, self.docks, percent=percent)

    def _build_tool_bar(self) -> None:
        bar = self.tool_bar = QToolBar(self.tr("Coding"))
        bar.setObjectName("codingToolBar")
        for name in TOOLBAR:
            bar.addAction(self.actions_by_name[name]) if name else bar.addSeparator()
            button = bar.widgetForAction(self.actions_by_name[name]) if name in WORDED else None
            if isinstance(button, QToolButton):
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        spacer = QWidget()
        spacer.setSizePolicy(spacer.sizePolicy().Policy.Expanding, spacer.sizePolicy().Policy.Preferred)
        bar.addWidget(spacer)
        bar.addWidget(self.search)
        bar.addWidget(self.hits)
        self.addToolBar(bar)

    def _build_status_bar(self) -> None:
        self.bar = QProgressBar()
        self.bar.setMaximumWidth(180)
        self.bar.hide()
        self.bar.setAccessibleName(self.tr("Pre-highlighting"))
        self.place = QLabel()
        self.left = QLabel()
        self.saving = QLabel(self.tr("Saving …"))
        self.saving.hide()
        for widget in (self.bar, self.saving, self.left, self.place):
            self.statusBar().addPermanentWidget(widget)

    def _connect(self) -> None:
        bench, view = self.bench, self.view
        bench.document_opened.connect(self._show_text)
        bench.regions_changed.connect(self._show_regions)
        bench.items_changed.connect(self._update_marks)
        bench.items_read.connect(self._add_marks)
        bench.reading_ended.connect(self._refresh_acts)
        bench.filter_changed.connect(lambda: view.set_marks(self._marks()))
        bench.codebook_changed.connect(lambda: view.set_marks(self._marks()))
        bench.codebook_changed.connect(self._name_by_codebook)
        bench.left.connect(self._show_left)
        bench.current_changed.connect(self._show_current)
        bench.done_changed.connect(self._refresh_acts)
        bench.saved.connect(self._saved)
        bench.busy.connect(self._show_busy)
        bench.waiting.connect(self.saving.setVisible)
        bench.safe_again.connect(self._tell_safe)
        bench.failed.connect(lambda words: self.messages.tell(words, again=bench.can_try_again))
        self.messages.again.connect(bench.try_again)
        self.document_codes.wanted.connect(lambda: self.acts.choose_code(unit="document"))
        view.context_requested.connect(self._show_context)
        view.mark_activated.connect(lambda id_: self.acts.clicked(id_))
        bench.told.connect(lambda words: self.statusBar().showMessage(words, 6000))
        view.mark_clicked.connect(lambda id_, keys: self.acts.clicked(id_))
        view.selection_changed.connect(self._show_place)
        view.search_changed.connect(lambda at, of: self.hits.setText(f"  {at} / {of}  " if of else ""))
        view.installEventFilter(self)
        self.documents.chosen.connect(self.show_document)
        self.codebook.applied.connect(self.acts.apply)
        self.details.pick.connect(self.acts.pick)
        self.searching.chosen.connect(self._show_hit)
        self.search.textChanged.connect(lambda words: view.search(words) if words else view.clear_search())
        self.search.returnPressed.connect(view.search_next)
        self.empty.wanted.connect(lambda name: self.actions_by_name[name].trigger())
        self.prehighlighter.progressed.connect(self._show_progress)
        self.prehighlighter.ended.connect(self._prehighlighted)

    # Refreshing

    def _show_text(self) -> None:
        held = self.bench.open
        self.view.setVisible(held is not None)
        self.empty.setVisible(held is None)
        if held is None:
            self.view.set_document("")
            self.empty.tell(bool(self.bench.documents()), readonly=bool(self.bench.project.readonly))
        else:
            self.view.set_document(held.document.text, held.document.regions, marks=self._marks())
        self.acts.stop_picking()
        self._refresh_acts()

    def _show_regions(self) -> None:
        if self.bench.open is not None:
            self.view.set_regions(self.bench.open.document.regions)

    def _mark(self, item: Coding | Suggestion) -> Mark | None:
        faint = isinstance(item, Suggestion) and not self.bench.filter.passes(item)
        return mark_of(item, self.bench.codebook, faint=faint)

    def _marks(self) -> list[Mark]:
        held = self.bench.open
        if held is None:
            return []
        items: Iterable[Coding | Suggestion] = chain(held.codings_so_far.values(), held.suggestions_so_far.values())
        return marks_of(items, self.bench.codebook, self.bench.filter)

    def _add_marks(self, items: list[Coding | Suggestion]) -> None:
        self.view.update_marks([], marks_of(items, self.bench.codebook, self.bench.filter))

    def _update_marks(self, gone: list[str], came: list[Coding | Suggestion]) -> None:
        self.view.update_marks(gone, [mark for mark in map(self._mark, came) if mark])
        self._refresh_acts()

    def _show_current(self) -> None:
        item = self.bench.current
        if item is None:
            self.view.set_current(None)
        else:
            mark = mark_of(item, self.bench.codebook, held=self.bench.open)
            if mark is not None:
                if mark.links:
                    self.view.update_marks([], [mark])
                self.view.set_current(mark.id)
                self.view.reveal(mark.start, mark.end)
        self._refresh_acts()

    def _show_left(self, start: int, end: int) -> None:
        """Where an undo took a coding away: its words are selected, ready to be coded otherwise."""
        self.view.select_span(start, end)
        self.view.reveal(start, end)

    def _show_context(self, place: QPoint, offset: int) -> None:
        """The menu of what can be done here; a mark under the pointer becomes the current item first."""
        marks = self.view.marks_between(offset, offset + 1)
        if marks and self.view.selected_span() is None:
            self.bench.set_current(min(marks, key=lambda mark: mark.end - mark.start).id)
        self.context.popup(place)

    def _show_place(self, start: int, end: int) -> None:
        self.place.setText(self.tr("{0} to {1}").format(f"{start:,}", f"{end:,}") if end > start else f"{start:,}")

    def _saved(self, event: str) -> None:
        self.setWindowModified(False)
        self.saved.emit(event)

    def _show_busy(self, busy: bool) -> None:
        """An act on thousands of items takes half a second: one transaction, which nothing may come between."""
        if busy:
            self.statusBar().showMessage(self.tr("Working …"))
            self.statusBar().repaint()
            QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        else:
            QGuiApplication.restoreOverrideCursor()
            if self.statusBar().currentMessage() == self.tr("Working …"):
                self.statusBar().clearMessage()

    def _tell_safe(self) -> None:
        self.messages.hide()
        self.bench.told.emit(self.tr("Everything is on the disk now."))

    def _refresh_acts(self) -> None:
        held, item = self.bench.open, self.bench.current
        number = held.number_offered if held else 0
        self.left.setText(self.tr("{0} suggestions left").format(f"{number:,}") if held else "")
        done = held is not None and all(held.done.get(f.name) for f in self.bench.codebook.facets)
        self.actions_by_name["reopenDocument"].setEnabled(bool(held and any(held.done.values())))
        self.actions_by_name["markDone"].setEnabled(held is not None and not done)
        self.actions_by_name["deleteCoding"].setEnabled(isinstance(item, Coding))

    def _show_progress(self, done: int, total: int) -> None:
        self.bar.setVisible(True)
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _prehighlighted(self, words: str) -> None:
        self.bar.setVisible(False)
        self.actions_by_name["prehighlight"].setText(self.tr("Pre-highlight"))
        if words:
            self.statusBar().showMessage(words, 10000)

    # Keys, files, closing

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
        if not self.bench.settle() and not self._leaving:
            self._leaving = True
            event.ignore()
            return
        self.prehighlighter.stop()
        self.searching.close_index()
        self.settings.set("window/geometry", self.saveGeometry())
        self.settings.set("window/state", self.saveState())
        self.settings.set("window/zoom", self.view.zoom())
        for name in CHECKED:
            self.settings.set(f"window/{name}", self.actions_by_name[name].isChecked())
        if self.bench.open is not None:
            self.settings.set(f"last/{self.bench.project.meta('copy', 'none')}", self.bench.open.document.sha256)
        self.hide()
        if fault := self.backing_up.close():
            print(fault, file=sys.stderr)  # noqa: T201
        self.bench.close()
        super().closeEvent(event)

    def _restore(self) -> None:
        self.resize(1360, 860)
        self.arrange(self.settings.number("text_percent", 100))
        geometry, state = self.settings.data("window/geometry"), self.settings.data("window/state")
        if geometry is not None:
            self.restoreGeometry(geometry)
        if state is not None:
            self.restoreState(state)
        self.view.set_zoom(self.settings.number("window/zoom", 100))
        for name, usual in CHECKED.items():
            action = self.actions_by_name[name]
            action.setChecked(self.settings.flag(f"window/{name}", usual))
            if action.isChecked() != usual:
                handlers(self)[name]()
        family = self.settings.text("text/family")
        if family:
            self.view.set_text_font(family, float(self.settings.number("text/points", 12)))
        self.setWindowIcon(icon("app"))

    def open_first_document(self) -> None:
        """The document that was open last time, else the first one."""
        entries = self.bench.documents()
        last = self.settings.text(f"last/{self.bench.project.meta('copy', 'none')}")
        chosen = next((e for e in entries if e.sha256 == last), entries[0] if entries else None)
        if chosen is not None:
            self.bench.show(chosen.sha256)
        else:
            self._show_text()
