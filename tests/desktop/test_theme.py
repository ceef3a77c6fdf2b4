from __future__ import annotations

import colorsys
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from ui.desktop.text.inks import Inks
from ui.desktop.theme import (
    DARK,
    LIGHT,
    LINE_CONTRAST,
    TEXT_CONTRAST,
    Colours,
    Theme,
    colours_of,
    contrast,
    label_colour,
    line_colour,
    mix,
    palette,
    readable,
    tint,
)

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
schemes = st.sampled_from((LIGHT, DARK))


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """A theme that leaves the application as it was."""
    font, before, sheet = qapp.font(), qapp.palette(), qapp.styleSheet()
    made = Theme(qapp)
    yield made
    made.set_mode("system")
    qapp.styleHints().colorSchemeChanged.disconnect()
    made.deleteLater()
    qapp.setStyleSheet(sheet)
    qapp.setPalette(before)
    qapp.setFont(font)


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert contrast("#ffffff", "#777777") == contrast("#777777", "#ffffff")
    assert contrast("#123456", "#123456") == 1


@given(colours, schemes)
def test_any_code_colour_makes_lines_and_names_that_can_be_read(colour: str, scheme: Colours) -> None:
    assert contrast(line_colour(colour, scheme), scheme.base) >= LINE_CONTRAST
    assert contrast(label_colour(colour, scheme), scheme.base) >= TEXT_CONTRAST
    assert contrast(label_colour(colour, scheme), scheme.window) >= TEXT_CONTRAST


@given(colours, schemes, st.floats(0.1, 1.0))
def test_text_keeps_its_contrast_on_any_ground(colour: str, scheme: Colours, strength: float) -> None:
    assert contrast(scheme.text, tint(colour, scheme, strength=strength)) >= TEXT_CONTRAST


@given(colours, schemes)
def test_text_under_a_veil_can_be_read_even_on_a_ground(colour: str, scheme: Colours) -> None:
    veil = Inks(scheme).veil.alphaF()
    ground = mix(tint(colour, scheme), scheme.base, veil)
    assert contrast(mix(scheme.text, scheme.base, veil), ground) >= TEXT_CONTRAST


@given(colours, schemes)
def test_the_hue_of_a_code_stays(colour: str, scheme: Colours) -> None:
    hue, _, saturation = hls(colour)
    new_hue, lightness, new_saturation = hls(line_colour(colour, scheme))
    if min(saturation, new_saturation) > 0.2 and 0.1 < lightness < 0.9:
        assert min(abs(hue - new_hue), 1 - abs(hue - new_hue)) < 0.03


def hls(colour: str) -> tuple[float, float, float]:
    """Hue, lightness, saturation."""
    made = QColor(colour)
    return colorsys.rgb_to_hls(made.redF(), made.greenF(), made.blueF())


def test_a_colour_that_is_readable_already_is_left_alone() -> None:
    assert readable("#1f5fd0", "#ffffff", 4.5) == "#1f5fd0"


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_of_a_scheme_can_be_read(scheme: Colours) -> None:
    for ground in (scheme.window, scheme.base, scheme.raised):
        for ink in (scheme.text, scheme.muted, scheme.accent, scheme.good, scheme.warning, scheme.bad):
            assert contrast(ink, ground) >= TEXT_CONTRAST, (ink, ground)
    assert contrast(scheme.on_accent, scheme.accent) >= TEXT_CONTRAST
    assert contrast(scheme.text, scheme.selection) >= TEXT_CONTRAST
    assert contrast(scheme.text, scheme.hit) >= TEXT_CONTRAST


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_palette_pairs_can_be_read(scheme: Colours) -> None:
    made, role = palette(scheme), QPalette.ColorRole
    pairs = [
        (role.WindowText, role.Window),
        (role.Text, role.Base),
        (role.Text, role.AlternateBase),
        (role.ButtonText, role.Button),
        (role.HighlightedText, role.Highlight),
        (role.ToolTipText, role.ToolTipBase),
        (role.PlaceholderText, role.Base),
        (role.Link, role.Base),
    ]
    for ink, ground in pairs:
        assert contrast(made.color(ink).name(), made.color(ground).name()) >= TEXT_CONTRAST, ink
    assert colours_of(made) is scheme


def test_the_mode_can_be_switched(theme: Theme, qapp: QApplication) -> None:
    told: list[str] = []
    theme.changed.connect(told.append)
    theme.set_mode("dark")
    assert colours_of(qapp.palette()) is DARK
    assert theme.colours is DARK
    theme.set_mode("light")
    assert colours_of(qapp.palette()) is LIGHT
    assert told == ["dark", "light"]


def test_text_grows_to_twice_its_size_and_no_further(theme: Theme, qapp: QApplication) -> None:
    size = qapp.font().pointSizeF()
    theme.set_text_percent(150)
    assert qapp.font().pointSizeF() == pytest.approx(1.5 * size)
    theme.set_text_percent(900)
    assert qapp.font().pointSizeF() == pytest.approx(2 * size)
    theme.set_text_percent(100)
    assert qapp.font().pointSizeF() == pytest.approx(size)
