from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QImage
from PySide6.QtWidgets import QApplication

from ui.desktop.icons import NAMES, icon
from ui.desktop.theme import DARK, LIGHT, palette

pytestmark = pytest.mark.usefixtures("qapp")


def inked(image: QImage) -> list[tuple[int, int]]:
    return [(x, y) for x in range(image.width()) for y in range(image.height()) if image.pixelColor(x, y).alpha() > 128]


@pytest.mark.parametrize("name", NAMES)
def test_every_name_draws_something_in_the_middle(name: str) -> None:
    places = inked(icon(name).pixmap(QSize(32, 32)).toImage())
    assert len(places) > 20
    across = [x for x, _ in places]
    assert abs((min(across) + max(across)) / 2 - 15.5) < 4


def test_icons_follow_the_palette(qapp: QApplication) -> None:
    before = qapp.palette()
    try:
        for colours in (LIGHT, DARK):
            qapp.setPalette(palette(colours))
            image = icon("accept").pixmap(QSize(32, 32)).toImage()
            assert colours.text in {image.pixelColor(x, y).name() for x, y in inked(image)}
    finally:
        qapp.setPalette(before)


def test_a_disabled_icon_is_paler_and_a_colour_can_be_given() -> None:
    one = icon("accept", colour="#ff0000")
    image = one.pixmap(QSize(32, 32)).toImage()
    assert {image.pixelColor(x, y).name() for x, y in inked(image)} == {"#ff0000"}
    assert one.pixmap(QSize(32, 32), QIcon.Mode.Disabled).toImage() != image


def test_no_other_names() -> None:
    with pytest.raises(KeyError):
        icon("no such icon")


def test_the_set_is_read_without_its_bindings() -> None:
    icon("accept").pixmap(QSize(16, 16))
    assert "qtpy" not in sys.modules
