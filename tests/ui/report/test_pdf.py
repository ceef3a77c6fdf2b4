"""The PDF: the page's content in the page's order, in an embedded font that covers it."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from tests.ui.report.factory import SCRIPT, results
from ui.report import write_report
from ui.report.outline import outline

SMALL = results(actors=3)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    path = tmp_path_factory.mktemp("pdf") / "report.pdf"
    write_report(SMALL, path)
    document = pypdfium2.PdfDocument(path)
    found = []
    for page in document:
        text = page.get_textpage()
        found.append(" ".join(text.get_text_range().replace("￾", "").split()))
        text.close()
        page.close()
    document.close()
    return found


def test_sections_stand_in_the_order_of_the_page(pages: list[str]) -> None:
    text = " ".join(pages)
    place = 0
    for section in outline(SMALL).sections:
        place = text.index(section.title, place)


def test_sections_are_bookmarks(tmp_path: Path) -> None:
    write_report(SMALL, tmp_path / "report.pdf")
    document = pypdfium2.PdfDocument(tmp_path / "report.pdf")
    found = [(mark.level, mark.get_title()) for mark in document.get_toc()]
    document.close()
    assert found == [(section.level - 2, section.title) for section in outline(SMALL).sections]


def test_it_begins_with_the_answer(pages: list[str]) -> None:
    assert pages[0].startswith("Intercoder agreement: Border study")
    assert "3 coders (Ana Ruiz, Chloé O’Neil and Борис) coded 7 documents" in pages[0]
    assert "How far the coders gave the same code to what they both marked" in pages[0]


def test_pages_carry_number_and_title(pages: list[str]) -> None:
    assert len(pages) > 5
    for number, text in enumerate(pages, 1):
        assert f"{number} / {len(pages)}" in text
        assert "Intercoder agreement: Border study" in text


def test_every_script_and_hostile_sign_is_text(pages: list[str]) -> None:
    text = " ".join(pages)
    for words in ("Борис", "нарушение_границы", "ḥarakat_al_ṣaḥwa", "“quoted”", SCRIPT, "=1+1", "−"):
        assert words in text


def test_plots_are_drawings_with_text(pages: list[str]) -> None:
    assert "Alpha, corrected for chance" in pages[0] + pages[1]
    assert "Threat – which code" in pages[0] + pages[1]
