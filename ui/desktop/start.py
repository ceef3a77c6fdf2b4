"""Starting the desktop: the application, the window on a project, or the first page.

The frame is on the screen before the rest of the program is imported; what it needs stands in functions below.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QMainWindow

from annotator.errors import IntercoderError
from ui.desktop.language import speak
from ui.desktop.settings import Settings
from ui.desktop.theme import Mode, Theme

if TYPE_CHECKING:
    from ui.desktop.text_pane import TextPane
    from ui.desktop.window import MainWindow
    from ui.desktop.workbench import Workbench

Told = Callable[[], object]
USUAL_SIZE = (1360, 860)
_WINDOWS: list[QMainWindow] = []
"""Open top-level windows: Qt does not keep what Python lets go of."""


def run(project: Path | None, *, coder: str | None = None) -> int:
    """The program with a window, until the last one is closed; the exit status."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("Intercoder")
    app.setOrganizationName("Intercoder")
    speak(app)
    settings = Settings()
    if project is None:
        from ui.desktop import crash

        crash.watch()
        show_first_page(settings, make_theme(app, settings))
    else:
        name = coder or ask_coder(settings)
        if not name:
            return 0
        show_project(project, name, settings=settings)
    return int(app.exec())


def show_project(
    path: Path, coder: str, *, settings: Settings, framed: Told = lambda: None, shown: Told = lambda: None
) -> MainWindow:
    """The frame at once, in it the text of the first document, then the whole window in its place.

    `framed` is called when the frame is painted, `shown` when the text is.
    """
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    frame = QMainWindow()
    frame.setWindowTitle(f"{path.stem} — {coder} — Intercoder")
    frame.resize(*USUAL_SIZE)
    if (geometry := settings.data("window/geometry")) is not None:
        frame.restoreGeometry(geometry)
    frame.show()
    app.processEvents()
    framed()
    try:
        from ui.desktop import crash

        crash.watch()
        return _open(path, coder, settings=settings, theme=make_theme(app, settings), frame=frame, shown=shown)
    finally:
        frame.close()


def open_window(project: Path, coder: str) -> MainWindow:
    """Build and show the coding window; ready for acts when this returns. A QApplication exists already."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    from ui.desktop import crash

    crash.watch()
    settings = Settings()
    theme = getattr(app, "intercoder_theme", None) or make_theme(app, settings)
    return _open(project, coder, settings=settings, theme=theme)


def make_theme(app: QApplication, settings: Settings) -> Theme:
    """The application's one theme, kept on it; from here on it has words and looks."""
    speak(app)
    mode: Mode = {"light": "light", "dark": "dark"}.get(settings.text("theme"), "system")  # type: ignore[assignment]
    theme = Theme(app, mode=mode, text_percent=settings.number("text_percent", 100))
    app.intercoder_theme = theme  # type: ignore[attr-defined]
    return theme


def _open(
    path: Path, coder: str, *, settings: Settings, theme: Theme, frame: QMainWindow | None = None,
    shown: Told = lambda: None,
) -> MainWindow:  # fmt: skip
    from storage.opening import open_project
    from ui.desktop.workbench import Workbench

    bench = Workbench(open_project(path, person=coder), coder=coder)
    pane = _text_in(frame, bench, settings) if frame is not None else None
    shown()
    from ui.desktop.building import build_window

    window = build_window(bench, settings=settings, theme=theme, pane=pane)
    keep(window)
    window.show()
    if bench.open is None:
        window.open_first_document()
    window.activateWindow()
    window.view.setFocus()
    QApplication.processEvents()  # keys reach only a window that the platform knows to be active
    settings.note_recent(path)
    window.backing_up.start_later()
    return window


def _text_in(frame: QMainWindow, bench: Workbench, settings: Settings) -> TextPane:
    """The first document's text in the frame: it can be read while the lists around it are built."""
    from ui.desktop.remembered import first_document
    from ui.desktop.text_pane import TextPane

    pane = TextPane(bench, settings)
    frame.setCentralWidget(pane)
    sha256 = first_document(bench, settings)
    if sha256 is not None:
        bench.show(sha256)
    QApplication.processEvents()
    return pane


def keep(window: QMainWindow) -> None:
    """Hold a window until it is closed."""
    _WINDOWS.append(window)
    window.destroyed.connect(lambda: _WINDOWS.remove(window) if window in _WINDOWS else None)


def open_another(path: Path, *, settings: Settings, theme: Theme | None, coder: str = "") -> MainWindow | None:
    """Open a project from a window or the first page; a failure is told in a box."""
    name = coder or ask_coder(settings)
    if not name or theme is None:
        return None
    try:
        return _open(path, name, settings=settings, theme=theme)
    except IntercoderError as fault:
        from ui.desktop.ask import warn

        warn(str(fault))
        return None


def show_first_page(settings: Settings, theme: Theme) -> None:
    from ui.desktop.first_page import FirstPage

    page = FirstPage(settings, theme)
    keep(page)
    page.show()


def ask_coder(settings: Settings) -> str:
    """The coder's name: asked once, then remembered."""
    known = settings.text("coder")
    if known:
        return known
    from ui.desktop.ask import ask_name

    name = ask_name()
    if name:
        settings.set("coder", name)
    return name
