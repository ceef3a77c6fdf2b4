"""The menu Project."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.desktop.scenarios.stage import Stage, asks, opens
from tests.desktop.scene import place
from ui.desktop.importing import ImportDialog


def prehighlight(s: Stage) -> None:
    started: list[bool] = []
    s.patch.setattr(s.window.prehighlighter, "start", lambda: started.append(True))
    s.do()
    assert started == [True]
    s.window.actions_by_name["prehighlight"].setText("Pre-highlight")


def add_documents(s: Stage) -> None:
    path = s.folder / f"new{len(s.bench.documents())}.txt"
    path.write_text(f"The council met again: {path.name}.", encoding="utf-8")
    before = len(s.bench.documents())
    asks("ask_files", [path])(s)
    assert len(s.bench.documents()) == before + 1
    s.undo()


def import_codings(s: Stage) -> None:
    path = s.folder / "in.jsonl"
    start, end = place("mayor")
    path.write_text(
        f'{{"document": "a.txt", "coder": "Ben", "start": {start}, "end": {end}, "text": "mayor", "facet": "group", "code": "council"}}\n',
        encoding="utf-8",
    )
    asks("ask_files", [path])(s)
    (dialog,) = [found for found in s.window.findChildren(ImportDialog) if found.isVisible()]
    s.qtbot.waitUntil(dialog.write.isEnabled, timeout=30_000)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert "Imported 1 coding " in s.told()
    s.shut("importDialog")
    s.undo()


def back_up(s: Stage) -> None:
    s.do()
    s.qtbot.waitUntil(lambda: "ack" in s.told(), timeout=30_000)


def closes(s: Stage) -> None:
    s.do()
    assert not s.window.isVisible()


SCENARIOS: dict[str, Callable[[Stage], None]] = {
    "newProject": asks("ask_new_project", None),
    "openProject": asks("ask_project", None),
    "addDocuments": add_documents,
    "prehighlight": prehighlight,
    "importCodings": import_codings,
    "exportDataset": opens("exportDialog", coding=True),
    "openAgreement": opens("agreementWindow"),
    "showProgress": opens("progressWindow"),
    "backUp": back_up,
    "restoreBackup": opens("restoreDialog"),
    "quit": closes,
}
