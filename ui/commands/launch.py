"""From the command line to the desktop: the one place of commands that starts Qt, and says so where it can't."""

from __future__ import annotations

import ctypes
import os
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

from annotator.errors import IntercoderError
from annotator.wording import say

LIBRARIES = "libegl1 libgl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libglib2.0-0 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-render-util0 libxcb-shape0"
"""Debian packages that hold the system libraries of Qt's widgets and its X11 window system."""

X11 = (
    "libxcb-cursor.so.0",
    "libxcb-icccm.so.4",
    "libxcb-image.so.0",
    "libxcb-keysyms.so.1",
    "libxcb-render-util.so.0",
    "libxcb-shape.so.0",
    "libxkbcommon-x11.so.0",
)


def has_screen() -> bool:
    if sys.platform != "linux":
        return True
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    return bool(
        os.environ.get("DISPLAY")
        or os.environ.get("WAYLAND_DISPLAY")
        or platform.split(":")[0] in ("offscreen", "minimal", "vnc")
    )


def show_window(project: Path | None, *, coder: str | None = None) -> int:
    """Open the window on `project` (or the first page where it is None) and stay until it is closed."""
    if not has_screen():
        raise IntercoderError(
            say("There is no screen here to show the window on: `make demo` runs the whole job without one.")
        )
    missing = missing_libraries()
    if missing:
        raise IntercoderError(
            say(
                "System libraries of Qt are missing ({missing}): on Debian or Ubuntu, apt-get install {libraries}.",
                missing=", ".join(missing),
                libraries=LIBRARIES,
            )
        )
    return int(desktop("start").run(project, coder=coder))


def missing_libraries() -> list[str]:
    """What Qt's X11 window system needs and would end the process for, without a word that helps."""
    if (
        sys.platform != "linux"
        or os.environ.get("QT_QPA_PLATFORM", "xcb") != "xcb"
        or os.environ.get("WAYLAND_DISPLAY")
    ):
        return []
    return [name for name in X11 if not _loads(name)]


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def desktop(module: str) -> ModuleType:
    """A module of ui/desktop. Raises IntercoderError in one sentence where Qt or a system library is missing."""
    try:
        return import_module(f"ui.desktop.{module}")
    except ModuleNotFoundError as fault:
        if fault.name and fault.name.startswith(("PySide6", "shiboken6", "qtawesome", "qtpy")):
            raise IntercoderError(say("The window needs PySide6, which is not installed: run `make setup`.")) from fault
        raise
    except ImportError as fault:
        raise IntercoderError(
            say(
                "A system library of Qt is missing ({fault}): on Debian or Ubuntu, apt-get install {libraries}.",
                fault=fault,
                libraries=LIBRARIES,
            )
        ) from fault
