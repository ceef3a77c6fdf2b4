"""Signals emitted from threads that may outlast what hears them."""

from __future__ import annotations

from contextlib import suppress

from PySide6.QtCore import SignalInstance


def emit_if_heard(signal: SignalInstance, *values: object) -> None:
    """Emit, unless the object whose signal it is was deleted meanwhile: its window is closed, and nobody is to hear it."""
    with suppress(RuntimeError):  # what Qt for Python raises then
        signal.emit(*values)
