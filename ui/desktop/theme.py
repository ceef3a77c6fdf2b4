"""The look: colours in light and dark, contrast, and the palette and style sheet of the application.

Colours are "#rrggbb". Contrast is that of WCAG 2.1: 1 (the same) to 21 (black on white).
"""

from __future__ import annotations

import colorsys
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeAlias

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

Mode: TypeAlias = Literal["system", "light", "dark"]
Scheme: TypeAlias = Literal["light", "dark"]

TEXT_CONTRAST = 4.5
LINE_CONTRAST = 3.0
_TINT = {"light": 0.20, "dark": 0.30}
_TINTED_TEXT = 7.0  # what a tint leaves where it can; never less than TEXT_CONTRAST


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of one scheme. Every text colour has TEXT_CONTRAST on `base`, `window` and `raised`."""

    scheme: Scheme
    window: str
    base: str
    raised: str
    text: str
    muted: str
    border: str
    accent: str
    on_accent: str
    selection: str
    hit: str
    good: str
    warning: str
    bad: str


LIGHT = Colours(
    scheme="light",
    window="#f4f5f7",
    base="#ffffff",
    raised="#fafbfc",
    text="#1c2128",
    muted="#59636e",
    border="#d5dae1",
    accent="#1f5fd0",
    on_accent="#ffffff",
    selection="#c7dbff",
    hit="#ffe58a",
    good="#1a7f37",
    warning="#8a5a00",
    bad="#c0222f",
)
DARK = Colours(
    scheme="dark",
    window="#1b1e24",
    base="#15181d",
    raised="#22262e",
    text="#e3e7ed",
    muted="#9aa5b4",
    border="#363c47",
    accent="#7aa8ff",
    on_accent="#0d1526",
    selection="#2b4677",
    hit="#6b5200",
    good="#56c271",
    warning="#e0a93b",
    bad="#ff7b78",
)


def contrast(a: str, b: str) -> float:
    """The contrast of two colours, 1 to 21, in either order (WCAG 2.1, success criterion 1.4.3)."""
    lighter, darker = sorted((_luminance(a), _luminance(b)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mix(a: str, b: str, part: float) -> str:
    """`part` (0 to 1) of colour b in colour a."""
    return _hex(tuple(x + (y - x) * part for x, y in zip(_rgb(a), _rgb(b), strict=True)))


@lru_cache(maxsize=4096)
def readable(colour: str, ground: str, ratio: float) -> str:
    """The colour, made lighter or darker only as far as `ratio` on `ground` asks; its hue stays.

    Where the ratio cannot be had with this hue, black or white, whichever is further from the ground.
    """
    if contrast(colour, ground) >= ratio:
        return colour
    hue, lightness, saturation = colorsys.rgb_to_hls(*_rgb(colour))
    goal = 1.0 if contrast("#ffffff", ground) > contrast("#000000", ground) else 0.0
    near, far = 0.0, 1.0  # how far towards the goal: too little, enough
    for _ in range(12):
        middle = (near + far) / 2
        shade = _hex(colorsys.hls_to_rgb(hue, lightness + (goal - lightness) * middle, saturation))
        near, far = (near, middle) if contrast(shade, ground) >= ratio else (middle, far)
    return _hex(colorsys.hls_to_rgb(hue, lightness + (goal - lightness) * far, saturation))


def line_colour(colour: str, colours: Colours) -> str:
    """A code's colour for lines and stripes on the scheme's base."""
    return readable(colour, colours.base, LINE_CONTRAST)


def label_colour(colour: str, colours: Colours) -> str:
    """A code's colour for its name on the scheme's base or on its window."""
    once = readable(colour, colours.base, TEXT_CONTRAST)
    return readable(once, colours.window, TEXT_CONTRAST)


@lru_cache(maxsize=4096)
def tint(colour: str, colours: Colours, *, strength: float = 1.0) -> str:
    """A code's colour as a ground for text: pale enough that the scheme's text keeps its contrast."""
    part = _TINT[colours.scheme] * strength
    for _ in range(8):
        ground = mix(colours.base, colour, part)
        if contrast(colours.text, ground) >= _TINTED_TEXT:
            return ground
        part *= 0.75
    return mix(colours.base, colour, part)


def colours_of(palette: QPalette) -> Colours:
    """The colours that go with a widget's palette: by whether its base is dark."""
    return DARK if palette.color(QPalette.ColorRole.Base).lightness() < 128 else LIGHT


