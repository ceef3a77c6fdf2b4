"""The text of a web page as a reader sees it: blocks on lines of their own, white space as a browser shows it."""

from __future__ import annotations

import re

from lxml import etree

_HIDDEN = frozenset(
    ("script", "style", "noscript", "template", "head", "iframe", "object", "svg", "math", "select", "textarea", "audio",
     "video", "canvas", "datalist")
)  # fmt: skip
_APART = frozenset(
    ("p", "h1", "h2", "h3", "h4", "h5", "h6", "div", "section", "article", "header", "footer", "main", "aside", "nav",
     "blockquote", "pre", "ul", "ol", "dl", "table", "form", "figure", "fieldset", "address", "hr", "body", "details")
)  # fmt: skip
_LINE = frozenset(("li", "tr", "dt", "dd", "figcaption", "caption", "legend", "summary", "option", "label", "center"))
_SPACE = re.compile(r"[ \t\n\r\f]+")
_INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff]")


def visible_text(root: etree._Element) -> str:
    """The visible text below an element. Scripts, styles, forms' fields and hidden elements are not."""
    page = _Page()
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event in ("comment", "pi"):
            page.write(element.tail)
        elif event == "start":
            if element.tag in _HIDDEN or _is_hidden(element):
                walk.skip_subtree()
            else:
                page.enter(element)
        else:
            page.leave(element, root)
    return page.text()


def _is_hidden(element: etree._Element) -> bool:
    return element.get("hidden") is not None or bool(_INVISIBLE.search(element.get("style") or ""))


class _Page:
    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._breaks = 0
        self._space = False
        self._verbatim = 0

    def enter(self, element: etree._Element) -> None:
        tag = element.tag
        if tag == "br":
            self._breaks += 1
        elif tag in _APART:
            self._breaks = max(self._breaks, 2)
        elif tag in _LINE:
            self._breaks = max(self._breaks, 1)
        elif tag in ("td", "th") and element.getprevious() is not None:
            self._space = True
        self._verbatim += tag == "pre"
        self.write(element.text)

    def leave(self, element: etree._Element, root: etree._Element) -> None:
        tag = element.tag
        if tag in _HIDDEN or _is_hidden(element):
            pass
        elif tag in _APART:
            self._breaks = max(self._breaks, 2)
        elif tag in _LINE:
            self._breaks = max(self._breaks, 1)
        if tag == "pre":
            self._verbatim -= 1
        if element is not root:
            self.write(element.tail)

    def write(self, text: str | None) -> None:
        """Take text in; white space between blocks is nothing, else one space, and stays as it is in `pre`."""
        if not text:
            return
        if self._verbatim:
            self._flush()
            self._pieces.append(text)
            return
        plain = _SPACE.sub(" ", text)
        if plain[0] == " ":
            self._space = True
            plain = plain[1:]
        if not plain:
            return
        self._flush()
        ends = plain[-1] == " "
        self._pieces.append(plain[:-1] if ends else plain)
        self._space = ends

    def _flush(self) -> None:
        if self._pieces:
            self._pieces.append("\n" * min(self._breaks, 2) if self._breaks else " " * self._space)
        self._breaks, self._space = 0, False

    def text(self) -> str:
        return _UNSTORABLE.sub("", "".join(self._pieces)).strip("\n")
