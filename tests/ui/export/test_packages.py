"""Packages hold a whole project, or some coders' work and nothing of the others."""

from __future__ import annotations

from pathlib import Path

from storage.opening import create_project
from storage.project import Project
from tests.storage.formats.material import CODEBOOK
from tests.ui.export.projects import suggested
from ui.workflows.export import export
from ui.workflows.import_codings import import_codings


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


def test_a_package_of_some_coders_holds_nothing_of_the_others(project: Project, tmp_path: Path) -> None:
    suggested(project)
    export(project, tmp_path / "a.zip", format_name="package", coders=["Ben Ö."])
    parts = _members(tmp_path / "a.zip")
    assert all(b"Amira" not in raw for name, raw in parts.items())
    assert len(parts["codings.jsonl"].splitlines()) == 3


def _members(path: Path) -> dict[str, bytes]:
    from storage.formats.archive import Archive

    with Archive(path) as archive:
        return {name: archive.read(name) for name in archive.names}
