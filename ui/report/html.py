"""The report as one HTML file: styles and plots inside, no address outside, no script."""

from __future__ import annotations

import re
from functools import cache
from itertools import count
from pathlib import Path
from typing import BinaryIO

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from lxml import etree
from markupsafe import Markup

from annotator.agreement.rows import Results
from annotator.wording import language, say
from ui.report.blocks import Picture, Report, Section
from ui.report.outline import outline
from ui.report.plots import TOKENS
from ui.report.printable import printable

RESOURCES = Path(__file__).resolve().parents[2] / "resources" / "report"

_SVG = "{http://www.w3.org/2000/svg}"
_LINK = "{http://www.w3.org/1999/xlink}href"


def write_html(results: Results, stream: BinaryIO) -> None:
    """Write the page. The same results give the same bytes."""
    write_page(outline(results), stream)


def write_page(report: Report, stream: BinaryIO) -> None:
    """Write any report as a page."""
    pictures = count(1)
    page = _environment().get_template("report.html.j2").render(
        report=report,
        language=language(),
        chapters=_chapters(report.sections),
        style=Markup((RESOURCES / "report.css").read_text(encoding="utf-8")),
        svg=lambda picture: inline_svg(picture, next(pictures)),
    )  # fmt: skip
    stream.write(printable(page).encode("utf-8"))


def inline_svg(picture: Picture, number: int) -> Markup:
    """matplotlib's SVG as part of a page: titled, in the page's colours and font, ids its own, no namespaces."""
    root = etree.fromstring(picture.svg.encode("utf-8"), etree.XMLParser(resolve_entities=False, no_network=True))
    nodes = [(node, {str(key): str(value) for key, value in node.attrib.items()}) for node in root.iter()]
    used = set(re.findall(r"#([\w.-]+)", " ".join(value for _, found in nodes for value in found.values())))
    for node, found in nodes:
        for key, value in found.items():
            if key == "id" and value not in used:
                del node.attrib[key]
            elif key == "id":
                node.set(key, f"p{number}-{value}")
            elif key == _LINK:
                del node.attrib[key]
                node.set("href", value.replace("#", f"#p{number}-"))
            elif "url(#" in value:
                node.set(key, value.replace("url(#", f"url(#p{number}-"))
    for old in root.findall(f"{_SVG}title") + root.findall(f"{_SVG}desc"):
        root.remove(old)
    for place, (tag, text) in enumerate((("title", picture.title), ("desc", picture.desc))):
        node = etree.Element(f"{_SVG}{tag}", id=f"p{number}-{tag}")
        node.text = printable(text)
        root.insert(place, node)
    root.set("role", "img")
    root.set("aria-labelledby", f"p{number}-title p{number}-desc")
    for key in ("width", "height", "version"):
        root.attrib.pop(key, "")
    text = etree.tostring(root, encoding="unicode")
    text = re.sub(r' xmlns(:\w+)?="[^"]*"', "", text)
    for colour, token in TOKENS.items():
        text = text.replace(colour, f"var(--{token})")
    return Markup(text)  # built by lxml, which has escaped every text


def _chapters(sections: tuple[Section, ...]) -> list[tuple[Section, list[Section]]]:
    """Sections of level 2 with their parts, for the table of contents."""
    found: list[tuple[Section, list[Section]]] = []
    for section in sections:
        if section.level == 2 or not found:
            found.append((section, []))
        else:
            found[-1][1].append(section)
    return found


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(RESOURCES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["say"] = say
    environment.tests["a"] = lambda value, name: type(value).__name__ == name
    return environment
