"""The page: self-contained, escaped, in words, with real tables; undefined figures are never numbers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import html

from annotator.agreement.rows import ResultRow, Results, Table
from tests.ui.report.factory import CODERS, NO_VARIATION, SCRIPT, THREATS, results
from ui.report import write_report

LONG_NAME = THREATS[7]


@pytest.fixture(scope="module")
def text(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("page") / "report.html"
    write_report(results(), path)
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def page(text: str) -> html.HtmlElement:
    return _parsed(text)


def _parsed(text: str) -> html.HtmlElement:
    root = html.document_fromstring(text)
    assert isinstance(root, html.HtmlElement)
    return root


def _words(node: html.HtmlElement) -> str:
    return " ".join(node.text_content().split())


def test_there_is_no_address_and_no_script(text: str, page: html.HtmlElement) -> None:
    assert "http" not in text.replace("http-equiv", "")
    assert "://" not in text
    assert not page.xpath("//script | //link | //img | //iframe | //object | //form")
    targets = page.xpath("//@src | //@href | //@*[name()='xlink:href']")
    assert targets
    assert all(str(target).startswith("#") for target in targets)
    assert not re.findall(r"url\((?!#)", text)
    assert "@import" not in text


def test_every_link_inside_leads_somewhere_and_ids_are_unique(page: html.HtmlElement) -> None:
    ids = [str(found) for found in page.xpath("//@id")]
    assert len(ids) == len(set(ids))
    assert {str(href)[1:] for href in page.xpath("//@href")} <= set(ids)
    labels = " ".join(str(found) for found in page.xpath("//@aria-labelledby")).split()
    assert set(labels) <= set(ids)


def test_hostile_text_is_shown_not_run(text: str, page: html.HtmlElement) -> None:
    assert SCRIPT not in text
    assert SCRIPT in _words(page.get_element_by_id("facet-threat"))
    assert not page.xpath("//*[@onerror or @onload or @onclick]")


def test_it_leads_with_the_answer_in_words_and_one_picture(page: html.HtmlElement) -> None:
    sections = page.xpath("//main/section")
    assert sections[0].get("id") == "answer"
    told = _words(sections[0])
    assert "3 coders" in told
    assert all(coder in told for coder in CODERS)
    assert "7 documents" in told
    assert "How far the coders gave the same code to what they both marked: Krippendorff’s alpha (nominal) = " in told
    assert "95 % interval" in told
    assert len(sections[0].xpath(".//svg")) == 1
    order = [section.get("id") for section in sections]
    assert order == [
        "answer", "facet-actor", "facet-threat", "facet-stance", "run", "warnings", "methods", "references", "measures",
        "provenance",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("low", "words"),
    [
        (0.80, "reaches .800"),
        (0.7999, "between .667 and .800"),
        (0.667, "between .667 and .800"),
        (0.6669, "below .667"),
    ],
)
def test_alpha_is_read_by_its_lower_bound(tmp_path: Path, low: float, words: str) -> None:
    told = _answer(tmp_path, _alpha(value=0.9, low=low, high=0.95, interval="jackknife-t"))
    assert words in told
    assert len(re.findall(r"Krippendorff’s reading", told)) == 1


def test_other_measures_are_never_read_against_the_marks(tmp_path: Path) -> None:
    row = ResultRow(
        facet="actor", task="spans", measure="f1_iou50", value=0.9, low=0.85, high=0.95, interval="jackknife-t",
        n=10, n_documents=9, coders=("A", "B"),
    )  # fmt: skip
    told = _answer(tmp_path, row)
    assert "F1 (IoU > 0.5) = .900" in told
    assert "reading" not in told
    assert "lower bound at" not in told


def test_without_an_interval_alpha_is_not_read_and_the_reason_is_said(tmp_path: Path) -> None:
    told = _answer(tmp_path, _alpha(value=0.95, n_documents=4))
    assert "An alpha without an interval is not read against .667 and .800." in told
    assert "there are fewer than five" in told


def test_an_undefined_headline_says_so_with_its_reason(tmp_path: Path) -> None:
    told = _answer(tmp_path, _alpha(value=None, reason="no document was completed by two coders"))
    assert "is undefined (Krippendorff’s alpha (nominal)): no document was completed by two coders." in told
    assert "1 figure of 1 is undefined" in told


def test_undefined_figures_carry_their_reason_in_the_tables(page: html.HtmlElement) -> None:
    actor = page.get_element_by_id("facet-actor")
    lines = [_words(line) for line in actor.xpath(".//tr") if "Cohen’s kappa Undefined" in _words(line)]
    assert lines
    assert all("Cohen’s kappa is defined for two coders; see the pairs" in line for line in lines)
    assert NO_VARIATION in _words(actor)
    body = _words(page.xpath("//main")[0])
    assert not re.search(r"\bnan\b|\bNone\b|\binf\b", body)


def test_tables_are_tables(page: html.HtmlElement) -> None:
    tables = page.xpath("//table")
    assert len(tables) > 20
    for table in tables:
        assert table.xpath("./caption"), _words(table)[:80]
        assert table.xpath(".//th[@scope='col']")
        assert all(line.xpath("./th[@scope='row']") for line in table.xpath("./tbody/tr"))
        widths = {len(line.xpath("./th | ./td")) for line in table.xpath(".//tr")}
        assert len(widths) == 1


def test_the_parts_of_a_facet_stand_in_order(page: html.HtmlElement) -> None:
    heads = [_words(head) for head in page.get_element_by_id("facet-threat").xpath(".//h3")]
    assert heads == [
        "Figures", "Code by code", "What was taken for what", "Coder by coder", "Paradox panel", "Document by document",
        "Subsets, apart", "Counts", "Warnings", "Disagreements",
    ]  # fmt: skip


def test_marks_are_drawn_for_alpha_only(page: html.HtmlElement) -> None:
    subsets = page.get_element_by_id("facet-actor-subsets").xpath(".//svg")[0]
    labels = [node.text_content().strip() for node in subsets.xpath(".//*[local-name()='text']")]
    panels = [label for label in labels if " – " in label]
    assert len(panels) == 3
    assert labels.count(".667") == 2


def test_every_figure_per_pair_is_there(page: html.HtmlElement) -> None:
    part = page.get_element_by_id("facet-actor-coders")
    captions = [_words(caption) for caption in part.xpath(".//caption")]
    assert "Figures per pair – which code" in captions
    table = part.xpath(".//table")[captions.index("Figures per pair – which code")]
    assert [_words(head) for head in table.xpath("./thead//th")] == [
        "Coders", "Krippendorff’s alpha (nominal)", "Cohen’s kappa", "Units",
    ]  # fmt: skip
    assert len(table.xpath("./tbody/tr")) == 3


def test_what_became_of_suggestions_stands_apart(page: html.HtmlElement) -> None:
    apart = page.get_element_by_id("facet-threat-subsets")
    assert "What coders did with the suggestions they saw" in [_words(caption) for caption in apart.xpath(".//caption")]
    assert "acceptance" not in _words(page.get_element_by_id("facet-threat-counts"))


def test_long_names_stand_in_full_in_tables(page: html.HtmlElement) -> None:
    cells = page.get_element_by_id("facet-threat").xpath(".//th[@scope='row']")
    assert any(LONG_NAME in _words(cell) for cell in cells)


def test_disagreements_show_text_and_both_decisions(page: html.HtmlElement) -> None:
    told = _words(page.get_element_by_id("facet-threat-disagreements"))
    assert "armed men crossed the river “in broad daylight”" in told
    assert "nothing" in told
    assert f"status: {SCRIPT}" in told


def test_the_paradox_panel_flags_low_kappa_at_extreme_prevalence(tmp_path: Path) -> None:
    def row(measure: str, value: float, code: str) -> ResultRow:
        return ResultRow(
            facet="actor", task="category", scope=f"pair:A,B code:{code}", code=code, measure=measure, value=value, n=100,
            coders=("A", "B"),
        )  # fmt: skip

    def rows(code: str, kappa: float, ac1: float, prevalence: float) -> list[ResultRow]:
        found = {"cohen_kappa": kappa, "gwet_ac1": ac1, "prevalence_index": prevalence, "pabak": 0.7}
        return [row(name, value, code) for name, value in found.items()]

    page = _page(tmp_path, *rows("rare", 0.318, 0.808, 0.75), *rows("even", 0.3, 0.31, 0.1))
    panel = page.get_element_by_id("facet-actor-paradox")
    flagged = [_words(line) for line in panel.xpath(".//tr[@class='flagged']")]
    assert len(flagged) == 1
    assert flagged[0].startswith("⚑ rare A and B .318 .700 .808 .750")


def test_the_paradox_panel_takes_the_tables_of_the_run(tmp_path: Path) -> None:
    columns = (
        "both", "A, Jr only", "B only", "neither", "positive agreement", "negative agreement", "prevalence index",
        "bias index", "PABAK", "AC1", "kappa", "flag",
    )  # fmt: skip
    cells = (
        (80, 10, 5, 5, 0.914, 0.4, 0.75, 0.05, 0.7, 0.808, 0.318, "kappa is low because prevalence is extreme"),
        (5, 0, 0, 5, 1.0, 1.0, 0.0, 0.0, 1.0, 1.0, None, ""),
    )
    table = Table(kind="paradox", title="t", facet="actor", rows=("rare", "even"), columns=columns, cells=cells)
    write_report(Results(rows=(_alpha(value=0.5),), tables=(table,)), tmp_path / "page.html")
    panel = _parsed((tmp_path / "page.html").read_text(encoding="utf-8")).get_element_by_id("facet-actor-paradox")
    flagged, other = (_words(line) for line in panel.xpath(".//tbody/tr"))
    assert flagged == "⚑ rare A, Jr and B 80 10 5 5 .318 .700 .808 .750 .050 .914 .400"
    assert other == "even A, Jr and B 5 0 0 5 undefined 1.000 1.000 .000 .000 1.000 1.000"


def test_notes_stand_beside_the_figure(tmp_path: Path) -> None:
    page = _page(tmp_path, _alpha(value=0.5, note="No interval: fewer than 5 documents."))
    assert "No interval: fewer than 5 documents." in _words(page.get_element_by_id("facet-actor-figures"))


def test_a_hash_is_no_name(tmp_path: Path) -> None:
    write_report(Results(rows=(), provenance={"project": "9f2c4a7be1d0335586aa0c7f21e6b4d8"}), tmp_path / "page.html")
    page = _parsed((tmp_path / "page.html").read_text(encoding="utf-8"))
    assert [_words(head) for head in page.xpath("//h1")] == ["Intercoder agreement"]


def test_methods_name_what_was_done_and_cite_only_that(page: html.HtmlElement, tmp_path: Path) -> None:
    told = _words(page.get_element_by_id("methods"))
    for words in (
        "regional-security (meaning version 3",
        "jackknife over documents",
        "2,000 replicates, seed 0",
        "numpy 2.4.6",
    ):
        assert words in told
    cited = _words(page.get_element_by_id("references"))
    assert "Krippendorff, K. (2019)" in cited
    assert "Fleiss" not in cited
    other = _page(tmp_path, _alpha(value=0.5))
    assert "Hripcsak" not in _words(other.get_element_by_id("references"))
    assert "No intervals were computed." in _words(other.get_element_by_id("methods"))


def test_provenance_is_complete(page: html.HtmlElement) -> None:
    told = _words(page.get_element_by_id("provenance"))
    for words in ("9f2c4a7be1d0335586aa", "chain heads · Ana Ruiz/4f1c a4c81e", "filters · facets none", "seed 0"):
        assert words in told


def test_many_documents_stay_readable_and_small(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    write_report(results(documents=500, coders=("A", "B", "C", "D", "E")), path)
    assert path.stat().st_size < 5_000_000
    page = _parsed(path.read_text(encoding="utf-8"))
    part = page.get_element_by_id("facet-actor-documents")
    assert "The 60 lowest of 500; the CSV and XLSX files hold all." in _words(part)
    told = _words(page.get_element_by_id("facet-actor-disagreements"))
    assert "The first 100 of 2,000; the XLSX and JSON files hold all." in told


def _alpha(*, value: float | None, n_documents: int = 9, **more: object) -> ResultRow:
    fields: dict[str, object] = {"n": 10, "coders": ("A", "B"), "level": "nominal", "n_documents": n_documents, **more}
    return ResultRow(facet="actor", task="category", measure="krippendorff_alpha", value=value, **fields)  # type: ignore[arg-type]


def _page(folder: Path, *rows: ResultRow) -> html.HtmlElement:
    write_report(Results(rows=rows), folder / "page.html")
    return _parsed((folder / "page.html").read_text(encoding="utf-8"))


def _answer(folder: Path, *rows: ResultRow) -> str:
    return _words(_page(folder, *rows).get_element_by_id("answer"))
