"""`evaluate`: which documents and codings count, what it prints and writes, what it refuses; and its place in agreement."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from lxml import html

from annotator.acts import Act, code_span, new_uuid, put_completion
from annotator.errors import Cancelled, FormatError, MeasureError
from annotator.records import Coding, Completion, Origin, Suggestion
from annotator.suggest.evaluation import Evaluation
from storage.project import Project
from storage.suggestions import suggestion_set
from storage.texts import list_documents
from tests.conftest import add_texts
from ui.commands.line import run
from ui.report.suggestions import KIND
from ui.workflows.agree import agree, report
from ui.workflows.coding import CodingSession
from ui.workflows.evaluate import evaluate

TEXTS = {
    "a.txt": "The Harvesters met the council. The mayor warned the Harvesters.\n",
    "b.txt": "Nobody met the Harvesters here.\n",
}
GROUPS = {"a.txt": [(4, 14), (23, 30), (53, 63)], "b.txt": [(15, 25)]}


def suggestion(sha256: str, start: int, end: int, code: str = "harvesters", facet: str = "group") -> Suggestion:
    source = "names/1 name:harvesters" if facet == "group" else "views/1 verb 3"
    return Suggestion(f"{sha256[:8]}{start}{end}{facet}", sha256, start, end, facet, code, {}, source, 0.9)


def code(
    project: Project, coder: str, sha256: str, spans: Sequence[tuple[int, int]], *, done: bool = True,
    origin: Origin = "manual", name: str = "harvesters",
) -> None:  # fmt: skip
    for start, end in spans:
        project.commit(code_span(Coding(new_uuid(), sha256, coder, start, end, "group", name, origin=origin)))
    if done:
        mark = put_completion(None, Completion(coder, sha256, "group"))
        project.commit(Act("done", coder, (mark,)))


@pytest.fixture
def study(project: Project) -> Project:
    """Two documents; Amira and Ben did both, Cem began the first; Amira settled one coding of b.txt."""
    shas = add_texts(project, TEXTS)
    for name, sha256 in shas.items():
        offered = [suggestion(sha256, *span) for span in GROUPS[name]] + [suggestion(sha256, 0, 3)]
        project.commit(suggestion_set("Amira", sha256, offered, run={"needs": "1"}))
    code(project, "Amira", shas["a.txt"], [(4, 14), (23, 30), (53, 63)])
    code(project, "Ben", shas["a.txt"], [(4, 14), (53, 63)])
    code(project, "Cem", shas["a.txt"], [(0, 3)], done=False)
    for coder in ("Amira", "Ben"):
        code(project, coder, shas["b.txt"], [(15, 25), (0, 6)])
    code(project, "Judge", shas["b.txt"], [(15, 25)], origin="adjudicated", done=False)
    return project


def total(found: Evaluation) -> tuple[int, int, int, int]:
    score = next(row for row in found.scores if row.by == "all" and row.facet == "group")
    return score.gold, score.met, score.suggested, score.right


def test_coders_their_majority_and_the_gold(study: Project) -> None:
    assert total(evaluate(study, coders=["Amira", "Ben"])) == (4, 3, 6, 4)
    assert total(evaluate(study, coders=["Amira"])) == (5, 4, 6, 4)
    assert total(evaluate(study)) == (4, 3, 6, 4)  # Cem has finished nothing
    gold = evaluate(study, gold=True)
    assert total(gold) == (1, 1, 2, 1)
    assert (gold.coders, gold.documents) == (("gold",), 1)
    assert evaluate(study, coders=["Amira"], facets=["group"]).provenance["facets"] == ["group"]


def test_only_what_is_done_and_pre_highlighted_counts(study: Project) -> None:
    shas = add_texts(study, {"c.txt": "The Harvesters again.\n"})
    code(study, "Amira", shas["c.txt"], [(4, 14)])
    assert evaluate(study, coders=["Amira"]).documents == 2
    study.commit(suggestion_set("Amira", shas["c.txt"], [], run={"needs": "1"}))
    assert total(evaluate(study, coders=["Amira"])) == (6, 4, 6, 4)


def test_codings_that_came_from_suggestions_are_told(study: Project) -> None:
    assert evaluate(study).notes == ()
    shas = {entry.name: entry.sha256 for entry in list_documents(study)}
    session = CodingSession(study, coder="Dora")
    session.accept(suggestion(shas["a.txt"], 4, 14).id, seconds=2.0)
    session.reject(suggestion(shas["a.txt"], 0, 3).id, seconds=4.0)
    session.mark_done(shas["a.txt"], facets=["group"])
    (note,) = evaluate(study, coders=["Dora"]).notes
    assert note.startswith("1 of 1 coding ")


def test_stopping_and_refusals(study: Project) -> None:
    with pytest.raises(Cancelled):
        evaluate(study, cancelled=lambda: True)
    with pytest.raises(MeasureError, match="not both"):
        evaluate(study, coders=["Amira"], gold=True)
    with pytest.raises(FormatError, match="no coder 'Zoe'"):
        evaluate(study, coders=["Zoe"])
    with pytest.raises(MeasureError, match="finished by Cem"):
        evaluate(study, coders=["Cem"])
    with pytest.raises(MeasureError, match="at least one"):
        evaluate(study, coders=[])


def refused(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> str:
    assert run(["evaluate", *map(str, arguments)]) == 2
    said = capsys.readouterr()
    assert not said.out
    return said.err.replace("\r", "\n").strip().splitlines()[-1]


def test_bad_input_is_one_sentence(project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "Nobody has coded" in refused(capsys, project.path)
    shas = add_texts(project, TEXTS)
    code(project, "Amira", shas["a.txt"], [(4, 14)])
    assert "run `prehighlight` first" in refused(capsys, project.path)
    project.commit(suggestion_set("Amira", shas["a.txt"], [], run={"needs": "1"}))
    assert "no gold yet" in refused(capsys, project.path, "--gold")
    assert "'mood'" in refused(capsys, project.path, "--facet", "mood")
    assert "no coder 'Zoe'" in refused(capsys, project.path, "--coders", "Amira,Zoe")
    assert "at least one" in refused(capsys, project.path, "--coders", ",")
    assert "round 7" in refused(capsys, project.path, "--round", "7")
    assert "ending" in refused(capsys, project.path, "-o", tmp_path / "e.txt")
    assert "does not exist" in refused(capsys, project.path, "-o", tmp_path / "none" / "e.json")
    assert "must not be negative" in refused(capsys, project.path, "--errors", "-1")
    assert "no project" in refused(capsys, tmp_path / "none.intercoder")
    with pytest.raises(SystemExit) as stopped:
        run(["evaluate", str(project.path), "--gold", "--coders", "A"])
    assert stopped.value.code == 2


def test_table_and_errors_are_printed(study: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["evaluate", str(study.path), "--coders", "Amira,Ben", "--errors", "1"]) == 0
    out = capsys.readouterr().out
    assert "Suggestions against Amira, Ben, in 2 documents." in out
    line = next(line.split() for line in out.splitlines() if line.startswith("all suggestions"))
    assert line[2:] == ["4", "3", ".750", "6", "4", ".667", ".706", "1.000"]
    assert "names/1 name:harvesters" in out
    assert "spurious: a.txt 0–3 “The”: suggested harvesters, names/1 name:harvesters; coded nothing" in out
    assert "and 1 error more" in out


def test_files_hold_every_row(study: Project, tmp_path: Path) -> None:
    for ending in ("json", "csv", "html", "xlsx"):
        for name in ("one", "two"):
            assert (
                run(["evaluate", str(study.path), "--coders", "Amira", "-o", str(tmp_path / f"{name}.{ending}")]) == 0
            )
        if ending != "xlsx":
            assert (tmp_path / f"one.{ending}").read_bytes() == (tmp_path / f"two.{ending}").read_bytes()
    whole = json.loads((tmp_path / "one.json").read_text(encoding="utf-8"))
    assert whole["schema"] == "intercoder-evaluation/1"
    score = whole["scores"][0]
    assert (score["gold"], score["recall"], score["precision"]) == (5, 0.8, pytest.approx(4 / 6))
    kinds = [error["kind"] for error in whole["errors"]]
    assert kinds == ["spurious", "boundary"]
    with (tmp_path / "one.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    assert [line["kind"] for line in lines if line["row"] == "error"] == kinds
    assert len([line for line in lines if line["row"] == "score"]) == len(whole["scores"])
    book = openpyxl.load_workbook(tmp_path / "one.xlsx", read_only=True)
    assert book.sheetnames == ["Scores", "Said alike", "Errors", "Notes", "Provenance"]
    assert len(list(book["Errors"].rows)) == 1 + len(kinds)
    book.close()
    page = html.document_fromstring((tmp_path / "one.html").read_text(encoding="utf-8"))
    assert "Suggestions against coders" in str(page.xpath("string()"))
    assert "Spurious: 1 case" in str(page.xpath("string()"))


def test_agreement_report_has_the_same_table_and_the_decisions(study: Project, tmp_path: Path) -> None:
    shas = {entry.name: entry.sha256 for entry in list_documents(study)}
    session = CodingSession(study, coder="Amira")
    session.reject(suggestion(shas["a.txt"], 0, 3).id, seconds=4.0)
    session.reject(suggestion(shas["b.txt"], 0, 3).id, seconds=2.0)
    results = agree(study, coders=["Amira", "Ben"], replicates=10)
    tables = {table.title: table for table in results.tables if table.kind == KIND}
    against, did = tables["Suggestions against coders"], tables["What coders did with suggestions"]
    assert dict(zip(against.columns, against.cells[0], strict=True)) == {
        "gold": 4, "met": 3, "recall": 0.75, "suggested": 6, "right": 4, "precision": pytest.approx(4 / 6),
        "F1": pytest.approx(12 / 17), "same code": 1.0,
    }  # fmt: skip
    told = dict(zip(did.columns, did.cells[0], strict=True))
    assert (told["decided"], told["rejection rate"], told["seconds, median"]) == (2, 1.0, 3.0)
    report(results, tmp_path / "r.html")
    page = html.document_fromstring((tmp_path / "r.html").read_text(encoding="utf-8"))
    section = str(page.xpath("string(//section[@id='facet-group-suggestions'])"))
    assert "What coders did with suggestions" in section
    assert "Suggestions against coders" not in str(page.xpath("string(//section[@id='facet-group-counts'])"))
    assert "Suggestions against coders" in section
    for ending in ("json", "xlsx", "pdf", "csv"):
        report(results, tmp_path / f"r.{ending}")
    kept = [t for t in json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["tables"] if t["kind"] == KIND]
    assert len(kept) == len([table for table in results.tables if table.kind == KIND])
    only = agree(study, coders=["Amira", "Ben"], replicates=10, facets=["view"])
    assert not [table for table in only.tables if table.kind == KIND]


def test_project_without_suggestions_has_no_such_table(project: Project) -> None:
    shas = add_texts(project, TEXTS)
    for coder in ("Amira", "Ben"):
        code(project, coder, shas["a.txt"], [(4, 14)])
    assert not [table for table in agree(project, replicates=10).tables if table.kind == KIND]
