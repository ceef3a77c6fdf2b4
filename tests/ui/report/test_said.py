"""The report in another language: every word that a reader sees goes through the translation, but for the run's own data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html

from annotator.agreement.rows import Results
from annotator.wording import translate_with
from tests.ui.report.factory import results
from ui.report import write_report
from ui.report.plots import shorten
from ui.report.references import REFERENCES

_WORD = re.compile(r"[^\W\d_]{3,}")
_SAID = re.compile("⟦[^⟦⟧]*⟧")


@pytest.fixture
def brackets() -> Iterator[None]:
    translate_with(lambda template, _: f"⟦{template}⟧", name="de")
    yield
    translate_with(None)


def data(found: Results) -> set[str]:
    """What the run itself calls things, and what it said when it was made."""
    own = {*found.warnings, *(reference.full for reference in REFERENCES.values())}
    for row in found.rows:
        own |= {row.measure, row.scope.partition(":")[2], *row.coders, row.facet or "", row.code or ""}
        own |= {row.facet.capitalize() if row.facet else "", row.reason or "", row.note or "", row.level or ""}
        own |= {row.weights or "", row.interval or "", row.subset.partition(":")[2]}
    for table in found.tables:
        own |= {table.title, *table.notes, *table.rows, *table.columns}
        own |= {cell for line in table.cells for cell in line if isinstance(cell, str)}
    for case in found.disagreements:
        own |= {case.document, case.text, " ".join(case.text.split()), *case.coders}
        for _, _, code, attributes in filter(None, (case.first, case.second)):
            own |= {code, *attributes, *attributes.values()}
    own |= {shorten(words) for words in own}
    return {words for words in own if words.strip()}


def bare(words: str, own: set[str]) -> str:
    while _SAID.search(words):
        words = _SAID.sub(" ", words)
    for one in sorted(own, key=len, reverse=True):
        words = re.sub(rf"(?<!\w){re.escape(' '.join(one.split()))}(?!\w)", " ", words)
    return words.strip() if _WORD.search(words) else ""


def seen(page: html.HtmlElement) -> Iterator[str]:
    """The words of each cell, heading, paragraph and point; provenance and texts of documents are data."""
    for kind in ("h1", "h2", "h3", "p", "li", "th", "td", "caption", "figcaption", "summary", "text", "title", "desc"):
        for node in page.iter(kind):
            if kind not in ("th", "td") or not node.xpath("ancestor::section[@id='provenance']//tbody"):
                yield " ".join(node.text_content().split())


def test_every_word_of_the_page_goes_through_the_translation(brackets: None, tmp_path: Path) -> None:
    found = results()
    write_report(found, tmp_path / "report.html")
    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    page = html.document_fromstring(text)
    assert page.get("lang") == "de"
    assert page.xpath("string(//nav/@aria-label)") == "⟦Contents⟧"
    own = data(found)
    left = {rest for words in {*seen(page)} if (rest := bare(words, own))}
    assert not left, "\n".join(sorted(left)[:60])
