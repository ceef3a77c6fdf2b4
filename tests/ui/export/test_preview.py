"""What is shown before an export: its beginning, its losses, and what it would refuse."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.errors import FormatError
from storage.formats.registry import formats
from storage.project import Project
from ui.workflows.export import export
from ui.workflows.export_preview import preview_export


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
