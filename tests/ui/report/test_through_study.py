"""From codings to the report: what `analyse` hands on is what every format shows."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from lxml import html

from annotator.agreement.rows import Results
from annotator.agreement.study import analyse
from annotator.agreement.study_data import StudyData, study_documents
from annotator.codebook import Attribute, Code, Codebook, Facet
from annotator.records import Coding, Completion, Document
from ui.report import write_report
from ui.report.numbers import decimal

TEXT = "The harbour council warned the ferry union about the strike. The union called the council deaf to its crews. "
NAMES = ("harbour council", "ferry union", "union", "council")
CODES = ("council", "union", "union", "council")


def _study() -> StudyData:
    parties = Facet(name="party", codes=(Code(name="council", facet="party"), Code(name="union", facet="party")))
    stance = Facet(
        name="stance",
        ordinal=True,
        codes=tuple(Code(name=name, facet="stance") for name in ("against", "neutral", "for")),
        attributes=tuple(Attribute(name=name, type="code", facet="party") for name in ("holder", "target")),
    )
    documents, codings, completions = [], [], []
    for number in range(6):
        key = f"{number:064x}"
        documents.append(Document(name=f"strike {number}.txt", text=TEXT * 2, sha256=key))
        for coder in ("Ana", "Ben", "Cleo"):
            completions += [Completion(coder=coder, document=key, facet=facet) for facet in ("party", "stance")]
            place = 0
            for step, (name, code) in enumerate(zip(NAMES, CODES, strict=True)):
                start = TEXT.index(name, place)
                place = start + len(name)
                slips = coder == "Cleo" and (number + step) % 4 == 0
                if coder == "Ben" and (number, step) == (2, 3):
                    continue
                codings.append(
                    _coding(key, coder, start, place, "party", "council" if slips else code, number * 9 + step)
                )
            valence = "for" if coder == "Cleo" and number == 4 else ("against", "neutral")[number % 2]
            codings.append(
                _coding(key, coder, 20, 60, "stance", valence, number * 9 + 8, holder="council", target="union")
            )
    return StudyData(
        codebook=Codebook(name="strikes", facets=(parties, stance)),
        documents=study_documents(documents, codings, completions=completions),
        provenance={"project": "0" * 64, "codebook": {"name": "strikes", "meaning": 1, "aids": 1}},
    )


def _coding(
    document: str, coder: str, start: int, end: int, facet: str, code: str, number: int, **attributes: str
) -> Coding:
    return Coding(
        uuid=f"{document[-4:]}-{coder}-{number}", document=document, coder=coder, start=start, end=end, facet=facet,
        code=code, attributes=attributes,
    )  # fmt: skip


@pytest.fixture(scope="module")
def results() -> Results:
    return analyse(_study(), replicates=100)


@pytest.mark.parametrize("suffix", ["json", "csv"])
def test_the_same_project_and_seed_give_the_same_bytes(results: Results, tmp_path: Path, suffix: str) -> None:
    write_report(results, tmp_path / f"one.{suffix}")
    write_report(analyse(_study(), replicates=100), tmp_path / f"two.{suffix}")
    assert (tmp_path / f"one.{suffix}").read_bytes() == (tmp_path / f"two.{suffix}").read_bytes()


def test_every_format_can_hold_a_study(results: Results, tmp_path: Path) -> None:
    for suffix in ("json", "csv", "xlsx", "html", "pdf"):
        write_report(results, tmp_path / f"report.{suffix}")
        assert (tmp_path / f"report.{suffix}").stat().st_size > 1000
    rows = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["results"]
    with (tmp_path / "report.csv").open(encoding="utf-8", newline="") as stream:
        lines = list(csv.DictReader(stream))
    assert [(row["scope"], row["measure"]) for row in rows] == [(line["scope"], line["measure"]) for line in lines]


def test_the_page_leads_with_the_figures_of_the_study(results: Results, tmp_path: Path) -> None:
    write_report(results, tmp_path / "report.html")
    page = html.document_fromstring((tmp_path / "report.html").read_text(encoding="utf-8"))
    told = " ".join(str(page.xpath("string(//section[@id='answer'])")).split())
    assert "3 coders (Ana, Ben and Cleo) coded 6 documents in 2 facets (party and stance)" in told
    for facet, task, level in (("party", "category", "nominal"), ("stance", "stance", "ordinal")):
        (row,) = (
            row for row in results.rows
            if (row.facet, row.task, row.level) == (facet, task, level) and row.measure == "krippendorff_alpha"
            and row.scope == "all" and row.subset == "all" and row.interval != "bootstrap"
        )  # fmt: skip
        assert row.value is not None
        assert f"Krippendorff’s alpha ({level}) = {decimal(row.value)}, 95 % interval" in told
    cases = " ".join(str(page.xpath("string(//section[@id='facet-party-disagreements'])")).split())
    assert "Ben: nothing" in cases
