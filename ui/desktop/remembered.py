"""What a window leaves behind for the next time: its place and panels, zoom, switches, and the document that was open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.desktop.panels import LARGE
from ui.desktop.start import USUAL_SIZE

if TYPE_CHECKING:
    from ui.desktop.settings import Settings
    from ui.desktop.text.view import DocumentView
    from ui.desktop.window import MainWindow
    from ui.desktop.workbench import Workbench

CHECKED = {"wordWrap": True, "reflow": True, "lineNumbers": False}
"""Switches that are remembered, with what they are at first."""


def remember(window: MainWindow) -> None:
    settings, held = window.settings, window.bench.open
    settings.set("window/geometry", window.saveGeometry())
    settings.set(_state(settings), window.saveState())
    settings.set("window/zoom", window.view.zoom())
    for name in CHECKED:
        settings.set(f"window/{name}", window.actions_by_name[name].isChecked())
    if held is not None:
        settings.set(_last(window.bench), held.document.sha256)


def restore(window: MainWindow) -> None:
    settings = window.settings
    window.resize(*USUAL_SIZE)
    percent = settings.number("text_percent", 100)
    geometry, state = settings.data("window/geometry"), settings.data(_state(settings))
    window.arrange(percent, share=state is None)  # panels put in place twice leave rows of tabs lying in the window
    if geometry is not None:
        window.restoreGeometry(geometry)
    if state is not None and not window.restoreState(state):
        window.room.share(percent)
    for name, usual in CHECKED.items():
        window.actions_by_name[name].setChecked(settings.flag(f"window/{name}", usual))


def _state(settings: Settings) -> str:
    """Where the panels' places are kept: large words have places of their own, or panels would lie on each other."""
    return "window/state" if settings.number("text_percent", 100) < LARGE else "window/stateLarge"


def restore_text(view: DocumentView, settings: Settings) -> None:
    """How the text is set: what the switches of `CHECKED` say, zoom and font."""
    view.set_zoom(settings.number("window/zoom", 100))
    view.set_word_wrap(settings.flag("window/wordWrap", CHECKED["wordWrap"]))
    view.set_reflow(settings.flag("window/reflow", CHECKED["reflow"]))
    view.set_numbers("lines" if settings.flag("window/lineNumbers", CHECKED["lineNumbers"]) else "paragraphs")
    family = settings.text("text/family")
    if family:
        view.set_text_font(family, float(settings.number("text/points", 12)))


def first_document(bench: Workbench, settings: Settings) -> str | None:
    """The sha256 of the document that was open last in this copy of the project, else of the first one."""
    entries, last = bench.documents(), settings.text(_last(bench))
    return next((e.sha256 for e in entries if e.sha256 == last), entries[0].sha256 if entries else None)


def _last(bench: Workbench) -> str:
    return f"last/{bench.project.meta('copy', 'none')}"
