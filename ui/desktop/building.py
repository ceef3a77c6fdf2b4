"""The coding window put together: the window and, from outside it, what each of its actions does."""

from __future__ import annotations

from ui.desktop.handlers import handlers
from ui.desktop.settings import Settings
from ui.desktop.text_pane import TextPane
from ui.desktop.theme import Theme
from ui.desktop.window import MainWindow
from ui.desktop.workbench import Workbench


def build_window(
    bench: Workbench, *, settings: Settings, theme: Theme | None = None, pane: TextPane | None = None
) -> MainWindow:
    """A window that is not shown yet. `pane` is one that shows the text already."""
    return MainWindow(bench, handlers=handlers, settings=settings, theme=theme, pane=pane)
