"""For eyes, ears and hands of every kind: names and roles, focus, contrast, in each window and both themes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QColor, QImage, QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from annotator.codebook import Codebook
from tests.desktop.scene import scene
from tests.desktop.windows import WINDOWS, opened
from ui.desktop.text.view import DocumentView
from ui.desktop.theme import TEXT_CONTRAST, Mode, contrast
from ui.desktop.window import MainWindow

INTERACTIVE = (QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit)


@pytest.fixture
def window(tmp_path: Path, codebook: Codebook, qtbot: QtBot) -> Iterator[MainWindow]:
    made = scene(qtbot, tmp_path / "town.intercoder", codebook)
    yield made
    assert made.theme is not None
    made.theme.set_mode("system")
    made.theme.set_text_percent(100)


def shown(of: QWidget, kind: type[QWidget] | tuple[type[QWidget], ...]) -> list[QWidget]:
    """Visible widgets that are not parts of others (the line of a combo box, the editor of a spin box)."""
    return [
        widget
        for widget in of.findChildren(QWidget)
        if isinstance(widget, kind)
        and not isinstance(widget, QHeaderView)
        and widget.isVisibleTo(of)
        and not isinstance(widget.parent(), QComboBox | QAbstractSpinBox | QTabBar | QLineEdit)
        and not widget.objectName().startswith("qt_")
        and "QComboBoxPrivateContainer" not in [type(p).__name__ for p in _parents(widget)]
    ]


def _parents(widget: QWidget) -> Iterator[QWidget]:
    parent = widget.parentWidget()
    while parent is not None:
        yield parent
        parent = parent.parentWidget()


def interface(widget: QWidget) -> QAccessibleInterface:
    found = QAccessible.queryAccessibleInterface(widget)
    assert found is not None
    return found


@pytest.mark.parametrize("name", WINDOWS)
def test_everything_that_can_be_used_has_a_name_and_a_role(name: str, window: MainWindow, qtbot: QtBot) -> None:
    made = opened(name, window, qtbot)
    nameless = []
    for widget in shown(made, INTERACTIVE):
        found = interface(widget)
        assert found.role() not in (QAccessible.Role.NoRole, QAccessible.Role.Client), widget
        if not (found.text(QAccessible.Text.Name).strip() or widget.toolTip()):
            nameless.append(f"{type(widget).__name__} {widget.objectName()} in {type(widget.parent()).__name__}")
    assert nameless == []


@pytest.mark.parametrize("name", WINDOWS)
def test_everything_can_be_reached_with_the_tab_key(name: str, window: MainWindow, qtbot: QtBot) -> None:
    made = opened(name, window, qtbot)
    chain: list[QWidget] = []
    at = made.nextInFocusChain()
    while at is not None and at is not made and len(chain) < 2000:
        chain.append(at)
        at = at.nextInFocusChain()
    for widget in shown(made, (QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit)):
        if widget.isEnabled() and name != "palette":
            assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus or isinstance(widget.parent(), QAbstractItemView), (
                widget.accessibleName()
            )
            assert widget in chain


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("name", WINDOWS)
def test_words_have_contrast(name: str, mode: Mode, window: MainWindow, qtbot: QtBot) -> None:
    """By the colours that the style resolved for each widget (disabled ones excepted, as WCAG does)."""
    assert window.theme is not None
    window.theme.set_mode(mode)
    made = opened(name, window, qtbot)
    weak = []
    for widget in shown(made, (*INTERACTIVE, QLabel)):
        if not widget.isEnabled() or isinstance(widget, DocumentView | QScrollBar):
            continue
        field = isinstance(widget, QAbstractItemView | QLineEdit | QPlainTextEdit)
        colours = widget.palette()
        ink = colours.color(QPalette.ColorRole.Text if field else widget.foregroundRole())
        ground = colours.color(QPalette.ColorRole.Base if field else QPalette.ColorRole.Window)
        if isinstance(widget, QAbstractButton):
            ground = colours.color(QPalette.ColorRole.Button)
        if contrast(ink.name(), ground.name()) < TEXT_CONTRAST:
            weak.append((type(widget).__name__, widget.objectName(), ink.name(), ground.name()))
        if field:
            hint = colours.color(QPalette.ColorRole.PlaceholderText)
            assert contrast(_over(hint, ground), ground.name()) >= TEXT_CONTRAST, widget.accessibleName()
    assert weak == []


def _over(ink: QColor, ground: QColor) -> str:
    """A colour that lets its ground through, as it is seen."""
    part = ink.alphaF()
    mixed = [round(a * part + b * (1 - part)) for a, b in zip(ink.getRgb()[:3], ground.getRgb()[:3], strict=True)]  # type: ignore[index]
    return QColor(*mixed).name()


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("name", WINDOWS)
def test_labels_are_painted_with_contrast(name: str, mode: Mode, window: MainWindow, qtbot: QtBot) -> None:
    """By the pixels: between the ground of a label and what stands out most from it lies the asked-for contrast."""
    assert window.theme is not None
    window.theme.set_mode(mode)
    made = opened(name, window, qtbot)
    for widget in shown(made, (QLabel, QAbstractButton)):
        words = widget.text().strip() if isinstance(widget, QLabel | QAbstractButton) else ""
        if words and widget.isEnabled() and widget.visibleRegion().boundingRect().height() > 8:
            assert _seen(widget.grab().toImage()) >= TEXT_CONTRAST, (type(widget).__name__, words)


def _seen(image: QImage) -> float:
    counted: dict[str, int] = {}
    for y in range(image.height()):
        for x in range(image.width()):
            colour = image.pixelColor(x, y).name()
            counted[colour] = counted.get(colour, 0) + 1
    ground = max(counted, key=lambda colour: counted[colour])
    return max(contrast(ground, colour) for colour in counted)


@pytest.mark.parametrize("name", [name for name in WINDOWS if name != "main"])
def test_at_twice_the_size_windows_still_fit_a_small_screen(name: str, window: MainWindow, qtbot: QtBot) -> None:
    assert window.theme is not None
    window.theme.set_text_percent(200)
    made = opened(name, window, qtbot)
    assert made.minimumSizeHint().width() <= 1366
    assert made.minimumSizeHint().height() <= 1000


@pytest.mark.parametrize("name", WINDOWS)
def test_no_button_cuts_its_words_at_any_size(name: str, window: MainWindow, qtbot: QtBot) -> None:
    assert window.theme is not None
    for percent in (100, 200):
        window.theme.set_text_percent(percent)
        window.arrange(percent)
        made = opened(name, window, qtbot)
        made.adjustSize() if made is not window else None
        QApplication.processEvents()
        for widget in shown(made, QAbstractButton):
            if isinstance(widget, QAbstractButton) and widget.text() and widget.visibleRegion().boundingRect().width():
                assert widget.width() >= widget.minimumSizeHint().width(), widget.text()
        if made is not window:
            made.hide()
