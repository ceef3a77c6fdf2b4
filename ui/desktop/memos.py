"""Memos on documents, and the text's font."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFontDialog

from ui.desktop import ask

if TYPE_CHECKING:
    from ui.desktop.window import MainWindow


def ask_document_memo(window: MainWindow) -> None:
    held = window.bench.open
    if held is None:
        window.bench.told.emit(window.tr("No document is open."))
        return
    sha256 = held.document.sha256
    before = window.bench.session.memo("document", sha256)
    text = ask.ask_text(window, window.tr("Memo"), window.tr("Memo on {0}").format(held.document.name), before)
    if text is not None and text != before:
        window.bench.set_memo("document", sha256, text)


def ask_font(window: MainWindow) -> None:
    ok, font = QFontDialog.getFont(window.view.font(), window)
    if ok:
        window.view.set_text_font(font.family(), font.pointSizeF())
        window.settings.set("text/family", font.family())
        window.settings.set("text/points", round(font.pointSizeF()))
