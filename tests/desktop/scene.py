"""A small project with suggestions, regions and a second document, and a window on it: what each act has to work on."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.codebook import Codebook
from annotator.records import Coding, Region, Suggestion
from storage.opening import create_project
from storage.suggestions import suggestion_set
from storage.texts import NewDocument, add_documents
from tests.desktop.acting import open_again
from ui.desktop.window import MainWindow

TEXT = (
    "The Harvesters met 😀 in Port Vale.\n"
    "The mayor warned the Harvesters against new raids.\n"
    "The Council said the Harvesters left, and Port Vale is calm.\n\n"
    "Share this page. Sign up for our letters.\n"
)
OTHER = "Nobody but the Harvesters came to the Council.\n"
LEFT_OUT = TEXT.index("Share")


def place(words: str, nth: int = 1) -> tuple[int, int]:
    """Where some words of TEXT stand for the nth time."""
    start = -1
    for _ in range(nth):
        start = TEXT.index(words, start + 1)
    return start, start + len(words)


def offered(sha256: str) -> list[Suggestion]:
    """In the order of the text: two names, a position with a holder, a third name, and a name that is unknown."""

    def one(id_: str, words: str, nth: int, facet: str, code: str, score: float, **attributes: str) -> Suggestion:
        start, end = place(words, nth)
        return Suggestion(id_, sha256, start, end, facet, code, attributes, f"{facet}s/1 rule", score)

    return [
        one("s1", "Harvesters", 1, "group", "harvesters", 0.9),
        one("s2", "warned the Harvesters", 1, "view", "against", 0.6, holder="council", mode="said"),
        one("s3", "Harvesters", 2, "group", "harvesters", 0.8),
        one("s4", "Harvesters", 3, "group", "harvesters", 0.7),
        one("s5", "Port Vale", 2, "group", "", 0.4),
    ]


def build_scene(path: Path, codebook: Codebook) -> None:
    with create_project(path, codebook, person="Amira") as project:
        region = Region(LEFT_OUT, len(TEXT) - 1, "boilerplate")
        new = [NewDocument("a.txt", TEXT, (region,)), NewDocument("b.txt", OTHER, ())]
        act, texts = add_documents(project, new)
        project.commit(act, texts=texts)
        project.commit(suggestion_set("Amira", new[0].sha256, offered(new[0].sha256), run={"model": "test"}))
        project.commit(suggestion_set("Amira", new[1].sha256, [], run={"model": "test"}))


def scene(qtbot: QtBot, path: Path, codebook: Codebook) -> MainWindow:
    """The window on a.txt, the text under the keys."""
    build_scene(path, codebook)
    window = open_again(qtbot, path)
    window.show_document("a.txt")
    window.view.setFocus()
    return window


def codings(window: MainWindow) -> list[Coding]:
    """This coder's codings of the open document, in the order of the text."""
    held = window.bench.open
    assert held is not None
    return sorted(held.codings.values(), key=lambda coding: (coding.start or 0, coding.end or 0, coding.code))


def spans(window: MainWindow) -> list[tuple[int | None, int | None, str]]:
    return [(coding.start, coding.end, coding.code) for coding in codings(window)]


def settle() -> None:
    """Until what follows a change of sizes has followed: layouts answer one another."""
    for _ in range(5):
        QApplication.processEvents()
