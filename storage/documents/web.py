"""Web pages: the whole visible text is kept; what trafilatura does not take for the article is a region."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from lxml import etree, html

from annotator.errors import DocumentError
from annotator.records import Region, Span
from annotator.wording import later, say
from storage.documents.decoding import checked, decode
from storage.documents.records import Part, Reader, Source
from storage.documents.visible import visible_text

_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}?encoding=[\"']([\w.:-]{2,40})", re.I
)
_DECLARED_WITHIN = 4096
_LANGUAGES = frozenset(("content-language", "language", "dc.language", "dcterms.language", "og:locale"))
_AUTHORS = frozenset(("author", "dc.creator", "dcterms.creator", "byl", "parsely-author", "sailthru.author"))
_IN_LANGUAGE = re.compile(r'"inLanguage"\s*:\s*"([A-Za-z-]{2,20})"')
_WORD = re.compile(r"\w+")
_RUN = 4
"""Words in a row by which a line is found in the article."""
_SHARE = 0.6
_FEWEST_WORDS = 60
"""An article found by trafilatura that is shorter may be a teaser: then the whole page is kept as text."""


def _read(source: Source) -> Iterator[Part]:
    declared = _DECLARED.search(source.data[:_DECLARED_WITHIN])
    name = (declared[1] or declared[2]).decode("ascii") if declared else None
    decoded = decode(source.data, encoding=source.encoding, declared=name)
    root = _parse(decoded.text)
    text = checked(visible_text(root))
    found = _article(decoded.text)
    regions = _around_article(text, found, _headings(root)) if found is not None else ()
    yield Part(text, regions, _metadata(found, root), decoded.encoding)


def _parse(text: str) -> html.HtmlElement:
    parser = html.HTMLParser(no_network=True, huge_tree=False, recover=True, encoding="utf-8")
    try:
        root = html.document_fromstring(text.encode("utf-8"), parser=parser)
    except etree.ParserError:
        raise DocumentError(say("it is empty.")) from None
    except (etree.XMLSyntaxError, ValueError):
        raise DocumentError(say("it is damaged: it can't be read as a web page.")) from None
    if any("xcessive depth" in entry.message or "huge" in entry.message for entry in parser.error_log):
        raise DocumentError(say("it is nested too deeply for a web page: save its text and add that."))
    return root


def _article(text: str) -> Any:
    """What trafilatura finds: text, comments, title, author, date, site; None where it finds nothing."""
    import trafilatura  # only here: slow to import

    return trafilatura.bare_extraction(text, include_comments=False, favor_recall=True, with_metadata=True)


def _around_article(text: str, found: Any, headings: Sequence[str]) -> tuple[Region, ...]:
    """The stretches of the visible text that are no part of the article that trafilatura found."""
    words = _words(found.text or "")
    if len(words) < _FEWEST_WORDS:
        return ()
    runs = {tuple(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1)}
    short = {tuple(_words(line)) for line in (found.text or "").split("\n")}
    lines = [line for line in _lines(text) if text[line.start : line.end].strip()]
    inside = [_belongs(_words(text[line.start : line.end]), runs, short) for line in lines]
    if not any(inside):
        return ()
    first, last = inside.index(True), len(inside) - 1 - inside[::-1].index(True)
    title = _words(str(found.title or ""))
    for i in range(first):
        line = _words(text[lines[i].start : lines[i].end])
        inside[i] = bool(line) and (line == title or line in [_words(heading) for heading in headings])
    for i in range(first, last + 1):  # a short line in the midst of the article is a heading of it
        inside[i] = inside[i] or (inside[i - 1] and inside[min(i + 1, last)])
    return tuple(_joined(lines, inside))


def _belongs(words: list[str], runs: set[tuple[str, ...]], short: set[tuple[str, ...]]) -> bool:
    if tuple(words) in short:
        return True
    mine = [tuple(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1)]
    return bool(mine) and sum(run in runs for run in mine) >= _SHARE * len(mine)


def _joined(lines: Sequence[Span], inside: Sequence[bool]) -> Iterator[Region]:
    start: int | None = None
    for line, article, after in zip(lines, inside, [*inside[1:], True], strict=True):
        if article:
            continue
        start = line.start if start is None else start
        if after:
            yield Region(start, line.end, "boilerplate", "outside the article of the page")
            start = None


def _lines(text: str) -> Iterator[Span]:
    start = 0
    for line in text.split("\n"):
        yield Span(start, start + len(line))
        start += len(line) + 1


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _headings(root: html.HtmlElement) -> list[str]:
    return [element.text_content() for element in root.iter("h1")][:5]


def _metadata(found: Any, root: html.HtmlElement) -> dict[str, str]:
    metadata = {}
    if found is not None:
        source = found.sitename or found.hostname or found.url
        metadata = {"title": found.title, "author": found.author, "date": found.date, "source": source}
    title = root.find(".//head/title")
    if not metadata.get("title") and title is not None:
        metadata["title"] = title.text_content()
    metadata["language"] = _language(root)
    if not metadata.get("author"):
        metadata["author"] = next(_meta(root, _AUTHORS), "")
    return {key: " ".join(str(value).split()) for key, value in metadata.items() if value}


def _language(root: html.HtmlElement) -> str:
    """What the page says of its language: its own attribute, else what a `meta` says ("en_GB" becomes "en-GB")."""
    said = [root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("xml:lang") or ""]
    body = root.find(".//body")
    said.append((body.get("lang") or "") if body is not None else "")
    said += _meta(root, _LANGUAGES)
    for script in root.iter("script"):
        if script.get("type") == "application/ld+json" and (named := _IN_LANGUAGE.search(script.text or "")):
            said.append(named[1])
    found = next((words.strip() for words in said if words.strip()), "")
    return found.split(",")[0].strip().replace("_", "-")[:20]


def _meta(root: html.HtmlElement, names: Collection[str]) -> Iterator[str]:
    """What the page's `meta` elements of these names say."""
    for meta in root.iter("meta"):
        name = (meta.get("http-equiv") or meta.get("name") or meta.get("property") or "").lower()
        if name in names and (content := (meta.get("content") or "").strip()):
            yield content


READER = Reader(
    "html", later("web page"), (".html", ".htm", ".xhtml"), _read, looks="page", apart=True, libraries=("trafilatura", "lxml"), revision=2
)  # fmt: skip
