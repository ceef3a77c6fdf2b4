"""What each action of act_specs.py does: one line an action."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget, QWidget

from annotator.records import Coding
from ui.desktop.many_acts import code_occurrences
from ui.desktop.theme import Mode
from ui.desktop.window import MainWindow
from ui.desktop.words import counted, translate


def handlers(window: MainWindow) -> dict[str, Callable[[], object]]:
    """Action name -> what to call. Windows that open seldom are imported when they do."""
    bench, view, acts, documents = window.bench, window.view, window.acts, window.documents

    def facets() -> list[str]:
        return [facet.name for facet in bench.codebook.facets]

    def later(module: str, function: str) -> Callable[[], object]:
        return lambda: getattr(import_module(f"ui.desktop.{module}"), function)(window)

    def favourite(digit: str) -> Callable[[], object]:
        return lambda: acts.favourite(digit)

    def only(number: int) -> Callable[[], object]:
        return lambda: offer_only(window, number)

    def checked(name: str, apply: Callable[[bool], object]) -> Callable[[], object]:
        return lambda: apply(window.actions_by_name[name].isChecked())

    return {
        "newProject": later("projects", "ask_new"),
        "openProject": later("projects", "ask_open"),
        "addDocuments": later("adding", "ask_documents"),
        "prehighlight": later("adding", "prehighlight"),
        "importCodings": later("importing", "ask_codings"),
        "exportDataset": later("exporting", "ask_export"),
        "openAgreement": later("agreement_window", "show_agreement"),
        "quit": window.close,
        "undo": bench.undo,
        "redo": bench.redo,
        "find": lambda: find(window),
        "searchProject": window.show_search,
        "editCodebook": later("codebook_window", "show_codebook"),
        "retrieve": later("retrieval_window", "show_retrieval"),
        "acceptSuggestion": lambda: accept(window),
        "rejectSuggestion": bench.reject,
        "nextSuggestion": lambda: bench.step(1, caret=view.caret()),
        "previousSuggestion": lambda: bench.step(-1, caret=view.caret()),
        "acceptSameName": lambda: bench.accept_many(bench.same_name()),
        "acceptShown": lambda: bench.accept_many(bench.offered()),
        "codeSelection": acts.choose_code,
        "sameAsLast": acts.same_as_last,
        "acceptAbove": later("many_acts", "accept_above"),
        "addCode": later("name_acts", "add_code"),
        "addAlias": later("name_acts", "add_alias"),
        "learnNames": later("learning_window", "show_learning"),
        "codeOccurrences": lambda: code_occurrences(window, everywhere=False),
        "codeEverywhere": lambda: code_occurrences(window, everywhere=True),
        "setFavourite": acts.set_favourite,
        **{f"favourite{n}": favourite(str(n)) for n in range(1, 10)},
        "surer": lambda: acts.more_certain(1),
        "lessSure": lambda: acts.more_certain(-1),
        "showHistory": later("history_dialog", "show_history"),
        "codeMemo": later("memos", "ask_code_memo"),
        "showProgress": later("progress_window", "show_progress"),
        "backUp": lambda: window.backing_up.start("asked"),
        "restoreBackup": later("backing_up", "ask_restore"),
        "allFacets": lambda: offer_only(window, None),
        **{f"facet{n}": only(n) for n in range(1, 7)},
        "focusText": view.setFocus,
        "focusSuggestions": focusing(window, window.suggestions, window.suggestions.view),
        "focusCodings": focusing(window, window.codings, window.codings.view),
        "focusDetails": focusing(window, window.details, window.details),
        "focusDocuments": focusing(window, window.documents, window.documents.view),
        "focusCodebook": focusing(window, window.codebook, window.codebook.view),
        "largerWindow": lambda: resize_words(window, 25),
        "smallerWindow": lambda: resize_words(window, -25),
        "codeDocument": lambda: acts.choose_code(unit="document"),
        "attribute1": lambda: acts.choose_attribute(1),
        "attribute2": lambda: acts.choose_attribute(2),
        "attribute3": lambda: acts.choose_attribute(3),
        "pick1": lambda: acts.pick(1),
        "pick2": lambda: acts.pick(2),
        "pick3": lambda: acts.pick(3),
        "memo": window.details.focus_memo,
        "growEnd": lambda: acts.move("end", 1),
        "shrinkEnd": lambda: acts.move("end", -1),
        "growStart": lambda: acts.move("start", -1),
        "shrinkStart": lambda: acts.move("start", 1),
        "deleteCoding": lambda: delete(window),
        "nextDocument": lambda: documents.step(1),
        "previousDocument": lambda: documents.step(-1),
        "markDone": lambda: bench.mark_done(facets()),
        "reopenDocument": lambda: bench.mark_done(facets(), done=False),
        "documentMemo": later("memos", "ask_document_memo"),
        "switchRegion": lambda: switch_region(window),
        "zoomIn": view.zoom_in,
        "zoomOut": view.zoom_out,
        "zoomReset": lambda: view.set_zoom(100),
        "wordWrap": checked("wordWrap", view.set_word_wrap),
        "reflow": checked("reflow", view.set_reflow),
        "lineNumbers": checked("lineNumbers", lambda on: view.set_numbers("lines" if on else "paragraphs")),
        "darkTheme": lambda: switch_theme(window),
        "chooseFont": later("memos", "ask_font"),
        "commandPalette": later("commands_box", "ask_command"),
        "cheatSheet": later("keys", "show_keys"),
        "changeKeys": later("keys", "change_keys"),
    }


def focusing(window: MainWindow, panel: QWidget, target: QWidget) -> Callable[[], object]:
    """Bring a panel to the front and its list under the keys."""

    def focus() -> None:
        dock = panel.parentWidget()
        if isinstance(dock, QDockWidget):
            dock.show()
            dock.raise_()
        (target if target.isVisibleTo(panel) else panel).setFocus(Qt.FocusReason.ShortcutFocusReason)

    return focus


def offer_only(window: MainWindow, number: int | None) -> None:
    """Offer suggestions of one facet (counted from 1), or of all."""
    facets = [facet for facet in window.bench.codebook.facets if facet.unit == "span"]
    if number is not None and number > len(facets):
        window.bench.told.emit(counted("MainWindow", "The codebook has %Ln facets on spans.", len(facets)))
        return
    chosen = frozenset() if number is None else frozenset([facets[number - 1].name])
    window.bench.set_filter(replace(window.bench.filter, facets=chosen))
    shown = (
        translate("MainWindow", "all facets") if number is None else facets[number - 1].title or facets[number - 1].name
    )
    window.bench.told.emit(translate("MainWindow", "Offered: {0}").format(shown))


def resize_words(window: MainWindow, step: int) -> None:
    """The words outside the document larger or smaller, 100 to 200 per cent, remembered."""
    percent = min(200, max(100, window.settings.number("text_percent", 100) + step))
    window.settings.set("text_percent", percent)
    if window.theme is not None:
        window.theme.set_text_percent(percent)
    window.arrange(percent)
    window.bench.told.emit(translate("MainWindow", "Words in lists and menus: {0} %").format(percent))


def find(window: MainWindow) -> None:
    window.search.setFocus()
    window.search.selectAll()


def accept(window: MainWindow) -> None:
    """Accept; where nothing is current, the first suggestion from the caret on becomes so and is accepted."""
    bench = window.bench
    if bench.current is None and not bench.step(1, caret=window.view.caret()):
        return
    item = bench.current
    if item is not None and not item.code:
        window.acts.choose_code()
        return
    bench.accept()


def delete(window: MainWindow) -> None:
    """The codings that are selected in the table while it has the focus, else the current one."""
    chosen = window.codings.chosen() if window.codings.view.hasFocus() else []
    item = window.bench.current
    ids = chosen or ([item.uuid] if isinstance(item, Coding) else [])
    if ids:
        window.bench.delete(ids)


def switch_region(window: MainWindow) -> None:
    held, caret = window.bench.open, window.view.caret()
    found = [
        r for r in (held.document.regions if held else ()) if r.start <= caret <= r.end and (r.left_out or r.ignored)
    ]
    if found:
        window.bench.switch_region(found[0])
    else:
        window.bench.told.emit(translate("MainWindow", "Put the caret into a greyed stretch first."))


def switch_theme(window: MainWindow) -> None:
    if window.theme is not None:
        wanted: Mode = "dark" if window.theme.colours.scheme == "light" else "light"
        window.theme.set_mode("system")
        if window.theme.colours.scheme != wanted:
            window.theme.set_mode(wanted)
        window.settings.set("theme", window.theme.mode)
        if window.theme.mode == "system":
            window.bench.told.emit(translate("MainWindow", "The look follows the system again."))
