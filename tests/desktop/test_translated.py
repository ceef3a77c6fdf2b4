"""Every word on the screen goes through Qt's translation: no call that shows words is given bare ones."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import parse

import pytest
from PySide6.QtWidgets import QApplication

from ui.desktop.language import FOLDER, speak
from ui.desktop.words import counted

ROOT = Path(__file__).resolve().parents[2]
DESKTOP = ROOT / "ui" / "desktop"
SHOWING = {
    "setText", "setWindowTitle", "setToolTip", "setStatusTip", "setPlaceholderText", "setAccessibleName",
    "setAccessibleDescription", "showMessage", "setLabelText", "setIconText", "addTab", "setTabText", "addRow", "tell",
    "setHorizontalHeaderLabels", "setHeaderLabels", "QLabel", "QPushButton", "QCheckBox", "QAction", "QDockWidget",
    "QGroupBox", "QTreeWidgetItem", "QTableWidgetItem", "QListWidgetItem", "addMenu", "QToolBar", "confirm", "warn",
    "question", "warning", "getText", "getItem", "getMultiLineText",
}  # fmt: skip
WORDS = {"placeholderText", "toolTip", "text", "title", "prefix", "suffix"}
NAMES = {"Intercoder"}
LETTERS = re.compile(r"[^\W\d_]{2,}")


def bare_words(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and words of each literal that a showing call gets without translation."""
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        emits = name == "emit" and isinstance(call.func, ast.Attribute) and _is_telling(call.func.value)
        given = list(call.args) if name in SHOWING or emits else []
        given += [k.value for k in call.keywords if k.arg in WORDS and name[:1] == "Q"]
        for value in given:
            yield from (
                (part.lineno, text)
                for part, text in _literals(value)
                if LETTERS.search(text) and text.strip(" —") not in NAMES
            )


def _is_telling(signal: ast.expr) -> bool:
    return isinstance(signal, ast.Attribute) and signal.attr in ("told", "failed")


def _literals(value: ast.expr) -> Iterator[tuple[ast.expr, str]]:
    """Literal words in an expression, as far as they are shown: not what is handed to a call."""
    if isinstance(value, ast.Constant) and isinstance(value.value, str) and value.value not in NAMES:
        yield value, value.value
    elif isinstance(value, ast.JoinedStr):
        yield from ((value, str(p.value)) for p in value.values if isinstance(p, ast.Constant))
    elif isinstance(value, ast.IfExp):
        yield from _literals(value.body)
        yield from _literals(value.orelse)
    elif isinstance(value, ast.BinOp):
        yield from _literals(value.left)
        yield from _literals(value.right)
    elif isinstance(value, ast.List | ast.Tuple):
        for one in value.elts:
            yield from _literals(one)


@pytest.mark.parametrize("path", sorted(DESKTOP.rglob("*.py")), ids=lambda path: path.name)
def test_no_bare_words_are_shown(path: Path) -> None:
    assert list(bare_words(ast.parse(path.read_text(encoding="utf-8")))) == []


def test_bare_words_are_found() -> None:
    source = 'label.setText("Hello")\nbench.told.emit(f"{n} codings")\nQLabel(self.tr("fine"))\nQLineEdit(placeholderText="x y zz")'
    assert [words for _, words in bare_words(ast.parse(source))] == ["Hello", " codings", "x y zz"]


COUNTS = re.compile(
    r"\{\d?\} (\w+ )?(codings|documents|suggestions|facets|files|marks|hits|segments|occurrences|characters|figures|codes)\b"
)


@pytest.mark.parametrize("path", sorted(DESKTOP.rglob("*.py")), ids=lambda path: path.name)
def test_counts_have_plural_forms(path: Path) -> None:
    assert [match.group() for match in COUNTS.finditer(path.read_text(encoding="utf-8"))] == []


def test_english_has_a_form_for_one_of_everything_that_is_counted(tmp_path: Path) -> None:
    source = FOLDER / "intercoder_en.ts"
    fresh = tmp_path / "intercoder_en.ts"
    shutil.copy(source, fresh)
    subprocess.run([sys.executable, ROOT / "docs" / "words.py", fresh], check=True, capture_output=True)
    assert fresh.read_text(encoding="utf-8") == source.read_text(encoding="utf-8"), (
        "make words, then fill in what is new"
    )
    messages = list(parse(source).getroot().iter("message"))
    assert len(messages) > 20
    for message in messages:
        one, many = (form.text or "" for form in message.iter("numerusform"))
        assert many == message.findtext("source")
        assert one != many
    release = Path(sys.executable).parent / "pyside6-lrelease"
    subprocess.run([release, source, "-qm", tmp_path / "en.qm"], check=True, capture_output=True)
    assert (tmp_path / "en.qm").read_bytes() == source.with_suffix(".qm").read_bytes(), "make words"


def test_one_is_one(qapp: QApplication) -> None:
    speak(qapp)
    assert counted("MainWindow", "Added %Ln documents.", 1) == "Added 1 document."
    assert counted("MainWindow", "Added %Ln documents.", 12_345) == "Added 12,345 documents."
