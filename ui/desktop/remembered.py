"""What a window leaves behind for the next time: its place and panels, zoom, switches, and the document that was open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.desktop.handlers import handlers

if TYPE_CHECKING:
    from ui.desktop.window import MainWindow

CHECKED = {"wordWrap": True, "reflow": True, "lineNumbers": False}
"""Switches that are remembered, with what they are at first."""


def remember(window: MainWindow) -> None:
    settings, held = window.settings, window.bench.open
    settings.set("window/geometry", window.saveGeometry())
    settings.set("window/state", window.saveState())
    settings.set("window/zoom", window.view.zoom())
    for name in CHECKED:
        settings.set(f"window/{name}", window.actions_by_name[name].isChecked())
    if held is not None:
        settings.set(_last(window), held.document.sha256)


def restore(window: MainWindow) -> None:
    settings = window.settings
    window.resize(1360, 860)
    window.arrange(settings.number("text_percent", 100))
    geometry, state = settings.data("window/geometry"), settings.data("window/state")
    if geometry is not None:
        window.restoreGeometry(geometry)
    if state is not None:
        window.restoreState(state)
    window.view.set_zoom(settings.number("window/zoom", 100))
    for name, usual in CHECKED.items():
        action = window.actions_by_name[name]
        action.setChecked(settings.flag(f"window/{name}", usual))
        if action.isChecked() != usual:
            handlers(window)[name]()
    family = settings.text("text/family")
    if family:
        window.view.set_text_font(family, float(settings.number("text/points", 12)))


def last_document(window: MainWindow) -> str:
    """The sha256 of the document that was open last in this copy of the project, "" for none."""
    return window.settings.text(_last(window))


def _last(window: MainWindow) -> str:
    return f"last/{window.bench.project.meta('copy', 'none')}"
