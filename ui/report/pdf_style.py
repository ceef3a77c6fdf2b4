"""The font and the paragraph styles of the PDF. DejaVu Sans comes with matplotlib and is embedded."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle

from ui.report.plots import INK, MUTED

FONT, BOLD = "DejaVuSans", "DejaVuSans-Bold"
_FILES = {"": FONT, "bold": BOLD, "italic": "DejaVuSans-Oblique", "both": "DejaVuSans-BoldOblique"}


@cache
def register_fonts() -> None:
    """Register the four faces with reportlab and the plots' font with svglib; once is enough."""
    import matplotlib
    from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily
    from reportlab.pdfbase.ttfonts import TTFont
    from svglib.svglib import register_font

    folder = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    for style, file in (("normal", FONT), ("italic", _FILES["italic"])):
        register_font("DejaVu Sans", str(folder / f"{file}.ttf"), style=style, rlgFontName=file)
    for name in _FILES.values():
        registerFont(TTFont(name, str(folder / f"{name}.ttf")))
    # last, because each registration of a face claims the whole family for that face
    registerFontFamily(FONT, normal=FONT, bold=BOLD, italic=_FILES["italic"], boldItalic=_FILES["both"])


def _style(name: str, size: float, **more: Any) -> ParagraphStyle:
    settings: dict[str, Any] = {
        "fontName": FONT, "fontSize": size, "leading": size * 1.42, "textColor": HexColor(INK), "splitLongWords": 1,
        "bulletFontName": FONT, **more,
    }  # fmt: skip
    return ParagraphStyle(name, **settings)


_MUTED = HexColor(MUTED)

STYLES: Mapping[str, ParagraphStyle] = {
    "title": _style("title", 19, fontName=BOLD, leading=23, spaceAfter=3),
    "subtitle": _style("subtitle", 9.5, textColor=_MUTED, spaceAfter=14),
    "h2": _style("h2", 14, fontName=BOLD, leading=18, spaceBefore=6, spaceAfter=7),
    "h3": _style("h3", 10.5, fontName=BOLD, leading=14, spaceBefore=8, spaceAfter=5),
    "lead": _style("lead", 11, spaceAfter=9),
    "plain": _style("plain", 9, spaceAfter=7),
    "note": _style("note", 7.8, textColor=_MUTED, spaceAfter=6),
    "paste": _style("paste", 9),
    "point": _style("point", 9, spaceAfter=2.5),
    "caption": _style("caption", 8.2, fontName=BOLD, spaceAfter=3),
    "under": _style("under", 7.4, textColor=_MUTED, spaceBefore=3),
    "small": _style("small", 7.2, textColor=_MUTED),
    "head": _style("head", 7.2, fontName=BOLD, textColor=_MUTED),
    "head-number": _style("head-number", 7.2, fontName=BOLD, textColor=_MUTED, alignment=TA_RIGHT),
    "head-dense": _style("head-dense", 6, fontName=BOLD, textColor=_MUTED),
    "head-number-dense": _style("head-number-dense", 6, fontName=BOLD, textColor=_MUTED, alignment=TA_RIGHT),
    "cell": _style("cell", 7.6, leading=10),
    "number": _style("number", 7.6, leading=10, alignment=TA_RIGHT),
    "cell-dense": _style("cell-dense", 6.6, leading=8.8),
    "number-dense": _style("number-dense", 6.6, leading=8.8, alignment=TA_RIGHT),
    "card-title": _style("card-title", 9, fontName=BOLD),
    "card-figure": _style("card-figure", 17, fontName=BOLD, leading=22),
    "card-undefined": _style("card-undefined", 12, leading=17),
    "card-verdict": _style("card-verdict", 7.4, fontName=BOLD, spaceBefore=2),
    "card-other": _style("card-other", 7.2, spaceBefore=3),
}
