"""Where an export goes: what is refused, what lies there already, and what a failure leaves."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.errors import FormatError
from storage.formats.registry import formats
from storage.project import Project
from ui.workflows.export import export


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
