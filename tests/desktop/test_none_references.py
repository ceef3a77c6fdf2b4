"""Void Qt calls must not use up references to None.

PySide6 6.12.0 on Python 3.11 lost one at every call and killed the process after some thousands of them; that is why
pyproject.toml keeps it below 6.12. From Python 3.12 on None is immortal: its count says nothing, and nothing can die.
"""

from __future__ import annotations

import sys

import pytest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

CALLS = 200


def lost(edit: QPlainTextEdit) -> int:
    """References to None that go in CALLS calls of a void method."""
    viewport = edit.viewport()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        viewport.update()
    return before - sys.getrefcount(None)


@pytest.mark.skipif(
    sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on: its count stays the same"
)
def test_void_calls_keep_the_references_to_none(qtbot: QtBot) -> None:
    edit = QPlainTextEdit()
    qtbot.addWidget(edit)
    edit.show()
    lost(edit)
    assert lost(edit) < CALLS // 10


@pytest.mark.skipif(sys.version_info < (3, 12), reason="before Python 3.12 None is counted: see the test above")
def test_none_is_immortal(qtbot: QtBot) -> None:
    edit = QPlainTextEdit()
    qtbot.addWidget(edit)
    edit.show()
    assert lost(edit) == 0
    assert sys.getrefcount(None) > 1_000_000
