"""Exports from a project: what lies on disk, loss reports, the same bytes, splits for learning, and the way back."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.acts import Act, Change, put_coding, put_completion
from annotator.codebook import Code, Codebook, Facet
from annotator.errors import Cancelled, FormatError
from annotator.records import Coding, Region, Suggestion
from storage.formats.registry import formats
from storage.formats.voices import voice
from storage.opening import create_project
from storage.project import Project
from storage.suggestions import suggestion_set
from storage.texts import NewDocument, add_documents
from tests.storage.formats.material import CODEBOOK, document_of, small
from ui.commands import line
from ui.workflows.export import export
from ui.workflows.export_preview import preview_export
from ui.workflows.import_codings import import_codings
from ui.workflows.splits import Plan, plan_of, prepared, spread, together


def filled(path: Path, name: str = "p") -> Project:
    """A project that holds the small data set."""
    data = small()
    project = create_project(path / f"{name}.intercoder", CODEBOOK, person="lead")
    new = [NewDocument(d.name, d.text, d.regions, dict(d.metadata), {"reader": "own"}) for d in data.documents]
    act, texts = add_documents(project, new)
    changes = [*(put_coding(None, c) for c in data.codings), *(put_completion(None, m) for m in data.completions)]
    project.commit(Act("add", "lead", (*act.changes, *changes)), texts=texts)
    return project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with filled(tmp_path) as project:
        yield project


def suggested(project: Project) -> list[Suggestion]:
    """Two suggestions in the first document, one of them rejected, and one that was decided on and is gone."""
    sha256 = small().documents[0].sha256
    made = [Suggestion(f"s{n}", sha256, n, n + 3, "actor", "pakistan", {}, "rule", 0.5) for n in range(3)]
    project.commit(suggestion_set("lead", sha256, made, run={"model": "old"}))
    for gone in (made[0], made[2]):
        row = {
            "suggestion": gone.id,
            "document": sha256,
            "coder": "Amira",
            "verdict": "rejected",
            "at": "2026-01-01",
            "round": "1",
        }
        project.commit(Act("reject", "Amira", (Change("decision", f"{gone.id}\x1fAmira\x1f1", None, row),)))
    project.commit(suggestion_set("lead", sha256, made[:2], run={"model": "new"}))
    memo = Change("memo", f"document\x1f{sha256}\x1fAmira", None, {"text": "read twice"})
    project.commit(Act("memo", "Amira", (memo,)))
    return made


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(one) for one in path.read_text(encoding="utf-8").splitlines()]


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


def test_a_package_holds_the_whole_project(project: Project, tmp_path: Path) -> None:
    suggested(project)
    export(project, tmp_path / "a.zip", format_name="package")
    with create_project(tmp_path / "q.intercoder", CODEBOOK) as other:
        import_codings(other, tmp_path / "a.zip", take_codebook=True)
        export(other, tmp_path / "b.zip", format_name="package")
        assert not import_codings(other, tmp_path / "a.zip").codings
    parts = [_members(tmp_path / file) for file in ("a.zip", "b.zip")]
    for member in (
        "codebook.json",
        "documents.jsonl",
        "codings.jsonl",
        "done.jsonl",
        "suggestions.jsonl",
        "decisions.jsonl",
    ):
        assert parts[0][member] == parts[1][member], member
    mine = [[one for one in part["entries.jsonl"].splitlines() if b'"setting"' not in one] for part in parts]
    assert mine[0] == mine[1]
    assert b"read twice" in mine[0][0]
    assert b'"older":[["s2"' in parts[0]["suggestions.jsonl"]


def _members(path: Path) -> dict[str, bytes]:
    from storage.formats.archive import Archive

    with Archive(path) as archive:
        return {name: archive.read(name) for name in archive.names}


def test_a_package_of_some_coders_holds_nothing_of_the_others(project: Project, tmp_path: Path) -> None:
    suggested(project)
    export(project, tmp_path / "a.zip", format_name="package", coders=["Ben Ö."])
    parts = _members(tmp_path / "a.zip")
    assert all(b"Amira" not in raw for name, raw in parts.items())
    assert len(parts["codings.jsonl"].splitlines()) == 3


def test_errors_of_an_export_are_plain(project: Project, tmp_path: Path) -> None:
    for asked, words in (
        ({"format_name": "docx"}, "There is no format 'docx'"),
        ({"format_name": "qda"}, "can only be read"),
        ({"format_name": "jsonl", "coders": ["Nobody"]}, "no coder 'Nobody'"),
        ({"format_name": "jsonl", "options": {"colour": "1"}}, "no option 'colour'"),
        ({"format_name": "jsonl", "options": {"splits": "80"}}, "two or three numbers"),
        ({"format_name": "jsonl", "options": {"splits": "80,x"}}, "two or three numbers"),
        ({"format_name": "jsonl", "options": {"coders": "Nobody"}}, "no coder 'Nobody'"),
        ({"format_name": "jsonl", "options": {"seed": "-1", "splits": "8,2"}}, "seed must be a whole number"),
        ({"format_name": "docbin", "options": {"align": "near"}}, "align is one of"),
        ({"format_name": "docbin", "options": {"coders": "gold"}}, "nothing to export: no difference has been settled"),
        ({"format_name": "conll", "options": {"facet": "genre"}}, "no facet of spans 'genre'"),
    ):
        with pytest.raises(FormatError, match=words):
            export(project, tmp_path / "out.x", **asked)
    with pytest.raises(FormatError, match="is a project, which nothing that is written may take"):
        export(project, project.path, format_name="jsonl")
    with pytest.raises(FormatError, match="does not exist: make it first"):
        export(project, tmp_path / "no" / "out.jsonl", format_name="jsonl")
    assert not [p.name for p in tmp_path.iterdir() if not p.name.startswith("p.intercoder")]


def test_an_export_finds_its_place_or_says_why_not(project: Project, tmp_path: Path) -> None:
    folder, file = tmp_path / "there", tmp_path / "file"
    folder.mkdir()
    (folder / "notes.txt").write_text("mine")
    file.write_text("mine")
    before = {path.name: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    for name, entry in formats().items():
        if entry.write is None:
            continue
        if entry.folder and name != "conll":
            export(project, folder, format_name=name)  # joins what lies there …
            with pytest.raises(FormatError, match="is a file, but this export is a folder"):
                export(project, file, format_name=name)
        elif not entry.folder:
            with pytest.raises(FormatError, match="is a folder, but this export is a file: name the file"):
                export(project, folder, format_name=name)
            export(project, tmp_path / "new", format_name=name)  # … and an older file makes way
    assert {path.name: path.read_bytes() for path in (folder / "notes.txt", file)} == {
        name: before[name] for name in ("notes.txt", "file")
    }
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_what_an_earlier_export_left_is_never_read_with_a_later_one(project: Project, tmp_path: Path) -> None:
    for name in ("doccano", "brat", "xmi", "conll"):
        export(project, tmp_path / name, format_name=name)
        files = {path: path.read_bytes() for path in (tmp_path / name).rglob("*") if path.is_file()}
        with pytest.raises(
            FormatError, match="is not of this export and would be read with it: name a new or an empty"
        ):
            export(project, tmp_path / name, format_name=name, coders=["Amira"])
        assert {path: path.read_bytes() for path in (tmp_path / name).rglob("*") if path.is_file()} == files
        export(project, tmp_path / name, format_name=name)  # the same again is what it was
        assert {path: path.read_bytes() for path in (tmp_path / name).rglob("*") if path.is_file()} == files


def test_an_export_that_fails_half_way_leaves_nothing(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = iter(["a"])

    def full(coder: str) -> str:
        for name in names:
            return name
        raise OSError(28, "No space left on device")

    (tmp_path / "old").mkdir()
    monkeypatch.setattr("storage.formats.doccano.file_name", full)
    for place in ("old", "new"):
        with pytest.raises(FormatError, match=f"{place} can't be written: No space left on device"):
            export(project, tmp_path / place, format_name="doccano")
    assert not (tmp_path / "new").exists()
    assert not list((tmp_path / "old").iterdir())
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


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


def test_splits_in_a_project_lie_in_one_folder(project: Project, tmp_path: Path) -> None:
    options = {"splits": "50,50", "seed": "3", "coders": "Ben Ö."}
    for name in ("one", "two"):
        export(project, tmp_path / name, format_name="docbin", options=options)
    files = {p.name: p.read_bytes() for p in (tmp_path / "one").iterdir()}
    assert files == {p.name: p.read_bytes() for p in (tmp_path / "two").iterdir()}
    assert {"train.spacy", "dev.spacy", "README.md", "labels.json", "splits.csv"} <= set(files)
    places = list(csv.DictReader(files["splits.csv"].decode().splitlines()))
    assert sorted(row["part"] for row in places) == ["dev", "train"]
    assert json.loads(files["labels.json"])["actor:is_khorasan"] == 0
    card = files["README.md"].decode()
    assert "codings of: Ben Ö." in card
    assert "| actor | is_khorasan | 2 | 1 | 1 |" in card
    assert "codebook trial, meaning 1" in card
    assert "## Agreement" in card


def test_documents_nobody_finished_are_left_out() -> None:
    data, notes = prepared(small(), Plan(who="gold"))
    assert data.documents == []
    assert "2 documents without finished work were left out" in notes


def test_near_duplicates_stay_together_and_left_out_regions_do_not_count() -> None:
    words = " ".join(f"word{n} said thing{n}" for n in range(60))
    repeated = " ".join(f"headline {n} of others" for n in range(80))
    first, second = document_of("a.txt", words), document_of("b.txt", words + " and one more.")
    others = [document_of(f"{n}.txt", f"Own text {n} about {n * 7} things {n * 11}. {repeated}") for n in range(3)]
    with_regions = [
        document_of(d.name, d.text, regions=(Region(d.text.index("headline"), len(d.text), "boilerplate"),))
        for d in others
    ]
    groups = together([first, second, *with_regions])
    assert sorted(map(len, groups)) == [1, 1, 1, 2]
    assert tuple(sorted((first.sha256, second.sha256))) in groups


@settings(max_examples=40, deadline=None)
@given(
    counts=st.lists(st.lists(st.sampled_from("abcd"), max_size=6), min_size=1, max_size=25),
    seed=st.integers(0, 5),
    shares=st.sampled_from([(80.0, 10.0, 10.0), (50.0, 50.0), (70.0, 0.0, 30.0)]),
)
def test_every_document_has_one_part_and_every_part_a_document(
    counts: list[list[str]], seed: int, shares: tuple[float, ...]
) -> None:
    groups = [(str(n),) for n in range(len(counts))]
    codings = [
        Coding(f"{n}-{k}", str(n), "A", 0, 1, "f", code)
        for n, codes in enumerate(counts)
        for k, code in enumerate(codes)
    ]
    plan = Plan(shares, seed)
    parts = spread(groups, codings, plan)
    assert parts == spread(groups, codings, plan)
    assert set(parts) == {name for (name,) in groups}
    asked = [part for part, share in zip(("train", "dev", "test"), shares, strict=False) if share]
    assert set(parts.values()) <= set(asked)
    if len(groups) >= len(asked):
        assert set(parts.values()) == set(asked)


WRITTEN = sorted(name for name, entry in formats().items() if entry.write and name != "qdc")
IN_PARTS = {"splits": "50,50", "seed": "3", "coders": "Ben Ö."}


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


def test_splits_give_each_part_its_share_of_a_rare_code() -> None:
    groups = [(str(n),) for n in range(100)]
    codings = [Coding(f"c{n}", str(n), "A", 0, 1, "f", "common") for n in range(100)]
    codings += [Coding(f"r{n}", str(n), "A", 0, 1, "f", "rare") for n in range(10)]
    for seed in range(5):
        parts = spread(groups, codings, Plan((80, 10, 10), seed))
        assert Counter(parts.values()) == {"train": 80, "dev": 10, "test": 10}
        assert Counter(parts[str(n)] for n in range(10)) == {"train": 8, "dev": 1, "test": 1}


def test_a_plan_is_read_from_options() -> None:
    assert plan_of({"align": "strict"}) is None
    assert plan_of({"splits": "8,1,1", "seed": "7", "coders": "majority", "suggestions": True}) == Plan(
        (8, 1, 1), 7, "majority", True
    )


@pytest.mark.parametrize("name", [name for name, entry in formats().items() if entry.write])
def test_a_preview_shows_what_the_export_begins_with(project: Project, tmp_path: Path, name: str) -> None:
    entry = formats()[name]
    shown = preview_export(project, format_name=name, coders=["Amira"], rows=2)
    assert (shown.documents, shown.codings, shown.coders) == (2, 4, ("Amira",))
    assert [(row[1], row[4], row[6]) for row in shown.rows] == [("Amira", "", "news"), ("Amira", "IS–K", "is_khorasan")]
    path = tmp_path / ("out" if entry.folder else f"out{entry.suffix}")
    written = export(project, path, format_name=name, coders=["Amira"])
    said = {str(loss) for loss in written.losses}
    assert set(shown.losses) <= said
    if name in ("jsonl", "csv", "labelstudio", "qdc"):
        first = next(file for file in written.files if file.suffix == entry.suffix).read_text(encoding="utf-8")
        assert shown.beginning.split("\n")[0] == first.split("\n")[0][:199] + (
            "…" if len(first.split("\n")[0]) > 200 else ""
        )
    assert bool(shown.beginning) == (
        name in ("jsonl", "csv", "qdc", "xmi", "casjson", "labelstudio", "doccano", "brat", "conll")
    )


def test_a_preview_refuses_what_the_export_refuses(project: Project) -> None:
    with pytest.raises(FormatError, match="can only be read"):
        preview_export(project, format_name="qda")
    with pytest.raises(FormatError, match="has no option 'colour'"):
        preview_export(project, options={"colour": "1"})
    shown = preview_export(project, options={"coders": "majority", "splits": "50,50"})
    assert shown.coders == ("majority",)
    assert any("near-duplicate" in note for note in shown.notes)


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
