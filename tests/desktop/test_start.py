"""Starting: the frame, the text of the first document in it, then the whole window in its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from annotator.errors import ProjectError
from storage.opening import create_project
from tests.conftest import add_texts
from ui.desktop import start
from ui.desktop.settings import Settings
from ui.desktop.text.view import DocumentView
from ui.workflows.resources import default_codebook


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with create_project(tmp_path / "p.intercoder", default_codebook(), person="Dora") as project:
        add_texts(project, {"a.txt": "The Taliban spoke in Kabul.", "b.txt": "Another text."})
    return tmp_path / "p.intercoder"


@pytest.fixture(autouse=True)
def an_empty_screen(qapp: QApplication) -> None:
    """What other tests of this process left on the screen is not what is counted here."""
    for widget in visible():
        widget.hide()


def visible() -> list[QWidget]:
    return [widget for widget in QApplication.topLevelWidgets() if widget.isVisible() and widget.isWindow()]


def test_the_text_is_there_before_the_window_is_built(qtbot: QtBot, path: Path) -> None:
    seen: list[str] = []

    def framed() -> None:
        (frame,) = visible()
        seen.append("frame")
        assert frame.findChild(DocumentView) is None

    def shown() -> None:
        (frame,) = visible()
        view = frame.findChild(DocumentView)
        seen.append("text")
        assert view is not None
        assert view.isVisible()
        assert view.visible_span().end > 10

    window = start.show_project(path, "Dora", settings=Settings(remembered=False), framed=framed, shown=shown)
    qtbot.addWidget(window)
    assert seen == ["frame", "text"]
    assert visible() == [window]
    assert window.view.isVisible()
    assert window.bench.require_document().document.name == "a.txt"
    assert window.documents.view.currentIndex().row() == 0
    window.select_span(4, 11)
    with qtbot.waitSignal(window.saved):
        assert window.apply_code("actor", "taliban")


def test_the_document_that_was_open_last_comes_first(qtbot: QtBot, path: Path) -> None:
    window = start.show_project(path, "Dora", settings=Settings())
    window.show_document("b.txt")
    window.view.set_zoom(150)
    window.close()
    again = start.show_project(path, "Dora", settings=Settings())
    qtbot.addWidget(again)
    assert again.bench.require_document().document.name == "b.txt"
    assert again.view.zoom() == 150


def test_a_project_that_cannot_be_opened_leaves_no_frame(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "no.intercoder").write_bytes(b"not a project")
    with pytest.raises(ProjectError):
        start.show_project(tmp_path / "no.intercoder", "Dora", settings=Settings(remembered=False))
    assert visible() == []


def test_a_project_without_documents_opens(qtbot: QtBot, tmp_path: Path) -> None:
    create_project(tmp_path / "p.intercoder", default_codebook(), person="Dora").close()
    window = start.show_project(tmp_path / "p.intercoder", "Dora", settings=Settings(remembered=False))
    qtbot.addWidget(window)
    assert window.bench.open is None
    assert window.empty.isVisible()
