"""The command `codebook`: codebooks go out, come in, and are mapped from other projects' codes."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from annotator.acts import Act, put_coding
from annotator.codebook import Code, Codebook, Facet
from annotator.records import Coding
from storage.opening import create_project
from storage.project import Project
from storage.texts import NewDocument, add_documents
from tests.storage.formats.material import CODEBOOK, document_of
from ui.commands import line
from ui.workflows.export import export


def test_codebooks_go_out_and_come_in(project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(project.path)
    for ending in ("toml", "qdc", "csv"):
        file = str(tmp_path / f"cb.{ending}")
        assert line.run(["codebook", path, "-o", file]) == 0
        assert line.run(["codebook", path, "--take", file, "--dry-run"]) == 0
        assert "Nothing changes." in capsys.readouterr().out
    project.close()
    table = tmp_path / "cb.csv"
    rows = list(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))
    kept = [row for row in rows if row["code"] != "pakistan"]
    kept[0]["definition"] = "Another meaning."
    kept.append({**kept[0], "code": "iran", "aliases": "Tehran | Iran"})
    with table.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(kept)
    assert line.run(["codebook", path, "--take", str(table), "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert "actor: pakistan removed (meaning)" in said
    assert "actor: iran added (meaning)" in said
    assert "actor: is_khorasan definition changed (meaning)" in said
    assert "pakistan goes, and its 2 codings will be set aside" in said
    assert "meaning 2, aids 1" in said
    assert line.run(["codebook", path, "--take", str(table)]) == 0
    from storage.opening import open_project

    with open_project(project.path) as after:
        assert after.codebook.meaning == 2
        assert [
            alias.text for alias in (after.codebook.code("actor", "iran") or CODEBOOK.facets[0].codes[0]).aliases
        ] == ["Tehran", "Iran"]
        facet = after.codebook.facet("actor")
        assert facet
        assert facet.attribute("role")


def test_codes_of_another_project_are_mapped_before_anything_is_written(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.toml"
    other.write_text(
        'name = "other"\n[[facet]]\nname = "who"\n[[facet.code]]\nname = "PK"\ndefinition = "The state."\n'
        '[[facet.code]]\nname = "IR"\n[[facet.code]]\nname = "junk"\n'
    )
    qdc = tmp_path / "other.qdc"
    with create_project(tmp_path / "o.intercoder", CODEBOOK) as made:
        place = str(made.path)
    assert line.run(["codebook", place, "--take", str(other)]) == 0
    assert line.run(["codebook", place, "-o", str(qdc)]) == 0
    table = tmp_path / "map.csv"
    table.write_text("from_facet,from_code,to_facet,to_code\nwho,PK,actor,pakistan\nwho,IR,actor,iran\n,junk,,\n")
    path = str(project.path)
    capsys.readouterr()
    assert line.run(["codebook", path, "--take", str(qdc), "--map", str(table), "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert "actor: iran added (meaning)" in said
    assert "actor: pakistan definition changed (meaning)" in said
    assert "junk" not in said
    assert "removed" not in said
    project.close()
    assert line.run(["codebook", path, "--take", str(tmp_path / "x.docx")]) == 2
    assert "There is no file" in capsys.readouterr().err
    assert line.run(["codebook", path, "-o", str(tmp_path / "x.docx")]) == 2
    assert "ends in .toml, .qdc, .csv" in capsys.readouterr().err


def test_the_table_of_codes_is_proposed_filled_in_and_taken(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = Codebook(
        "theirs",
        facets=(
            Facet("Actor", codes=(Code("Pakistan", "Actor", definition="A state."), Code("2ND", "Actor"))),
            Facet("Mood", codes=(Code("Gloomy", "Mood"), Code("Dark", "Mood"))),
        ),
    )
    theirs = tmp_path / "theirs.qdpx"
    with create_project(tmp_path / "o.intercoder", book, person="x") as other:
        text = "Pakistan is gloomy."
        act, texts = add_documents(other, [NewDocument("theirs.txt", text)])
        sha256 = document_of("theirs.txt", text).sha256
        made = [
            Coding("u1", sha256, "C", 0, 8, "Actor", "Pakistan"),
            Coding("u2", sha256, "C", 12, 18, "Mood", "Gloomy"),
        ]
        other.commit(Act("add", "x", (*act.changes, *(put_coding(None, c) for c in made))), texts=texts)
        export(other, theirs, format_name="qdpx")
        export(other, tmp_path / "theirs.spacy", format_name="docbin")
    path, table = str(project.path), tmp_path / "map.csv"
    project.close()
    assert line.run(["codebook", path, "--take", str(theirs), "--write-map", str(table)]) == 0
    assert "Wrote 4 codes" in capsys.readouterr().out
    rows = list(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))
    assert [(row["from_code"], row["to_facet"], row["to_code"]) for row in rows] == [
        ("Pakistan", "actor", "pakistan"), ("2ND", "actor", "2nd"), ("Gloomy", "", ""), ("Dark", "tone: %", "dark"),
    ]  # fmt: skip
    assert line.run(["codebook", path, "--take", str(theirs), "--map", str(table), "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert "actor: pakistan definition changed" in said
    assert "removed" not in said
    assert "Gloomy" not in said
    assert line.run(["import-codings", path, str(tmp_path / "theirs.spacy"), "--write-map", str(table)]) == 0
    rows = list(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))
    assert [(row["from_facet"], row["from_code"], row["to_code"], row["codings"]) for row in rows] == [
        ("Actor", "Pakistan", "pakistan", "1"), ("Mood", "Gloomy", "", "1"),
    ]  # fmt: skip
    assert line.run(["import-codings", path, str(tmp_path / "theirs.spacy"), "--map", str(table)]) == 0
    assert "the map leaves 1 coding out" in capsys.readouterr().out
