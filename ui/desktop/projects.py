"""New and open, from the window's menu and the first page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from annotator.errors import IntercoderError
from storage.opening import create_project
from ui.desktop import ask
from ui.desktop.start import open_another
from ui.workflows.resources import default_codebook
from ui.workflows.sample import sample_project

if TYPE_CHECKING:
    from ui.desktop.first_page import FirstPage
    from ui.desktop.window import MainWindow


def ask_new(window: MainWindow | FirstPage) -> MainWindow | None:
    path = ask.ask_new_project(window)
    return make(window, path) if path else None


def make(window: MainWindow | FirstPage, path: Path) -> MainWindow | None:
    """Make a project with the default codebook and open it."""
    try:
        create_project(path, default_codebook()).close()
    except IntercoderError as fault:
        window.messages.tell(str(fault))
        return None
    return open_another(path, settings=window.settings, theme=window.theme)


def ask_open(window: MainWindow | FirstPage) -> MainWindow | None:
    path = ask.ask_project(window)
    return open_path(window, path) if path else None


def open_path(window: MainWindow | FirstPage, path: Path) -> MainWindow | None:
    return open_another(path, settings=window.settings, theme=window.theme)


def open_sample(window: MainWindow | FirstPage) -> MainWindow | None:
    """The sample project, made where the account keeps its data if it is not there yet."""
    try:
        path = sample_project()
    except IntercoderError as fault:
        window.messages.tell(str(fault))
        return None
    return open_path(window, path)
