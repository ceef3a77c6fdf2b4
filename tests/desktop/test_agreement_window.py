"""The agreement window: the report's rows with filters, disagreements with both coders side by side, stop and again."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

import main
from annotator.agreement.rows import Results
from ui.desktop import ask
from ui.desktop.agreement_models import COLUMNS
from ui.desktop.agreement_window import AgreementWindow
from ui.desktop.window import MainWindow
from ui.workflows.sample import fill_sample


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("sample") / "sample.intercoder"
    with fill_sample(path) as project:
        project.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path.read_bytes()


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, sample: bytes) -> MainWindow:
    path = tmp_path / "sample.intercoder"
    path.write_bytes(sample)
    shown = main.open_window(path, "Amira")
    assert isinstance(shown, MainWindow)
    qtbot.addWidget(shown)
    return shown


@pytest.fixture
def agreement(qtbot: QtBot, window: MainWindow) -> AgreementWindow:
    """Opened by its action, computed in its process."""
    window.actions_by_name["openAgreement"].trigger()
    shown = window.findChild(AgreementWindow, "agreementWindow")
    assert shown is not None
    qtbot.waitUntil(lambda: shown.results is not None, timeout=120_000)
    return shown


def choose(box: QComboBox, data: str) -> None:
    at = box.findData(data)
    assert at >= 0, [box.itemData(i) for i in range(box.count())]
    box.setCurrentIndex(at)
    box.activated.emit(at)


def found(window: AgreementWindow) -> Results:
    assert window.results is not None
    return window.results


def column(window: AgreementWindow, name: str) -> list[str]:
    model = window.rows
    return [str(model.index(row, COLUMNS.index(name)).data()) for row in range(model.rowCount())]


def test_rows_filters_and_warnings(agreement: AgreementWindow) -> None:
    results = found(agreement)
    assert len(column(agreement, "value")) == sum(row.scope == "all" and row.subset == "all" for row in results.rows)
    assert "Krippendorff’s alpha (nominal)" in column(agreement, "measure")
    choose(agreement.facets, "stance")
    choose(agreement.tasks, "stance")
    choose(agreement.scopes, "pair:")
    assert set(column(agreement, "scope")) == {"Amira and Ben", "Amira and Chiara", "Ben and Chiara"}
    choose(agreement.scopes, "all")
    choose(agreement.subsets, "without:Ben")
    assert set(column(agreement, "subset")) == {"Without Ben"}
    undefined = [row for row in results.rows if row.value is None]
    assert undefined
    assert agreement.warnings.model().rowCount() == len(results.warnings)


def test_each_disagreement_stands_side_by_side_and_one_key_leads_to_it(
    qtbot: QtBot, window: MainWindow, agreement: AgreementWindow
) -> None:
    agreement.tabs.setCurrentIndex(1)
    choose(agreement.kinds, "code")
    agreement.list.selectRow(0)
    case = agreement._found(agreement.list.currentIndex())
    assert case is not None
    assert case.kind == "code"
    for pane, coder, side in zip(
        (agreement.panes.first, agreement.panes.second), case.coders, (case.first, case.second), strict=True
    ):
        assert side is not None
        assert pane.head.text().startswith(f"{coder}: {side[2]}")
        current = pane.text.mark(pane.text.current() or "")
        assert current is not None
        assert (current.start, current.end) == side[:2]
    qtbot.keyClick(agreement.list, Qt.Key.Key_Down)
    following = agreement._found(agreement.list.currentIndex())
    assert following is not None
    assert following != case
    qtbot.keyClick(agreement.list, Qt.Key.Key_Return)
    assert window.bench.open is not None
    assert window.bench.open.document.name == following.document
    assert window.view.textCursor().hasSelection()


def test_what_one_coder_missed_shows_an_empty_side(agreement: AgreementWindow) -> None:
    choose(agreement.kinds, "missed")
    agreement.list.selectRow(0)
    case = agreement._found(agreement.list.currentIndex())
    assert case is not None
    empty = agreement.panes.first if case.first is None else agreement.panes.second
    assert "nothing here" in empty.head.text()
    assert empty.text.current() is None


def test_stop_and_again(qtbot: QtBot, window: MainWindow) -> None:
    window.actions_by_name["openAgreement"].trigger()
    shown = window.findChild(AgreementWindow, "agreementWindow")
    assert shown is not None
    qtbot.mouseClick(shown.again, Qt.MouseButton.LeftButton)
    assert shown.told.text() == "Stopped."
    assert shown.results is None
    assert not shown.save.isEnabled()
    qtbot.mouseClick(shown.again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shown.results is not None, timeout=120_000)


def test_the_report_is_saved_from_the_window(
    agreement: AgreementWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "report.csv"
    monkeypatch.setattr(ask, "ask_save", lambda *_: target)
    agreement.save.click()
    assert target.read_text(encoding="utf-8").count("\n") == len(found(agreement).rows) + 1
