"""Every format goes out, says what it lost, tells how far it is, and comes back; what goes along, and whose."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from annotator.errors import Cancelled, FormatError
from storage.formats.registry import formats
from storage.formats.voices import voice
from storage.opening import create_project
from storage.project import Project
from tests.storage.formats.material import CODEBOOK, small
from tests.ui.export.projects import lines, suggested
from ui.commands import line
from ui.workflows.export import export
from ui.workflows.import_codings import import_codings

WRITTEN = sorted(name for name, entry in formats().items() if entry.write and name != "qdc")


IN_PARTS = {"splits": "50,50", "seed": "3", "coders": "Ben Ö."}


@pytest.mark.parametrize("name", [name for name, entry in formats().items() if entry.write])
def test_every_format_comes_out_and_says_what_it_lost(project: Project, tmp_path: Path, name: str) -> None:
    entry = formats()[name]
    path = tmp_path / ("out" if entry.folder else f"out{entry.suffix}")
    written = export(project, path, format_name=name)
    assert all(file.is_file() for file in written.files)
    report = path / "losses.txt" if path.is_dir() else tmp_path / f"{path.name}.losses.txt"
    assert report.exists() == bool(written.losses)
    if written.losses:
        assert report in written.files
        assert len(report.read_text(encoding="utf-8").splitlines()) == len(written.losses)
    assert entry.loses or not written.losses


@pytest.mark.parametrize(
    "name", [n for n, e in formats().items() if e.write and e.read and n not in ("qdc", "csv", "xlsx", "jsonl")]
)
def test_formats_with_texts_fill_an_empty_project(project: Project, tmp_path: Path, name: str) -> None:
    entry = formats()[name]
    path = tmp_path / ("out" if entry.folder else f"out{entry.suffix}")
    export(project, path, format_name=name)
    export(project, tmp_path / "a.jsonl", format_name="jsonl")
    with create_project(tmp_path / "q.intercoder", CODEBOOK) as other:
        import_codings(other, path)
        export(other, tmp_path / "b.jsonl", format_name="jsonl")
        again = import_codings(other, path)
    assert not again.codings
    keys = ("sha256", "coder", "start", "end", "facet", "code", "attributes")

    def kept(file: str) -> Counter[str]:
        found = [
            {k: one[k] for k in keys}
            for one in lines(tmp_path / file)
            if one.get("start", 0) is not None and "start" in one
        ]
        return Counter(
            json.dumps({**one, "attributes": one["attributes"] if name not in ("doccano",) else None}) for one in found
        )

    assert kept("a.jsonl") == kept("b.jsonl")


@pytest.mark.parametrize("options", [{}, IN_PARTS], ids=["whole", "parts"])
@pytest.mark.parametrize("name", WRITTEN)
def test_every_format_tells_of_each_document_and_stops_between_them(
    name: str, options: dict[str, str], project: Project, tmp_path: Path
) -> None:
    """(conll is of one coder and facet here: with several, documents count when the last file has them.)"""
    entry = formats()[name]
    if options and entry.whole:
        pytest.skip("whole projects have no parts")
    more = {"coder": "Ben Ö.", "facet": "actor"} if name == "conll" else {}
    told: list[tuple[int, int, str]] = []

    def asked() -> bool:
        return bool(told) and told[-1][0] == 1  # one document is written

    suffix = "" if entry.folder or options else entry.suffix
    about = {"format_name": name, "options": {**options, **more}}
    export(project, tmp_path / f"all{suffix}", progress=lambda *step: told.append(step), **about)  # type: ignore[arg-type]
    assert told[0] == (0, 0, "reading")
    total = told[-1][0]
    assert total == (2 if options else len(small().documents))
    assert told[1:] == [*((n, total, "writing") for n in range(total + 1)), (total, total, "done")]
    told.clear()
    with pytest.raises(Cancelled):
        export(project, tmp_path / f"some{suffix}", progress=lambda *step: told.append(step), cancelled=asked, **about)  # type: ignore[arg-type]
    assert told[-1] == (1, total, "writing")
    assert [path.name for path in tmp_path.iterdir() if "some" in path.name] == []


def test_suggestions_go_along_only_when_asked_and_undecided(project: Project, tmp_path: Path) -> None:
    suggested(project)
    export(project, tmp_path / "a.jsonl", format_name="jsonl", options={"coders": "all"})
    export(project, tmp_path / "b.jsonl", format_name="jsonl", options={"suggestions": "1"})
    assert not [one for one in lines(tmp_path / "a.jsonl") if one["coder"] == "suggestions"]
    assert [one["uuid"] for one in lines(tmp_path / "b.jsonl") if one["coder"] == "suggestions" and "start" in one] == [
        "s1"
    ]


def test_a_majority_is_what_more_than_half_made_alike() -> None:
    found = voice(small(), "majority")
    texts = {d.sha256: d.text for d in small().documents}
    assert [(c.code, texts[c.document][c.start : c.end], dict(c.attributes)) for c in found if c.span] == [
        ("is_khorasan", "IS–K", {"role": "actor"}),
        ("pakistan", "Pakistan", {}),  # they differ in its role
    ]
    assert voice(small(), "gold") == []
    with pytest.raises(FormatError, match="There is no coder 'X'"):
        voice(small(), "X")


def test_the_command_lists_formats_and_writes(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert line.run(["export", "--list"]) == 0
    listed = capsys.readouterr().out
    for name in ("jsonl", "package", "csv", "xlsx", "qdpx", "qdc", "docbin", "parquet", "xmi", "casjson", "labelstudio", "doccano",
                 "brat", "conll", "qda"):  # fmt: skip
        assert f"\n{name} " in f"\n{listed}"
    assert (
        line.run(["export", str(project.path), "--format", "csv", "-o", str(tmp_path / "o"), "--coders", "Amira"]) == 0
    )
    assert "Wrote 7 files" in capsys.readouterr().out
    assert line.run(["export", str(project.path), "--format", "csv"]) == 2
    assert "An export needs PROJECT" in capsys.readouterr().err
