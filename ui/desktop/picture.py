"""Pictures of the window, drawn without a screen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from annotator.errors import IntercoderError
from annotator.records import Coding, Suggestion
from annotator.wording import say
from storage.opening import open_project
from ui.desktop.building import build_window
from ui.desktop.items_model import id_of
from ui.desktop.settings import Settings
from ui.desktop.start import make_theme
from ui.desktop.window import MainWindow
from ui.desktop.workbench import Workbench


def draw(project: Path, picture: Path, *, coder: str, document: str | None = None, dark: bool = False) -> int:
    """Draw the window on a project, read-only, at a stance or the first suggestion. Exit status."""
    app = QApplication.instance() or QApplication(["intercoder"])
    assert isinstance(app, QApplication)
    settings = Settings(remembered=False)
    theme = make_theme(app, settings)
    theme.set_mode("dark" if dark else "light")
    with open_project(project, person=coder, readonly=True) as opened:
        bench = Workbench(opened, coder=coder)
        window = build_window(bench, settings=settings, theme=theme)
        window.messages.hide()
        window.resize(1440, 900)
        window.show()
        if document:
            window.show_document(document)
        else:
            window.open_first_document()
        _choose_current(bench)
        _rest(window)
        saved = window.grab().save(str(picture), "PNG")
        window.close()
    if not saved:
        raise IntercoderError(say("{picture} can't be written: check its folder and ending (.png).", picture=picture))
    return 0


def _rest(window: MainWindow) -> None:
    """Until what follows the text has been painted: the form, then the lists, each laid out anew."""
    waiting = QEventLoop()
    window.text_first.rested.connect(waiting.quit)
    window.text_first.wait()
    waiting.exec()
    QApplication.processEvents()


def _choose_current(bench: Workbench) -> None:
    """A stance shows most: its holder and target are linked."""
    held = bench.open
    if held is None:
        return
    items: list[Coding | Suggestion] = [*held.codings.values(), *held.suggestions.values()]
    linked = [item for item in items if len(item.attributes) >= 3] or items
    if linked:
        first = min(linked, key=lambda item: item.start or 0)
        bench.set_current(id_of(first))
