"""Memos on documents and codes, and the text's font."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFontDialog

from ui.desktop import ask
from ui.desktop.marks_for import code_title
from ui.desktop.words import translate

if TYPE_CHECKING:
    from ui.desktop.window import MainWindow


def ask_document_memo(window: MainWindow) -> None:
    held = window.bench.open
    if held is None:
        window.bench.told.emit(translate("MainWindow", "No document is open."))
        return
    sha256 = held.document.sha256
    before = window.bench.session.memo("document", sha256)
    text = ask.ask_text(
        window,
        translate("MainWindow", "Memo"),
        translate("MainWindow", "Memo on {0}").format(held.document.name),
        before,
    )
    if text is not None and text != before:
        window.bench.set_memo("document", sha256, text)


def ask_code_memo(window: MainWindow) -> None:
    """The coder's own memo on the current item's code, or on the one chosen in the codebook."""
    bench, item = window.bench, window.bench.current
    facet, code = (item.facet, item.code) if item is not None else window.codebook.chosen()
    if not code:
        bench.told.emit(translate("MainWindow", "Go to a coding, or choose a code in the codebook, first."))
        return
    key = f"{facet}:{code}"
    before = bench.session.memo("code", key)
    title = code_title(bench.codebook, facet, code)
    text = ask.ask_text(
        window,
        translate("MainWindow", "Memo"),
        translate("MainWindow", "Your memo on the code {0}").format(title),
        before,
    )
    if text is not None and text != before:
        bench.set_memo("code", key, text)


def ask_font(window: MainWindow) -> None:
    ok, font = QFontDialog.getFont(window.view.font(), window)
    if ok:
        window.view.set_text_font(font.family(), font.pointSizeF())
        window.settings.set("text/family", font.family())
        window.settings.set("text/points", round(font.pointSizeF()))
