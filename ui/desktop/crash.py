"""A fault in the program itself: shown in a sentence and written to a log, never swallowed, never fatal to saved work.

The log holds where it happened in the code, never anything of a document or coding.
"""

from __future__ import annotations

import logging
import sys
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from platformdirs import user_log_path
from PySide6.QtWidgets import QApplication

_LOG = logging.getLogger("intercoder")


def log_file() -> Path:
    return user_log_path("Intercoder", appauthor=False) / "intercoder.log"


def watch() -> None:
    """Catch what slots and timers raise. Qt would print it and go on; the coder would not learn of it."""
    path = log_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handler = RotatingFileHandler(path, maxBytes=200_000, backupCount=1, encoding="utf-8", delay=True)
        handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
        _LOG.addHandler(handler)
    except OSError:
        _LOG.addHandler(logging.NullHandler())
    sys.excepthook = report


def report(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
    """Log where it happened (types, files and lines: messages may quote a text) and say so in the window."""
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, fault, trace)
        return
    places = "; ".join(
        f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)
    )
    _LOG.error("%s at %s", kind.__name__, places)
    words = f"Something went wrong in the program ({kind.__name__}). What was saved is safe; the act may need repeating. Details: {log_file()}"
    app = QApplication.instance()
    window = app.activeWindow() if isinstance(app, QApplication) else None
    messages = getattr(window, "messages", None)
    if messages is not None:
        messages.tell(words)
    else:
        print(words, file=sys.stderr)  # noqa: T201
