"""A fault in the program itself: shown in a sentence and written to a log, never swallowed, never fatal to saved work.

The log holds where it happened in the code, never anything of a document or coding.
"""

from __future__ import annotations

import logging
import sys
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from ui.desktop.messages import MessageBar

_LOG = logging.getLogger("intercoder")


def log_file() -> Path:
    from platformdirs import user_log_path

    return user_log_path("Intercoder", appauthor=False) / "intercoder.log"


def watch() -> None:
    """Catch what slots and timers raise. Qt would print it and go on; the coder would not learn of it.

    A hook that was there before (a debugger's, a test's) is called afterwards.
    """
    present = sys.excepthook
    if getattr(present, "watches", False):
        return

    def hook(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        report(kind, fault, trace)
        if present is not sys.__excepthook__:
            present(kind, fault, trace)

    hook.watches = True  # type: ignore[attr-defined]
    sys.excepthook = hook


def _log_to(path: Path) -> None:
    from logging.handlers import RotatingFileHandler  # takes its time to import, and is seldom needed

    for handler in list(_LOG.handlers):
        if isinstance(handler, RotatingFileHandler) and Path(handler.baseFilename) == path.absolute():
            return
        _LOG.removeHandler(handler)
        handler.close()
    _LOG.propagate = False
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = RotatingFileHandler(path, maxBytes=200_000, backupCount=1, encoding="utf-8", delay=True)
        file.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
        _LOG.addHandler(file)
    except OSError:
        _LOG.addHandler(logging.NullHandler())


def report(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
    """Log where it happened (types, files and lines: messages may quote a text) and say so in the window."""
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, fault, trace)
        return
    _log_to(log_file())
    places = "; ".join(
        f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)
    )
    _LOG.error("%s at %s", kind.__name__, places)
    words = QCoreApplication.translate(
        "Crash",
        "Something went wrong in the program ({0}). What was saved is safe; the act may need repeating. Details: {1}",
    ).format(kind.__name__, log_file())
    messages = _messages()
    if messages is not None:
        messages.tell(words)
    else:
        print(words, file=sys.stderr)  # noqa: T201


def _messages() -> MessageBar | None:
    """The line for messages of the active window, or of the newest that has one."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        return None
    windows = [app.activeWindow(), *reversed(app.topLevelWidgets())]
    found = (getattr(window, "messages", None) for window in windows if window is not None and window.isVisible())
    return next((messages for messages in found if isinstance(messages, MessageBar)), None)
