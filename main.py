"""Intercoder's entry: no arguments opens the window, a command name runs that command."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow


def open_window(project: Path, coder: str) -> QMainWindow:
    """Build and show the coding window on a project; a QApplication exists already. Ready for acts when it returns."""
    from ui.desktop.start import open_window as build

    return build(Path(project), coder)


def main(arguments: list[str] | None = None) -> int:
    given = sys.argv[1:] if arguments is None else arguments
    if not given:
        given = ["window"]
    from ui.commands import line

    return line.run(given)


if __name__ == "__main__":
    sys.exit(main())
