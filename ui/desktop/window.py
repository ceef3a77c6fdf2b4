"""The coding window: the text in the middle, lists around it, and every act within a key's reach."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QDockWidget,
    QLabel,
    QLineEdit,
    QMainWindow,
    QProgressBar,
    QToolBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.records import Coding, Suggestion
from storage.search import Hit
from ui.desktop.actions import build_actions
from ui.desktop.codebook_dock import CodebookDock
from ui.desktop.codings_dock import CodingsDock
from ui.desktop.details_dock import DetailsDock
from ui.desktop.documents_dock import DocumentsDock
from ui.desktop.handlers import handlers
from ui.desktop.icons import icon
from ui.desktop.marks_for import mark_of
from ui.desktop.messages import MessageBar
from ui.desktop.palette import Palette
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
        self._build_middle()
        self.documents, self.codebook = DocumentsDock(bench), CodebookDock(bench)
        self.searching = SearchDock(bench)
        self.suggestions, self.codings, self.details = SuggestionsDock(bench), CodingsDock(bench), DetailsDock(bench)
        self._build_docks()
        self.palette_box = Palette(self)
        self.acts = TextActs(self)
        self.prehighlighter = Prehighlighter(bench)
        self.actions_by_name: dict[str, QAction] = build_actions(self, handlers(self), keys=settings.keys())
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
        layout.addWidget(self.view, 1)
        self.setCentralWidget(middle)

    def _build_docks(self) -> None:
        left, right = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea
        for name, title, widget, area in (
            ("documentsDock", self.tr("Documents"), self.documents, left),
            ("codebookDock", self.tr("Codebook"), self.codebook, left),
            ("suggestionsDock", self.tr("Suggestions"), self.suggestions, right),
            ("codingsDock", self.tr("Codings"), self.codings, right),
            ("detailsDock", self.tr("Current"), self.details, right),
            ("searchDock", self.tr("Search"), self.searching, Qt.DockWidgetArea.BottomDockWidgetArea),
        ):
            dock = QDockWidget(title, self)
            dock.setObjectName(name)
            dock.setWidget(widget)
            self.addDockWidget(area, dock)
        docks = {dock.objectName(): dock for dock in self.findChildren(QDockWidget)}
        self.search_dock = docks["searchDock"]
        self.search_dock.hide()
        self.resizeDocks([docks["documentsDock"], docks["suggestionsDock"]], [270, 400], Qt.Orientation.Horizontal)
        self.resizeDocks([docks["documentsDock"], docks["codebookDock"]], [300, 420], Qt.Orientation.Vertical)

    def _build_tool_bar(self) -> None:
        bar = QToolBar(self.tr("Coding"))
        bar.setObjectName("codingToolBar")
        for name in TOOLBAR:
            bar.addAction(self.actions_by_name[name]) if name else bar.addSeparator()
            button = bar.widgetForAction(self.actions_by_name[name]) if name in WORDED else None
            if isinstance(button, QToolButton):
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        spacer = QWidget()
        spacer.setSizePolicy(spacer.sizePolicy().Policy.Expanding, spacer.sizePolicy().Policy.Preferred)
        bar.addWidget(spacer)
        self.search.setMaximumWidth(260)
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
        for widget in (self.bar, self.left, self.place):
            self.statusBar().addPermanentWidget(widget)

    def _connect(self) -> None:
        bench, view = self.bench, self.view
        bench.document_opened.connect(self._show_text)
        bench.regions_changed.connect(self._show_regions)
        bench.items_changed.connect(self._update_marks)
        bench.filter_changed.connect(lambda: view.set_marks(self._marks()))
        bench.codebook_changed.connect(lambda: view.set_marks(self._marks()))
        bench.current_changed.connect(self._show_current)
        bench.done_changed.connect(self._refresh_acts)
        bench.saved.connect(self._saved)
        bench.failed.connect(self.messages.tell)
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
        self.prehighlighter.progressed.connect(self._show_progress)
        self.prehighlighter.ended.connect(self._prehighlighted)

    # Refreshing

    def _show_text(self) -> None:
        held = self.bench.open
        if held is None:
            self.view.set_document("")
        else:
            self.view.set_document(held.document.text, held.document.regions, marks=self._marks())
        self.acts.stop_picking()
        self._refresh_acts()

    def _show_regions(self) -> None:
        if self.bench.open is not None:
            self.view.set_regions(self.bench.open.document.regions)

    def _items(self) -> list[Coding | Suggestion]:
        held = self.bench.open
        if held is None:
            return []
        items: list[Coding | Suggestion] = list(held.codings.values())
        return items + list(held.suggestions.values())

    def _mark(self, item: Coding | Suggestion) -> Mark | None:
        faint = isinstance(item, Suggestion) and not self.bench.filter.passes(item)
        return mark_of(item, self.bench.codebook, faint=faint)

    def _marks(self) -> list[Mark]:
        return [mark for mark in map(self._mark, self._items()) if mark]

    def _update_marks(self, gone: list[str], came: list[Coding | Suggestion]) -> None:
        self.view.update_marks(gone, [mark for mark in map(self._mark, came) if mark])
        self._refresh_acts()

    def _show_current(self) -> None:
        item = self.bench.current
        if item is None:
            self.view.set_current(None)
        else:
            mark = mark_of(item, self.bench.codebook, actors=self._items())
            if mark is not None:
                if mark.links:
                    self.view.update_marks([], [mark])
                self.view.set_current(mark.id)
                self.view.reveal(mark.start, mark.end)
        self._refresh_acts()

    def _show_place(self, start: int, end: int) -> None:
        self.place.setText(self.tr("{0} to {1}").format(f"{start:,}", f"{end:,}") if end > start else f"{start:,}")

    def _saved(self, event: str) -> None:
        self.setWindowModified(False)
        self._refresh_acts()
        self.saved.emit(event)

    def _refresh_acts(self) -> None:
        held, item = self.bench.open, self.bench.current
        number = len(self.bench.offered())
        self.left.setText(self.tr("{0} suggestions left").format(f"{number:,}") if held else "")
        undo = self.bench.project.last_act(self.bench.coder)
        redo = self.bench.project.last_act(self.bench.coder, redo=True)
        for name, act, words in (("undo", undo, self.tr("Undo")), ("redo", redo, self.tr("Redo"))):
            self.actions_by_name[name].setText(f"{words} {act[1].replace('-', ' ')}" if act else words)
            self.actions_by_name[name].setIconText(words)
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
            plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
            if plain and event.text().isdigit():
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
        """Every act is on disk already when it returns; what remains is a memo being typed, workers and the lock."""
        self.setFocus()
        self.details.memo.clearFocus()
        self.prehighlighter.stop()
        self.searching.close_index()
        self.settings.set("window/geometry", self.saveGeometry())
        self.settings.set("window/state", self.saveState())
        self.settings.set("window/zoom", self.view.zoom())
        if self.bench.open is not None:
            self.settings.set(f"last/{self.bench.project.meta('copy', 'none')}", self.bench.open.document.sha256)
        self.bench.project.close()
        super().closeEvent(event)

    def _restore(self) -> None:
        self.resize(1360, 860)
        geometry, state = self.settings.data("window/geometry"), self.settings.data("window/state")
        if geometry is not None:
            self.restoreGeometry(geometry)
        if state is not None:
            self.restoreState(state)
        self.view.set_zoom(self.settings.number("window/zoom", 100))
        self.actions_by_name["wordWrap"].setChecked(True)
        self.actions_by_name["reflow"].setChecked(True)
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