class Theme(QObject):
    """The application's look. Follows the system's scheme unless told otherwise."""

    changed = Signal(str)
    """The scheme that now holds: "light" or "dark"."""

    def __init__(self, app: QApplication, *, mode: Mode = "system", text_percent: int = 100) -> None:
        super().__init__(app)
        self._app = app
        self._font = app.font()
        self._mode: Mode = mode
        self._scheme: Scheme | None = None
        app.setStyle(QStyleFactory.create("Fusion"))
        app.styleHints().colorSchemeChanged.connect(self._follow)
        self.set_text_percent(text_percent)
        self._follow()

    @property
    def mode(self) -> Mode:
        return self._mode

    @property
    def colours(self) -> Colours:
        return DARK if self._scheme == "dark" else LIGHT

    def set_mode(self, mode: Mode) -> None:
        """Follow the system, or stay light or dark."""
        self._mode = mode
        hints = self._app.styleHints()
        asked = {"system": Qt.ColorScheme.Unknown, "light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
        hints.setColorScheme(asked[mode])  # window frames follow too, where the platform has them
        self._follow()

    def set_text_percent(self, percent: int) -> None:
        """The size of all text outside the document, in per cent of the system's; 100 to 200."""
        font = self._app.font()
        font.setPointSizeF(self._font.pointSizeF() * min(200, max(100, percent)) / 100)
        self._app.setFont(font)
        if self._scheme is not None:
            self._dress()

    def _dress(self) -> None:
        from ui.desktop.style import style_sheet  # it needs this module's colours

        self._app.setStyleSheet(style_sheet(self.colours, line=QFontMetrics(self._app.font()).height()))

    def _follow(self) -> None:
        system: Scheme = "dark" if self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark else "light"
        scheme = system if self._mode == "system" else self._mode
        if scheme == self._scheme:
            return
        self._scheme = scheme
        self._app.setPalette(palette(self.colours))
        self._dress()
        self.changed.emit(scheme)


def palette(colours: Colours) -> QPalette:
    """The palette of a scheme, for the application or one widget."""
    role = QPalette.ColorRole
    made = QPalette()
    roles = {
        role.Window: colours.window,
        role.WindowText: colours.text,
        role.Base: colours.base,
        role.AlternateBase: colours.raised,
        role.Text: colours.text,
        role.Button: colours.raised,
        role.ButtonText: colours.text,
        role.ToolTipBase: colours.raised,
        role.ToolTipText: colours.text,
        role.PlaceholderText: colours.muted,
        role.Highlight: colours.selection,
        role.HighlightedText: colours.text,
        role.Accent: colours.accent,
        role.Link: colours.accent,
        role.LinkVisited: colours.accent,
        role.BrightText: colours.bad,
        role.Light: mix(colours.raised, "#ffffff", 0.1),
        role.Midlight: colours.raised,
        role.Mid: colours.border,
        role.Dark: mix(colours.border, "#000000", 0.2),
        role.Shadow: "#000000",
    }
    for key, colour in roles.items():
        made.setColor(key, QColor(colour))
    for key in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText, role.PlaceholderText):
        made.setColor(QPalette.ColorGroup.Disabled, key, QColor(mix(colours.muted, colours.window, 0.3)))
    return made


def _rgb(colour: str) -> tuple[float, float, float]:
    return int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255


def _hex(rgb: tuple[float, ...]) -> str:
    return "#" + "".join(f"{round(min(1.0, max(0.0, part)) * 255):02x}" for part in rgb)


def _luminance(colour: str) -> float:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
